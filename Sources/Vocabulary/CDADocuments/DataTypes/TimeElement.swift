// A point in time (TS) and an interval of time (IVL_TS) as they stand in a document.

public import ClinicalTypes
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

    /// The timestamp, nil where there is none or it is malformed.
    public var value: HL7Timestamp? { try? timestamp?.get() }

    /// The timestamp or what is wrong with it, nil where `@value` is missing.
    public var timestamp: Result<HL7Timestamp, TimestampFault>? { rawValue.map(readTimestamp) }
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

    /// Where the interval begins: `low`, else the single point.
    public var start: HL7Timestamp? { low?.value ?? point }

    /// Where the interval ends: `high`, else the single point.
    public var stop: HL7Timestamp? { high?.value ?? point }

    /// The single point, nil where there is none or it is malformed.
    public var point: HL7Timestamp? { rawValue.flatMap { try? readTimestamp($0).get() } }
}

private func readTimestamp(_ text: String) -> Result<HL7Timestamp, TimestampFault> {
    do throws(TimestampFault) { return .success(try HL7Timestamp(text)) } catch { return .failure(error) }
}
