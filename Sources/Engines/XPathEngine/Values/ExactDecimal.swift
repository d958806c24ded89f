// An exact decimal number: a whole number and how many of its digits stand behind the point.

/// A value of `xs:decimal`, without rounding; division alone rounds (see `divided(by:)`).
public struct ExactDecimal: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The digits, as a whole number.
    public let unscaled: BigInteger

    /// How many digits stand behind the point; the last of them is never zero.
    public let scale: Int32

    /// The longest lexical form accepted, in digits.
    public static let maximumDigits = 4_000

    /// A whole number.
    public init(_ value: Int) { self.init(BigInteger(value)) }

    /// A whole number.
    public init(_ value: BigInteger) {
        unscaled = value
        scale = 0
    }

    /// `unscaled` divided by ten to the power of `scale`.
    public init(unscaled: BigInteger, scale: Int) {
        var digits = unscaled
        var places = scale
        if let small = digits.asInt {
            var small = small
            while places > 0, small % 10 == 0 {
                if small == 0 {
                    places = 0
                } else {
                    small /= 10
                    places -= 1
                }
            }
            digits = BigInteger(small)
        } else {
            var limbs = digits.limbs
            let before = places
            while places > 0 {
                let (quotient, remainder) = Magnitude.divide(limbs, bySmall: 10)
                if remainder != 0 { break }
                limbs = quotient
                places -= 1
            }
            if places != before { digits = BigInteger(negative: digits.isNegative, limbs: limbs) }
        }
        self.unscaled = digits
        self.scale = Int32(places)
    }

    /// Zero.
    public static let zero = ExactDecimal(0)

    /// A number in the lexical form of `xs:decimal`: digits with an optional sign and point, no exponent and no spaces.
    public init?(lexical text: some StringProtocol) {
        var digits = ""
        var places = 0
        var pointSeen = false
        var digitSeen = false
        for (index, byte) in text.utf8.enumerated() {
            switch byte {
            case UInt8(ascii: "+") where index == 0: break
            case UInt8(ascii: "-") where index == 0: digits = "-"
            case UInt8(ascii: ".") where !pointSeen: pointSeen = true
            case 48...57:
                digitSeen = true
                digits.unicodeScalars.append(Unicode.Scalar(byte))
                if pointSeen { places += 1 }
            default: return nil
            }
        }
        guard digitSeen, digits.utf8.count <= Self.maximumDigits, let whole = BigInteger(digits: digits) else { return nil }
        self.init(unscaled: whole, scale: places)
    }

    /// The exact value of a binary number; none for infinities and NaN.
    public init?(exactly value: Double) {
        guard value.isFinite else { return nil }
        if value == value.rounded(.towardZero), value.magnitude < 9e18 {
            self.init(Int(value))
            return
        }
        var exponent = Int(value.exponent) - 52
        var significand = Int(value.significandBitPattern) | (value.isNormal ? 1 << 52 : 0)
        if !value.isNormal { exponent = -1074 }
        let zeros = significand.trailingZeroBitCount
        significand >>= zeros
        exponent += zeros
        let negative = value.sign == .minus
        if exponent >= 0 {
            self.init(BigInteger(negative: negative, limbs: Magnitude.shiftLeft(Magnitude.of(UInt(significand)), by: exponent)))
        } else {
            // m / 2^k = m * 5^k / 10^k
            let digits = BigInteger(negative ? -significand : significand) * .power(of: 5, -exponent)
            self.init(unscaled: digits, scale: -exponent)
        }
    }

    /// Whether the number is zero.
    public var isZero: Bool { unscaled.isZero }

    /// Whether the number is less than zero.
    public var isNegative: Bool { unscaled.isNegative }

    /// Whether the number has no fraction.
    public var isWhole: Bool { scale == 0 }

    /// The number without its fraction.
    public var truncated: BigInteger {
        scale == 0 ? unscaled : unscaled.quotientAndRemainder(dividingBy: .powerOfTen(Int(scale))).quotient
    }

    /// The nearest double.
    public var double: Double {
        if let small = unscaled.asInt, small.magnitude <= 1 << 53, scale <= 22 {
            return scale == 0 ? Double(small) : Double(small) / Self.exactPowers[Int(scale)]
        }
        return Double(description) ?? (isNegative ? -.infinity : .infinity)
    }

    /// The nearest float.
    public var float: Float { Float(description) ?? (isNegative ? -.infinity : .infinity) }

    private static let exactPowers: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ]

    /// The canonical form of F&O 17.1.2: no point when whole, no zero at the end of the fraction.
    public var description: String {
        let digits = unscaled.magnitude.description
        let sign = isNegative ? "-" : ""
        let places = Int(scale)
        if places == 0 { return sign + digits }
        if digits.utf8.count <= places {
            return sign + "0." + String(repeating: "0", count: places - digits.utf8.count) + digits
        }
        return sign + digits.dropLast(places) + "." + digits.suffix(places)
    }
}
