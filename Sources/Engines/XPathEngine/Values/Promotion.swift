// Numbers brought to a common type, and arguments to the type that a function expects.

extension AtomicValue {
    /// The value of a number or truth value as a double; none for other types.
    var numericDouble: Double? {
        switch self {
        case .double(let value): value
        case .float(let value): Double(value)
        case .integer(let value, _): Double(value)
        case .bigInteger(let value, _): ExactDecimal(value).double
        case .decimal(let value): value.double
        case .boolean(let value): value ? 1 : 0
        default: nil
        }
    }

    /// The value of a decimal or integer; none for other types.
    var exactDecimal: ExactDecimal? {
        switch self {
        case .integer(let value, _): ExactDecimal(value)
        case .bigInteger(let value, _): ExactDecimal(value)
        case .decimal(let value): value
        default: nil
        }
    }

    /// The value of an integer; none for other types.
    var wholeNumber: BigInteger? {
        switch self {
        case .integer(let value, _): BigInteger(value)
        case .bigInteger(let value, _): value
        default: nil
        }
    }

    /// The text of a string, an untyped value or a URI; none for other types.
    var text: String? {
        switch self {
        case .string(let text, _), .untypedAtomic(let text), .anyURI(let text): text
        default: nil
        }
    }
}

/// The function conversion rules for one atomic value (XPath 2.0, section 3.1.5 and appendix B.1).
public enum Promotion {
    /// The value as the type that a function expects: untyped values are cast, numbers and URIs promoted.
    ///
    /// - Throws: `XPTY0004` when the value has another type, or what the cast throws.
    public static func functionArgument(_ value: AtomicValue, as expected: AtomicType) throws(XPathError) -> AtomicValue {
        let type = value.type
        if type.isSubtype(of: expected) { return value }
        switch (value, expected) {
        case (.untypedAtomic, .qName), (.untypedAtomic, .notation): break
        case (.untypedAtomic, _): return try Casting.cast(value, to: expected)
        case (.anyURI(let text), .string): return .string(text)
        case (.float, .double), (.decimal, .double), (.integer, .double), (.bigInteger, .double), (.decimal, .float), (.integer, .float),
            (.bigInteger, .float):
            return try Casting.cast(value, to: expected)
        default: break
        }
        throw XPathError(.xpty0004, "\(type.name) where \(expected.name) is expected")
    }
}

/// Two numbers of one type, after promotion (XPath 2.0, appendix B.1).
enum NumericPair {
    case integers(BigInteger, BigInteger)
    case decimals(ExactDecimal, ExactDecimal)
    case floats(Float, Float)
    case doubles(Double, Double)

    /// None when one of the two is no number.
    init?(_ left: AtomicValue, _ right: AtomicValue) {
        guard left.isNumeric, right.isNumeric else { return nil }
        switch (left, right) {
        case (.double, _), (_, .double):
            guard let first = left.numericDouble, let second = right.numericDouble else { return nil }
            self = .doubles(first, second)
        case (.float, _), (_, .float):
            self = .floats(Self.float(left), Self.float(right))
        default:
            if let first = left.wholeNumber, let second = right.wholeNumber {
                self = .integers(first, second)
            } else if let first = left.exactDecimal, let second = right.exactDecimal {
                self = .decimals(first, second)
            } else {
                return nil
            }
        }
    }

    private static func float(_ value: AtomicValue) -> Float {
        switch value {
        case .float(let float): float
        case .integer(let whole, _): Float(whole)
        default: value.exactDecimal?.float ?? .nan
        }
    }
}
