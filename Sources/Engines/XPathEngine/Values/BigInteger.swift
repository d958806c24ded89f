// A whole number of any size: 64 bits when they hold it, limbs when they do not.

/// An integer without bound; equal numbers are stored alike.
public struct BigInteger: Sendable, Hashable, Comparable, CustomStringConvertible {
    private enum Storage: Sendable, Hashable {
        case small(Int)
        indirect case large(negative: Bool, limbs: [UInt32])
    }

    private let storage: Storage

    /// A number of 64 bits.
    public init(_ value: Int) { storage = .small(value) }

    init(negative: Bool, limbs: [UInt32]) {
        if limbs.count <= 2 {
            let value = (limbs.count > 1 ? UInt(limbs[1]) << 32 : 0) | (limbs.isEmpty ? 0 : UInt(limbs[0]))
            if value <= UInt(Int.max) {
                storage = .small(negative ? -Int(value) : Int(value))
                return
            }
            if negative, value == UInt(Int.max) + 1 {
                storage = .small(Int.min)
                return
            }
        }
        storage = .large(negative: negative, limbs: limbs)
    }

    /// A number written in decimal digits, with an optional sign; nothing else is accepted.
    public init?(digits: some StringProtocol) {
        if digits.utf8.count < 19, let small = Int(digits) {
            self.init(small)
            return
        }
        var limbs: [UInt32] = []
        var negative = false
        var chunk: UInt32 = 0
        var scale: UInt32 = 1
        var seen = false
        for (index, byte) in digits.utf8.enumerated() {
            if index == 0, byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") {
                negative = byte == UInt8(ascii: "-")
                continue
            }
            guard byte >= 48, byte <= 57 else { return nil }
            seen = true
            chunk = chunk * 10 + UInt32(byte - 48)
            scale *= 10
            if scale == 1_000_000_000 {
                limbs = Magnitude.add(Magnitude.multiply(limbs, [scale]), chunk == 0 ? [] : [chunk])
                chunk = 0
                scale = 1
            }
        }
        guard seen else { return nil }
        if scale > 1 { limbs = Magnitude.add(Magnitude.multiply(limbs, [scale]), chunk == 0 ? [] : [chunk]) }
        self.init(negative: negative, limbs: limbs)
    }

    /// Zero.
    public static let zero = BigInteger(0)

    /// The number when 64 bits hold it.
    public var asInt: Int? {
        if case .small(let value) = storage { return value }
        return nil
    }

    /// Whether the number is zero.
    public var isZero: Bool { asInt == 0 }

    /// Whether the number is less than zero.
    public var isNegative: Bool {
        switch storage {
        case .small(let value): value < 0
        case .large(let negative, _): negative
        }
    }

    /// Whether two divides the number.
    var isEven: Bool { limbs.first.map { $0 & 1 == 0 } ?? true }

    var limbs: [UInt32] {
        switch storage {
        case .small(let value): Magnitude.of(value.magnitude)
        case .large(_, let limbs): limbs
        }
    }

    /// The number without its sign.
    public var magnitude: BigInteger { BigInteger(negative: false, limbs: limbs) }

    /// Ten to a power that is not negative.
    static func powerOfTen(_ exponent: Int) -> BigInteger { power(of: 10, exponent) }

    /// A small number to a power that is not negative.
    static func power(of base: Int, _ exponent: Int) -> BigInteger {
        var power = BigInteger(1)
        var square = BigInteger(base)
        var rest = exponent
        while rest > 0 {
            if rest & 1 == 1 { power = power * square }
            rest >>= 1
            if rest > 0 { square = square * square }
        }
        return power
    }

    /// The decimal digits, with a minus sign when negative.
    public var description: String {
        guard case .large(let negative, var limbs) = storage else { return String(asInt ?? 0) }
        var chunks: [String] = []
        while !limbs.isEmpty {
            let (quotient, remainder) = Magnitude.divide(limbs, bySmall: 1_000_000_000)
            limbs = quotient
            let text = String(remainder)
            chunks.append(limbs.isEmpty ? text : String(repeating: "0", count: 9 - text.utf8.count) + text)
        }
        return (negative ? "-" : "") + chunks.reversed().joined()
    }

    /// The sum.
    public static func + (left: BigInteger, right: BigInteger) -> BigInteger {
        if let first = left.asInt, let second = right.asInt {
            let (sum, overflow) = first.addingReportingOverflow(second)
            if !overflow { return BigInteger(sum) }
        }
        let first = left.limbs
        let second = right.limbs
        if left.isNegative == right.isNegative {
            return BigInteger(negative: left.isNegative, limbs: Magnitude.add(first, second))
        }
        return Magnitude.compare(first, second) >= 0
            ? BigInteger(negative: left.isNegative, limbs: Magnitude.subtract(first, second))
            : BigInteger(negative: right.isNegative, limbs: Magnitude.subtract(second, first))
    }

    /// The number with the other sign.
    public static prefix func - (value: BigInteger) -> BigInteger {
        BigInteger(negative: !value.isNegative, limbs: value.limbs)
    }

    /// The difference.
    public static func - (left: BigInteger, right: BigInteger) -> BigInteger {
        if let first = left.asInt, let second = right.asInt {
            let (difference, overflow) = first.subtractingReportingOverflow(second)
            if !overflow { return BigInteger(difference) }
        }
        return left + (-right)
    }

    /// The product.
    public static func * (left: BigInteger, right: BigInteger) -> BigInteger {
        if let first = left.asInt, let second = right.asInt {
            let (product, overflow) = first.multipliedReportingOverflow(by: second)
            if !overflow { return BigInteger(product) }
        }
        return BigInteger(negative: left.isNegative != right.isNegative, limbs: Magnitude.multiply(left.limbs, right.limbs))
    }

    /// Division that drops the fraction; the remainder has the sign of the dividend.
    ///
    /// The divisor must not be zero.
    public func quotientAndRemainder(dividingBy divisor: BigInteger) -> (quotient: BigInteger, remainder: BigInteger) {
        if let first = asInt, let second = divisor.asInt, !(first == .min && second == -1) {
            let (quotient, remainder) = first.quotientAndRemainder(dividingBy: second)
            return (BigInteger(quotient), BigInteger(remainder))
        }
        let (quotient, remainder) = Magnitude.divide(limbs, by: divisor.limbs)
        return (
            BigInteger(negative: isNegative != divisor.isNegative, limbs: quotient), BigInteger(negative: isNegative, limbs: remainder)
        )
    }

    /// The order of the numbers.
    public static func < (left: BigInteger, right: BigInteger) -> Bool {
        if let first = left.asInt, let second = right.asInt { return first < second }
        if left.isNegative != right.isNegative { return left.isNegative }
        let order = Magnitude.compare(left.limbs, right.limbs)
        return left.isNegative ? order > 0 : order < 0
    }
}
