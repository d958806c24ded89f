// What a certificate is presented for, and which certificates are made for it.

import CCrypto

/// What a certificate is presented for.
public enum CertificatePurpose: String, Sendable, Hashable, CaseIterable {
    /// Authentication of a TLS client.
    case tlsClient
    /// Authentication of a TLS server.
    case tlsServer
    /// A signature on an assertion or a document.
    case signature
    /// Anything: for conformance suites, never for a sender.
    case any

    var openSSLPurpose: Int32 {
        switch self {
        case .tlsClient: X509_PURPOSE_SSL_CLIENT
        case .tlsServer: X509_PURPOSE_SSL_SERVER
        case .signature, .any: X509_PURPOSE_ANY
        }
    }

    /// Whether a leaf is made for this, beyond what OpenSSL asks.
    ///
    /// The cards of IGC-Santé carry two certificates, one to authenticate with and one to sign with, and organisations have one of each. The signing
    /// one binds its signer (contentCommitment) and limits no purpose, so OpenSSL would let it authenticate; the other one names clientAuth only.
    func suits(_ leaf: Certificate) -> Bool {
        let (usages, purposes) = (leaf.keyUsages, leaf.extendedKeyUsages)
        let bindsSigner = usages?.contains(.contentCommitment) ?? false
        switch self {
        case .tlsClient: return !bindsSigner || purposes?.contains(ExtendedKeyUsage.clientAuthentication) ?? false
        case .signature:
            if let usages, usages.isDisjoint(with: [.digitalSignature, .contentCommitment]) { return false }
            guard let purposes, !bindsSigner else { return true }
            return purposes.contains { $0 != ExtendedKeyUsage.clientAuthentication && $0 != ExtendedKeyUsage.serverAuthentication }
        case .tlsServer, .any: return true
        }
    }

    /// What the certificate would have to carry, for telling.
    public var expectedUsages: String {
        switch self {
        case .tlsClient: "clientAuth + digitalSignature"
        case .tlsServer: "serverAuth + digitalSignature"
        case .signature: "digitalSignature + contentCommitment"
        case .any: "any purpose"
        }
    }
}
