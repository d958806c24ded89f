// A value of type xs:QName: namespace and local name, and the prefix it was written with.

/// A qualified name; the prefix counts for printing only (XDM, section 3.3.3).
public struct QNameValue: Sendable, Hashable {
    /// The prefix as written; empty when there was none.
    public let prefix: String

    /// The local part.
    public let localName: String

    /// The namespace; empty when in none.
    public let namespaceURI: String

    /// A name of its parts.
    public init(prefix: String = "", localName: String, namespaceURI: String = "") {
        self.prefix = prefix
        self.localName = localName
        self.namespaceURI = namespaceURI
    }

    /// The name as written, `prefix:local`.
    public var lexical: String { prefix.isEmpty ? localName : "\(prefix):\(localName)" }

    /// Same namespace and local name.
    public static func == (left: QNameValue, right: QNameValue) -> Bool {
        CodePoints.equal(left.localName, right.localName) && CodePoints.equal(left.namespaceURI, right.namespaceURI)
    }

    /// By local name.
    public func hash(into hasher: inout Hasher) {
        for byte in localName.utf8 { hasher.combine(byte) }
    }
}
