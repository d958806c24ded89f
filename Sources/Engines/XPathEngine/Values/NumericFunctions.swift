// Rounding and the like.

/// Numeric functions of F&O 6.4; the result has the numeric type of the argument, integers lose their derived type.
public enum NumericFunctions {
    /// `fn:abs`.
    ///
    /// - Throws: `XPTY0004` when the value is no number, as all functions here.
    public static func absolute(_ value: AtomicValue) throws(XPathError) -> AtomicValue {
        try applied(to: value, whole: { $0.magnitude }, decimal: { $0.magnitude }, double: { $0.magnitude })
    }

    /// `fn:ceiling`.
    public static func ceiling(_ value: AtomicValue) throws(XPathError) -> AtomicValue {
        try applied(to: value, whole: { $0 }, decimal: { $0.rounded(.up) }, double: { $0.rounded(.up) })
    }

    /// `fn:floor`.
    public static func floor(_ value: AtomicValue) throws(XPathError) -> AtomicValue {
        try applied(to: value, whole: { $0 }, decimal: { $0.rounded(.down) }, double: { $0.rounded(.down) })
    }

    /// `fn:round`: half goes up.
    public static func round(_ value: AtomicValue) throws(XPathError) -> AtomicValue {
        try applied(to: value, whole: { $0 }, decimal: { $0.rounded(.halfUp) }, double: { round($0) })
    }

    /// `fn:round` of a double: half goes up; from -0.5 to zero it gives minus zero.
    public static func round(_ value: Double) -> Double {
        guard value.isFinite else { return value }
        let floor = value.rounded(.down)
        let result = value - floor >= 0.5 ? floor + 1 : floor
        return result == 0 && value.sign == .minus ? -0.0 : result
    }

    /// `fn:round-half-to-even` to so many digits behind the point; a negative precision rounds to tens, hundreds ….
    public static func roundHalfToEven(_ value: AtomicValue, precision: Int = 0) throws(XPathError) -> AtomicValue {
        // No number has more digits than this on either side of the point.
        let places = min(max(precision, -10_000), 10_000)
        return try applied(
            to: value, whole: { ExactDecimal($0).rounded(.halfEven, places: places).truncated },
            decimal: { $0.rounded(.halfEven, places: places) },
            double: { double in
                guard double != 0, let exact = ExactDecimal(exactly: double) else { return double }
                let rounded = exact.rounded(.halfEven, places: places)
                return rounded.isZero && double < 0 ? -0.0 : rounded.double
            })
    }

    /// `fn:number`: the value as a double, NaN when it is none.
    public static func number(_ value: AtomicValue) -> Double {
        switch value {
        case .double(let double): double
        case .untypedAtomic(let text), .string(let text, _): NumberFormat.double(Whitespace.trimmed(text)) ?? .nan
        default: value.numericDouble ?? .nan
        }
    }

    private static func applied(
        to value: AtomicValue, whole: (BigInteger) -> BigInteger, decimal: (ExactDecimal) -> ExactDecimal, double: (Double) -> Double
    ) throws(XPathError) -> AtomicValue {
        switch value {
        case .integer(let number, _): .whole(whole(BigInteger(number)))
        case .bigInteger(let number, _): .whole(whole(number))
        case .decimal(let number): .decimal(decimal(number))
        case .double(let number): .double(double(number))
        case .float(let number): .float(Float(double(Double(number))))
        default: throw XPathError(.xpty0004, "\(value.type.name) is no number")
        }
    }
}
