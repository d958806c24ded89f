// A development certificate with its key.

import CCrypto

/// A certificate that a development authority issued, its private key, and the authorities above it.
public struct IssuedCertificate: Sendable {
    /// The certificate.
    public let certificate: Certificate
    /// Its private key.
    public let key: PrivateKey
    /// The certificate and the authorities to present with it: all but the root.
    public let chain: [Certificate]

    /// Puts a certificate together with its key.
    public init(certificate: Certificate, key: PrivateKey, chain: [Certificate]) {
        self.certificate = certificate
        self.key = key
        self.chain = chain
    }

    /// The certificate and the authorities to present with it, as PEM text, leaf first.
    public var chainPEM: String { chain.map(\.pem).joined() }

    /// The chain as a TLS connection gives it, leaf first.
    public var chainDER: [[UInt8]] { chain.map(\.der) }

    /// The private key as unencrypted PKCS#8 PEM text.
    public func keyPEM() throws(OpenSSLFailure) -> String { try key.pem() }

    /// Issues a certificate in the name of this one, whether or not this one may issue: tests need forgeries, too.
    public func issue(_ request: CertificateRequest) throws(OpenSSLFailure) -> IssuedCertificate { try sign(request, by: self) }

    /// Certificate, key and the authorities to present with it as PKCS#12, for browsers and for Windows.
    public func pkcs12(password: String, name: String) throws(OpenSSLFailure) -> [UInt8] {
        guard let authorities = OPENSSL_sk_new_null() else { throw OpenSSLFailure("OPENSSL_sk_new_null") }
        defer { OPENSSL_sk_free(authorities) }
        for certificate in chain.dropFirst() { OPENSSL_sk_push(authorities, UnsafeRawPointer(certificate.handle.pointer)) }
        guard let made = PKCS12_create(password, name, key.handle.pointer, certificate.handle.pointer, authorities, 0, 0, 0, 0, 0) else {
            throw OpenSSLFailure("PKCS12_create")
        }
        defer { PKCS12_free(made) }
        let length = i2d_PKCS12(made, nil)
        guard length > 0 else { throw OpenSSLFailure("i2d_PKCS12") }
        return [UInt8](unsafeUninitializedCapacity: Int(length)) { buffer, filled in
            var cursor = buffer.baseAddress
            filled = max(0, Int(i2d_PKCS12(made, &cursor)))
        }
    }
}
