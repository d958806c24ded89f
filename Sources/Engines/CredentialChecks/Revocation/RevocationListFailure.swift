// Why bytes cannot serve as a revocation list.

/// Why bytes could not be taken as a revocation list.
public enum RevocationListFailure: String, Error, Sendable, Hashable, CaseIterable, CustomStringConvertible {
    /// The bytes are no certificate revocation list (RFC 5280, 5).
    case unreadable = "crl.unreadable"
    /// The list is larger than the limit.
    case tooLarge = "crl.too-large"
    /// A list that has to be held whole (a delta or an indirect one) is larger than the limit for such.
    case tooLargeToHold = "crl.too-large-to-hold"
    /// The list is signed by way of a digest that is too weak, such as SHA-1.
    case digestTooWeak = "crl.digest-too-weak"
    /// A file holds no revocation list.
    case none = "crl.none"
    /// A file cannot be read.
    case fileUnreadable = "crl.file-unreadable"

    /// The code.
    public var description: String { rawValue }
}
