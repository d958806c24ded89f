// Why a document could not be read, and where.

/// The stable code of a refusal; its raw value is what reports print and people search for.
public enum ParseFailureCode: String, Sendable, Hashable, CaseIterable {
    /// There is no element at all: no bytes, or white space only.
    case empty = "xml.empty"
    /// The text breaks a rule of XML 1.0 (Fifth Edition).
    case notWellFormed = "xml.not-well-formed"
    /// The text breaks a rule of Namespaces in XML 1.0: an unbound prefix, an attribute given twice by its expanded name, `xml` bound elsewhere.
    case namespace = "xml.namespace"
    /// A document type declaration is there; nothing of it was processed.
    case dtdForbidden = "xml.dtd-forbidden"
    /// The XML declaration names a version other than 1.0.
    case version = "xml.version"
    /// The encoding is not one that is read here, or the bytes are not in the encoding that they announce.
    case encoding = "xml.encoding"
    /// The bytes are a compressed file.
    case compressed = "xml.compressed"
    /// More bytes than `ParseLimits.bytes`.
    case limitBytes = "xml.limit.bytes"
    /// Deeper than `ParseLimits.depth`.
    case limitDepth = "xml.limit.depth"
    /// More nodes than `ParseLimits.nodes`.
    case limitNodes = "xml.limit.nodes"
    /// A start tag with more attributes than `ParseLimits.attributesPerElement`.
    case limitAttributes = "xml.limit.attributes"
    /// A start tag longer than `ParseLimits.startTagBytes`.
    case limitStartTag = "xml.limit.start-tag"
    /// More namespaces in scope than `ParseLimits.namespacesInScope`.
    case limitNamespaces = "xml.limit.namespaces"
    /// More names than `ParseLimits.names`.
    case limitNames = "xml.limit.names"
    /// A name longer than `ParseLimits.nameBytes`.
    case limitNameLength = "xml.limit.name-length"
    /// A text longer than `ParseLimits.textBytes`.
    case limitText = "xml.limit.text"
    /// The parser could not get memory.
    case limitMemory = "xml.limit.memory"
    /// Slower than `ParseLimits.seconds`.
    case timeout = "xml.timeout"
}

/// A document refused by the parser: the code, the place and the reason; it never holds content of the document.
public struct ParseFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong.
    public var code: ParseFailureCode
    /// The line, counted from 1.
    public var line: Int
    /// The column, counted from 1 in Unicode scalars.
    public var column: Int
    /// The byte in the document as received.
    public var byteOffset: Int
    /// What exactly is wrong, where more is known than the code says.
    public var reason: ParseReason?
    /// Where the element starts that the failure is about, when that is elsewhere: the one that was never closed, or is closed by another end tag.
    public var opened: OpenedElement?

    /// Where an element starts that has not ended.
    public struct OpenedElement: Sendable, Hashable {
        /// The line of its start tag, counted from 1.
        public var line: Int
        /// The byte of its `<` in the document as received.
        public var byteOffset: Int

        /// Names the place.
        public init(line: Int, byteOffset: Int) {
            self.line = line
            self.byteOffset = byteOffset
        }
    }

    /// Names a failure and its place.
    public init(code: ParseFailureCode, line: Int, column: Int, byteOffset: Int, reason: ParseReason? = nil, opened: OpenedElement? = nil) {
        self.code = code
        self.line = line
        self.column = column
        self.byteOffset = byteOffset
        self.reason = reason
        self.opened = opened
    }

    /// The failure in one line, for logs: code, place and reason.
    public var description: String {
        "\(code.rawValue) at \(line):\(column)" + (reason.map { ": \($0)" } ?? "") + (opened.map { "; opened in line \($0.line)" } ?? "")
    }
}

/// A failure as the reading steps know it: the place is an offset into the UTF-8 text, and becomes a line and a column at the end.
struct Refusal: Error {
    var code: ParseFailureCode
    var offset: Int
    var reason: ParseReason?
    /// Where the element stands that the failure is about, when that is elsewhere.
    var opened: Int?

    init(_ code: ParseFailureCode, at offset: Int, _ reason: ParseReason? = nil, opened: Int? = nil) {
        self.code = code
        self.offset = offset
        self.reason = reason
        self.opened = opened
    }
}
