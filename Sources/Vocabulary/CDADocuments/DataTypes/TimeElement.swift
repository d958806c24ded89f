// A point in time (TS) and an interval of time (IVL_TS) as they stand in a document.

public import XMLTree

/// A point in time: HL7 v3 data type TS (CDA R2, data types 2.26).
public struct TimeElement: HeaderElement {
    /// The element, for instance `effectiveTime`, `time` or `low`.
    public let node: Node
    /// The timestamp, as written.
    public let rawValue: String?

    /// Reads a TS element.
    public init(_ node: Node) {
        self.node = node
        rawValue = node.trimmed("value")
    }
}

/// An interval of time: HL7 v3 data type IVL_TS (CDA R2, data types 2.27); `@value` alone stands for one point.
public struct IntervalElement: HeaderElement {
    /// The element, for instance `effectiveTime`.
    public let node: Node
    /// The beginning.
    public let low: TimeElement?
    /// The end.
    public let high: TimeElement?
    /// The single point (`@value` on the element itself), as written.
    public let rawValue: String?

    /// Reads an IVL_TS element.
    public init(_ node: Node) {
        self.node = node
        low = node.hl7("low").map(TimeElement.init)
        high = node.hl7("high").map(TimeElement.init)
        rawValue = node.trimmed("value")
    }
}
