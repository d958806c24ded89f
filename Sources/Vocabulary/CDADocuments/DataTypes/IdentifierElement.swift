// An instance identifier (II) as it stands in a document.

public import ClinicalTypes
public import XMLTree

/// An instance identifier: HL7 v3 data type II (CDA R2, data types 2.14).
public struct IdentifierElement: HeaderElement {
    /// The element, for instance `id`, `setId` or `templateId`.
    public let node: Node
    /// The OID or UUID that assigns the extension (`@root`), as written.
    public let root: String?
    /// The identifier within the root (`@extension`), as written.
    public let `extension`: String?
    /// The name of who assigns (`@assigningAuthorityName`).
    public let assigningAuthorityName: String?

    /// Reads an II element.
    public init(_ node: Node) {
        self.node = node
        root = node.trimmed("root")
        `extension` = node.trimmed("extension")
        assigningAuthorityName = node.trimmed("assigningAuthorityName")
    }

    /// The identifier as a value; nothing in it is proven.
    public var value: InstanceIdentifier {
        InstanceIdentifier(root: root, extension: self.extension, assigningAuthorityName: assigningAuthorityName, nullFlavor: nullFlavor)
    }

    /// The identifier as XDS writes a unique id: `root`, or `root^extension`; nil without a root.
    public var uniqueID: String? { value.uniqueID }

    /// Whether two elements name the same thing.
    public func isSame(as other: IdentifierElement) -> Bool {
        root != nil && root == other.root && (self.extension ?? "") == (other.extension ?? "")
    }
}
