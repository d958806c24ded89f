// DER values of each kind that certificates hold, built and, where they are text, read.

import Foundation

/// The tags of the universal types that certificates hold (X.680, 8.4).
public enum DERTag {
    /// BOOLEAN.
    public static let boolean: UInt8 = 0x01
    /// INTEGER.
    public static let integer: UInt8 = 0x02
    /// BIT STRING.
    public static let bitString: UInt8 = 0x03
    /// OCTET STRING.
    public static let octetString: UInt8 = 0x04
    /// OBJECT IDENTIFIER.
    public static let objectIdentifier: UInt8 = 0x06
    /// ENUMERATED.
    public static let enumerated: UInt8 = 0x0a
    /// UTF8String.
    public static let utf8String: UInt8 = 0x0c
    /// NumericString.
    public static let numericString: UInt8 = 0x12
    /// PrintableString.
    public static let printableString: UInt8 = 0x13
    /// TeletexString, which certificates use for Latin-1.
    public static let teletexString: UInt8 = 0x14
    /// IA5String.
    public static let ia5String: UInt8 = 0x16
    /// UniversalString, UTF-32.
    public static let universalString: UInt8 = 0x1c
    /// BMPString, UTF-16.
    public static let bmpString: UInt8 = 0x1e
    /// SEQUENCE.
    public static let sequence: UInt8 = 0x30
    /// SET.
    public static let set: UInt8 = 0x31
}

extension DERValue {
    /// A SEQUENCE of values.
    public static func sequence(_ elements: [DERValue]) -> DERValue { DERValue(tag: DERTag.sequence, content: elements.flatMap(\.encoded)) }

    /// A SET of values, in the order that DER wants: by their encodings (X.690, 11.6).
    public static func set(_ elements: [DERValue]) -> DERValue {
        let sorted = elements.map(\.encoded).sorted { $0.lexicographicallyPrecedes($1) }
        return DERValue(tag: DERTag.set, content: sorted.flatMap { $0 })
    }

    /// An INTEGER that is not negative.
    public static func integer(_ value: UInt) -> DERValue {
        var content: [UInt8] = []
        var rest = value
        repeat {
            content.insert(UInt8(truncatingIfNeeded: rest), at: 0)
            rest >>= 8
        } while rest > 0
        if content[0] & 0x80 != 0 { content.insert(0, at: 0) }
        return DERValue(tag: DERTag.integer, content: content)
    }

    /// A BOOLEAN.
    public static func boolean(_ value: Bool) -> DERValue { DERValue(tag: DERTag.boolean, content: [value ? 0xff : 0]) }

    /// An OCTET STRING.
    public static func octets(_ bytes: [UInt8]) -> DERValue { DERValue(tag: DERTag.octetString, content: bytes) }

    /// A UTF8String.
    public static func utf8(_ text: String) -> DERValue { DERValue(tag: DERTag.utf8String, content: Array(text.utf8)) }

    /// A PrintableString; the caller keeps to its characters.
    public static func printable(_ text: String) -> DERValue { DERValue(tag: DERTag.printableString, content: Array(text.utf8)) }

    /// A BIT STRING with these bits set, counted from the first, without trailing zero bits (X.690, 11.2.2).
    public static func bits(_ set: Set<Int>) -> DERValue {
        guard let last = set.max() else { return DERValue(tag: DERTag.bitString, content: [0]) }
        var content = [UInt8](repeating: 0, count: last / 8 + 1)
        for bit in set { content[bit / 8] |= 0x80 >> UInt8(bit % 8) }
        return DERValue(tag: DERTag.bitString, content: [UInt8(7 - last % 8)] + content)
    }

    /// An OBJECT IDENTIFIER from its dotted form; nil where that is none.
    public static func objectIdentifier(_ dotted: String) -> DERValue? {
        // `UInt64` would take a sign, too.
        let arcs = dotted.split(separator: ".", omittingEmptySubsequences: false).map { $0.utf8.first == UInt8(ascii: "+") ? nil : UInt64($0) }
        guard arcs.count >= 2, let first = arcs[0], let second = arcs[1], first <= 2, first == 2 || second < 40, second < 1 << 32 else { return nil }
        var content: [UInt8] = []
        for arc in [first * 40 + second] + arcs.dropFirst(2) {
            guard var rest = arc, rest < 1 << 56 else { return nil }
            var piece = [UInt8(rest & 0x7f)]
            while rest >= 0x80 {
                rest >>= 7
                piece.insert(0x80 | UInt8(rest & 0x7f), at: 0)
            }
            content += piece
        }
        return DERValue(tag: DERTag.objectIdentifier, content: content)
    }

    /// The characters of a string type; nil for other types, for bytes that are not of the type's encoding, and for text with a NUL.
    public var text: String? {
        let text: String? =
            switch tag {
            case DERTag.utf8String: String(validating: content, as: UTF8.self)
            case DERTag.numericString, DERTag.printableString, DERTag.ia5String: String(validating: content, as: Unicode.ASCII.self)
            case DERTag.teletexString: String(String.UnicodeScalarView(content.map { Unicode.Scalar($0) }))
            case DERTag.bmpString: content.count % 2 == 0 ? String(bytes: content, encoding: .utf16BigEndian) : nil
            case DERTag.universalString: content.count % 4 == 0 ? String(bytes: content, encoding: .utf32BigEndian) : nil
            default: nil
            }
        guard let text, !text.unicodeScalars.contains("\0") else { return nil }
        return text
    }
}
