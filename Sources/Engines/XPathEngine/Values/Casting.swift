// A value of one type made a value of another.

/// Finds the namespace of a prefix; the empty prefix asks for the default namespace of elements.
///
/// None when nothing is declared.
public typealias PrefixResolver = (String) -> String?

/// `cast as`, `castable as` and the constructor functions (F&O 17).
public enum Casting {
    /// The value as another type.
    ///
    /// A name is made of a text only when a resolver is given, which the caller does for string literals alone.
    /// - Throws: `XPTY0004` when the table of F&O 17.1 forbids the cast, `FORG0001`, `FOCA000x`, `FODT000x` or `FONS0004` when the value does not fit.
    public static func cast(
        _ value: AtomicValue, to target: AtomicType, resolvingPrefix: PrefixResolver? = nil
    ) throws(XPathError) -> AtomicValue {
        let source = value.type
        if source == target { return value }
        if target == .anyAtomicType || target == .notation { throw XPathError(.xpst0080, "nothing is cast to \(target.name)") }
        switch value {
        case .untypedAtomic(let text): return try read(text, as: target, resolvingPrefix: nil)
        case .string(let text, _): return try read(text, as: target, resolvingPrefix: resolvingPrefix)
        default: break
        }
        switch target.primitive {
        case .string, .untypedAtomic: return try read(value.stringValue, as: target, resolvingPrefix: nil)
        case .decimal, .double, .float, .boolean: return try number(value, as: target)
        default: break
        }
        switch (value, target) {
        case (.duration(let duration, _), .duration): return .duration(duration, .duration)
        case (.duration(let duration, _), .yearMonthDuration): return .duration(DurationValue(months: duration.months), target)
        case (.duration(let duration, _), .dayTimeDuration): return .duration(DurationValue(seconds: duration.seconds), target)
        case (.dateTime(let date, _), _): return .dateTime(try part(of: date, as: target, from: source), target)
        case (.hexBinary(let bytes), .base64Binary): return .base64Binary(bytes)
        case (.base64Binary(let bytes), .hexBinary): return .hexBinary(bytes)
        case (.qName(let name, _), .qName): return .qName(name)
        default: throw forbidden(source, target)
        }
    }

    /// Whether the cast succeeds.
    public static func isCastable(_ value: AtomicValue, to target: AtomicType, resolvingPrefix: PrefixResolver? = nil) -> Bool {
        (try? cast(value, to: target, resolvingPrefix: resolvingPrefix)) != nil
    }

    static func forbidden(_ source: AtomicType, _ target: AtomicType) -> XPathError {
        XPathError(.xpty0004, "\(source.name) cannot be cast to \(target.name)")
    }

    static func misfit(_ target: AtomicType) -> XPathError { XPathError(.forg0001, "the value is not one of \(target.name)") }

    // MARK: Numbers and truth values

    private static func number(_ value: AtomicValue, as target: AtomicType) throws(XPathError) -> AtomicValue {
        switch target {
        case .boolean:
            guard value.isNumeric else { throw forbidden(value.type, target) }
            return .boolean(try value.effectiveBooleanValue())
        case .double:
            guard let double = value.numericDouble else { throw forbidden(value.type, target) }
            return .double(double)
        case .float:
            switch value {
            case .decimal(let decimal): return .float(decimal.float)
            case .bigInteger(let whole, _): return .float(ExactDecimal(whole).float)
            case .integer(let whole, _): return .float(Float(whole))
            default:
                guard let double = value.numericDouble else { throw forbidden(value.type, target) }
                return .float(Float(double))
            }
        case .decimal: return .decimal(try decimal(value, for: target))
        default:
            let whole: BigInteger =
                if case .integer(let small, _) = value {
                    BigInteger(small)
                } else if case .double(let double) = value, double.magnitude < 9e18 {
                    BigInteger(Int(double))
                } else {
                    try decimal(value, for: target).truncated
                }
            return try integer(whole, as: target)
        }
    }

    private static func decimal(_ value: AtomicValue, for target: AtomicType) throws(XPathError) -> ExactDecimal {
        switch value {
        case .boolean(let truth): return ExactDecimal(truth ? 1 : 0)
        case .integer(let whole, _): return ExactDecimal(whole)
        case .bigInteger(let whole, _): return ExactDecimal(whole)
        case .decimal(let decimal): return decimal
        case .double, .float:
            guard let double = value.numericDouble, let decimal = ExactDecimal(exactly: double) else {
                throw XPathError(.foca0002, "NaN and infinities are no values of \(target.name)")
            }
            return decimal
        default: throw forbidden(value.type, target)
        }
    }

    /// An integer as one of a derived type.
    static func integer(_ value: BigInteger, as type: AtomicType) throws(XPathError) -> AtomicValue {
        if let bounds = IntegerBounds.of(type) {
            guard bounds.contains(value) else { throw misfit(type) }
        }
        return .whole(value, type)
    }

    // MARK: Dates

    private static func part(of date: DateTimeValue, as target: AtomicType, from source: AtomicType) throws(XPathError) -> DateTimeValue {
        guard source == .dateTime || source == .date else { throw forbidden(source, target) }
        switch target {
        case .dateTime, .date: return target == .date ? date.dateOnly : date
        case .time:
            guard source == .dateTime else { throw forbidden(source, target) }
            return date.timeOnly
        case .gYearMonth: return DateTimeValue(year: date.year, month: date.month, day: 1, timezone: date.timezone)
        case .gYear: return DateTimeValue(year: date.year, month: 1, day: 1, timezone: date.timezone)
        case .gMonthDay: return DateTimeValue(month: date.month, day: date.day, timezone: date.timezone)
        case .gDay: return DateTimeValue(day: date.day, timezone: date.timezone)
        case .gMonth: return DateTimeValue(month: date.month, day: 1, timezone: date.timezone)
        default: throw forbidden(source, target)
        }
    }
}

/// The least and greatest values of the integer types (XML Schema 1.0 part 2, 3.3.13 on).
struct IntegerBounds {
    let least: BigInteger?
    let greatest: BigInteger?

    func contains(_ value: BigInteger) -> Bool {
        if let least, value < least { return false }
        if let greatest, value > greatest { return false }
        return true
    }

    static func of(_ type: AtomicType) -> IntegerBounds? {
        func bounds(_ least: Int?, _ greatest: Int?) -> IntegerBounds {
            IntegerBounds(least: least.map { BigInteger($0) }, greatest: greatest.map { BigInteger($0) })
        }
        return switch type {
        case .nonPositiveInteger: bounds(nil, 0)
        case .negativeInteger: bounds(nil, -1)
        case .long: bounds(.min, .max)
        case .int: bounds(-2_147_483_648, 2_147_483_647)
        case .short: bounds(-32_768, 32_767)
        case .byte: bounds(-128, 127)
        case .nonNegativeInteger: bounds(0, nil)
        case .unsignedLong: IntegerBounds(least: .zero, greatest: BigInteger(negative: false, limbs: [.max, .max]))
        case .unsignedInt: bounds(0, 4_294_967_295)
        case .unsignedShort: bounds(0, 65_535)
        case .unsignedByte: bounds(0, 255)
        case .positiveInteger: bounds(1, nil)
        default: nil
        }
    }
}
