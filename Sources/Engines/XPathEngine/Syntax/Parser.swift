// Reads an expression by recursive descent, and resolves every name on the way.

/// The parser of one expression (XPath 2.0, appendix A).
struct Parser {
    /// How deep parentheses, predicates and the like may be nested.
    static let deepest = 100
    /// How many expressions may stand inside one another in the tree.
    static let highest = 300

    let context: StaticContext
    let tokens: [Token]
    var position = 0
    var depth = 0
    /// The variables in scope that the expression itself binds; the place in the list is the slot.
    var locals: [ExpandedName] = []
    /// The most slots that are in use at once.
    var slots = 0

    init(_ text: String, in context: StaticContext) throws(XPathError) {
        self.context = context
        tokens = try Lexer.tokens(of: text)
    }

    /// The whole expression.
    mutating func parse() throws(XPathError) -> Expression {
        let expression = try sequence()
        guard token.kind == .end else { throw unexpected() }
        try checkHeight(of: expression)
        return expression
    }

    // MARK: Words

    var token: Token { tokens[position] }

    func token(ahead: Int) -> Token { tokens[min(position + ahead, tokens.count - 1)] }

    mutating func advance() { if position < tokens.count - 1 { position += 1 } }

    mutating func take(sign: String) -> Bool {
        guard token.isSign(sign) else { return false }
        advance()
        return true
    }

    mutating func expect(sign: String) throws(XPathError) {
        guard take(sign: sign) else { throw unexpected("\(sign) is expected here") }
    }

    mutating func expect(word: String) throws(XPathError) {
        guard token.isWord(word) else { throw unexpected("\(word) is expected here") }
        advance()
    }

    func unexpected(_ message: String? = nil) -> XPathError {
        let what = token.kind == .end ? "the expression ends too early" : "this does not belong here"
        return XPathError(.xpst0003, message ?? what, offset: token.start, length: max(token.end - token.start, 1))
    }

    /// Where the words that have been read end.
    var lastEnd: Int { position > 0 ? tokens[position - 1].end : 0 }

    func make(_ form: Expression.Form, from start: Int) -> Expression {
        Expression(form, offset: start, length: lastEnd - start)
    }

    /// Refuses what could not be evaluated in a small stack.
    func checkHeight(of expression: Expression) throws(XPathError) {
        guard expression.height <= Self.highest else { throw XPathError(.xpdy0130, "nested deeper than \(Self.highest)", offset: expression.offset) }
    }

    // MARK: Expressions

    /// `Expr`: expressions with commas between.
    mutating func sequence() throws(XPathError) -> Expression {
        let start = token.start
        let first = try single()
        guard token.isSign(",") else { return first }
        var members = [first]
        while take(sign: ",") { members.append(try single()) }
        return make(.sequence(members), from: start)
    }

    /// `ExprSingle`.
    mutating func single() throws(XPathError) -> Expression {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else {
            throw XPathError(.xpdy0130, "nested deeper than \(Self.deepest)", offset: token.start, length: 1)
        }
        if case .name(nil, let word) = token.kind {
            if token(ahead: 1).isSign("$") {
                if word == "for" { return try iteration() }
                if word == "some" || word == "every" { return try quantification(isEvery: word == "every") }
            }
            if word == "if", token(ahead: 1).isSign("(") { return try conditional() }
        }
        return try operators(from: 1)
    }

    private mutating func conditional() throws(XPathError) -> Expression {
        let start = token.start
        advance()
        try expect(sign: "(")
        let condition = try sequence()
        try expect(sign: ")")
        try expect(word: "then")
        let then = try single()
        try expect(word: "else")
        let otherwise = try single()
        return make(.conditional(condition, then: then, otherwise: otherwise), from: start)
    }

    private mutating func iteration() throws(XPathError) -> Expression {
        let start = token.start
        let outer = locals
        defer { locals = outer }
        let bindings = try bindings()
        try expect(word: "return")
        var result = try single()
        for binding in bindings.reversed() { result = make(.each(slot: binding.slot, in: binding.domain, result: result), from: start) }
        return result
    }

    private mutating func quantification(isEvery: Bool) throws(XPathError) -> Expression {
        let start = token.start
        let outer = locals
        defer { locals = outer }
        let bindings = try bindings()
        try expect(word: "satisfies")
        var result = try single()
        for binding in bindings.reversed() {
            result = make(.quantified(isEvery: isEvery, slot: binding.slot, in: binding.domain, satisfies: result), from: start)
        }
        return result
    }

    /// `$a in …, $b in …`: each variable is in scope from the next one on.
    private mutating func bindings() throws(XPathError) -> [(slot: Int, domain: Expression)] {
        advance()
        var bindings: [(slot: Int, domain: Expression)] = []
        repeat {
            guard bindings.count < Self.deepest else { throw unexpected("more than \(Self.deepest) variables") }
            try expect(sign: "$")
            let name = try variableName()
            try expect(word: "in")
            let domain = try single()
            bindings.append((locals.count, domain))
            locals.append(name)
            slots = max(slots, locals.count)
        } while take(sign: ",")
        return bindings
    }

    mutating func variableName() throws(XPathError) -> ExpandedName {
        guard case .name(let prefix, let local) = token.kind else { throw unexpected("a variable's name is expected here") }
        let name = ExpandedName(local, in: try prefix.map { prefix throws(XPathError) in try namespace(prefix) } ?? "")
        advance()
        return name
    }

    /// What a prefix stands for.
    func namespace(_ prefix: String) throws(XPathError) -> String {
        if let uri = context.namespaces[prefix] { return uri }
        if prefix == "xml" { return "http://www.w3.org/XML/1998/namespace" }
        throw XPathError(.xpst0081, "the prefix \(prefix) is not declared", offset: token.start, length: token.end - token.start)
    }
}
