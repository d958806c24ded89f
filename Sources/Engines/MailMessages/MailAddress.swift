// An address that a message can be sent to.

/// An address of a mailbox (RFC 5322, 3.4.1): a local part and a domain in plain ASCII, so that nothing in it can end a line or a path of SMTP.
public struct MailAddress: Sendable, Hashable {
    /// The address, for instance `service@hopital.mssante.fr`.
    public let text: String

    /// Reads a bare address; nil where it is none, or one that needs quoting or SMTPUTF8.
    public init?(_ text: String) {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...64).contains(parts[0].utf8.count), (1...255).contains(parts[1].utf8.count) else { return nil }
        guard Self.isDotted(parts[0], { Self.isAtom($0) }), Self.isDotted(parts[1], { Self.isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }) else { return nil }
        self.text = text
    }

    /// Reads a mailbox as header fields have it: bare, in angle brackets, or behind a name.
    public init?(mailbox: String) {
        guard let open = mailbox.lastIndex(of: "<") else {
            self.init(mailbox.trimmingBlanks())
            return
        }
        guard let close = mailbox[open...].firstIndex(of: ">") else { return nil }
        self.init(String(mailbox[mailbox.index(after: open)..<close]))
    }

    /// The part behind the @, in lower case.
    public var domain: String { text.split(separator: "@").last.map { $0.lowercased() } ?? "" }

    private static func isDotted(_ text: Substring, _ belongs: (UInt8) -> Bool) -> Bool {
        text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(belongs) }
    }

    private static func isAtom(_ byte: UInt8) -> Bool { isLetterOrDigit(byte) || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte) }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
}

extension StringProtocol {
    /// Without the spaces, tabs and line ends around it.
    func trimmingBlanks() -> String {
        let isBlank: (Unicode.Scalar) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\r" || $0 == "\n" }
        let tail = unicodeScalars.drop(while: isBlank)
        guard let last = tail.lastIndex(where: { !isBlank($0) }) else { return "" }
        return String(String.UnicodeScalarView(tail[...last]))
    }
}
