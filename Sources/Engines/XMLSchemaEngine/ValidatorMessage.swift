// Reads what libxml2 has to say: its messages carry facts that its error structure does not.

/// The facts in one message of the validator.
struct ValidatorMessage {
    /// The attribute that the message is about, as namespace (nil for none) and local name.
    var attribute: (namespace: String?, localName: String)?
    /// What was said after naming element and attribute.
    var statement: Substring

    /// Reads "Element '{n}e', attribute '{n}a': statement".
    ///
    /// Names hold no quotes, so the first ones are theirs.
    init(_ message: String) {
        var rest = message[...]
        if rest.hasPrefix("Element '"), let end = rest.dropFirst(9).firstIndex(of: "'") {
            rest = rest[rest.index(after: end)...]
            let marker = ", attribute '"
            if rest.hasPrefix(marker), let end = rest.dropFirst(marker.count).firstIndex(of: "'") {
                attribute = Self.expandedName(rest.dropFirst(marker.count)[..<end])
                rest = rest[rest.index(after: end)...]
            }
            if rest.hasPrefix(": ") { rest = rest.dropFirst(2) }
        }
        statement = rest
    }

    /// Splits "{namespace}local".
    static func expandedName(_ name: Substring) -> (namespace: String?, localName: String) {
        guard name.first == "{", let end = name.lastIndex(of: "}") else { return (nil, String(name)) }
        return (String(name[name.index(after: name.startIndex)..<end]), String(name[name.index(after: end)...]))
    }

    /// Whether it is about the attribute `xsi:type`.
    var isAboutXSIType: Bool {
        attribute.map { $0.localName == "type" && $0.namespace == "http://www.w3.org/2001/XMLSchema-instance" } ?? false
    }

    /// Whether it is about text that may not stand there ("Character content is …", "Neither character nor element content is …").
    var isAboutText: Bool { statement.hasPrefix("Character content") || statement.hasPrefix("Neither character nor") }

    /// Whether it is about a child that may not stand there, although it names the parent.
    var isAboutChild: Bool { statement.hasPrefix("Element content") }

    /// Whether it is about what an element lacks when it ends.
    var isAboutEnd: Bool { statement.hasPrefix("Missing child element") }

    /// The names in "Expected is ( a )." and "Expected is one of ( a, b ).", wildcards as `*`.
    var expected: [String] {
        guard let marker = statement.lastRange(of: "Expected is "), let open = statement[marker.upperBound...].firstRange(of: "( "),
            let close = statement.lastRange(of: " )"), open.upperBound <= close.lowerBound
        else { return [] }
        return statement[open.upperBound..<close.lowerBound].split(separator: ", ").map { name in
            name.hasPrefix("##") || name.hasSuffix("*") ? "*" : Self.expandedName(name).localName
        }
    }

    /// The values in "… is not an element of the set {'a', 'b'}.", and the one in "… fixed value constraint 'a'.".
    var allowed: [String] {
        if let marker = statement.lastRange(of: "is not an element of the set {'"), let end = statement.lastRange(of: "'}") {
            guard marker.upperBound <= end.lowerBound else { return [] }
            return statement[marker.upperBound..<end.lowerBound].split(separator: "', '", omittingEmptySubsequences: false).map(String.init)
        }
        if let marker = statement.lastRange(of: "fixed value constraint '"), let end = statement.lastIndex(of: "'"), marker.upperBound <= end {
            return [String(statement[marker.upperBound..<end])]
        }
        return []
    }

    /// The local name in "… of the atomic type '{n}t'." and its like.
    var typeName: String? {
        guard let marker = statement.lastRange(of: " type '"), let end = statement[marker.upperBound...].lastIndex(of: "'") else { return nil }
        return Self.expandedName(statement[marker.upperBound..<end]).localName
    }

    /// The name in "The attribute 'a' is required but missing.".
    var requiredAttribute: String? {
        let marker = "The attribute '"
        guard statement.hasPrefix(marker), let end = statement.dropFirst(marker.count).firstIndex(of: "'") else { return nil }
        return Self.expandedName(statement.dropFirst(marker.count)[..<end]).localName
    }
}

extension Substring {
    /// The first place where a text stands.
    func firstRange(of text: String) -> Range<Index>? {
        var start = startIndex
        while let found = self[start...].firstIndex(of: text.first!) {
            if self[found...].hasPrefix(text) { return found..<index(found, offsetBy: text.count) }
            start = index(after: found)
        }
        return nil
    }

    /// The last place where a text stands.
    func lastRange(of text: String) -> Range<Index>? {
        var end = endIndex
        while let found = self[..<end].lastIndex(of: text.first!) {
            if self[found...].hasPrefix(text) { return found..<index(found, offsetBy: text.count) }
            end = found
        }
        return nil
    }
}
