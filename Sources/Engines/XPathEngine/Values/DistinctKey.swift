// The identity that a value has among others: for distinct-values, index-of and hash indexes.

/// Equal for values that `eq` finds equal; NaN equals itself, and values that cannot be compared differ (F&O 15.1.6).
public struct DistinctKey: Hashable, Sendable {
    private enum Form: Hashable, Sendable {
        case text(CodePointText)
        case boolean(Bool)
        case number(NumericKey)
        case notANumber
        case duration(DurationValue)
        case dateTime(AtomicType, DateTimeValue.Instant)
        case name(AtomicType, QNameValue)
        case bytes(AtomicType, [UInt8])
    }

    private let form: Form

    /// The key of a value; untyped values count as strings.
    ///
    /// The implicit timezone is in minutes from UTC.
    public init(_ value: AtomicValue, implicitTimezone: Int) {
        form =
            switch value {
            case .untypedAtomic(let text), .string(let text, _), .anyURI(let text): .text(CodePointText(text))
            case .boolean(let truth): .boolean(truth)
            case .integer, .bigInteger, .decimal, .double, .float: value.isNaN ? .notANumber : .number(NumericKey(value: value))
            case .duration(let duration, _): .duration(duration)
            case .dateTime(let date, let type): .dateTime(type, date.instant(implicitTimezone: implicitTimezone))
            case .qName(let name, let type): .name(type, name)
            case .hexBinary(let bytes): .bytes(.hexBinary, bytes)
            case .base64Binary(let bytes): .bytes(.base64Binary, bytes)
            }
    }
}

/// A number equal to another as `eq` finds it, after promotion.
private struct NumericKey: Hashable, Sendable {
    let value: AtomicValue

    static func == (left: NumericKey, right: NumericKey) -> Bool {
        switch NumericPair(left.value, right.value) {
        case .integers(let first, let second): first == second
        case .decimals(let first, let second): first == second
        case .floats(let first, let second): first == second
        case .doubles(let first, let second): first == second
        case nil: false
        }
    }

    /// By the coarsest form that a comparison may use; minus zero and zero are one.
    func hash(into hasher: inout Hasher) {
        hasher.combine(Float(value.numericDouble ?? 0) + 0)
    }
}

/// A text that is equal to another only when its code points are.
public struct CodePointText: Hashable, Sendable {
    /// The text.
    public let text: String

    /// A text.
    public init(_ text: String) { self.text = text }

    /// Same code points.
    public static func == (left: CodePointText, right: CodePointText) -> Bool { CodePoints.equal(left.text, right.text) }

    /// Over the UTF-8 bytes.
    public func hash(into hasher: inout Hasher) {
        var copy = text
        copy.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}
