// A schema without the rules that cannot be used.

extension SchemaModel {
    /// The schema without some of its rules; what is left keeps its numbers.
    ///
    /// - Parameter identities: `p1.r2.a3` leaves an assertion out; `p1.r2` all that a rule asserts, while its context still keeps nodes from the rules
    ///   behind it; `p1` a pattern.
    public func dropping(_ identities: Set<String>) -> SchemaModel {
        if identities.isEmpty { return self }
        let kept = patterns.filter { !identities.contains("p\($0.number)") }.map { pattern in
            SchemaPattern(
                number: pattern.number, id: pattern.id, title: pattern.title, documents: pattern.documents, lets: pattern.lets,
                rules: pattern.rules.map { $0.dropping(identities) }, marks: pattern.marks, origin: pattern.origin)
        }
        return SchemaModel(
            file: file, title: title, version: version, namespaces: namespaces, defaultPhase: defaultPhase, lets: lets, phases: phases, patterns: kept,
            diagnostics: diagnostics, properties: properties, defects: defects, dialect: dialect)
    }
}

extension SchemaRule {
    fileprivate func dropping(_ identities: Set<String>) -> SchemaRule {
        let isDropped = identities.contains(identity)
        let kept = parts.filter { part in
            if isDropped { return false }
            if case .assertion(let assertion) = part { return !identities.contains(assertion.identity) }
            return true
        }
        return SchemaRule(identity: identity, number: number, id: id, context: context, parts: kept, marks: marks, origin: origin)
    }
}
