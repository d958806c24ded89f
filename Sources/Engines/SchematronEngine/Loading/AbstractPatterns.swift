// Writes out the instances of abstract patterns.

/// Replaces every pattern that is an instance (`is-a`) by its abstract pattern with the parameters put in (ISO 5.4.10, 6.3).
///
/// The replacement is textual, parameter by parameter in their order, and does not look where a name ends: as the published implementation does, so that
/// `$code` is also replaced inside of `$codeSystem`.
struct AbstractPatterns {
    private static let attributes: Set<String> = ["test", "context", "select", "value", "path", "documents", "subject"]
    private(set) var defects: [SchemaDefect] = []
    /// The elements written out by now.
    private var size = 0
    /// Whether a text has grown beyond the limit.
    private var isTextTooLong = false

    /// The children of a schema that remain: abstract patterns are gone, instances written out.
    mutating func expanded(_ schema: SourceElement) -> SourceElement {
        var result = schema
        let abstract = schema.elements("pattern").filter { $0["abstract"] == "true" }
        let models = Dictionary(abstract.compactMap { pattern in pattern["id"].map { ($0, pattern) } }, uniquingKeysWith: { first, _ in first })
        result.items = schema.items.compactMap { item in
            guard case .element(let pattern) = item, pattern.isNamed("pattern") else { return item }
            if pattern["abstract"] == "true" { return nil }
            guard let wanted = pattern.attribute("is-a") else { return item }
            guard let model = models[wanted.value] else {
                defects.append(SchemaDefect(.abstractPatternUnknown, wanted.value, at: wanted.origin))
                return nil
            }
            guard !isTooLarge else { return nil }
            let instance = instance(pattern, of: model)
            if isTooLarge { defects.append(SchemaDefect(.tooLarge, wanted.value, at: wanted.origin)) }
            return .element(instance)
        }
        return result
    }

    private var isTooLarge: Bool { isTextTooLong || size > SchemaLimits.elements }

    private mutating func instance(_ pattern: SourceElement, of model: SourceElement) -> SourceElement {
        let given = pattern.elements("param").compactMap(Self.parameter)
        let defaults = model.elements("param").compactMap(Self.parameter).filter { standard in !given.contains { $0.name == standard.name } }
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

    private mutating func replaced(_ element: SourceElement, _ parameters: [(name: String, value: String)]) -> SourceElement {
        var result = element
        size += 1
        guard !isTooLarge else { return result }
        for index in result.attributes.indices where Self.attributes.contains(result.attributes[index].name) {
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

    private mutating func replaced(_ text: String, _ parameters: [(name: String, value: String)]) -> String {
        guard text.utf8.contains(0x24) else { return text }
        var text = text
        for parameter in parameters {
            let places = text.ranges(of: parameter.name).count
            guard places > 0 else { continue }
            // A parameter may hold another twice, that one a third twice: forty of them fill any memory.
            guard text.utf8.count + places * parameter.value.utf8.count <= SchemaLimits.text else {
                isTextTooLong = true
                return ""
            }
            text.replace(parameter.name, with: parameter.value)
        }
        return text
    }
}
