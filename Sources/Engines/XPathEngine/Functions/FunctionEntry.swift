// One function as data: name, parameters, result, and what it does.

import Synchronization

/// A function of the library or of the host, for one number of arguments.
final class FunctionEntry: Sendable {
    /// Functions that the compiler knows how to shorten.
    enum Special { case position, last, not, boolean, exists, empty, count, `true`, `false`, doc, matches }

    enum Action: Sendable {
        case library(@Sendable (FunctionCall) throws -> XPathSequence)
        case host(HostFunction.Body)
    }

    let name: ExpandedName
    let parameters: [SequenceType]
    let returns: SequenceType
    let special: Special?
    let action: Action

    /// Whether the result may depend on the context item, its position or size, besides the arguments.
    var readsFocus: Bool {
        if case .host = action { return true }
        if parameters.isEmpty { return special != .true && special != .false }
        return Self.alwaysReadFocus.contains(name.localName)
    }

    /// Functions that take arguments and still look at the context item when the last one is left out.
    private static let alwaysReadFocus: Set<String> = ["lang", "id", "idref"]

    init(name: ExpandedName, parameters: [SequenceType], returns: SequenceType, special: Special? = nil, action: Action) {
        self.name = name
        self.parameters = parameters
        self.returns = returns
        self.special = special
        self.action = action
    }

    /// An entry of the standard library.
    static func standard(
        _ name: String, _ parameters: [SequenceType], _ returns: SequenceType, special: Special? = nil,
        _ action: @escaping @Sendable (FunctionCall) throws -> XPathSequence
    ) -> FunctionEntry {
        FunctionEntry(
            name: ExpandedName(name, in: StaticContext.functionNamespace), parameters: parameters, returns: returns, special: special,
            action: .library(action))
    }

    /// The same function for one argument more or less: without its last parameters, down to a number of them.
    static func standard(
        _ name: String, _ parameters: [SequenceType], from least: Int, _ returns: SequenceType, special: Special? = nil,
        _ action: @escaping @Sendable (FunctionCall) throws -> XPathSequence
    ) -> [FunctionEntry] {
        (least...parameters.count).map { standard(name, Array(parameters.prefix($0)), returns, special: special, action) }
    }
}

/// What functions are told of the static context; one for all calls of an expression.
final class CallStatics: Sendable {
    let baseURI: String?
    /// What references were found to mean against the base; packs ask for the same few again for every document.
    private let resolved = Mutex<[String: String]>([:])
    /// How many of them are kept: beyond, they are likely to come from documents.
    private static let kept = 256

    init(baseURI: String?) { self.baseURI = baseURI }

    /// The absolute URI that a reference means, the reference itself when it means none; `resolve` is asked once for each.
    func absolute(_ reference: String, resolve: (String) -> String) -> String {
        if let known = resolved.withLock({ $0[reference] }) { return known }
        let found = resolve(reference)
        resolved.withLock { if $0.count < Self.kept { $0[reference] = found } }
        return found
    }
}

/// One call: the focus, the arguments, and what the static context says.
struct FunctionCall {
    let focus: Focus
    let arguments: [XPathSequence]
    let statics: CallStatics

    var context: DynamicContext { focus.context }

    /// The one value of an argument, nil when it is empty or was left out.
    func value(_ number: Int) -> AtomicValue? {
        guard number < arguments.count, case .atomic(let value)? = arguments[number].single else { return nil }
        return value
    }

    /// The text of an argument, empty when there is none.
    func text(_ number: Int) -> String { value(number)?.stringValue ?? "" }

    /// The argument as a double.
    func double(_ number: Int) -> Double { value(number)?.numericDouble ?? .nan }

    /// The argument as a position or precision; integers beyond 64 bits are as good as the greatest or least one.
    func wholeNumber(_ number: Int) -> Int {
        switch value(number) {
        case .integer(let value, _)?: value
        case .bigInteger(let value, _)?: value.description.hasPrefix("-") ? Int.min : Int.max
        default: 0
        }
    }

    /// The argument as a number: an untyped value is cast.
    func number(_ number: Int) throws -> AtomicValue? {
        guard let value = value(number) else { return nil }
        if case .untypedAtomic = value { return try Casting.cast(value, to: .double) }
        guard value.isNumeric else { throw XPathError(.xpty0004, "\(value.type.name) where a number is expected") }
        return value
    }

    /// The item of an argument, or the context item where the argument was left out.
    func itemOrContext(_ number: Int) throws -> XPathItem? {
        if number < arguments.count { return arguments[number].first }
        guard let item = focus.item else { throw XPathError(.xpdy0002, "there is no context item") }
        return item
    }

    /// Refuses any collation but the codepoint collation.
    func checkCollation(_ number: Int) throws {
        guard number < arguments.count else { return }
        let asked = text(number)
        if asked == CodePoints.collationURI { return }
        if let base = statics.baseURI, let resolved = try? URIFunctions.resolve(asked, base: base), resolved == CodePoints.collationURI { return }
        throw XPathError(.foch0002, "only the codepoint collation is supported")
    }
}
