// Why a message cannot be read, and how much one may hold.

/// Why a message cannot be read; the raw value is the stable code.
public enum MailFaultCode: String, Sendable, Hashable, Codable, CaseIterable {
    /// More bytes than are read.
    case tooManyBytes = "mail.limit.bytes"
    /// A header of more bytes or fields than are read.
    case headerTooLong = "mail.limit.header"
    /// More parts than are read.
    case tooManyParts = "mail.limit.parts"
    /// Parts within parts, deeper than is read.
    case tooDeep = "mail.limit.depth"
    /// A header line without a name, or with characters that no header has (RFC 5322, 2.2).
    case header = "mail.header"
    /// A multipart without a boundary, or with one that no boundary can be (RFC 2046, 5.1.1).
    case boundary = "mail.boundary"
    /// A multipart without parts, or one whose end is missing: the message is cut (RFC 2046, 5.1.1).
    case unterminated = "mail.unterminated"
    /// A transfer encoding that is none of those of RFC 2045, 6.
    case transferEncoding = "mail.transfer-encoding"
    /// A part that is not the base64 or quoted-printable that it says.
    case encodedContent = "mail.encoded-content"
}

/// Why a message cannot be read: a code and a number, never content.
public struct MailFault: Error, Sendable, Hashable {
    /// The stable code.
    public var code: MailFaultCode
    /// The limit or number that explains it.
    public var detail: String?

    /// States a fault.
    public init(_ code: MailFaultCode, detail: String? = nil) {
        self.code = code
        self.detail = detail
    }
}

extension MailFault: CustomStringConvertible {
    /// The code and the detail.
    public var description: String { code.rawValue + (detail.map { ": " + $0 } ?? "") }
}

/// How much one message may hold.
public struct MailLimits: Sendable, Hashable {
    /// Bytes of the message.
    public var bytes = 96 << 20
    /// Bytes of one header, and its fields.
    public var headerBytes = 128 << 10, headerFields = 500
    /// Parts in all.
    public var parts = 200
    /// Parts within parts.
    public var depth = 8

    /// The limits for messages from anyone.
    public static let standard = MailLimits()

    /// The standard limits, to be changed.
    public init() {}
}
