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
        let globals = model.lets + patterns.flatMap(\.lets)
        for pattern in patterns {
            for rule in pattern.rules where !rule.isAbstract {
                let parts = Self.parts(of: rule, abstract, depth: 0)
                let lets = parts.compactMap { part in if case .variable(let variable) = part { variable } else { nil } }
                let variables = Dictionary((globals + lets).map { ($0.name, $0.value) }, uniquingKeysWith: { _, inner in inner })
                for case .assertion(let assertion) in parts { collect(assertion.test, variables, for: assertion.identity, depth: 0) }
            }
        }
    }

    /// Follows an expression and the variables that it reads.
    private mutating func collect(_ expression: SchemaExpression, _ variables: [String: SchemaExpression], for rule: String, depth: Int) {
        let text = expression.text
        for match in text.matches(of: /(?:^|[^\w-])(?:fn:)?(?:doc|document)\(\s*(?:'([^']*)'|"([^"]*)"|\$([\w.-]+)\s*[,)])/) {
            if let written = match.1 ?? match.2 {
                guard !Self.isGuarded(String(written), in: text) else { continue }
                add(String(written), expression.origin, rule)
            } else if let name = match.3, let value = variables[String(name)], let literal = Self.literal(value.text) {
                add(literal, value.origin, rule)
            }
        }
        guard depth < 8 else { return }
        for match in text.matches(of: /\$([\w.-]+)/) {
            if let value = variables[String(match.1)], value != expression { collect(value, variables, for: rule, depth: depth + 1) }
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
    private static func literal(_ text: String) -> String? {
        let plain = text.trimming { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "\r" }
        guard plain.count >= 2, let quote = plain.first, quote == "'" || quote == "\"", plain.last == quote else { return nil }
        let inner = plain.dropFirst().dropLast()
        return inner.contains(quote) ? nil : String(inner)
    }

    private static func abstractRules(of model: SchemaModel) -> [String: SchemaRule] {
        Dictionary(
            model.patterns.flatMap(\.rules).filter(\.isAbstract).compactMap { rule in rule.id.map { ($0, rule) } }, uniquingKeysWith: { first, _ in first })
    }

    private static func parts(of rule: SchemaRule, _ abstract: [String: SchemaRule], depth: Int) -> [SchemaRulePart] {
        guard depth < 32 else { return [] }
        return rule.parts.flatMap { part -> [SchemaRulePart] in
            guard case .extends(let name, _) = part else { return [part] }
            return abstract[name].map { parts(of: $0, abstract, depth: depth + 1) } ?? []
        }
    }
}

extension String {
    fileprivate func trimming(_ isOut: (Character) -> Bool) -> Substring {
        let start = self[...].drop(while: isOut)
        return start.lastIndex(where: { !isOut($0) }).map { start[...$0] } ?? ""
    }
}
