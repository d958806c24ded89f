// How much of everything a document may hold before it is refused.

/// The limits of one parse; each has a safe default, and each refusal says which limit was met.
///
/// libxml2's own limits are switched off (they are few, and not what one would choose), so these carry the whole protection. All of them can be
/// checked in one linear pass, and none depends on the speed of the machine but `seconds`.
public struct ParseLimits: Sendable, Hashable {
    /// Bytes of the document as received, in any encoding; never above 1 GiB.
    public var bytes: Int
    /// Elements open at once; the root counts one.
    public var depth: Int
    /// Nodes in all: elements, attributes, texts, comments and processing instructions.
    public var nodes: Int
    /// Attributes and namespace declarations of one start tag.
    public var attributesPerElement: Int
    /// Bytes of one start tag in UTF-8, from `<` to `>`.
    ///
    /// Style sheets that carry documents hold pictures in attributes, so this is not small.
    public var startTagBytes: Int
    /// Namespace declarations in scope at once.
    public var namespacesInScope: Int
    /// Different names (local name and namespace) in the document.
    public var names: Int
    /// Bytes of one local name, prefix, namespace name or processing instruction target in UTF-8.
    public var nameBytes: Int
    /// Bytes of one text node, comment or processing instruction in UTF-8.
    public var textBytes: Int
    /// Wall-clock seconds for the whole parse.
    public var seconds: Double

    /// The limits for documents from anyone.
    public static let standard = ParseLimits()

    /// Sets limits; those not named keep their safe default.
    public init(
        bytes: Int = 64 << 20, depth: Int = 256, nodes: Int = 4_000_000, attributesPerElement: Int = 256, startTagBytes: Int = 1 << 20,
        namespacesInScope: Int = 256, names: Int = 20_000, nameBytes: Int = 1024, textBytes: Int = 64 << 20, seconds: Double = 10
    ) {
        self.bytes = bytes
        self.depth = depth
        self.nodes = nodes
        self.attributesPerElement = attributesPerElement
        self.startTagBytes = startTagBytes
        self.namespacesInScope = namespacesInScope
        self.names = names
        self.nameBytes = nameBytes
        self.textBytes = textBytes
        self.seconds = seconds
    }
}
