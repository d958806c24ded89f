// Sums, averages, least and greatest of sequences of values.

/// fn:sum, fn:avg, fn:min and fn:max over values that are already atomised (F&O 15.4).
public enum Aggregates {
    /// The sum; `zero` stands for an empty sequence.
    ///
    /// - Throws: `FORG0006` when the values are not all numbers or all durations of one kind, or what the addition throws.
    public static func sum(_ values: [AtomicValue], zero: AtomicValue?) throws(XPathError) -> AtomicValue? {
        guard let first = values.first else { return zero }
        try check(values)
        return try total(values, first)
    }

    /// The average; none for an empty sequence.
    ///
    /// - Throws: as `sum`.
    public static func average(_ values: [AtomicValue]) throws(XPathError) -> AtomicValue? {
        guard let first = values.first else { return nil }
        try check(values)
        let sum = try total(values, first)
        return try Arithmetic.result(sum, .divide, .integer(values.count), implicitTimezone: 0)
    }

    private static func total(_ values: [AtomicValue], _ first: AtomicValue) throws(XPathError) -> AtomicValue {
        var sum = try converted(first)
        if values.count == 1, sum.isNumeric { return try Arithmetic.plus(sum) }
        for value in values.dropFirst() {
            sum = try Arithmetic.result(sum, .add, try converted(value), implicitTimezone: 0)
        }
        return sum
    }

    private static func converted(_ value: AtomicValue) throws(XPathError) -> AtomicValue {
        if case .untypedAtomic = value { return try Casting.cast(value, to: .double) }
        return value
    }

    private static func check(_ values: some Sequence<AtomicValue>) throws(XPathError) {
        var kind: AtomicType?
        for value in values {
            let own: AtomicType =
                switch value {
                case .untypedAtomic, .integer, .bigInteger, .decimal, .float, .double: .double
                case .duration(_, .yearMonthDuration): .yearMonthDuration
                case .duration(_, .dayTimeDuration): .dayTimeDuration
                default: throw XPathError(.forg0006, "\(value.type.name) cannot be added up")
                }
            if let kind, kind != own { throw XPathError(.forg0006, "numbers and durations cannot be added up together") }
            kind = own
        }
    }

    /// The least value; none for an empty sequence.
    ///
    /// The implicit timezone is in minutes from UTC.
    ///
    /// - Throws: `FORG0006` when the values cannot be ordered among each other.
    public static func minimum(_ values: [AtomicValue], implicitTimezone: Int) throws(XPathError) -> AtomicValue? {
        try extreme(values, .less, implicitTimezone)
    }

    /// The greatest value; none for an empty sequence.
    ///
    /// The implicit timezone is in minutes from UTC.
    ///
    /// - Throws: `FORG0006` when the values cannot be ordered among each other.
    public static func maximum(_ values: [AtomicValue], implicitTimezone: Int) throws(XPathError) -> AtomicValue? {
        try extreme(values, .greater, implicitTimezone)
    }

    private static func extreme(
        _ values: [AtomicValue], _ comparison: ComparisonOperator, _ implicitTimezone: Int
    ) throws(XPathError) -> AtomicValue? {
        var best: AtomicValue?
        // The result has the type to which all numbers promote; NaN wins over every number.
        var widest = AtomicType.integer
        var allURIs = true
        for value in values {
            let value = try converted(value)
            guard value.type.isOrdered else { throw XPathError(.forg0006, "\(value.type.name) has no order") }
            switch value {
            case .double: widest = .double
            case .float: if widest != .double { widest = .float }
            case .decimal: if widest == .integer { widest = .decimal }
            default: break
            }
            if case .anyURI = value {} else { allURIs = false }
            guard let current = best else {
                best = value
                continue
            }
            do {
                let isBetter = try ValueComparison.holds(value, comparison, current, implicitTimezone: implicitTimezone)
                if isBetter && !current.isNaN || value.isNaN { best = value }
            } catch {
                throw XPathError(.forg0006, "\(value.type.name) and \(current.type.name) have no common order")
            }
        }
        guard let best else { return nil }
        if best.isNumeric, widest == .double || widest == .float { return try Casting.cast(best, to: widest) }
        if case .anyURI(let text) = best, !allURIs { return .string(text) }
        return best
    }
}
