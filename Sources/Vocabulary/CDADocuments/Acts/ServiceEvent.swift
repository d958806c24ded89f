// A documented act: what was done, when, and by whom.

public import XMLTree

/// A documented act: `documentationOf/serviceEvent` (CDA R2, 4.2.3.3); the first one with a performer is the main one.
public struct ServiceEvent: HeaderElement {
    /// The `serviceEvent` element.
    public let node: Node
    /// The identifiers.
    public let ids: [IdentifierElement]
    /// What was done.
    public let code: CodedElement?
    /// When.
    public let effectiveTime: IntervalElement?
    /// By whom.
    public let performers: [Participation]

    /// Reads a service event.
    public init(_ node: Node) {
        self.node = node
        ids = node.hl7All("id").map(IdentifierElement.init)
        code = node.hl7("code").map(CodedElement.init)
        effectiveTime = node.hl7("effectiveTime").map(IntervalElement.init)
        performers = node.hl7All("performer").map(Participation.init)
    }
}
