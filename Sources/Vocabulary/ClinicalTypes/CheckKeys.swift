// The arithmetic of check keys: Luhn's sum and the remainder by 97.

/// Reads identifiers byte by byte.
enum CheckKeys {
    /// The digits of a text of exactly that many digits.
    static func digits(_ text: String, count: Int) throws(IdentifierFault) -> [UInt8] {
        try digits(text, counts: [count])
    }

    /// The digits of a text that has one of the given lengths.
    static func digits(_ text: String, counts: [Int]) throws(IdentifierFault) -> [UInt8] {
        let bytes = Array(text.utf8)
        guard !bytes.isEmpty else { throw .empty }
        guard counts.contains(text.unicodeScalars.count) else { throw .length(expected: counts, found: text.unicodeScalars.count) }
        return try digits(bytes[...], from: 1)
    }

    /// The digits of a slice whose first byte stands at the given position of the identifier.
    static func digits(_ bytes: ArraySlice<UInt8>, from first: Int) throws(IdentifierFault) -> [UInt8] {
        var digits: [UInt8] = []
        digits.reserveCapacity(bytes.count)
        var position = first
        for byte in bytes {
            guard isDigit(byte) else { throw .character(position: position, expected: "0-9") }
            digits.append(byte - 0x30)
            position += 1
        }
        return digits
    }

    static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    /// Luhn's sum: from the right, every second digit doubled, nines cast out.
    static func luhnSum(_ digits: some Collection<UInt8>) -> Int {
        var sum = 0
        for (offset, digit) in digits.reversed().enumerated() {
            let weighed = offset % 2 == 1 ? Int(digit) * 2 : Int(digit)
            sum += weighed > 9 ? weighed - 9 : weighed
        }
        return sum
    }

    /// The fault of a Luhn key in last place, nil when it is right.
    static func luhnFault(_ digits: [UInt8]) -> IdentifierFault? {
        guard let key = digits.last else { return .empty }
        let remainder = luhnSum(digits) % 10
        guard remainder != 0 else { return nil }
        // The key weighs once, so the key that would fit is the one that takes the remainder away.
        let expected = (Int(key) + 10 - remainder) % 10
        return .key(expected: String(expected), found: String(key))
    }
}
