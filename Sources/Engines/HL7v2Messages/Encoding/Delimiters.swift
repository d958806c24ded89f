// The characters that divide a message, taken from its own header.

/// The delimiters of a message, from MSH-1 and MSH-2 (HL7 v2.6, 2.5.4).
public struct Delimiters: Sendable, Hashable {
    /// Divides fields; MSH-1, usually `|`.
    public var field: UInt8
    /// Divides components; usually `^`.
    public var component: UInt8
    /// Divides repetitions of a field; usually `~`.
    public var repetition: UInt8
    /// Opens and closes an escape sequence; usually `\`.
    public var escape: UInt8
    /// Divides subcomponents; usually `&`.
    public var subcomponent: UInt8
    /// Marks truncation, since version 2.7; usually `#`.
    public var truncation: UInt8?

    /// The delimiters that nearly everybody uses.
    public static let standard = Delimiters(field: "|", component: "^", repetition: "~", escape: "\\", subcomponent: "&")

    /// Names the delimiters, each a character of ASCII.
    public init(
        field: Unicode.Scalar, component: Unicode.Scalar, repetition: Unicode.Scalar, escape: Unicode.Scalar, subcomponent: Unicode.Scalar,
        truncation: Unicode.Scalar? = nil
    ) {
        self.field = UInt8(ascii: field)
        self.component = UInt8(ascii: component)
        self.repetition = UInt8(ascii: repetition)
        self.escape = UInt8(ascii: escape)
        self.subcomponent = UInt8(ascii: subcomponent)
        self.truncation = truncation.map { UInt8(ascii: $0) }
    }

    /// Reads the delimiters behind the three letters of a header segment; nil where they cannot divide anything: a letter, a
    /// digit, a control character, the same character twice, or fewer than five.
    init?(header: ArraySlice<UInt8>) {
        guard let field = header.first, Self.canDivide(field) else { return nil }
        let encoding = header.dropFirst().prefix { $0 != field && $0 != 0x0D }
        guard encoding.count == 4 || encoding.count == 5, encoding.allSatisfy(Self.canDivide), Set(encoding).count == encoding.count else { return nil }
        let characters = Array(encoding)
        self.field = field
        component = characters[0]
        repetition = characters[1]
        escape = characters[2]
        subcomponent = characters[3]
        truncation = characters.count == 5 ? characters[4] : nil
    }

    /// The characters of MSH-2.
    var encodingCharacters: [UInt8] { [component, repetition, escape, subcomponent] + (truncation.map { [$0] } ?? []) }

    private static func canDivide(_ byte: UInt8) -> Bool {
        let isLetterOrDigit = (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        return (0x21...0x7E).contains(byte) && !isLetterOrDigit
    }
}
