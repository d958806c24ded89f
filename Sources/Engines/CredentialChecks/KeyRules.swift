// Which keys and which signatures are strong enough, and which keys are too costly to look at.

/// The keys and digests that a path may rest on.
///
/// OpenSSL's security level asks for less: it takes curves below 256 bits, and bounds no key from above, where each signature of a key of 16,384 bits
/// costs as much as hundreds of ordinary ones.
public struct KeyRules: Sendable, Hashable {
    /// The least size of an RSA key, in bits.
    public var minimumRSABits = 2048
    /// The greatest size of an RSA key, in bits; greater ones are refused before anything is computed with them.
    public var maximumRSABits = 8192
    /// The curves that EC keys may be on, as OpenSSL names them; each has 256 bits at least.
    public var curves: Set<String> = ["prime256v1", "secp384r1", "secp521r1", "brainpoolP256r1", "brainpoolP384r1", "brainpoolP512r1"]
    /// Whether DSA keys of 2048 bits and more are taken: no card has one.
    public var allowsDSA = false
    /// The compatibility switch for authorities that still sign with SHA-1: off unless an operator names it.
    public var allowsSHA1Signatures = false

    /// The rules of this house.
    public init() {}

    private static let strongDigests: Set<String> = ["SHA256", "SHA384", "SHA512", "SHA3-256", "SHA3-384", "SHA3-512"]

    /// Why a certificate's key may not stand in a path; nil where it may.
    func refusal(ofKey certificate: Certificate) -> CertificatePathCode? {
        switch certificate.keyAlgorithm {
        case "RSA", "RSA-PSS":
            certificate.keyBits > maximumRSABits ? .keyTooLarge : certificate.keyBits < minimumRSABits ? .keyTooWeak : nil
        case "EC": curves.contains(certificate.curve ?? "") ? nil : .keyTooWeak
        case "ED25519", "ED448": nil
        case "DSA": allowsDSA && certificate.keyBits >= 2048 && certificate.keyBits <= maximumRSABits ? nil : .keyTooWeak
        default: .keyTooWeak
        }
    }

    /// Whether a certificate may be signed by way of this digest.
    func allows(digest: String) -> Bool {
        // Ed25519 and Ed448 digest within.
        Self.strongDigests.contains(digest) || digest == "none" || allowsSHA1Signatures && digest == "SHA1"
    }

    /// OpenSSL's own level: 2 is 112 bits; with SHA-1 allowed OpenSSL is told nothing, since even its level 1 refuses SHA-1.
    var securityLevel: Int32 { allowsSHA1Signatures ? 0 : 2 }
}
