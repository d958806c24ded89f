// Writes out the instances of abstract patterns.

/// Replaces every pattern that is an instance (`is-a`) by its abstract pattern with the parameters put in (ISO 5.4.10, 6.3).
///
/// The replacement is textual, parameter by parameter in their order, and does not look where a name ends: as the published implementation does, so that
/// `$code` is also replaced inside of `$codeSystem`.
struct AbstractPatterns {
    private static let attributes: Set<String> = ["test", "context", "select", "value", "path", "documents", "subject"]
    private(set) var defects: [SchemaDefect] = []

    /// The children of a schema that remain: abstract patterns are gone, instances written out.
    mutating func expanded(_ schema: SourceElement) -> SourceElement {
        var result = schema
        let abstract = schema.elements("pattern").filter { $0["abstract"] == "true" }
        result.items = schema.items.compactMap { item in
            guard case .element(let pattern) = item, pattern.isNamed("pattern") else { return item }
            if pattern["abstract"] == "true" { return nil }
            guard let wanted = pattern.attribute("is-a") else { return item }
            guard let model = abstract.first(where: { $0["id"] == wanted.value }) else {
                defects.append(SchemaDefect(.abstractPatternUnknown, wanted.value, at: wanted.origin))
                return nil
            }
            return .element(Self.instance(pattern, of: model))
        }
        return result
    }

    private static func instance(_ pattern: SourceElement, of model: SourceElement) -> SourceElement {
        let given = pattern.elements("param").compactMap(parameter)
        let defaults = model.elements("param").compactMap(parameter).filter { standard in !given.contains { $0.name == standard.name } }
        var result = pattern
        result.attributes.removeAll { $0.name == "is-a" }
        for attribute in model.attributes where attribute.name != "abstract" && attribute.name != "id" && pattern[attribute.name] == nil {
            result.attributes.append(attribute)
        }
        result.items.removeAll { if case .element(let child) = $0 { child.isNamed("param") } else { false } }
        result.items += replaced(model, given + defaults).items
        return result
    }

    private static func parameter(_ element: SourceElement) -> (name: String, value: String)? {
        guard let name = element["name"], let value = element["value"] else { return nil }
        return ("$" + name, value)
    }

    private static func replaced(_ element: SourceElement, _ parameters: [(name: String, value: String)]) -> SourceElement {
        var result = element
        for index in result.attributes.indices where attributes.contains(result.attributes[index].name) {
            result.attributes[index].value = replaced(result.attributes[index].value, parameters)
        }
        for index in result.items.indices {
            switch result.items[index] {
            case .text(let text): result.items[index] = .text(replaced(text, parameters))
            case .element(let child): result.items[index] = .element(replaced(child, parameters))
            }
        }
        return result
    }

    private static func replaced(_ text: String, _ parameters: [(name: String, value: String)]) -> String {
        guard text.utf8.contains(0x24) else { return text }
        return parameters.reduce(text) { $0.replacing($1.name, with: $1.value) }
    }
}
