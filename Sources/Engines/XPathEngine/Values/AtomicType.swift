// The built-in atomic types, and which derives from which.

/// A built-in atomic type of XML Schema 1.0 and XPath 2.0 (XDM, section 2.6); the raw value is its local name.
public enum AtomicType: String, Sendable, Hashable, CaseIterable, CustomStringConvertible {
    /// The root of all atomic types.
    case anyAtomicType
    /// Text whose type is not known: the content of a document without schema.
    case untypedAtomic
    /// Text.
    case string
    /// Text without tabs and line ends.
    case normalizedString
    /// Text without leading, trailing and double spaces.
    case token
    /// A language tag.
    case language
    /// Name characters.
    case nmToken = "NMTOKEN"
    /// An XML name.
    case xmlName = "Name"
    /// A name without colon.
    case ncName = "NCName"
    /// An identifier.
    case id = "ID"
    /// A reference to an identifier.
    case idref = "IDREF"
    /// The name of an entity.
    case entity = "ENTITY"
    /// True or false.
    case boolean
    /// An exact decimal number.
    case decimal
    /// A whole number.
    case integer
    /// Zero or less.
    case nonPositiveInteger
    /// Less than zero.
    case negativeInteger
    /// 64 bits.
    case long
    /// 32 bits.
    case int
    /// 16 bits.
    case short
    /// 8 bits.
    case byte
    /// Zero or more.
    case nonNegativeInteger
    /// 64 bits without sign.
    case unsignedLong
    /// 32 bits without sign.
    case unsignedInt
    /// 16 bits without sign.
    case unsignedShort
    /// 8 bits without sign.
    case unsignedByte
    /// More than zero.
    case positiveInteger
    /// A binary number of 32 bits.
    case float
    /// A binary number of 64 bits.
    case double
    /// Months and seconds.
    case duration
    /// Months.
    case yearMonthDuration
    /// Seconds.
    case dayTimeDuration
    /// A day and a time.
    case dateTime
    /// A day.
    case date
    /// A time of any day.
    case time
    /// A month of a year.
    case gYearMonth
    /// A year.
    case gYear
    /// A day of any year.
    case gMonthDay
    /// A day of any month.
    case gDay
    /// A month of any year.
    case gMonth
    /// Bytes, written in hexadecimal.
    case hexBinary
    /// Bytes, written in base 64.
    case base64Binary
    /// A reference to a resource.
    case anyURI
    /// A name in a namespace.
    case qName = "QName"
    /// The name of a notation.
    case notation = "NOTATION"

    /// The namespace of all these types.
    public static let namespaceURI = "http://www.w3.org/2001/XMLSchema"

    /// The name with the customary prefix, as `xs:integer`.
    public var name: String { "xs:\(rawValue)" }

    /// The name with the customary prefix.
    public var description: String { name }

    /// The type this one is derived from; none for `xs:anyAtomicType`.
    public var base: AtomicType? {
        switch self {
        case .anyAtomicType: nil
        case .untypedAtomic, .string, .boolean, .decimal, .float, .double, .duration, .dateTime,
            .date, .time, .gYearMonth, .gYear, .gMonthDay, .gDay, .gMonth, .hexBinary,
            .base64Binary, .anyURI, .qName, .notation:
            .anyAtomicType
        case .normalizedString: .string
        case .token: .normalizedString
        case .language, .nmToken, .xmlName: .token
        case .ncName: .xmlName
        case .id, .idref, .entity: .ncName
        case .integer: .decimal
        case .nonPositiveInteger, .long, .nonNegativeInteger: .integer
        case .negativeInteger: .nonPositiveInteger
        case .int: .long
        case .short: .int
        case .byte: .short
        case .unsignedLong, .positiveInteger: .nonNegativeInteger
        case .unsignedInt: .unsignedLong
        case .unsignedShort: .unsignedInt
        case .unsignedByte: .unsignedShort
        case .yearMonthDuration, .dayTimeDuration: .duration
        }
    }

    /// Whether every value of this type is a value of the other.
    public func isSubtype(of other: AtomicType) -> Bool {
        if self == other || other == .anyAtomicType { return true }
        var type = self
        while let base = type.base {
            if base == other { return true }
            type = base
        }
        return false
    }

    /// The primitive type this one derives from: `xs:decimal` for integers, `xs:duration` for both its parts.
    public var primitive: AtomicType {
        var type = self
        while let base = type.base, base != .anyAtomicType { type = base }
        return type
    }

    /// Whether values of this type are numbers.
    public var isNumeric: Bool {
        switch primitive {
        case .decimal, .float, .double: true
        default: false
        }
    }

    /// Whether values may be ordered by `lt` and its kin.
    public var isOrdered: Bool {
        switch self {
        case .yearMonthDuration, .dayTimeDuration: true
        default:
            switch primitive {
            case .untypedAtomic, .string, .boolean, .decimal, .float, .double, .dateTime, .date, .time, .anyURI: true
            default: false
            }
        }
    }
}
