// Sums, products, quotients and roundings of exact decimals.

extension ExactDecimal {
    /// How many digits behind the point a quotient keeps at least, when it does not end sooner.
    public static let divisionPlaces = 18

    private func digits(atScale places: Int) -> BigInteger {
        places == Int(scale) ? unscaled : unscaled * .powerOfTen(places - Int(scale))
    }

    /// The sum.
    public static func + (left: ExactDecimal, right: ExactDecimal) -> ExactDecimal {
        let places = Int(max(left.scale, right.scale))
        return ExactDecimal(unscaled: left.digits(atScale: places) + right.digits(atScale: places), scale: places)
    }

    /// The number with the other sign.
    public static prefix func - (value: ExactDecimal) -> ExactDecimal {
        ExactDecimal(unscaled: -value.unscaled, scale: Int(value.scale))
    }

    /// The difference.
    public static func - (left: ExactDecimal, right: ExactDecimal) -> ExactDecimal { left + (-right) }

    /// The product.
    public static func * (left: ExactDecimal, right: ExactDecimal) -> ExactDecimal {
        ExactDecimal(unscaled: left.unscaled * right.unscaled, scale: Int(left.scale) + Int(right.scale))
    }

    /// The number without its sign.
    public var magnitude: ExactDecimal { isNegative ? -self : self }

    /// The quotient; 18 digits behind the point, more when an operand has more or when the quotient would keep fewer than 18 digits in all;
    /// half rounds toward zero.
    ///
    /// The divisor must not be zero.
    public func divided(by divisor: ExactDecimal) -> ExactDecimal {
        let own = unscaled.magnitude.description.utf8.count - Int(scale)
        let others = divisor.unscaled.magnitude.description.utf8.count - Int(divisor.scale)
        let places = max(Self.divisionPlaces, Int(scale), Int(divisor.scale)) + max(0, others - own)
        let shift = places + Int(divisor.scale) - Int(scale)
        let dividend = unscaled * .powerOfTen(max(0, shift))
        let factor = divisor.unscaled * .powerOfTen(max(0, -shift))
        var (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: factor)
        if (remainder + remainder).magnitude > factor.magnitude {
            quotient = quotient + BigInteger(unscaled.isNegative == divisor.unscaled.isNegative ? 1 : -1)
        }
        return ExactDecimal(unscaled: quotient, scale: places)
    }

    /// The quotient without its fraction.
    ///
    /// The divisor must not be zero.
    public func wholeQuotient(dividingBy divisor: ExactDecimal) -> BigInteger {
        let places = Int(max(scale, divisor.scale))
        return digits(atScale: places).quotientAndRemainder(dividingBy: divisor.digits(atScale: places)).quotient
    }

    /// What the whole quotient leaves; it has the sign of the dividend.
    ///
    /// The divisor must not be zero.
    public func remainder(dividingBy divisor: ExactDecimal) -> ExactDecimal {
        let places = Int(max(scale, divisor.scale))
        let rest = digits(atScale: places).quotientAndRemainder(dividingBy: divisor.digits(atScale: places)).remainder
        return ExactDecimal(unscaled: rest, scale: places)
    }

    /// How a number becomes one with fewer digits.
    public enum Rounding: Sendable {
        /// To the nearest; half goes toward positive infinity (fn:round).
        case halfUp
        /// To the nearest; half goes to the even neighbour (fn:round-half-to-even).
        case halfEven
        /// Toward negative infinity (fn:floor).
        case down
        /// Toward positive infinity (fn:ceiling).
        case up
    }

    /// The number with at most so many digits behind the point; a negative count rounds to tens, hundreds ….
    public func rounded(_ rule: Rounding, places: Int = 0) -> ExactDecimal {
        guard places < Int(scale) else { return self }
        let dropped = Int(scale) - places
        // Beyond all digits there is but one answer: no need to build a huge power of ten.
        let size = unscaled.magnitude.description.utf8.count
        if dropped > size + 1, rule == .halfUp || rule == .halfEven { return .zero }
        let divisor = BigInteger.powerOfTen(dropped)
        var (quotient, remainder) = unscaled.quotientAndRemainder(dividingBy: divisor)
        if remainder.isNegative {
            // From truncation to floor.
            quotient = quotient - BigInteger(1)
            remainder = remainder + divisor
        }
        let twice = remainder + remainder
        let goesUp =
            switch rule {
            case .down: false
            case .up: !remainder.isZero
            case .halfUp: twice >= divisor
            case .halfEven: twice > divisor || twice == divisor && !quotient.isEven
            }
        if goesUp { quotient = quotient + BigInteger(1) }
        return places >= 0
            ? ExactDecimal(unscaled: quotient, scale: places) : ExactDecimal(quotient * .powerOfTen(-places))
    }

    /// The order of the numbers.
    public static func < (left: ExactDecimal, right: ExactDecimal) -> Bool {
        let places = Int(max(left.scale, right.scale))
        return left.digits(atScale: places) < right.digits(atScale: places)
    }
}

extension ExactDecimal {
    /// The quotient as a whole number, rounded by a rule.
    ///
    /// The divisor must be positive.
    func divided(by divisor: ExactDecimal, rounding rule: Rounding) -> BigInteger {
        let quotient = wholeQuotient(dividingBy: divisor)
        let rest = remainder(dividingBy: divisor)
        if rest.isZero { return quotient }
        switch rule {
        case .down: return rest.isNegative ? quotient - BigInteger(1) : quotient
        case .up: return rest.isNegative ? quotient : quotient + BigInteger(1)
        case .halfUp, .halfEven:
            // The fraction alone decides: it is exact whatever its length.
            let floor = rest.isNegative ? quotient - BigInteger(1) : quotient
            let above = rest.isNegative ? rest + divisor : rest
            let twice = above + above
            let goesUp = twice > divisor || twice == divisor && (rule == .halfUp || !floor.isEven)
            return goesUp ? floor + BigInteger(1) : floor
        }
    }

    /// The shortest decimal that stands for a binary number: 0.1 for the double 0.1; none for infinities and NaN.
    init?(shortest value: Double) {
        guard value.isFinite else { return nil }
        let parts = value.description.split(separator: "e")
        guard let mantissa = ExactDecimal(lexical: parts[0]) else { return nil }
        let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        if exponent < 0 {
            self.init(unscaled: mantissa.unscaled, scale: Int(mantissa.scale) - exponent)
        } else {
            self = mantissa * ExactDecimal(BigInteger.powerOfTen(exponent))
        }
    }
}
