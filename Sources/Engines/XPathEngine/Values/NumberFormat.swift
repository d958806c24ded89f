// Doubles and floats as XPath writes and reads them.

/// The lexical forms of `xs:double` and `xs:float` (F&O 17.1.2).
public enum NumberFormat {
    /// The canonical text of a double: plain between 0.000001 and 1000000, with an exponent elsewhere.
    public static func string(_ value: Double) -> String {
        if let special = special(value) { return special }
        if value == value.rounded(.towardZero), value.magnitude < 1_000_000 { return String(Int(value)) }
        return arranged(value.description, plain: value.magnitude >= 1e-6 && value.magnitude < 1e6)
    }

    /// The canonical text of a float, with the digits that a float needs.
    public static func string(_ value: Float) -> String {
        if let special = special(Double(value)) { return special }
        if value == value.rounded(.towardZero), value.magnitude < 1_000_000 { return String(Int(value)) }
        return arranged(value.description, plain: value.magnitude >= 1e-6 && value.magnitude < 1e6)
    }

    private static func special(_ value: Double) -> String? {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-INF" : "INF" }
        if value == 0 { return value.sign == .minus ? "-0" : "0" }
        return nil
    }

    /// Takes the digits and the exponent out of the shortest form, and sets them anew.
    private static func arranged(_ text: String, plain: Bool) -> String {
        var digits: [UInt8] = []
        var pointAt: Int?
        var exponent = 0
        var negative = false
        var bytes = text.utf8.makeIterator()
        while let byte = bytes.next() {
            switch byte {
            case UInt8(ascii: "-"): negative = true
            case UInt8(ascii: "."): pointAt = digits.count
            case UInt8(ascii: "e"), UInt8(ascii: "E"):
                var rest: [UInt8] = []
                while let next = bytes.next() { rest.append(next) }
                exponent = Int(String(decoding: rest, as: UTF8.self)) ?? 0
            default: digits.append(byte)
            }
        }
        // The value is 0.digits times ten to the power of `point`.
        var point = (pointAt ?? digits.count) + exponent
        while digits.count > 1, digits.first == 48 {
            digits.removeFirst()
            point -= 1
        }
        while digits.count > 1, digits.last == 48 { digits.removeLast() }
        let body = String(decoding: digits, as: UTF8.self)
        let sign = negative ? "-" : ""
        guard plain else {
            let fraction = digits.count > 1 ? String(decoding: digits.dropFirst(), as: UTF8.self) : "0"
            return "\(sign)\(body.prefix(1)).\(fraction)E\(point - 1)"
        }
        if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + body }
        if point >= digits.count { return sign + body + String(repeating: "0", count: point - digits.count) }
        return sign + body.prefix(point) + "." + body.dropFirst(point)
    }

    /// A double from its lexical form, already without spaces around it; none when the form is wrong.
    public static func double(_ text: some StringProtocol) -> Double? {
        switch shape(text) {
        case .number: Double(text)
        case .special(let value): value
        case .wrong: nil
        }
    }

    /// A float from its lexical form, already without spaces around it; none when the form is wrong.
    public static func float(_ text: some StringProtocol) -> Float? {
        switch shape(text) {
        case .number: Float(text)
        case .special(let value): Float(value)
        case .wrong: nil
        }
    }

    private enum Shape {
        case number
        case special(Double)
        case wrong
    }

    private static func shape(_ text: some StringProtocol) -> Shape {
        if text == "INF" { return .special(.infinity) }
        if text == "-INF" { return .special(-.infinity) }
        if text == "NaN" { return .special(.nan) }
        var mantissaDigits = 0
        var exponentDigits = 0
        var inExponent = false
        var pointSeen = false
        var signAllowed = true
        for byte in text.utf8 {
            switch byte {
            case 48...57:
                if inExponent { exponentDigits += 1 } else { mantissaDigits += 1 }
            case UInt8(ascii: "+"), UInt8(ascii: "-"):
                guard signAllowed else { return .wrong }
            case UInt8(ascii: "."):
                guard !pointSeen, !inExponent else { return .wrong }
                pointSeen = true
            case UInt8(ascii: "e"), UInt8(ascii: "E"):
                guard !inExponent, mantissaDigits > 0 else { return .wrong }
                inExponent = true
                signAllowed = true
                continue
            default: return .wrong
            }
            signAllowed = false
        }
        return mantissaDigits > 0 && (!inExponent || exponentDigits > 0) ? .number : .wrong
    }
}
