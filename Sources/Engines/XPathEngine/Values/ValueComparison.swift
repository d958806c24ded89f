// Two values compared: eq, ne, lt, le, gt, ge.

/// What a comparison asks.
public enum ComparisonOperator: Sendable, Hashable {
    /// `eq` and `=`.
    case equal
    /// `ne` and `!=`.
    case notEqual
    /// `lt` and `<`.
    case less
    /// `le` and `<=`.
    case lessOrEqual
    /// `gt` and `>`.
    case greater
    /// `ge` and `>=`.
    case greaterOrEqual

    /// Whether the operator asks for equality alone, which more types have.
    var isEquality: Bool { self == .equal || self == .notEqual }

    @inline(__always)
    func holds<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
        switch self {
        case .equal: left == right
        case .notEqual: left != right
        case .less: left < right
        case .lessOrEqual: left <= right
        case .greater: left > right
        case .greaterOrEqual: left >= right
        }
    }
}

/// Value comparison (XPath 2.0, section 3.5.1 and appendix B.2).
public enum ValueComparison {
    /// Whether the comparison holds; untyped values count as strings.
    ///
    /// The implicit timezone is in minutes from UTC.
    ///
    /// - Throws: `XPTY0004` when the operator knows no such pair of types.
    public static func holds(
        _ left: AtomicValue, _ comparison: ComparisonOperator, _ right: AtomicValue, implicitTimezone: Int
    ) throws(XPathError) -> Bool {
        switch (left, right) {
        case (.integer(let first, _), .integer(let second, _)): return comparison.holds(first, second)
        case (.boolean(let first), .boolean(let second)): return comparison.holds(first ? 1 : 0, second ? 1 : 0)
        default: break
        }
        if let first = left.text, let second = right.text { return holds(first, comparison, second) }
        if let pair = NumericPair(left, right) {
            return switch pair {
            case .integers(let first, let second): comparison.holds(first, second)
            case .decimals(let first, let second): comparison.holds(first, second)
            case .floats(let first, let second): comparison.holds(first, second)
            case .doubles(let first, let second): comparison.holds(first, second)
            }
        }
        switch (left, right) {
        case (.dateTime(let first, let type), .dateTime(let second, let other))
        where type == other && (comparison.isEquality || type.isOrdered):
            return comparison.holds(first.instant(implicitTimezone: implicitTimezone), second.instant(implicitTimezone: implicitTimezone))
        case (.duration(let first, let type), .duration(let second, let other)):
            if comparison.isEquality { return (first == second) == (comparison == .equal) }
            if type == other, type == .yearMonthDuration { return comparison.holds(first.months, second.months) }
            if type == other, type == .dayTimeDuration { return comparison.holds(first.seconds, second.seconds) }
        case (.qName(let first, let type), .qName(let second, let other)) where type == other && comparison.isEquality:
            return (first == second) == (comparison == .equal)
        case (.hexBinary(let first), .hexBinary(let second)) where comparison.isEquality,
            (.base64Binary(let first), .base64Binary(let second)) where comparison.isEquality:
            return (first == second) == (comparison == .equal)
        default: break
        }
        throw XPathError(.xpty0004, "\(left.type.name) and \(right.type.name) are not compared like this")
    }

    private static func holds(_ left: String, _ comparison: ComparisonOperator, _ right: String) -> Bool {
        switch comparison {
        case .equal: CodePoints.equal(left, right)
        case .notEqual: !CodePoints.equal(left, right)
        default: comparison.holds(CodePoints.compare(left, right), 0)
        }
    }
}

/// General comparison of one pair of items (XPath 2.0, section 3.5.2).
public enum GeneralComparison {
    /// Whether the comparison holds; an untyped value is cast to what the other one is: a number makes it a double, a text or another
    /// untyped value a string.
    ///
    /// The implicit timezone is in minutes from UTC.
    ///
    /// - Throws: `XPTY0004` when the types do not go together, `FORG0001` when the untyped value does not fit.
    public static func holds(
        _ left: AtomicValue, _ comparison: ComparisonOperator, _ right: AtomicValue, implicitTimezone: Int
    ) throws(XPathError) -> Bool {
        switch (left, right) {
        case (.untypedAtomic, .untypedAtomic): break
        case (.untypedAtomic, _):
            return try ValueComparison.holds(
                try converted(left, for: right), comparison, right, implicitTimezone: implicitTimezone)
        case (_, .untypedAtomic):
            return try ValueComparison.holds(
                left, comparison, try converted(right, for: left), implicitTimezone: implicitTimezone)
        default: break
        }
        return try ValueComparison.holds(left, comparison, right, implicitTimezone: implicitTimezone)
    }

    private static func converted(_ value: AtomicValue, for other: AtomicValue) throws(XPathError) -> AtomicValue {
        if other.isNumeric { return try Casting.cast(value, to: .double) }
        switch other {
        case .string, .anyURI: return value
        case .duration(_, let type) where type != .duration: return try Casting.cast(value, to: type)
        default: return try Casting.cast(value, to: other.type.primitive)
        }
    }
}
