// Short ways to write values in tests.

import Testing

@testable import XPathEngine

/// A value from its text, or the code of the error.
func value(_ text: String, _ type: AtomicType) throws -> AtomicValue {
    try Casting.cast(.string(text), to: type, resolvingPrefix: { ["p": "urn:p", "": "urn:default"][$0] })
}

/// What a cast gives: the text of the result, or the error's code.
func cast(_ value: AtomicValue, _ type: AtomicType) -> String {
    do {
        let result = try Casting.cast(value, to: type)
        return result.type == type ? result.stringValue : "\(result.type)"
    } catch {
        return error.code.rawValue
    }
}

/// The same from a text.
func cast(_ text: String, _ type: AtomicType) -> String { cast(.string(text), type) }

/// An operation on two values written as text; the result with its type, or the error's code.
func compute(_ left: AtomicValue, _ operation: ArithmeticOperator, _ right: AtomicValue) -> String {
    do {
        let result = try Arithmetic.result(left, operation, right, implicitTimezone: 0)
        return "\(result.type.rawValue) \(result.stringValue)"
    } catch {
        return error.code.rawValue
    }
}

/// A comparison; `true`, `false` or the error's code.
func compare(_ left: AtomicValue, _ comparison: ComparisonOperator, _ right: AtomicValue, timezone: Int = 0) -> String {
    do {
        return try "\(ValueComparison.holds(left, comparison, right, implicitTimezone: timezone))"
    } catch {
        return error.code.rawValue
    }
}
