// Escape sequences: how delimiters and bytes stand inside a value.

import Glibc

/// Escape sequences of HL7 v2.6, 2.7, in both directions.
struct Escapes {
    let delimiters: Delimiters

    /// The bytes that a value stands for.
    ///
    /// Highlighting (`\H\`, `\N\`) is left out; a line break (`\.br\`, `\.sp\`) becomes a line feed; what is no sequence of the
    /// standard stays as it is, for it is somebody's text.
    func resolved(_ value: ArraySlice<UInt8>) -> [UInt8] {
        let isEscaped = value.withUnsafeBytes { memory in memory.baseAddress.map { memchr($0, Int32(delimiters.escape), memory.count) != nil } ?? false }
        guard isEscaped else { return Array(value) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(value.count)
        var rest = value
        while let opening = rest.firstIndex(of: delimiters.escape) {
            bytes += rest[rest.startIndex..<opening]
            let inside = rest[(opening + 1)...]
            guard let closing = inside.prefix(Self.longest).firstIndex(of: delimiters.escape) else {
                bytes.append(delimiters.escape)
                rest = inside
                continue
            }
            if let meaning = meaning(of: inside[..<closing]) {
                bytes += meaning
                rest = inside[(closing + 1)...]
            } else {
                bytes.append(delimiters.escape)
                rest = inside
            }
        }
        return bytes + rest
    }

    /// A value with its delimiters, escape characters, and control characters escaped: it cannot break out of its place.
    func escaped(_ value: some Sequence<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        for byte in value {
            if let letter = letter(for: byte) {
                bytes += [delimiters.escape, letter, delimiters.escape]
            } else if byte < 0x20 || byte == 0x7F {
                bytes += hexadecimal(CollectionOfOne(byte))
            } else {
                bytes.append(byte)
            }
        }
        return bytes
    }

    /// Bytes as one hexadecimal sequence.
    func hexadecimal(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        [delimiters.escape, UInt8(ascii: "X")] + bytes.flatMap { Self.digits(of: $0) } + [delimiters.escape]
    }

    /// The most bytes between two escape characters that are taken for one sequence; hexadecimal runs are the longest.
    private static let longest = 4_096

    private func meaning(of sequence: ArraySlice<UInt8>) -> [UInt8]? {
        guard let letter = sequence.first else { return nil }
        if sequence.count == 1 {
            switch letter {
            case UInt8(ascii: "F"): return [delimiters.field]
            case UInt8(ascii: "S"): return [delimiters.component]
            case UInt8(ascii: "T"): return [delimiters.subcomponent]
            case UInt8(ascii: "R"): return [delimiters.repetition]
            case UInt8(ascii: "E"): return [delimiters.escape]
            case UInt8(ascii: "P"): return delimiters.truncation.map { [$0] }
            case UInt8(ascii: "H"), UInt8(ascii: "N"): return []
            default: return nil
            }
        }
        if letter == UInt8(ascii: "X") { return Self.bytes(hexadecimal: sequence.dropFirst()) }
        if sequence.elementsEqual(".br".utf8) || sequence.elementsEqual(".sp".utf8) { return [0x0A] }
        return nil
    }

    private func letter(for byte: UInt8) -> UInt8? {
        switch byte {
        case delimiters.field: UInt8(ascii: "F")
        case delimiters.component: UInt8(ascii: "S")
        case delimiters.subcomponent: UInt8(ascii: "T")
        case delimiters.repetition: UInt8(ascii: "R")
        case delimiters.escape: UInt8(ascii: "E")
        case delimiters.truncation: UInt8(ascii: "P")
        default: nil
        }
    }

    private static func bytes(hexadecimal digits: ArraySlice<UInt8>) -> [UInt8]? {
        guard !digits.isEmpty, digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        var index = digits.startIndex
        while index < digits.endIndex {
            guard let high = Character(Unicode.Scalar(digits[index])).hexDigitValue, let low = Character(Unicode.Scalar(digits[index + 1])).hexDigitValue
            else { return nil }
            bytes.append(UInt8(high << 4 | low))
            index += 2
        }
        return bytes
    }

    private static func digits(of byte: UInt8) -> [UInt8] {
        let digits = Array("0123456789ABCDEF".utf8)
        return [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
}
