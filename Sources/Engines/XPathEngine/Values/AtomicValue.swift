// An atomic value: a number, a text, a date … with its type.

/// One atomic value of the data model (XDM, section 3.3).
///
/// The values that documents give most cost nothing to make; rare ones (dates, durations, names) are boxed.
/// Equality is left to the operators of the language: see `ValueComparison` and `DistinctKey`.
public enum AtomicValue: Sendable {
    /// `xs:untypedAtomic`.
    case untypedAtomic(String)
    /// `xs:string` or a type derived from it.
    case string(String, AtomicType = .string)
    /// `xs:boolean`.
    case boolean(Bool)
    /// `xs:integer` or a type derived from it, when 64 bits hold it.
    case integer(Int, AtomicType = .integer)
    /// `xs:integer` or a type derived from it, when 64 bits do not hold it: make it with `AtomicValue.whole`.
    case bigInteger(BigInteger, AtomicType = .integer)
    /// `xs:decimal`.
    case decimal(ExactDecimal)
    /// `xs:double`.
    case double(Double)
    /// `xs:float`.
    case float(Float)
    /// `xs:anyURI`.
    case anyURI(String)
    /// `xs:hexBinary`.
    case hexBinary([UInt8])
    /// `xs:base64Binary`.
    case base64Binary([UInt8])
    /// `xs:duration`, `xs:yearMonthDuration` or `xs:dayTimeDuration`.
    indirect case duration(DurationValue, AtomicType = .duration)
    /// `xs:dateTime`, `xs:date`, `xs:time` or a part of a date (`xs:gYear` …), named by the type.
    indirect case dateTime(DateTimeValue, AtomicType)
    /// `xs:QName`, or `xs:NOTATION`.
    indirect case qName(QNameValue, AtomicType = .qName)

    /// An integer of any size, in 64 bits when they hold it.
    public static func whole(_ value: BigInteger, _ type: AtomicType = .integer) -> AtomicValue {
        if let small = value.asInt { return .integer(small, type) }
        return .bigInteger(value, type)
    }

    /// The most specific type of the value.
    public var type: AtomicType {
        switch self {
        case .untypedAtomic: .untypedAtomic
        case .string(_, let type), .integer(_, let type), .bigInteger(_, let type): type
        case .duration(_, let type), .dateTime(_, let type), .qName(_, let type): type
        case .boolean: .boolean
        case .decimal: .decimal
        case .double: .double
        case .float: .float
        case .anyURI: .anyURI
        case .hexBinary: .hexBinary
        case .base64Binary: .base64Binary
        }
    }

    /// Whether the value is a number.
    public var isNumeric: Bool {
        switch self {
        case .integer, .bigInteger, .decimal, .double, .float: true
        default: false
        }
    }

    /// Whether the value is a float or a double that is no number.
    public var isNaN: Bool {
        switch self {
        case .double(let value): value.isNaN
        case .float(let value): value.isNaN
        default: false
        }
    }

    /// The value as `xs:string`, in canonical form (F&O 17.1.2).
    public var stringValue: String {
        switch self {
        case .untypedAtomic(let text), .string(let text, _), .anyURI(let text): text
        case .boolean(let value): value ? "true" : "false"
        case .integer(let value, _): String(value)
        case .bigInteger(let value, _): value.description
        case .decimal(let value): value.description
        case .double(let value): NumberFormat.string(value)
        case .float(let value): NumberFormat.string(value)
        case .hexBinary(let bytes): BinaryFormat.hexadecimal(bytes)
        case .base64Binary(let bytes): BinaryFormat.base64(bytes)
        case .duration(let value, let type): value.canonical(as: type)
        case .dateTime(let value, let type): value.canonical(as: type)
        case .qName(let name, _): name.lexical
        }
    }

    /// The effective boolean value of a single atomic item (XPath 2.0, section 2.4.3).
    ///
    /// - Throws: `FORG0006` for a type that has none.
    public func effectiveBooleanValue() throws(XPathError) -> Bool {
        switch self {
        case .boolean(let value): return value
        case .string(let text, _), .untypedAtomic(let text), .anyURI(let text): return !text.isEmpty
        case .integer(let value, _): return value != 0
        case .bigInteger: return true
        case .decimal(let value): return !value.isZero
        case .double(let value): return !(value.isNaN || value == 0)
        case .float(let value): return !(value.isNaN || value == 0)
        default: throw XPathError(.forg0006, "\(type.name) has no effective boolean value")
        }
    }
}
