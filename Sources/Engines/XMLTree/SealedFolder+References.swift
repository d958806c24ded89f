// What a reference inside of a sealed folder means.

extension SealedFolder {
    /// The name that a relative reference means when it stands in a file; nil for references to elsewhere: absolute ones and those that leave the folder.
    ///
    /// A fragment behind `#` does not count, percent signs are taken back, and a backslash parts folders as `/` does.
    public static func resolve(_ reference: String, from file: String) -> String? {
        let path = reference.utf8.prefix { $0 != UInt8(ascii: "#") }.map { $0 == UInt8(ascii: "\\") ? UInt8(ascii: "/") : $0 }
        guard let plain = decoded(path), !plain.hasPrefix("/") else { return nil }
        if plain.isEmpty { return file }
        if let colon = plain.firstIndex(of: ":"), !plain[..<colon].contains("/") { return nil }
        var parts = file.split(separator: "/").dropLast().map(String.init)
        for part in plain.split(separator: "/") where part != "." {
            if part == ".." {
                if parts.popLast() == nil { return nil }
            } else {
                parts.append(String(part))
            }
        }
        return parts.joined(separator: "/")
    }

    /// A path with its percent signs taken back (RFC 3986, 2.1); nil where one is malformed or the bytes are no UTF-8.
    private static func decoded(_ path: [UInt8]) -> String? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(path.count)
        var index = 0
        while index < path.count {
            guard path[index] == UInt8(ascii: "%") else {
                bytes.append(path[index])
                index += 1
                continue
            }
            guard index + 2 < path.count, let high = hexadecimalDigit(path[index + 1]), let low = hexadecimalDigit(path[index + 2]) else { return nil }
            bytes.append(high << 4 | low)
            index += 3
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
