// Further names of a certificate's subject: hosts, addresses, mailboxes.

/// A further name of the subject (RFC 5280, 4.2.1.6).
public enum AlternativeName: Sendable, Hashable {
    /// The name of a host.
    case host(String)
    /// An IP address of 4 or 16 bytes.
    case address([UInt8])
    /// A mail address.
    case mail(String)
    /// A URI.
    case uri(String)
    /// Any other kind, by its tag.
    case other(DERValue)
}

extension AlternativeName {
    /// The name as GeneralName: context tags 1, 2, 6 and 7.
    var der: DERValue {
        switch self {
        case .mail(let text): DERValue(tag: 0x81, content: Array(text.utf8))
        case .host(let text): DERValue(tag: 0x82, content: Array(text.utf8))
        case .uri(let text): DERValue(tag: 0x86, content: Array(text.utf8))
        case .address(let bytes): DERValue(tag: 0x87, content: bytes)
        case .other(let value): value
        }
    }
}
