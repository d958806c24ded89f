// One value of the distinguished encoding rules, read and written.

/// A value in DER (ITU-T X.690): its tag and its content.
///
/// Reading is strict: definite lengths in their shortest form, low tag numbers, nothing left over. It serves the small
/// values inside certificates; whole certificates are OpenSSL's to read.
public struct DERValue: Sendable, Hashable {
    /// The tag byte: class, whether constructed, and number.
    public let tag: UInt8
    /// The content, without tag and length.
    public let content: [UInt8]

    /// Pairs a tag and a content.
    public init(tag: UInt8, content: [UInt8]) {
        self.tag = tag
        self.content = content
    }

    /// Reads exactly one value; nil where the bytes are anything else.
    public init?(_ bytes: some Collection<UInt8>) {
        var rest = Array(bytes)[...]
        guard let value = Self.next(in: &rest), rest.isEmpty else { return nil }
        self = value
    }

    /// The values inside a constructed value; nil where the value is not constructed or its content is no list of values.
    public var elements: [DERValue]? {
        guard tag & 0x20 != 0 else { return nil }
        var rest = content[...]
        var found: [DERValue] = []
        while !rest.isEmpty {
            guard let value = Self.next(in: &rest) else { return nil }
            found.append(value)
        }
        return found
    }

    /// The value of an INTEGER or ENUMERATED of at most 63 bits.
    public var integer: Int? {
        guard tag == DERTag.integer || tag == DERTag.enumerated, let first = content.first, content.count <= 8 else { return nil }
        return content.reduce(first & 0x80 != 0 ? -1 : 0) { $0 << 8 | Int($1) }
    }

    /// The dotted form of an OBJECT IDENTIFIER.
    public var objectIdentifier: String? {
        guard tag == DERTag.objectIdentifier, let last = content.last, last & 0x80 == 0 else { return nil }
        var arcs: [UInt64] = []
        var arc: UInt64 = 0
        for byte in content {
            guard arc >> 56 == 0, !(arc == 0 && byte == 0x80) else { return nil }
            arc = arc << 7 | UInt64(byte & 0x7f)
            guard byte & 0x80 == 0 else { continue }
            if arcs.isEmpty {
                let top = min(arc / 40, 2)
                arcs = [top, arc - top * 40]
            } else {
                arcs.append(arc)
            }
            arc = 0
        }
        return arcs.map(String.init).joined(separator: ".")
    }

    /// The bits that are set in a BIT STRING, counted from the first.
    public var bits: Set<Int>? {
        guard tag == DERTag.bitString, let unused = content.first, unused < 8 else { return nil }
        var set: Set<Int> = []
        for (index, byte) in content.dropFirst().enumerated() {
            for bit in 0..<8 where byte & (0x80 >> UInt8(bit)) != 0 { set.insert(index * 8 + bit) }
        }
        return set
    }

    /// The value as DER.
    public var encoded: [UInt8] {
        var length: [UInt8] = []
        if content.count < 0x80 {
            length = [UInt8(content.count)]
        } else {
            var rest = content.count
            while rest > 0 {
                length.insert(UInt8(truncatingIfNeeded: rest), at: 0)
                rest >>= 8
            }
            length.insert(0x80 | UInt8(length.count), at: 0)
        }
        return [tag] + length + content
    }

    private static func next(in bytes: inout ArraySlice<UInt8>) -> DERValue? {
        guard let tag = bytes.popFirst(), tag & 0x1f != 0x1f, let first = bytes.popFirst() else { return nil }
        var length = Int(first)
        if first >= 0x80 {
            let count = Int(first & 0x7f)
            guard (1...4).contains(count), bytes.count >= count, bytes.first != 0 else { return nil }
            length = bytes.prefix(count).reduce(0) { $0 << 8 | Int($1) }
            guard length >= 0x80 else { return nil }
            bytes = bytes.dropFirst(count)
        }
        guard bytes.count >= length else { return nil }
        defer { bytes = bytes.dropFirst(length) }
        return DERValue(tag: tag, content: Array(bytes.prefix(length)))
    }
}
