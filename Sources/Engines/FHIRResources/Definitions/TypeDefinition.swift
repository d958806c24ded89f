// What each type is made of: its elements in order, their types and how often they stand.

/// An element of a type.
struct ElementDefinition: Sendable {
    /// The name, that of a choice with its type: `valueCode`.
    let name: String
    /// The type of its values; `Resource` for any resource.
    let type: String
    /// Whether it may stand several times.
    let isList: Bool
    /// Whether it must stand.
    let isRequired: Bool
    /// The place in the order that XML asks for.
    let position: Int
}

/// A type: its elements in the order of the specification.
struct TypeDefinition: Sendable {
    /// The elements in order.
    let elements: [ElementDefinition]
    /// Whether it is a resource.
    let isResource: Bool
    private let index: [String: Int]

    /// The element of a name.
    func element(_ name: String) -> ElementDefinition? { index[name].map { elements[$0] } }

    /// The definition of a type that is no primitive.
    static func named(_ type: String) -> TypeDefinition? { all[type] }

    /// Whether a type is a resource that is spoken here.
    static func isResource(_ type: String) -> Bool { all[type]?.isResource == true }

    private static let all: [String: TypeDefinition] = {
        var types: [String: TypeDefinition] = [:]
        for (tables, prefix, isResource) in [
            (DefinitionTables.dataTypes, DefinitionTables.element, false), (DefinitionTables.components, DefinitionTables.backboneElement, false),
            (DefinitionTables.domainResources, DefinitionTables.domainResource, true), (DefinitionTables.resources, DefinitionTables.resource, true),
        ] {
            for row in tables.split(separator: "\n") {
                let words = row.split(separator: " ")
                types[String(words[0])] = TypeDefinition(prefix.split(separator: " ") + words.dropFirst(), isResource: isResource)
            }
        }
        return types
    }()

    private init(_ words: some Sequence<Substring>, isResource: Bool) {
        var elements: [ElementDefinition] = []
        for word in words {
            let mark = word.last.flatMap { "!*+".contains($0) ? $0 : nil }
            let pair = (mark == nil ? word : word.dropLast()).split(separator: ":")
            // `value[x]:any` and `deceased[x]:boolean|dateTime` are one element for each type.
            let types = pair[1] == "any" ? DefinitionTables.anyType.split(separator: " ") : pair[1].split(separator: "|")
            for type in types {
                let name = pair[0].hasSuffix("[x]") ? pair[0].dropLast(3) + type.prefix(1).uppercased() + type.dropFirst() : String(pair[0])
                elements.append(
                    ElementDefinition(
                        name: String(name), type: String(type), isList: mark == "*" || mark == "+", isRequired: mark == "!" || mark == "+",
                        position: elements.count))
            }
        }
        self.elements = elements
        self.isResource = isResource
        index = Dictionary(elements.map { ($0.name, $0.position) }) { first, _ in first }
    }
}
