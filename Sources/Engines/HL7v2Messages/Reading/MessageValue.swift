// A value in a message: raw as it came, and as the text that it stands for.

/// A stretch of a message: a field, a repetition, a component or a subcomponent, whatever it may be divided into.
public struct MessageValue: Sendable {
    let source: MessageSource
    /// The bytes of the message that it takes.
    public let byteRange: Range<Int>

    /// The bytes as they came, escape sequences and all.
    public var raw: ArraySlice<UInt8> { source.bytes[byteRange] }

    /// The bytes that the value stands for, escape sequences resolved.
    public var bytes: [UInt8] { Escapes(delimiters: source.delimiters).resolved(raw) }

    /// The text, in the character set of the message.
    public var text: String { source.characterSet.text(bytes) }

    /// Whether nothing stands there.
    public var isEmpty: Bool { byteRange.isEmpty }

    /// Whether two quotation marks say that a known value is to be deleted (HL7 v2.6, 2.5.3.1).
    public var isNull: Bool { raw.elementsEqual("\"\"".utf8) }

    /// The text, nil where nothing stands there or the null value does.
    public var textIfAny: String? { isEmpty || isNull ? nil : text }
}

/// A field of a segment.
public struct Field: Sendable {
    /// The whole field.
    public let value: MessageValue
    private let isUndivided: Bool

    init(value: MessageValue, isUndivided: Bool = false) {
        self.value = value
        self.isUndivided = isUndivided
    }

    /// Whether nothing stands there.
    public var isEmpty: Bool { value.isEmpty }

    /// Its repetitions; none where nothing stands there.
    public var repetitions: [Repetition] {
        if value.isEmpty { return [] }
        if isUndivided { return [Repetition(value: value)] }
        return value.source.parts(of: value.byteRange, dividedBy: value.source.delimiters.repetition)
            .map { Repetition(value: MessageValue(source: value.source, byteRange: $0)) }
    }

    /// A component of the first repetition, counted from 1.
    public func component(_ number: Int) -> Component { first.component(number) }

    /// The text of the first component of the first repetition, nil where nothing stands there; MSH-2 is text as it is.
    public var text: String? { isUndivided ? value.source.characterSet.text(value.raw) : component(1).text }

    private var first: Repetition {
        let range = value.source.part(1, of: value.byteRange, dividedBy: value.source.delimiters.repetition)
        return Repetition(value: MessageValue(source: value.source, byteRange: isUndivided ? value.byteRange : range))
    }
}

/// One repetition of a field.
public struct Repetition: Sendable {
    /// The whole repetition.
    public let value: MessageValue

    /// A component, counted from 1; empty where there are fewer.
    public func component(_ number: Int) -> Component {
        let range = value.source.part(number, of: value.byteRange, dividedBy: value.source.delimiters.component)
        return Component(value: MessageValue(source: value.source, byteRange: range))
    }

    /// Its components.
    public var components: [Component] {
        value.source.parts(of: value.byteRange, dividedBy: value.source.delimiters.component)
            .map { Component(value: MessageValue(source: value.source, byteRange: $0)) }
    }
}

/// One component of a repetition.
public struct Component: Sendable {
    /// The whole component.
    public let value: MessageValue

    /// The text of the first subcomponent, nil where nothing stands there.
    public var text: String? { subcomponent(1).textIfAny }

    /// A subcomponent, counted from 1; empty where there are fewer.
    public func subcomponent(_ number: Int) -> MessageValue {
        MessageValue(source: value.source, byteRange: value.source.part(number, of: value.byteRange, dividedBy: value.source.delimiters.subcomponent))
    }
}
