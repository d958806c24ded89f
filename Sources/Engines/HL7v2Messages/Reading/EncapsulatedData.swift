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
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 4 * 3)
        var word: UInt32 = 0
        var held = 0
        var padding = 0
        var isSpaced = false
        for character in text {
            let value = Self.values[Int(character)]
            if value < 64 {
                guard padding == 0 else { return nil }
                word = word << 6 | UInt32(value)
                held += 1
                if held == 4 {
                    bytes.append(UInt8(truncatingIfNeeded: word >> 16))
                    bytes.append(UInt8(truncatingIfNeeded: word >> 8))
                    bytes.append(UInt8(truncatingIfNeeded: word))
                    word = 0
                    held = 0
                }
            } else if value == 64 {
                isSpaced = true
            } else if value == 65 {
                padding += 1
            } else {
                return nil
            }
        }
        var tolerances: [MessageTolerance] = isSpaced ? [.spacedBase64] : []
        switch held {
        case 0: if padding > 0 { return nil }
        case 1: tolerances.append(.oddBase64)
        default:
            if held == 2 { bytes.append(UInt8(truncatingIfNeeded: word >> 4)) }
            if held == 3 { bytes += [UInt8(truncatingIfNeeded: word >> 10), UInt8(truncatingIfNeeded: word >> 2)] }
            if padding == 0 { tolerances.append(.unpaddedBase64) } else if padding != 4 - held { return nil }
        }
        self.bytes = bytes
        self.tolerances = tolerances
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
