// What a signature may look like before it is looked at.

/// Which algorithms are accepted, and how much is looked at.
public struct SignaturePolicy: Sendable, Hashable {
    /// The accepted ways to sign.
    public var algorithms: Set<SignatureAlgorithm>
    /// The accepted digests.
    public var digests: Set<SignatureDigest>
    /// The most nodes of the signed element: elements, attributes and texts.
    public var maximumNodes: Int
    /// The most bytes of the signed element.
    public var maximumBytes: Int
    /// The most certificates that a signature may carry.
    public var maximumCertificates: Int

    /// SHA-2 with RSA or ECDSA.
    public static let standard = SignaturePolicy()

    /// SHA-1 as well: for senders of 2019 that cannot do better, switched on by name and never by default.
    public static let acceptingSHA1 = SignaturePolicy(
        algorithms: standard.algorithms.union([.rsaSHA1]), digests: standard.digests.union([.sha1]))

    /// Sets a policy.
    public init(
        algorithms: Set<SignatureAlgorithm> = [.rsaSHA256, .rsaSHA384, .rsaSHA512, .ecdsaSHA256, .ecdsaSHA384, .ecdsaSHA512],
        digests: Set<SignatureDigest> = [.sha256, .sha384, .sha512], maximumNodes: Int = 4_000, maximumBytes: Int = 256 << 10,
        maximumCertificates: Int = 6
    ) {
        self.algorithms = algorithms
        self.digests = digests
        self.maximumNodes = maximumNodes
        self.maximumBytes = maximumBytes
        self.maximumCertificates = maximumCertificates
    }
}
