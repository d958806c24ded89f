// The context of a rule, taken apart: a pattern of XSLT 2.0 (section 5.5.2).

/// One alternative of a context: steps from somewhere above the node down to the node itself.
struct ContextPattern: Hashable {
    /// The steps, the last one is for the node itself; none for the document node (`/`).
    var steps: [Step] = []

    struct Step: Hashable {
        /// Whether the node before may be any ancestor (`//`), and not the parent only.
        let isDescendant: Bool
        let test: Test
        let predicates: [Predicate]
    }

    /// What a node must be.
    enum Test: Hashable {
        /// An element by name; the namespace is empty for none.
        case element(String, in: String)
        case anyElement
        case elementIn(String)
        case elementCalled(String)
        case attribute(String, in: String)
        case anyAttribute
        case attributeIn(String)
        case attributeCalled(String)
        case text
        case comment
        case processingInstruction(String?)
        /// Any child: an element, a text, a comment or a processing instruction.
        case anyChild

        var isForElements: Bool {
            switch self {
            case .element, .anyElement, .elementIn, .elementCalled, .anyChild: true
            default: false
            }
        }

        var isForOthers: Bool {
            switch self {
            case .element, .anyElement, .elementIn, .elementCalled: false
            default: true
            }
        }
    }

    /// A condition, as written.
    struct Predicate: Hashable {
        let text: String
    }

    /// Why a context is no pattern.
    struct Refusal: Error {
        let reason: String
        var errorCode = "XTSE0340"
    }

    /// The alternatives of a context.
    static func alternatives(_ text: String, namespaces: [String: String]) throws(Refusal) -> [ContextPattern] {
        var scanner = ContextScanner(text, namespaces: namespaces)
        return try scanner.alternatives()
    }
}

/// Reads a context from left to right.
struct ContextScanner {
    private let bytes: [UInt8]
    private var place = 0
    private let namespaces: [String: String]

    init(_ text: String, namespaces: [String: String]) {
        bytes = Array(text.utf8)
        self.namespaces = namespaces
    }

    mutating func alternatives() throws(ContextPattern.Refusal) -> [ContextPattern] {
        var found = [try alternative()]
        while try accept("|") { found.append(try alternative()) }
        guard place == bytes.count else { throw refusal("is not understood") }
        return found
    }

    private mutating func alternative() throws(ContextPattern.Refusal) -> ContextPattern {
        var pattern = ContextPattern()
        // A pattern that does not begin at the root may begin anywhere.
        var isDescendant = true
        if try accept("//") {
            isDescendant = true
        } else if try accept("/") {
            isDescendant = false
            if place == bytes.count || bytes[place] == UInt8(ascii: "|") { return pattern }
        }
        while true {
            pattern.steps.append(try step(isDescendant: isDescendant))
            if try accept("//") {
                isDescendant = true
            } else if try accept("/") {
                isDescendant = false
            } else {
                return pattern
            }
        }
    }

    private mutating func step(isDescendant: Bool) throws(ContextPattern.Refusal) -> ContextPattern.Step {
        var isAttribute = try accept("@")
        var name = isAttribute ? nil : takeName()
        if let axis = name, try accept("::") {
            guard axis == "child" || axis == "attribute" else { throw refusal("uses the axis \(axis)") }
            isAttribute = axis == "attribute"
            name = nil
        }
        let test = try nodeTest(name ?? takeName(), isAttribute: isAttribute)
        var predicates: [ContextPattern.Predicate] = []
        while try accept("[") { predicates.append(try predicate()) }
        return ContextPattern.Step(isDescendant: isDescendant, test: test, predicates: predicates)
    }

    private mutating func nodeTest(_ name: String?, isAttribute: Bool) throws(ContextPattern.Refusal) -> ContextPattern.Test {
        guard let name else {
            guard try accept("*") else { throw refusal("is no pattern") }
            guard try accept(":") else { return isAttribute ? .anyAttribute : .anyElement }
            guard let local = takeName() else { throw refusal("is not understood") }
            return isAttribute ? .attributeCalled(local) : .elementCalled(local)
        }
        if try accept("(") { return try kindTest(name, isAttribute: isAttribute) }
        guard try accept(":") else { return isAttribute ? .attribute(name, in: "") : .element(name, in: "") }
        guard let namespace = name == "xml" ? "http://www.w3.org/XML/1998/namespace" : namespaces[name] else {
            throw ContextPattern.Refusal(reason: "the prefix \(name) is not declared", errorCode: "XPST0081")
        }
        if try accept("*") { return isAttribute ? .attributeIn(namespace) : .elementIn(namespace) }
        guard let local = takeName() else { throw refusal("is not understood") }
        return isAttribute ? .attribute(local, in: namespace) : .element(local, in: namespace)
    }

