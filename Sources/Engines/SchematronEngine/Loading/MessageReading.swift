// Reads what an assertion, a diagnostic or a property says.

extension SchemaReading {
    /// The pieces of a message: text, values and names; `emph`, `dir`, `span` and foreign elements give their text.
    mutating func message(_ element: SourceElement, rule: String?) -> [SchemaMessagePart] {
        var parts: [SchemaMessagePart] = []
        for item in element.items {
            switch item {
            case .text(let text): parts.append(.text(text))
            case .element(let child) where child.isNamed("value-of"):
                if let select = required("select", of: child, rule: rule) { parts.append(.value(select)) }
            case .element(let child) where child.isNamed("name"): parts.append(.name(child.expression("path")))
            case .element(let child) where child.namespace == SourceElement.stylesheet:
                defects.append(SchemaDefect(.foreignDeclaration, "xsl:" + child.name, at: child.origin, rule: rule))
            case .element(let child): parts += message(child, rule: rule)
            }
        }
        return parts
    }

    /// The diagnostics or the properties of a schema, by identifier.
    mutating func notes(_ groups: [SourceElement], named name: String) -> [String: SchemaNote] {
        var notes: [String: SchemaNote] = [:]
        for element in groups.flatMap({ $0.elements(name) }) {
            guard let id = required("id", of: element, rule: nil) else { continue }
            if notes[id.text] != nil { duplicate(id.text, at: id.origin) }
            notes[id.text] = SchemaNote(id: id.text, message: message(element, rule: nil), marks: SchemaMarks(element))
        }
        return notes
    }
}

extension SchemaMarks {
    init(_ element: SourceElement) {
        self.init(
            role: element["role"], flag: element["flag"], see: element["see"], fpi: element["fpi"], icon: element["icon"], language: element["xml:lang"])
    }
}
