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
        while place < bytes.count {
            let start = place
            switch bytes[place] {
            case let quote where quote == 0x22 || quote == 0x27:
                place = (bytes[(place + 1)...].firstIndex(of: quote) ?? bytes.count - 1) + 1
            case 0x28 where place + 1 < bytes.count && bytes[place + 1] == 0x3A:
                place = Self.end(ofCommentAt: place, in: bytes)
            case 0x24:
                let nameStart = Self.spacesSkipped(place + 1, in: bytes)
                place = bytes[nameStart...].firstIndex { !Self.isNameByte($0) } ?? bytes.count
                let name = String(decoding: bytes[nameStart..<place], as: UTF8.self)
                guard let number = visible[name] else {
                    guard Self.isBound(name, in: bytes) else { return (text, name) }
                    break
                }
                result.append(0x24)
                result += Array(Self.distinct(name, number).utf8)
                continue
            default: place += 1
            }
            result += bytes[start..<place]
        }
        return (String(decoding: result, as: UTF8.self), nil)
    }

    /// One past the comment that begins at a place; comments may stand in comments.
    private static func end(ofCommentAt start: Int, in bytes: [UInt8]) -> Int {
        var place = start
        var depth = 0
        while place + 1 < bytes.count {
            switch (bytes[place], bytes[place + 1]) {
            case (0x28, 0x3A): depth += 1
            case (0x3A, 0x29): depth -= 1
            default:
                place += 1
                continue
            }
            place += 2
            if depth == 0 { return place }
        }
        return bytes.count
    }

    private static func spacesSkipped(_ place: Int, in bytes: [UInt8]) -> Int {
        bytes[place...].firstIndex { !WhiteSpace.isSpace($0) } ?? bytes.count
    }

    /// Whether an expression itself binds a variable, by `for`, `some` or `every`: `$name in`, with white space where it may stand.
    private static func isBound(_ name: String, in bytes: [UInt8]) -> Bool {
        bytes.indices.contains { dollar in
            guard bytes[dollar] == 0x24 else { return false }
            let start = spacesSkipped(dollar + 1, in: bytes)
            guard bytes[start...].starts(with: name.utf8) else { return false }
            let end = start + name.utf8.count
            let word = spacesSkipped(end, in: bytes)
            guard word > end, bytes[word...].starts(with: "in".utf8) else { return false }
            return word + 2 == bytes.count || !isNameByte(bytes[word + 2])
        }
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
