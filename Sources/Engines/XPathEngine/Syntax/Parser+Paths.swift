// Paths, steps and primary expressions.

extension Parser {
    private static var descendantOrSelf: Expression.AxisStep { .init(axis: .descendantOrSelf, test: .kind(.node), predicates: [], offset: 0) }

    /// `PathExpr`.
    mutating func path() throws(XPathError) -> Expression {
        let start = token.start
        var origin = Expression.PathStart.context
        var steps: [Expression.Step] = []
        if take(sign: "/") {
            origin = .root
            guard startsStep else { return make(.path(.root, []), from: start) }
            steps.append(try step())
        } else if take(sign: "//") {
            origin = .root
            steps = [.axis(Self.descendantOrSelf), try step()]
        } else {
            let first = try step()
            switch first {
            case .expression(let expression):
                guard token.isSign("/") || token.isSign("//") else { return expression }
                if case .contextItem = expression.form { origin = .context } else { origin = .expression(expression) }
            case .axis: steps.append(first)
            }
        }
        while true {
            if take(sign: "//") { steps.append(.axis(Self.descendantOrSelf)) } else if !take(sign: "/") { break }
            let next = try step()
            // A step `.` says nothing once the item is known to be a node, which the step before it sees to.
            if case .expression(let expression) = next, case .contextItem = expression.form, !steps.isEmpty { continue }
            steps.append(next)
        }
        return make(.path(origin, PathSimplification.simplified(steps)), from: start)
    }

    private var startsStep: Bool {
        switch token.kind {
        case .sign(let sign): ["(", "$", ".", "..", "@", "*"].contains(sign)
        case .end: false
        default: true
        }
    }

    /// `StepExpr`.
    private mutating func step() throws(XPathError) -> Expression.Step {
        let start = token.start
        if take(sign: "..") { return .axis(try predicates(of: .init(axis: .parent, test: .kind(.node), predicates: [], offset: start))) }
        if take(sign: "@") { return .axis(try axisStep(.attribute, from: start)) }
        switch token.kind {
        case .sign("*"), .anyLocalName, .anyNamespace: return .axis(try axisStep(.child, from: start))
        case .name(let prefix, let word):
            if prefix == nil, token(ahead: 1).isSign("::") {
                guard let axis = Axis(rawValue: word) else { throw unexpected("no axis has this name") }
                advance()
                advance()
                return .axis(try axisStep(axis, from: start))
            }
            if token(ahead: 1).isSign("(") {
                guard prefix == nil, Self.kindTests.contains(word) else { break }
                let axis: Axis = word == "attribute" || word == "schema-attribute" ? .attribute : .child
                return .axis(try axisStep(axis, from: start))
            }
            return .axis(try axisStep(.child, from: start))
        default: break
        }
        let primary = try primary()
        let predicates = try predicates()
        return .expression(predicates.isEmpty ? primary : make(.filter(primary, predicates), from: start))
    }

    static let kindTests: Set<String> = [
        "node", "text", "comment", "processing-instruction", "element", "attribute", "document-node", "schema-element", "schema-attribute",
    ]

    private mutating func axisStep(_ axis: Axis, from start: Int) throws(XPathError) -> Expression.AxisStep {
        let test = try nodeTest(axis)
        return try predicates(of: .init(axis: axis, test: test, predicates: [], offset: start))
    }

    private mutating func nodeTest(_ axis: Axis) throws(XPathError) -> NodeTest {
        switch token.kind {
        case .sign("*"):
            advance()
            return .anyName
        case .anyLocalName(let prefix):
            let uri = try namespace(prefix)
            advance()
            return .namespace(uri)
        case .anyNamespace(let local):
            advance()
            return .localName(local)
        case .name(let prefix, let local):
            if prefix == nil, Self.kindTests.contains(local), token(ahead: 1).isSign("(") { return .kind(try kindTest()) }
            if token(ahead: 1).isSign("(") { throw unexpected() }
            let name: ExpandedName
            if let prefix {
                name = ExpandedName(local, in: try namespace(prefix))
            } else {
                name = ExpandedName(local, in: axis == .attribute || axis == .namespace ? "" : context.defaultElementNamespace)
            }
            advance()
            return .name(name)
        default: throw unexpected("a step is expected here")
        }
    }

    private mutating func predicates(of step: Expression.AxisStep) throws(XPathError) -> Expression.AxisStep {
        var step = step
        step.predicates = try predicates()
        return step
    }

    private mutating func predicates() throws(XPathError) -> [Expression] {
        var predicates: [Expression] = []
        while take(sign: "[") {
            predicates.append(try sequence())
            try expect(sign: "]")
        }
        return predicates
    }

    // MARK: Primary expressions

    private mutating func primary() throws(XPathError) -> Expression {
        let start = token.start
        switch token.kind {
        case .string(let text):
            advance()
            return make(.literal(.string(text)), from: start)
        case .integer(let text): return try number(text, .integer)
        case .decimal(let text): return try number(text, .decimal)
        case .double(let text): return try number(text, .double)
        case .sign("$"): return try variable()
        case .sign("."):
            advance()
            return make(.contextItem, from: start)
        case .sign("("):
            advance()
            if take(sign: ")") { return make(.sequence([]), from: start) }
            let inner = try sequence()
            try expect(sign: ")")
            return inner
        case .name(let prefix, let local):
            guard token(ahead: 1).isSign("(") else { throw unexpected() }
            return try call(prefix, local)
        default: throw unexpected()
        }
    }

    private mutating func number(_ text: String, _ type: AtomicType) throws(XPathError) -> Expression {
        let start = token.start
        advance()
        let value: AtomicValue
        do throws(XPathError) {
            value = try Casting.cast(.string(text), to: type)
        } catch {
            throw error.at(offset: start, length: lastEnd - start)
        }
        return make(.literal(value), from: start)
    }

    private mutating func variable() throws(XPathError) -> Expression {
        let start = token.start
        advance()
        let name = try variableName()
        if let slot = locals.lastIndex(of: name) { return make(.local(slot), from: start) }
        guard let number = context.variables[name] else {
            throw XPathError(.xpst0008, "the variable \(name.localName) is not declared", offset: start, length: lastEnd - start)
        }
        return make(.variable(number), from: start)
    }

    private static let reserved: Set<String> = ["if", "typeswitch", "item", "empty-sequence"]

    private mutating func call(_ prefix: String?, _ local: String) throws(XPathError) -> Expression {
        let start = token.start
        guard prefix != nil || !Self.reserved.contains(local) else { throw unexpected() }
        let uri = try prefix.map { prefix throws(XPathError) in try namespace(prefix) } ?? context.defaultFunctionNamespace
        let length = token.end - token.start
        advance()
        try expect(sign: "(")
        var arguments: [Expression] = []
        if !take(sign: ")") {
            repeat { arguments.append(try single()) } while take(sign: ",")
            try expect(sign: ")")
        }
        if uri == AtomicType.namespaceURI, arguments.count == 1, let type = AtomicType(rawValue: local), type != .anyAtomicType, type != .notation {
            return try cast(arguments[0], to: type, allowsEmpty: true, from: start)
        }
        guard let entry = context.function(ExpandedName(local, in: uri), arity: arguments.count) else {
            let message = "there is no function \(prefix.map { $0 + ":" } ?? "")\(local) of \(arguments.count) arguments"
            throw XPathError(.xpst0017, message, offset: start, length: length)
        }
        return make(.call(entry, arguments), from: start)
    }
}
