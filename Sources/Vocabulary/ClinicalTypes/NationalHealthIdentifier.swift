// The national health identifier of a patient (INS).

/// The namespace of a national health identifier, and what stands behind it.
public enum NationalHealthIdentifierSpace: String, Sendable, Hashable, Codable, CaseIterable {
    /// INS-NIR: the registration number, production.
    case nir = "1.2.250.1.213.1.4.8"
    /// INS-NIA: the number while registration is pending, production.
    case nia = "1.2.250.1.213.1.4.9"
    /// INS-NIR of test.
    case test = "1.2.250.1.213.1.4.10"
    /// INS-NIR of demonstration.
    case demonstration = "1.2.250.1.213.1.4.11"
    /// Found in official examples, documented nowhere; treated as a test namespace.
    case undocumented = "1.2.250.1.213.1.4.13"

    /// Whether identifiers of this namespace name real patients.
    public var isProduction: Bool { self == .nir || self == .nia }
}

/// A national health identifier (INS): thirteen characters and a key of two digits.
///
/// The thirteen: sex 1, year 2, month 2, department 2 (2A and 2B in Corsica; 97 and 98 overseas), commune 3, order 3.
/// Key: 97 less the remainder by 97 of the thirteen, 2A read as 19 and 2B as 18. The description never shows it: ask for
/// `value`.
public struct NationalHealthIdentifier: Sendable, Hashable {
    /// The sex digit's meaning.
    public enum Sex: Sendable, Hashable {
        /// 1, 3, 7.
        case male
        /// 2, 4, 8.
        case female
    }

    /// The fifteen characters: content, never logged.
    public let value: String
    /// The namespace.
    public let space: NationalHealthIdentifierSpace
    /// What is wrong with the key, nil when it is right.
    public let keyFault: IdentifierFault?
    /// What is wrong with sex, month, department or order, nil when they are possible.
    public let partFault: IdentifierFault?

    /// Reads the identifier and proves its parts and its key.
    public init(_ text: String, space: NationalHealthIdentifierSpace) throws(IdentifierFault) {
        try self.init(unverified: text, space: space)
        if let partFault { throw partFault }
        if let keyFault { throw keyFault }
    }

    /// Reads fifteen characters and leaves parts and key unproven.
    public init(unverified text: String, space: NationalHealthIdentifierSpace) throws(IdentifierFault) {
        let bytes = Array(text.utf8)
        guard !bytes.isEmpty else { throw .empty }
        guard text.unicodeScalars.count == 15 else { throw .length(expected: [15], found: text.unicodeScalars.count) }
        let digits = try Self.digits(bytes)
        let key = Self.key(of: digits)
        let found = Int(digits[13]) * 10 + Int(digits[14])
        value = text
        self.space = space
        keyFault = key == found ? nil : .key(expected: Self.twoDigits(key), found: Self.twoDigits(found))
        partFault = Self.partFault(bytes)
    }

    /// The identifier of a patient as CDA writes it; nil when the root is no namespace of national health identifiers.
    public static func reading(_ identifier: InstanceIdentifier) -> Result<NationalHealthIdentifier, IdentifierFault>? {
        guard let space = identifier.root.flatMap(NationalHealthIdentifierSpace.init(rawValue:)) else { return nil }
        do throws(IdentifierFault) {
            return .success(try NationalHealthIdentifier(unverified: identifier.value ?? "", space: space))
        } catch {
            return .failure(error)
        }
    }

    /// The key of thirteen characters, in two digits; nil when they are not of the right form.
    public static func key(of thirteen: String) -> String? {
        guard thirteen.utf8.count == 13, let digits = try? digits(Array(thirteen.utf8) + [0x30, 0x30]) else { return nil }
        return twoDigits(key(of: digits))
    }

    /// The thirteen characters before the key.
    public var matricule: String { String(value.prefix(13)) }
    /// The key as written.
    public var key: String { String(value.suffix(2)) }
    /// The key as it should be.
    public var expectedKey: String {
        guard case .key(let expected, _) = keyFault else { return key }
        return expected
    }
    /// Whether the key is right.
    public var isKeyValid: Bool { keyFault == nil }
    /// Whether the identifier names a real patient.
    public var isProduction: Bool { space.isProduction }

    /// The sex that the first digit says, nil when it says none.
    public var sex: Sex? {
        switch value.utf8.first {
        case UInt8(ascii: "1"), UInt8(ascii: "3"), UInt8(ascii: "7"): .male
        case UInt8(ascii: "2"), UInt8(ascii: "4"), UInt8(ascii: "8"): .female
        default: nil
        }
    }

    /// The month of birth from 1 to 12, nil when the number does not tell.
    public var birthMonth: Int? { Int(value.dropFirst(3).prefix(2)).flatMap { (1...12).contains($0) ? $0 : nil } }

    /// The last two digits of the year of birth.
    public var birthYear: String { String(value.dropFirst(1).prefix(2)) }

    /// The department of birth: two characters, three overseas (`971`), `99` abroad.
    public var department: String {
        let two = value.dropFirst(5).prefix(2)
        return String(two == "97" || two == "98" ? value.dropFirst(5).prefix(3) : two)
    }
}

extension NationalHealthIdentifier {
    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

    /// The digits, with the Corsican departments 2A and 2B read as 19 and 18.
    private static func digits(_ bytes: [UInt8]) throws(IdentifierFault) -> [UInt8] {
        var bytes = bytes
        if bytes.count == 15, bytes[5] == UInt8(ascii: "2") {
            if bytes[6] == UInt8(ascii: "A") {
                bytes[5] = UInt8(ascii: "1")
                bytes[6] = UInt8(ascii: "9")
            } else if bytes[6] == UInt8(ascii: "B") {
                bytes[5] = UInt8(ascii: "1")
                bytes[6] = UInt8(ascii: "8")
            }
        }
        return try CheckKeys.digits(bytes[...], from: 1)
    }

    private static func key(of digits: [UInt8]) -> Int {
        97 - Int(digits.prefix(13).reduce(Int64(0)) { $0 * 10 + Int64($1) } % 97)
    }

    private static func partFault(_ bytes: [UInt8]) -> IdentifierFault? {
        func number(_ range: Range<Int>) -> Int? {
            var value = 0
            for byte in bytes[range] {
                guard CheckKeys.isDigit(byte) else { return nil }
                value = value * 10 + Int(byte - 0x30)
            }
            return value
        }
        guard let sex = number(0..<1), [1, 2, 3, 4, 7, 8].contains(sex) else { return .part(name: "sex", expected: "1, 2, 3, 4, 7, 8") }
        guard let month = number(3..<5), (1...12).contains(month) || (20...42).contains(month) || month >= 50 else {
            return .part(name: "month", expected: "01-12, 20-42, 50-99")
        }
        if number(5..<7) == 0 { return .part(name: "department", expected: "01-19, 2A, 2B, 20-99") }
        guard number(10..<13) != 0 else { return .part(name: "order", expected: "001-999") }
        return nil
    }
}

extension NationalHealthIdentifier: CustomStringConvertible, CustomDebugStringConvertible {
    /// The namespace alone: the number names a patient.
    public var description: String { "INS (\(space))" }

    /// The same as `description`.
    public var debugDescription: String { description }
}
