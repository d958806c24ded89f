// Messages written: values are escaped, so that no value can end its field.

/// What a field is to hold.
public enum OutgoingField: Sendable, Hashable, ExpressibleByStringLiteral {
    /// One value.
    case text(String)
    /// Components, each of one value; trailing empty ones are left out.
    case components([String])
    /// Components divided into subcomponents.
    case subdivided([[String]])
    /// Several of these.
    case repetitions([OutgoingField])
    /// Bytes that are already in the form of a field, with the delimiters of the message that is being written.
    case raw([UInt8])

    /// One value.
    public init(stringLiteral value: String) { self = .text(value) }
}

/// A segment to be written.
public struct OutgoingSegment: Sendable, Hashable {
    /// Its three letters.
    public let name: String
    private var fields: [Int: OutgoingField]

    /// Begins a segment with some fields, by their numbers in the standard; MSH-1 and MSH-2 write themselves.
    public init(_ name: String, _ fields: [Int: OutgoingField] = [:]) {
        self.name = name
        self.fields = fields
    }

    /// A field by its number.
    public subscript(number: Int) -> OutgoingField? {
        get { fields[number] }
        set { fields[number] = newValue }
    }

    func bytes(delimiters: Delimiters, characterSet: MessageCharacterSet) -> [UInt8] {
        var bytes = Array(name.utf8)
        var first = 1
        if name == "MSH" {
            bytes += [delimiters.field] + delimiters.encodingCharacters
            first = 3
        }
        let last = fields.keys.max() ?? 0
        if last >= first {
            for number in first...last {
                bytes.append(delimiters.field)
                if let field = fields[number] { bytes += field.bytes(delimiters: delimiters, characterSet: characterSet) }
            }
        }
        while bytes.last == delimiters.field, bytes.count > 4 { bytes.removeLast() }
        return bytes + [0x0D]
    }
}

/// A message to be written.
public struct OutgoingMessage: Sendable, Hashable {
    /// Its segments in order; the first is the header.
    public var segments: [OutgoingSegment]
    /// The delimiters.
    public var delimiters: Delimiters
    /// The character set; MSH-18 names it.
    public var characterSet: MessageCharacterSet

    /// Begins a message.
    public init(_ segments: [OutgoingSegment], delimiters: Delimiters = .standard, characterSet: MessageCharacterSet = .utf8) {
        self.segments = segments
        self.delimiters = delimiters
        self.characterSet = characterSet
    }

    /// The message in pipe form, every segment ended by a carriage return, without a frame.
    public var bytes: [UInt8] { segments.flatMap { $0.bytes(delimiters: delimiters, characterSet: characterSet) } }
}

extension OutgoingField {
    func bytes(delimiters: Delimiters, characterSet: MessageCharacterSet) -> [UInt8] {
        let escapes = Escapes(delimiters: delimiters)
        func value(_ text: String) -> [UInt8] {
            // Two quotation marks as they are would be the null value, which deletes (HL7 v2.6, 2.5.3.1).
            text == "\"\"" ? escapes.hexadecimal(text.utf8) : escapes.escaped(characterSet.bytes(text))
        }
        func list(_ parts: [[UInt8]], _ delimiter: UInt8) -> [UInt8] {
            let filled = parts.lastIndex { !$0.isEmpty }.map { parts[...$0] } ?? []
            return Array(filled.joined(separator: [delimiter]))
        }
        switch self {
        case .text(let text): return value(text)
        case .components(let parts): return list(parts.map(value), delimiters.component)
        case .subdivided(let parts): return list(parts.map { list($0.map(value), delimiters.subcomponent) }, delimiters.component)
        case .repetitions(let fields):
            return list(fields.map { $0.bytes(delimiters: delimiters, characterSet: characterSet) }, delimiters.repetition)
        case .raw(let bytes): return bytes
        }
    }
}
