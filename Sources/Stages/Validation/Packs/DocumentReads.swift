// Which documents the rules of a schema look things up in, as far as that stands in the schema.

import SchematronEngine

/// The documents that a schema reads by names written in it: `doc('…')`, `document('…')`, and both with a variable that holds a name.
///
/// Names that are put together while a rule runs are not seen; a rule that reads nothing by them fails at run time, and says so then.
struct DocumentReads {
    /// One reference, and the assertions that need what it names.
    struct Read {
        let reference: String
        let origin: RuleOrigin
        var rules: Set<String>
    }

    private(set) var all: [Read] = []
    private var places: [String: Int] = [:]

    init(_ model: SchemaModel, phase: String?) {
        let patterns = model.activePatterns(in: phase) ?? []
        let abstract = Self.abstractRules(of: model)
        let globals = (model.lets + patterns.flatMap(\.lets)).map { ($0.name, Value($0.value)) }
        for pattern in patterns {
            for rule in pattern.rules where !rule.isAbstract {
                let parts = Self.parts(of: rule, abstract, depth: 0)
                let lets = parts.compactMap { part in if case .variable(let variable) = part { (variable.name, Value(variable.value)) } else { nil } }
                var variables: [String: Value]?
                for case .assertion(let assertion) in parts {
                    let test = Value(assertion.test)
                    guard test.reads || !test.variables.isEmpty else { continue }
                    let known = variables ?? Dictionary(globals + lets, uniquingKeysWith: { _, inner in inner })
                    variables = known
                    collect(test, known, for: assertion.identity, depth: 0)
                }
            }
        }
    }

    /// An expression, and what of it matters here.
    private struct Value {
        let expression: SchemaExpression
        /// Whether it reads documents itself.
        let reads: Bool
        /// The variables that it mentions.
        let variables: [String]

        init(_ expression: SchemaExpression) {
            self.expression = expression
            reads = expression.text.contains("doc(") || expression.text.contains("document(")
            variables = expression.text.split(separator: "$", omittingEmptySubsequences: false).dropFirst().map { piece in
                String(piece.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" || $0 == "." })
            }
        }
    }

    /// Follows an expression and the variables that it mentions.
    private mutating func collect(_ value: Value, _ variables: [String: Value], for rule: String, depth: Int) {
        if value.reads {
            let text = value.expression.text
            for match in text.matches(of: /(?:^|[^\w-])(?:fn:)?(?:doc|document)\(\s*(?:'([^']*)'|"([^"]*)"|\$([\w.-]+)\s*[,)])/) {
                if let written = match.1 ?? match.2 {
                    if !Self.isGuarded(String(written), in: text) { add(String(written), value.expression.origin, rule) }
                } else if let name = match.3, let named = variables[String(name)]?.expression, let literal = Self.literal(named.text) {
                    add(literal, named.origin, rule)
                }
            }
        }
        guard depth < 8 else { return }
        for name in value.variables {
            guard let inner = variables[name], inner.reads || !inner.variables.isEmpty, inner.expression != value.expression else { continue }
            collect(inner, variables, for: rule, depth: depth + 1)
        }
    }

    private mutating func add(_ reference: String, _ origin: RuleOrigin, _ rule: String) {
        let key = "\(reference)|\(origin)"
        if let place = places[key] {
            all[place].rules.insert(rule)
        } else {
            places[key] = all.count
            all.append(Read(reference: reference, origin: origin, rules: [rule]))
        }
    }

    /// Whether an expression asks first whether the document is there.
    private static func isGuarded(_ reference: String, in text: String) -> Bool {
        text.contains("doc-available('\(reference)'") || text.contains("doc-available(\"\(reference)\"")
    }

    /// The string that an expression is, when it is nothing but a literal.
    static func literal(_ text: String) -> String? {
        let plain = text.split { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "\r" || $0 == "\r\n" }.joined(separator: " ")
        guard plain.count >= 2, let quote = plain.first, quote == "'" || quote == "\"", plain.last == quote else { return nil }
        let inner = plain.dropFirst().dropLast()
        return inner.contains(quote) ? nil : String(inner)
    }

    private static func abstractRules(of model: SchemaModel) -> [String: SchemaRule] {
        let rules = model.patterns.flatMap(\.rules).filter(\.isAbstract)
        return Dictionary(rules.compactMap { rule in rule.id.map { ($0, rule) } }, uniquingKeysWith: { first, _ in first })
    }

    private static func parts(of rule: SchemaRule, _ abstract: [String: SchemaRule], depth: Int) -> [SchemaRulePart] {
        guard depth < 32 else { return [] }
        return rule.parts.flatMap { part -> [SchemaRulePart] in
            guard case .extends(let name, _) = part else { return [part] }
            return abstract[name].map { parts(of: $0, abstract, depth: depth + 1) } ?? []
        }
    }
}
