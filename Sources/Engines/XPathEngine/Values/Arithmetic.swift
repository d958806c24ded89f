// Addition, subtraction, multiplication, division, idiv, mod and the signs.

/// An arithmetic operator with two operands.
public enum ArithmeticOperator: Sendable, Hashable {
    /// `+`.
    case add
    /// `-`.
    case subtract
    /// `*`.
    case multiply
    /// `div`.
    case divide
    /// `idiv`.
    case integerDivide
    /// `mod`.
    case modulo
}

/// Arithmetic on numbers, dates and durations (XPath 2.0, section 3.4; F&O 6.2, 10.6, 10.8).
public enum Arithmetic {
    /// The result of an operator; untyped operands count as doubles.
    ///
    /// The implicit timezone is in minutes from UTC.
    ///
    /// - Throws: `XPTY0004` when the operator knows no such pair of types, `FOAR0001`, `FOAR0002`, `FODT0001`, `FODT0002`, `FOCA0005`,
    /// and `FORG0001` for an untyped operand that is no number.
    public static func result(
        _ left: AtomicValue, _ operation: ArithmeticOperator, _ right: AtomicValue, implicitTimezone: Int
    ) throws(XPathError) -> AtomicValue {
        if case .integer(let first, _) = left, case .integer(let second, _) = right,
            let quick = quickResult(first, operation, second)
        {
            return .integer(quick)
        }
        let left = try operand(left)
        let right = try operand(right)
        if let pair = NumericPair(left, right) {
            switch pair {
            case .integers(let first, let second): return try integers(first, operation, second)
            case .decimals(let first, let second): return try decimals(first, operation, second)
            case .floats(let first, let second): return try binary(first, operation, second) { .float($0) }
            case .doubles(let first, let second): return try binary(first, operation, second) { .double($0) }
            }
        }
        return try temporal(left, operation, right, implicitTimezone: implicitTimezone)
    }

    /// `-value`.
    ///
    /// - Throws: `XPTY0004` when the value is no number.
    public static func negated(_ value: AtomicValue) throws(XPathError) -> AtomicValue {
        switch try operand(value) {
        case .integer(let whole, _): return .whole(-BigInteger(whole))
        case .bigInteger(let whole, _): return .whole(-whole)
        case .decimal(let decimal): return .decimal(-decimal)
        case .double(let double): return .double(-double)
        case .float(let float): return .float(-float)
        default: throw XPathError(.xpty0004, "\(value.type.name) has no sign")
        }
    }

    /// `+value`.
    ///
    /// - Throws: `XPTY0004` when the value is no number.
    public static func plus(_ value: AtomicValue) throws(XPathError) -> AtomicValue {
        let value = try operand(value)
        switch value {
        case .integer(let whole, _): return .integer(whole)
        case .bigInteger(let whole, _): return .bigInteger(whole)
        case .decimal, .double, .float: return value
        default: throw XPathError(.xpty0004, "\(value.type.name) has no sign")
        }
    }

    private static func operand(_ value: AtomicValue) throws(XPathError) -> AtomicValue {
        if case .untypedAtomic = value { return try Casting.cast(value, to: .double) }
        return value
    }

    static let divisionByZero = XPathError(.foar0001, "division by zero")

    private static func quickResult(_ left: Int, _ operation: ArithmeticOperator, _ right: Int) -> Int? {
        let (value, overflow) =
            switch operation {
            case .add: left.addingReportingOverflow(right)
            case .subtract: left.subtractingReportingOverflow(right)
            case .multiply: left.multipliedReportingOverflow(by: right)
            case .integerDivide: left.dividedReportingOverflow(by: right)
            case .modulo: left.remainderReportingOverflow(dividingBy: right)
            case .divide: (0, true)
            }
        return overflow ? nil : value
    }

    private static func integers(
        _ left: BigInteger, _ operation: ArithmeticOperator, _ right: BigInteger
    ) throws(XPathError) -> AtomicValue {
        switch operation {
        case .add: return .whole(left + right)
        case .subtract: return .whole(left - right)
        case .multiply: return .whole(left * right)
        case .divide: return try decimals(ExactDecimal(left), .divide, ExactDecimal(right))
        case .integerDivide:
            guard !right.isZero else { throw divisionByZero }
            return .whole(left.quotientAndRemainder(dividingBy: right).quotient)
        case .modulo:
            guard !right.isZero else { throw divisionByZero }
            return .whole(left.quotientAndRemainder(dividingBy: right).remainder)
        }
    }

    private static func decimals(
        _ left: ExactDecimal, _ operation: ArithmeticOperator, _ right: ExactDecimal
    ) throws(XPathError) -> AtomicValue {
        switch operation {
        case .add: return .decimal(left + right)
        case .subtract: return .decimal(left - right)
        case .multiply: return .decimal(left * right)
        default: break
        }
        guard !right.isZero else { throw divisionByZero }
        switch operation {
        case .divide: return .decimal(left.divided(by: right))
        case .integerDivide: return .whole(left.wholeQuotient(dividingBy: right))
        default: return .decimal(left.remainder(dividingBy: right))
        }
    }

    private static func binary<Number: BinaryFloatingPoint>(
        _ left: Number, _ operation: ArithmeticOperator, _ right: Number, make: (Number) -> AtomicValue
    ) throws(XPathError) -> AtomicValue {
        switch operation {
        case .add: return make(left + right)
        case .subtract: return make(left - right)
        case .multiply: return make(left * right)
        case .divide: return make(left / right)
        case .modulo: return make(left.truncatingRemainder(dividingBy: right))
        case .integerDivide:
            if right == 0 { throw divisionByZero }
            guard left.isFinite, !right.isNaN else { throw XPathError(.foar0002, "the operands of idiv must be finite") }
            if right.isInfinite { return .integer(0) }
            let quotient = Double((left / right).rounded(.towardZero))
            guard let whole = ExactDecimal(exactly: quotient) else { throw XPathError(.foar0002, "the quotient overflows") }
            return .whole(whole.truncated)
        }
    }
}
