// The header of a message or of a part, read.

/// The fields of a header in their order, unfolded, as they were written.
public struct MailHeader: Sendable, Hashable {
    /// The fields.
    public private(set) var fields: [MailField] = []

    /// The raw value of the first field of a name, whatever its letter case.
    public subscript(_ name: String) -> String? { fields.first { $0.name.lowercased() == name.lowercased() }?.value }

    /// The value of a field that people read, encoded words decoded (RFC 2047).
    public func text(_ name: String) -> String? { self[name].map(EncodedWords.decode) }

    /// The address of a field that holds one mailbox, or the first of several.
    public func address(_ name: String) -> MailAddress? {
        guard let value = self[name] else { return nil }
        return MailAddress(mailbox: value) ?? value.split(separator: ",").lazy.compactMap { MailAddress(mailbox: String($0)) }.first
    }

    /// The id of a field such as Message-ID, without its angle brackets.
    public func identifier(_ name: String) -> String? {
        guard let value = self[name]?.trimmingBlanks(), !value.isEmpty else { return nil }
        return value.hasPrefix("<") && value.hasSuffix(">") ? String(value.dropFirst().dropLast()) : value
    }

    /// Reads header lines; what follows the blank line is not looked at.
    static func read(_ bytes: ArraySlice<UInt8>, limits: MailLimits) throws(MailFault) -> (header: MailHeader, bodyStart: Int) {
        var header = MailHeader()
        var place = bytes.startIndex
        while place < bytes.endIndex {
            guard place - bytes.startIndex <= limits.headerBytes else { throw MailFault(.headerTooLong, detail: "more than \(limits.headerBytes) bytes") }
            let window = bytes[place...].prefix(limits.headerBytes + 1)
            let newline = window.firstIndex(of: 10)
            guard let end = newline ?? (window.endIndex == bytes.endIndex ? bytes.endIndex : nil) else {
                throw MailFault(.headerTooLong, detail: "more than \(limits.headerBytes) bytes")
            }
            var line = bytes[place..<end]
            if line.last == 13 { line.removeLast() }
            place = newline.map { $0 + 1 } ?? bytes.endIndex
            if line.isEmpty { return (header, place) }
            try header.append(line, limits)
        }
        return (header, bytes.endIndex)
    }

    private mutating func append(_ line: ArraySlice<UInt8>, _ limits: MailLimits) throws(MailFault) {
        guard !line.contains(where: { $0 == 0 || $0 == 13 }) else { throw MailFault(.header, detail: "control character") }
        if line.first == 0x20 || line.first == 0x09 {
            guard !fields.isEmpty else { throw MailFault(.header, detail: "continuation of nothing") }
            fields[fields.count - 1].value += " " + Charset.guess(line).trimmingBlanks()
            return
        }
        // Mailbox files and some deliverers put a line before the header.
        if fields.isEmpty, line.starts(with: "From ".utf8) { return }
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex else { throw MailFault(.header, detail: "no name") }
        let name = Charset.guess(line[..<colon]).trimmingBlanks()
        guard !name.isEmpty, name.utf8.allSatisfy({ (0x21..<0x7F).contains($0) }) else { throw MailFault(.header, detail: "no name") }
        guard fields.count < limits.headerFields else { throw MailFault(.headerTooLong, detail: "more than \(limits.headerFields) fields") }
        fields.append(MailField(name, Charset.guess(line[(colon + 1)...]).trimmingBlanks()))
    }
}
