// Why a message could not be read or written.

public import XMLTree

/// What is wrong with a message; the raw value is the stable code.
public enum MessageFailureCode: String, Sendable, Hashable, Codable, CaseIterable {
    /// The media type is none that carries a SOAP 1.2 message, or is malformed.
    case contentType = "mime.content-type"
    /// The boundary is absent, empty, longer than 70 characters, given twice or of forbidden characters (RFC 2046, 5.1.1).
    case boundary = "mime.boundary"
    /// The package is not `application/xop+xml` (XOP 1.0, 4.1).
    case packageType = "mime.type"
    /// The `start` parameter names no part (RFC 2387, 3.2).
    case start = "mime.start"
    /// The root part is not `application/xop+xml`.
    case rootType = "mime.root-type"
    /// The boundary never begins a part.
    case noPart = "mime.no-part"
    /// The bytes end before the closing delimiter.
    case unterminated = "mime.unterminated"
    /// A header line of a part without colon, with a forbidden character, or a repeated header.
    case partHeader = "mime.part-header"
    /// Two parts of one Content-ID.
    case repeatedContentID = "mime.content-id"
    /// A transfer encoding other than 7bit, 8bit, binary and base64.
    case transferEncoding = "mime.transfer-encoding"
    /// Base64 that is not, in a part or in the message.
    case base64 = "mime.base64"
    /// A part whose header says XML and whose content is none; `parse` says why.
    case partContent = "mime.part-content"
    /// More parts than allowed.
    case tooManyParts = "mime.limit.parts"
    /// Longer or more headers than allowed.
    case headersTooLong = "mime.limit.headers"
    /// More bytes before the first part than allowed.
    case preambleTooLong = "mime.limit.preamble"
    /// More bytes than allowed.
    case tooManyBytes = "mime.limit.bytes"
    /// An Include that is not alone in its element or has no href.
    case include = "xop.include"
    /// An Include by something other than a `cid:` URL; nothing is ever fetched.
    case includeReference = "xop.href"
    /// An Include of a part that is not there.
    case includedPartMissing = "xop.part-missing"
    /// An Include of the root part.
    case rootIncluded = "xop.part-root"
    /// Two Includes of one part.
    case partShared = "xop.part-shared"
    /// A part that no Include names.
    case partUnused = "xop.part-unused"
    /// More Includes than allowed.
    case tooManyIncludes = "xop.limit.includes"
    /// The envelope is not XML that we accept; `parse` says why.
    case notXML = "soap.not-xml"
    /// The root element is no SOAP 1.2 Envelope.
    case soapVersion = "soap.version"
    /// Header and Body are not as SOAP 1.2 has them, or the body is empty.
    case envelope = "soap.structure"
    /// A header block that must be understood is not (SOAP 1.2 Part 1, 5.4.8).
    case mustUnderstand = "soap.must-understand"
    /// A WS-Addressing property is absent.
    case addressingMissing = "soap.addressing-missing"
    /// A WS-Addressing property is there twice, or the action contradicts that of the HTTP header.
    case addressingInvalid = "soap.addressing-invalid"
    /// The body is a fault where an answer was expected.
    case fault = "soap.fault"
    /// The body is not the element expected.
    case payload = "message.payload"
    /// An element or attribute of the message that its schema requires is absent or wrong.
    case structure = "message.structure"
    /// A query parameter whose value is neither string, number, nor list of these.
    case queryParameter = "message.query-parameter"
    /// Text to be written holds a character that XML 1.0 cannot carry.
    case character = "xml.character"
}

/// Why a message could not be read or written: names and numbers, never content.
public struct MessageFailure: Error, Sendable, Hashable {
    /// The stable code.
    public var code: MessageFailureCode
    /// The part, element, header or limit meant; never content.
    public var detail: String?
    /// What the parser said, where the code is `notXML`.
    public var parse: ParseFailure?
    /// The fault, where the code is `fault`.
    public var fault: SOAPFault?

    /// Reports a failure.
    public init(_ code: MessageFailureCode, detail: String? = nil, parse: ParseFailure? = nil, fault: SOAPFault? = nil) {
        self.code = code
        self.detail = detail
        self.parse = parse
        self.fault = fault
    }
}

extension MessageFailure: CustomStringConvertible {
    /// The code and what it is about.
    public var description: String {
        [code.rawValue, detail, parse.map { "\($0.code.rawValue) at \($0.line):\($0.column)" }].compactMap { $0 }.joined(separator: ": ")
    }
}
