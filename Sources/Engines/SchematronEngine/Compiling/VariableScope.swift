// Which variable a name means where.

/// The variables that can be seen at one place, each with the number of its definition among those of its name.
struct VariableScope {
    private(set) var visible: [String: Int] = [:]

    /// Brings a variable in, and answers the name that tells it from an older one, which is now hidden.
    mutating func declare(_ name: String, taken: Int) -> String {
        visible[name] = taken
        return Self.distinct(name, taken)
    }

    func number(of name: String) -> Int? { visible[name] }

    /// The name for a definition: the name itself for the first one.
    static func distinct(_ name: String, _ number: Int) -> String { number == 0 ? name : "\(name)--\(number)" }

    /// An expression with every variable under the name that tells it apart.
    ///
    /// - Returns: the text, or the name of a variable that cannot be seen.
    func resolved(_ text: String) -> (text: String, unknown: String?) {
        guard text.utf8.contains(0x24) else { return (text, nil) }
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var place = 0
        var quote: UInt8?
        while place < bytes.count {
            let byte = bytes[place]
            result.append(byte)
            place += 1
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == 0x22 || byte == 0x27 {
                quote = byte
            } else if byte == 0x24 {
                let start = place
                while place < bytes.count, Self.isNameByte(bytes[place]) { place += 1 }
                // A name does not end in a full stop or a colon that belongs to what follows.
                let name = String(decoding: bytes[start..<place], as: UTF8.self)
                if let number = visible[name] {
                    result += Array(Self.distinct(name, number).utf8)
                } else if Self.isBound(name, in: text) {
                    result += Array(name.utf8)
                } else {
                    return (text, name)
                }
            }
        }
        return (String(decoding: result, as: UTF8.self), nil)
    }

    /// Whether an expression itself binds a variable, by `for`, `some` or `every`.
    private static func isBound(_ name: String, in text: String) -> Bool {
        WhiteSpace.folded(text).contains("$\(name) in ") || WhiteSpace.folded(text).contains("$ \(name) in ")
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"),
            UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ":"), 0x80...:
            true
        default: false
        }
    }
}
