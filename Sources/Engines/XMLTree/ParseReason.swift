// What exactly is wrong with a document that cannot be read, as a value: the words are for those who tell people.

/// The rule that was broken, or the limit that was passed; it holds nothing of the document but plain names of versions and encodings.
public enum ParseReason: Sendable, Hashable {
    /// A rule of XML 1.0, of Namespaces in XML, or of an encoding.
    case rule(XMLRule)
    /// More than so many of what the failure's code counts.
    case limit(Int)
    /// The version that the declaration names.
    case version(String)
    /// An encoding by its name, and what is wrong with it.
    case encoding(String, EncodingFault)
}

/// What is wrong with an encoding that has a name.
public enum EncodingFault: Sendable, Hashable {
    /// It is none of those that are read.
    case notRead
    /// It is declared in bytes that cannot be in it.
    case notInBytes
    /// It is declared, but the byte order mark says another, whose name this is.
    case againstByteOrderMark(String)
}

/// The rules that a document may break; the raw value is stable.
public enum XMLRule: String, Sendable, Hashable, CaseIterable {
    /// There is not one byte.
    case noBytes = "no-bytes"
    /// The bytes are a gzip file.
    case gzip
    /// The bytes are a ZIP file.
    case zip
    /// A byte above 127 in US-ASCII.
    case notASCII = "not-ascii"
    /// Bytes that are not UTF-8 (RFC 3629).
    case notUTF8 = "not-utf-8"
    /// A surrogate without its other half, or half a code unit (RFC 2781).
    case brokenUTF16 = "broken-utf-16"
    /// UTF-16 without its byte order mark (XML 1.0, 4.3.3).
    case byteOrderMarkMissing = "byte-order-mark-missing"
    /// An element is expected.
    case elementExpected = "element-expected"
    /// Something else than comments and processing instructions after the root element.
    case contentAfterRoot = "content-after-root"
    /// A character reference to no character of XML (XML 1.0, 4.1).
    case characterReference = "character-reference"
    /// A character that XML does not allow (XML 1.0, 2.2).
    case character
    /// An ampersand that begins no reference.
    case ampersand
    /// A reference without its semicolon.
    case semicolonMissing = "semicolon-missing"
    /// An entity that is not one of the five of XML.
    case entityUnknown = "entity-unknown"
    /// A `<` in an attribute value.
    case lessThanInAttribute = "less-than-in-attribute"
    /// An attribute value without quotes.
    case quotesMissing = "quotes-missing"
    /// An attribute value without its closing quote.
    case closingQuoteMissing = "closing-quote-missing"
    /// An attribute without a value.
    case valueMissing = "value-missing"
    /// An attribute given twice.
    case attributeTwice = "attribute-twice"
    /// A comment that does not end.
    case commentOpen = "comment-open"
    /// Two hyphens inside a comment.
    case hyphensInComment = "hyphens-in-comment"
    /// A processing instruction that does not end.
    case instructionOpen = "instruction-open"
    /// A CDATA section that does not end.
    case cdataOpen = "cdata-open"
    /// `]]>` outside of a CDATA section.
    case cdataEnd = "cdata-end"
    /// An XML declaration that is not the first thing in the document.
    case declarationLate = "declaration-late"
    /// A malformed XML declaration.
    case declaration
    /// White space is missing.
    case spaceMissing = "space-missing"
    /// A name is missing.
    case nameMissing = "name-missing"
    /// A tag that is not closed by `>`.
    case tagOpen = "tag-open"
    /// An end tag that is not that of the element that is open.
    case endTagMismatch = "end-tag-mismatch"
    /// The document ends inside an element.
    case elementOpen = "element-open"
    /// The prefixes `xml` or `xmlns`, or their namespaces, bound otherwise (Namespaces in XML, 3).
    case reservedPrefix = "reserved-prefix"
    /// A prefix that is bound to no namespace.
    case prefixUnbound = "prefix-unbound"
    /// A colon where a name allows none.
    case colon
    /// An attribute given twice by its expanded name.
    case expandedNameTwice = "expanded-name-twice"
    /// A prefix bound to the empty name (Namespaces in XML, 2.2).
    case prefixToNothing = "prefix-to-nothing"
    /// Any other rule of XML 1.0.
    case other
    /// Any other rule of Namespaces in XML.
    case otherOfNamespaces = "other-of-namespaces"
}

extension ParseReason: CustomStringConvertible {
    /// The reason in one stable word, for logs.
    public var description: String {
        switch self {
        case .rule(let rule): rule.rawValue
        case .limit(let most): "more than \(most)"
        case .version(let version): "version \(version)"
        case .encoding(let name, .notRead): "\(name) is not read"
        case .encoding(let name, .notInBytes): "\(name) is declared in bytes that are not"
        case .encoding(let name, .againstByteOrderMark(let mark)): "the byte order mark says \(mark), the declaration \(name)"
        }
    }
}
