// What is wrong with a message, by the standard's own condition codes.

/// A condition of table 0357, which ERR-3 names (HL7 v2.6, 2.15.5.3).
public enum MessageCondition: Int, Sendable, Hashable, Codable, CaseIterable {
    /// Accepted.
    case accepted = 0
    /// Segments in a wrong order, or one that is missing.
    case segmentSequence = 100
    /// A field that must be there is missing.
    case requiredFieldMissing = 101
    /// A value of another data type.
    case dataType = 102
    /// A value that its table does not have.
    case tableValueNotFound = 103
    /// More or fewer than allowed.
    case cardinality = 198
    /// Any other fault of form.
    case otherFault = 199
    /// A message type that is not taken here.
    case unsupportedMessageType = 200
    /// An event that is not taken here.
    case unsupportedEvent = 201
    /// Production, training and debugging are kept apart.
    case unsupportedProcessingID = 202
    /// A version that is not taken here.
    case unsupportedVersion = 203
    /// An error of the application; ERR-5 says which.
    case applicationError = 207

    /// The condition in the standard's words.
    public var text: String {
        switch self {
        case .accepted: "Message accepted"
        case .segmentSequence: "Segment sequence error"
        case .requiredFieldMissing: "Required field missing"
        case .dataType: "Data type error"
        case .tableValueNotFound: "Table value not found"
        case .cardinality: "Non-Conformant Cardinality"
        case .otherFault: "Other HL7 Error"
        case .unsupportedMessageType: "Unsupported message type"
        case .unsupportedEvent: "Unsupported event code"
        case .unsupportedProcessingID: "Unsupported processing id"
        case .unsupportedVersion: "Unsupported version id"
        case .applicationError: "Application internal error"
        }
    }
}

/// One fault of a message; never holds content of it.
public struct MessageFault: Error, Sendable, Hashable {
    /// A stable code, for instance `hl7.delimiters`.
    public var code: String
    /// The standard's condition.
    public var condition: MessageCondition
    /// Where.
    public var location: ErrorLocation?
    /// Numbers, names of segments or limits that explain it; nil where the code says all.
    public var detail: FaultDetail?

    /// States a fault.
    public init(_ code: String, _ condition: MessageCondition, at location: ErrorLocation? = nil, detail: FaultDetail? = nil) {
        self.code = code
        self.condition = condition
        self.location = location
        self.detail = detail
    }
}

extension MessageFault: CustomStringConvertible {
    /// Code, place and detail.
    public var description: String { code + (location.map { " at \($0)" } ?? "") + (detail.map { ": \($0)" } ?? "") }
}

/// A departure from the standard that real senders make and that changes nothing of what is said.
public enum MessageTolerance: String, Sendable, Hashable, Codable, CaseIterable {
    /// Segments end with CR LF instead of CR.
    case lineFeedAfterSegment = "hl7.tolerated.line-feed"
    /// The last segment has no CR.
    case noFinalSegmentEnd = "hl7.tolerated.no-final-cr"
    /// A byte order mark stands before the header.
    case byteOrderMark = "hl7.tolerated.byte-order-mark"
    /// MSH-18 is empty; the bytes tell the character set.
    case noCharacterSet = "hl7.tolerated.no-character-set"
    /// Base64 without its padding.
    case unpaddedBase64 = "hl7.tolerated.unpadded-base64"
    /// White space or escaped line breaks inside base64.
    case spacedBase64 = "hl7.tolerated.spaced-base64"
    /// Base64 with one character too many, which was left out.
    case oddBase64 = "hl7.tolerated.odd-base64"
}
