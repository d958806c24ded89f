// Writes elements of SVRL as bytes.

/// A document that grows.
struct SVRLWriter {
    private(set) var bytes: [UInt8] = []

    mutating func write(_ bytes: [UInt8]) { self.bytes += bytes }

    mutating func write(_ text: StaticString) { bytes += UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount) }

    mutating func write(_ number: Int) {
        if number >= 10 { write(number / 10) }
        bytes.append(UInt8(ascii: "0") + UInt8(number % 10))
    }

    /// An element without content.
    mutating func empty(_ name: StaticString, _ attributes: [(name: StaticString, value: String?)]) {
        write("<svrl:")
        write(name)
        write(attributes)
        write("/>\n")
    }

    /// The attributes that there are.
    mutating func write(_ attributes: [(name: StaticString, value: String?)]) {
        for (name, value) in attributes { if let value { write(name, value) } }
    }

    mutating func write(_ name: StaticString, _ value: String) {
        write(" ")
        write(name)
        write("=\"")
        escape(value)
        write("\"")
    }

    /// An element `text`.
    mutating func text(_ said: String, language: String? = nil) {
        write("<svrl:text")
        if let language { write("xml:lang", language) }
        write(">")
        escape(said)
        write("</svrl:text>\n")
    }

    mutating func escape(_ text: String) {
        var text = text
        text.withUTF8 { escape($0) }
    }

    /// Writes text as an attribute may hold it; characters that XML does not know are left out.
    mutating func escape(_ text: UnsafeBufferPointer<UInt8>) {
        var start = 0
        for (place, byte) in text.enumerated() where Self.isSpecial(byte) {
            bytes += text[start..<place]
            start = place + 1
            switch byte {
            case UInt8(ascii: "&"): write("&amp;")
            case UInt8(ascii: "<"): write("&lt;")
            case UInt8(ascii: ">"): write("&gt;")
            case UInt8(ascii: "\""): write("&quot;")
            case UInt8(ascii: "\r"): write("&#13;")
            default: break
            }
        }
        bytes += text[start...]
    }

    @inline(__always)
    private static func isSpecial(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\t"), UInt8(ascii: "\n"): false
        case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""): true
        default: byte < 0x20
        }
    }
}
