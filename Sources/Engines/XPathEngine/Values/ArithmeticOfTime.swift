// Arithmetic with dates, times and durations.

extension Arithmetic {
    /// The operators of F&O 10.6 and 10.8.
    static func temporal(
        _ left: AtomicValue, _ operation: ArithmeticOperator, _ right: AtomicValue, implicitTimezone: Int
    ) throws(XPathError) -> AtomicValue {
        switch (left, operation, right) {
        case (.dateTime(let first, let type), .subtract, .dateTime(let second, let other))
        where type == other && (type == .dateTime || type == .date || type == .time):
            let seconds = first.seconds(since: second, implicitTimezone: implicitTimezone)
            return .duration(try .checked(seconds: seconds), .dayTimeDuration)
        case (.dateTime(let date, let type), .add, .duration(let duration, let kind)),
            (.duration(let duration, let kind), .add, .dateTime(let date, let type)):
            return .dateTime(try moved(date, type, by: duration, kind, backward: false), type)
        case (.dateTime(let date, let type), .subtract, .duration(let duration, let kind)):
            return .dateTime(try moved(date, type, by: duration, kind, backward: true), type)
        case (.duration(let first, let type), _, .duration(let second, let other)) where type == other && type != .duration:
            return try durations(first, operation, second, type)
        case (.duration(let duration, let type), .multiply, _) where type != .duration && right.isNumeric,
            (_, .multiply, .duration(let duration, let type)) where type != .duration && left.isNumeric:
            let factor = right.isNumeric ? right : left
            return .duration(try scaled(duration, by: factor, dividing: false), type)
        case (.duration(let duration, let type), .divide, _) where type != .duration && right.isNumeric:
            return .duration(try scaled(duration, by: right, dividing: true), type)
        default:
            throw XPathError(.xpty0004, "no such operation on \(left.type.name) and \(right.type.name)")
        }
    }

    private static func moved(
        _ date: DateTimeValue, _ type: AtomicType, by duration: DurationValue, _ kind: AtomicType, backward: Bool
    ) throws(XPathError) -> DateTimeValue {
        switch (type, kind) {
        case (.dateTime, .yearMonthDuration), (.date, .yearMonthDuration):
            let (months, overflow) = backward ? 0.subtractingReportingOverflow(duration.months) : (duration.months, false)
            guard !overflow else { throw XPathError(.fodt0001, "the date is too far") }
            return try date.adding(months: months)
        case (.dateTime, .dayTimeDuration): return try date.adding(seconds: backward ? -duration.seconds : duration.seconds)
        case (.date, .dayTimeDuration): return try date.adding(seconds: backward ? -duration.seconds : duration.seconds).dateOnly
        case (.time, .dayTimeDuration):
            // Only what is beyond whole days moves the hands.
            let seconds = duration.seconds.remainder(dividingBy: ExactDecimal(86_400))
            return try date.adding(seconds: backward ? -seconds : seconds).timeOnly
        default: throw XPathError(.xpty0004, "\(kind.name) does not move \(type.name)")
        }
    }

    private static func durations(
        _ left: DurationValue, _ operation: ArithmeticOperator, _ right: DurationValue, _ type: AtomicType
    ) throws(XPathError) -> AtomicValue {
        let isMonths = type == .yearMonthDuration
        switch operation {
        case .add, .subtract:
            if isMonths {
                let (months, overflow) =
                    operation == .add
                    ? left.months.addingReportingOverflow(right.months) : left.months.subtractingReportingOverflow(right.months)
                guard !overflow else { throw XPathError(.fodt0002, "the duration is too long") }
                return .duration(DurationValue(months: months), type)
            }
            let seconds = operation == .add ? left.seconds + right.seconds : left.seconds - right.seconds
            return .duration(try .checked(seconds: seconds), type)
        case .divide:
            let dividend = isMonths ? ExactDecimal(left.months) : left.seconds
            let divisor = isMonths ? ExactDecimal(right.months) : right.seconds
            guard !divisor.isZero else { throw divisionByZero }
            return .decimal(dividend.divided(by: divisor))
        default: throw XPathError(.xpty0004, "no such operation on two durations")
        }
    }

    /// A duration multiplied or divided by a number; months are rounded as fn:round does (F&O 10.6.3 and 10.6.4).
    static func scaled(_ duration: DurationValue, by factor: AtomicValue, dividing: Bool) throws(XPathError) -> DurationValue {
        let tooLong = XPathError(.fodt0002, "the duration is too long")
        let number: ExactDecimal
        if let exact = factor.exactDecimal {
            number = exact
        } else {
            guard let double = factor.numericDouble, !double.isNaN else { throw XPathError(.foca0005, "a duration and NaN") }
            if double.isInfinite {
                guard dividing else { throw tooLong }
                return DurationValue()
            }
            guard let shortest = ExactDecimal(shortest: double) else { throw tooLong }
            number = shortest
        }
        if dividing, number.isZero { throw tooLong }
        if duration.months != 0 {
            let months = ExactDecimal(duration.months)
            let exact = dividing ? months.divided(by: number) : months * number
            guard let whole = exact.rounded(.halfUp).truncated.asInt else { throw tooLong }
            return DurationValue(months: whole)
        }
        return try .checked(seconds: dividing ? duration.seconds.divided(by: number) : duration.seconds * number)
    }
}
