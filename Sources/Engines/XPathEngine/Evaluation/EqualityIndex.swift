// Elements of an invariant document by the values of some of their attributes.

import XMLTree

/// What `//name[@a = $x and @b = $y]` looks up instead of walking.
struct EqualityIndex: Sendable {
    struct Key: Hashable, Sendable {
        let element: ExpandedName
        let attributes: [ExpandedName]
    }

    /// Element numbers in document order, by the attributes' values.
    private let elements: [[CodePointText]: [UInt32]]

    init(_ key: Key, in tree: FrozenTree) {
        var elements: [[CodePointText]: [UInt32]] = [:]
        for element in tree.elements(key.element.localName, in: key.element.namespaceURI) {
            let values = key.attributes.compactMap { element.attribute($0.localName, in: $0.namespaceURI)?.stringValue }
            if values.count == key.attributes.count { elements[values.map { CodePointText($0) }, default: []].append(element.index) }
        }
        self.elements = elements
    }

    func elements(with values: [CodePointText]) -> [UInt32] { elements[values] ?? [] }
}
