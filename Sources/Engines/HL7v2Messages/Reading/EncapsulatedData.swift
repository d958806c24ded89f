// A document inside a message: data type ED with base64.

/// Encapsulated data (data type ED; HL7 v2.6, 2.A.24), decoded.
public struct EncapsulatedData: Sendable {
    /// ED-2, the type of data, for instance `TEXT`.
    public let type: String?
    /// ED-3, the subtype, for instance `XML`.
    public let subtype: String?
    /// ED-4, the encoding, for instance `Base64`.
    public let encoding: String?
    /// The data, decoded.
    public let bytes: [UInt8]
    /// What was overlooked in decoding.
    public let tolerances: [MessageTolerance]

    /// Reads a field of type ED.
    ///
    /// - Throws: `hl7.data-encoding` where ED-4 is neither `Base64` nor `A` (none), `hl7.base64` where ED-5 holds other characters.
    public init(_ field: Field, at place: ErrorLocation) throws(MessageFault) {
        type = field.component(2).text
        subtype = field.component(3).text
        encoding = field.component(4).text
        let data = field.component(5).value
        var inside = place
        switch encoding?.lowercased() {
        case "base64":
            inside.component = 5
            guard let decoded = LenientBase64(data.bytes) else { throw MessageFault("hl7.base64", .dataType, at: inside) }
            bytes = decoded.bytes
            tolerances = decoded.tolerances
        case "a":
            bytes = data.bytes
            tolerances = []
        default:
            inside.component = 4
            throw MessageFault("hl7.data-encoding", .tableValueNotFound, at: inside)
        }
    }
}

/// Base64 as senders write it: without padding, with white space, with one character too many.
struct LenientBase64 {
    let bytes: [UInt8]
    let tolerances: [MessageTolerance]

    /// Nil where a character is no base64 or stands behind the padding.
    init?(_ text: [UInt8]) {
        var reading = Reading()
        let bytes = text.withUnsafeBufferPointer { text in
            Self.values.withUnsafeBufferPointer { values in
                [UInt8](unsafeUninitializedCapacity: text.count / 4 * 3 + 3) { output, count in count = reading.decode(text, values, into: output) }
            }
        }
        guard reading.isWell else { return nil }
        self.bytes = bytes
        tolerances = reading.tolerances
    }

    /// One decoding under way.
    private struct Reading {
        var isWell = true
        var tolerances: [MessageTolerance] = []

        /// Decodes; the number of bytes written.
        mutating func decode(_ text: UnsafeBufferPointer<UInt8>, _ values: UnsafeBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>) -> Int {
            var (place, count) = (0, 0)
            var (word, held, padding, isSpaced) = (UInt32(0), 0, 0, false)
            func write(_ word: UInt32, bytes: Int) {
                for shift in (3 - bytes..<3).reversed() {
                    output.initializeElement(at: count, to: UInt8(truncatingIfNeeded: word >> (8 * UInt32(shift))))
                    count += 1
                }
            }
            while place < text.count {
                // Four digits at once as long as there are only digits: what is none has a value of 64 or more.
                while held == 0, padding == 0, place + 4 <= text.count {
                    let (a, b, c, d) = (values[Int(text[place])], values[Int(text[place + 1])], values[Int(text[place + 2])], values[Int(text[place + 3])])
                    guard a | b | c | d < 64 else { break }
                    output.initializeElement(at: count, to: a << 2 | b >> 4)
                    output.initializeElement(at: count + 1, to: b << 4 | c >> 2)
                    output.initializeElement(at: count + 2, to: c << 6 | d)
                    place += 4
                    count += 3
                }
                guard place < text.count else { break }
                let value = values[Int(text[place])]
                place += 1
                switch value {
                case 64: isSpaced = true
                case 65: padding += 1
                case ..<64 where padding == 0:
                    word = word << 6 | UInt32(value)
                    held += 1
                    if held == 4 {
                        write(word, bytes: 3)
                        (word, held) = (0, 0)
                    }
                default:
                    isWell = false
                    return count
                }
            }
            if isSpaced { tolerances.append(.spacedBase64) }
            switch held {
            case 0: isWell = padding == 0
            case 1: tolerances.append(.oddBase64)
            default:
                // The bits of two or three digits, at the place that they would have in four.
                write(word << UInt32(6 * (4 - held)), bytes: held - 1)
                if padding == 0 { tolerances.append(.unpaddedBase64) } else { isWell = padding == 4 - held }
            }
            return count
        }
    }

    /// For each byte: the value of a digit, 64 for white space, 65 for padding, 255 for anything else.
    private static let values: [UInt8] = {
        var table = [UInt8](repeating: 255, count: 256)
        for (value, digit) in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8.enumerated() { table[Int(digit)] = UInt8(value) }
        for space in " \t\r\n".utf8 { table[Int(space)] = 64 }
        table[Int(UInt8(ascii: "="))] = 65
        return table
    }()
}
