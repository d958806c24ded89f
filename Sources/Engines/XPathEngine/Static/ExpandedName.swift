// A name with its namespace.

/// A namespace name and a local name; the namespace is empty for names in none.
public struct ExpandedName: Sendable, Hashable {
    /// The namespace name; empty for none.
    public let namespaceURI: String
    /// The local part.
    public let localName: String

    /// A name in a namespace, or in none.
    public init(_ localName: String, in namespaceURI: String = "") {
        self.localName = localName
        self.namespaceURI = namespaceURI
    }
}
