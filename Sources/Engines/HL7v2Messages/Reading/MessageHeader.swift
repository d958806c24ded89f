// What the header segment says: who sends what to whom, in which version.

/// The header segment, read (MSH; HL7 v2.6, 2.15.9).
public struct MessageHeader: Sendable {
    /// The segment itself.
    public let segment: Segment

    /// MSH-9.1, the message code, for instance `ORU`.
    public var messageCode: String? { segment.field(9).component(1).text }
    /// MSH-9.2, the trigger event, for instance `R01`.
    public var triggerEvent: String? { segment.field(9).component(2).text }
    /// MSH-9.3, the structure, for instance `ORU_R01`.
    public var structure: String? { segment.field(9).component(3).text }
    /// MSH-10, the control id that an acknowledgement repeats.
    public var controlID: String? { segment.field(10).text }
    /// MSH-11.1: `P` production, `T` training, `D` debugging.
    public var processingID: String? { segment.field(11).text }
    /// MSH-12.1, the version.
    public var version: String? { segment.field(12).text }
    /// MSH-18, the names of the character sets.
    public var characterSetNames: [String] { segment.field(18).repetitions.compactMap { $0.component(1).text } }
    /// MSH-21, the message profiles: identifier and namespace of each.
    public var profiles: [(identifier: String?, namespace: String?)] {
        segment.field(21).repetitions.map { ($0.component(1).text, $0.component(2).text) }
    }

    /// Message code, event and structure, as in `ORU^R01^ORU_R01`.
    public var type: String { [messageCode, triggerEvent, structure].compactMap { $0 }.joined(separator: "^") }
}