    private mutating func kindTest(_ name: String, isAttribute: Bool) throws(ContextPattern.Refusal) -> ContextPattern.Test {
        let start = place
        while place < bytes.count, bytes[place] != UInt8(ascii: ")") { place += 1 }
        let inside = WhiteSpace.folded(String(decoding: bytes[start..<place], as: UTF8.self))
        guard try accept(")") else { throw refusal("is not understood") }
        switch (name, inside) {
        case ("text", ""): return .text
        case ("comment", ""): return .comment
        case ("node", ""): return isAttribute ? .anyAttribute : .anyChild
        case ("element", ""), ("element", "*"): return .anyElement
        case ("attribute", ""), ("attribute", "*"): return .anyAttribute
        case ("processing-instruction", ""): return .processingInstruction(nil)
        case ("processing-instruction", let target): return .processingInstruction(target.filter { $0 != "'" && $0 != "\"" })
        default: throw refusal("uses \(name)(\(inside))")
        }
    }

    /// The text up to the bracket that ends the predicate.
    private mutating func predicate() throws(ContextPattern.Refusal) -> ContextPattern.Predicate {
        let start = place
        var depth = 1
        while place < bytes.count {
            switch bytes[place] {
            case UInt8(ascii: "'"), UInt8(ascii: "\""):
                let quote = bytes[place]
                place += 1
                while place < bytes.count, bytes[place] != quote { place += 1 }
            case UInt8(ascii: "("):
                if place + 1 < bytes.count, bytes[place + 1] == UInt8(ascii: ":") {
                    try skipComment()
                    continue
                }
            case UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "]"):
                depth -= 1
                if depth == 0 {
                    let text = String(decoding: bytes[start..<place], as: UTF8.self)
                    place += 1
                    return ContextPattern.Predicate(text: text)
                }
            default: break
            }
            place += 1
        }
        throw refusal("has a bracket without its other half")
    }

    // MARK: Tokens

    /// Takes a sign when it is next; white space and comments before and after it do not count.
    private mutating func accept(_ sign: StaticString) throws(ContextPattern.Refusal) -> Bool {
        try skipSpace()
        let count = sign.utf8CodeUnitCount
        guard place + count <= bytes.count else { return false }
        for index in 0..<count where bytes[place + index] != sign.utf8Start[index] { return false }
        place += count
        try skipSpace()
        return true
    }

    private mutating func takeName() -> String? {
        let start = place
        while place < bytes.count, Self.isNameByte(bytes[place], isFirst: place == start) { place += 1 }
        return place == start ? nil : String(decoding: bytes[start..<place], as: UTF8.self)
    }

    private mutating func skipSpace() throws(ContextPattern.Refusal) {
        while place < bytes.count {
            if [0x20, 0x09, 0x0A, 0x0D].contains(bytes[place]) {
                place += 1
            } else if bytes[place] == UInt8(ascii: "("), place + 1 < bytes.count, bytes[place + 1] == UInt8(ascii: ":") {
                try skipComment()
            } else {
                return
            }
        }
    }

    private mutating func skipComment() throws(ContextPattern.Refusal) {
        var depth = 0
        while place + 1 < bytes.count {
            switch (bytes[place], bytes[place + 1]) {
            case (UInt8(ascii: "("), UInt8(ascii: ":")):
                depth += 1
                place += 2
            case (UInt8(ascii: ":"), UInt8(ascii: ")")):
                depth -= 1
                place += 2
                if depth == 0 { return }
            default: place += 1
            }
        }
        throw refusal("has a comment without end")
    }

    private static func isNameByte(_ byte: UInt8, isFirst: Bool) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"), 0x80...: true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."): !isFirst
        default: false
        }
    }

    private func refusal(_ reason: String) -> ContextPattern.Refusal {
        ContextPattern.Refusal(reason: "\(reason), at byte \(place)")
    }
}
