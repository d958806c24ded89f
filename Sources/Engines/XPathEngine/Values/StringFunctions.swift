// The functions on text that need neither the document nor a regular expression.

/// String functions of F&O 7; text is counted in code points and compared by the codepoint collation.
public enum StringFunctions {
    /// `fn:substring`: positions count from one and are rounded as fn:round does; NaN gives nothing.
    public static func substring(_ text: String, from start: Double, length: Double? = nil) -> String {
        let first = NumericFunctions.round(start)
        let end = length.map { first + NumericFunctions.round($0) } ?? .infinity
        guard !first.isNaN, !end.isNaN, end > first, end > 1 else { return "" }
        if text.utf8.count < 64, first <= 1, end == .infinity { return text }
        let scalars = text.unicodeScalars
        let count = scalars.count
        let low = first <= 1 ? 0 : first > Double(count) ? count : Int(first) - 1
        let high = end > Double(count) ? count : Int(end) - 1
        guard low < high else { return "" }
        let from = scalars.index(scalars.startIndex, offsetBy: low)
        return String(scalars[from..<scalars.index(from, offsetBy: high - low)])
    }

    /// `fn:normalize-space`.
    public static func normalizeSpace(_ text: String) -> String { Whitespace.collapsed(text) }

    /// `fn:upper-case`.
    public static func upperCase(_ text: String) -> String { text.uppercased() }

    /// `fn:lower-case`.
    public static func lowerCase(_ text: String) -> String { text.lowercased() }

    /// `fn:translate`: each code point of `from` becomes its counterpart in `to`, or goes when there is none.
    public static func translate(_ text: String, from: String, to: String) -> String {
        var map: [Unicode.Scalar: Unicode.Scalar?] = [:]
        var targets = to.unicodeScalars.makeIterator()
        for scalar in from.unicodeScalars {
            let target = targets.next()
            if map[scalar] == nil { map[scalar] = .some(target) }
        }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            guard let target = map[scalar] else {
                result.append(scalar)
                continue
            }
            if let target { result.append(target) }
        }
        return String(result)
    }

    /// `fn:contains`.
    public static func contains(_ text: String, _ part: String) -> Bool { range(of: part, in: text) != nil }

    /// `fn:starts-with`.
    public static func startsWith(_ text: String, _ start: String) -> Bool { text.utf8.starts(with: start.utf8) }

    /// `fn:ends-with`.
    public static func endsWith(_ text: String, _ end: String) -> Bool {
        text.utf8.count >= end.utf8.count && text.utf8.suffix(end.utf8.count).elementsEqual(end.utf8)
    }

    /// `fn:substring-before`.
    public static func substringBefore(_ text: String, _ part: String) -> String {
        range(of: part, in: text).map { String(text[..<$0.lowerBound]) } ?? ""
    }

    /// `fn:substring-after`.
    public static func substringAfter(_ text: String, _ part: String) -> String {
        range(of: part, in: text).map { String(text[$0.upperBound...]) } ?? ""
    }

    /// Where a part stands first.
    ///
    /// UTF-8 lets bytes be compared: no character begins within another.
    private static func range(of part: String, in text: String) -> Range<String.Index>? {
        let bytes = text.utf8
        let wanted = part.utf8
        guard let first = wanted.first else { return text.startIndex..<text.startIndex }
        var left = bytes.count - wanted.count
        var start = bytes.startIndex
        while left >= 0 {
            if bytes[start] == first, bytes[start...].starts(with: wanted) {
                return start..<bytes.index(start, offsetBy: wanted.count)
            }
            start = bytes.index(after: start)
            left -= 1
        }
        return nil
    }

    /// `fn:codepoints-to-string`.
    ///
    /// - Throws: `FOCH0001` for a code point that is no character of XML.
    public static func codepointsToString(_ points: [Int]) throws(XPathError) -> String {
        var scalars = String.UnicodeScalarView()
        for point in points {
            guard let value = UInt32(exactly: point), XMLCharacters.isAllowed(value), let scalar = Unicode.Scalar(value) else {
                throw XPathError(.foch0001, "a code point is no character of XML")
            }
            scalars.append(scalar)
        }
        return String(scalars)
    }

    /// `fn:string-to-codepoints`.
    public static func stringToCodepoints(_ text: String) -> [Int] { text.unicodeScalars.map { Int($0.value) } }

    /// `fn:compare`: -1, 0 or 1.
    public static func compare(_ left: String, _ right: String) -> Int { CodePoints.compare(left, right) }

    /// `fn:string-join`.
    public static func join(_ texts: [String], separator: String) -> String { texts.joined(separator: separator) }

    /// `fn:encode-for-uri`: everything but letters, digits and `-_.~` is escaped.
    public static func encodeForURI(_ text: String) -> String {
        escaped(text) { byte in
            switch byte {
            case 48...57, 65...90, 97...122, UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "~"): false
            default: true
            }
        }
    }

    /// `fn:iri-to-uri`: what may not stand in a URI is escaped.
    public static func iriToURI(_ text: String) -> String {
        escaped(text) { byte in byte <= 32 || byte >= 127 || #"<>"{}|\^`"#.utf8.contains(byte) }
    }

    /// `fn:escape-html-uri`: what is not printable ASCII is escaped.
    public static func escapeHTMLURI(_ text: String) -> String {
        escaped(text) { byte in byte < 32 || byte > 126 }
    }

    private static func escaped(_ text: String, where isEscaped: (UInt8) -> Bool) -> String {
        guard text.utf8.contains(where: isEscaped) else { return text }
        let digits = Array("0123456789ABCDEF".utf8)
        var result: [UInt8] = []
        for byte in text.utf8 {
            if isEscaped(byte) {
                result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            } else {
                result.append(byte)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
