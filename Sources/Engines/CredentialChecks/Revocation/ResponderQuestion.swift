// A question to an OCSP responder: the bytes of the request, and what the answer will be held against.

import CCrypto

/// Whether one certificate was revoked, as a responder is asked (RFC 6960).
public struct ResponderQuestion: Sendable, Hashable {
    /// The certificate that is asked about.
    public let certificate: Certificate
    /// Who issued it.
    public let issuer: Certificate
    /// What the answer should repeat; nil where any recent answer will do.
    public let nonce: [UInt8]?
    /// The request, to be sent as `application/ocsp-request`.
    public let der: [UInt8]

    /// Writes a question with a nonce of 16 bytes, or without one.
    public init(about certificate: Certificate, issuedBy issuer: Certificate, withNonce: Bool = true) throws(OpenSSLFailure) {
        self.certificate = certificate
        self.issuer = issuer
        nonce = withNonce ? randomBytes(16) : nil
        guard let request = Self.request(certificate, issuer, nonce) else { throw OpenSSLFailure("OCSP_REQUEST_new") }
        defer { OCSP_REQUEST_free(request) }
        let length = i2d_OCSP_REQUEST(request, nil)
        guard length > 0 else { throw OpenSSLFailure("i2d_OCSP_REQUEST") }
        der = [UInt8](unsafeUninitializedCapacity: Int(length)) { buffer, filled in
            var cursor = buffer.baseAddress
            filled = max(0, Int(i2d_OCSP_REQUEST(request, &cursor)))
        }
    }

    /// The name of the certificate for responders: SHA-1 here hides nothing and protects nothing, and is what every responder understands.
    static func identifier(_ certificate: Certificate, _ issuer: Certificate) -> OpaquePointer? {
        OCSP_cert_to_id(DigestAlgorithm.sha1.implementation, certificate.handle.pointer, issuer.handle.pointer)
    }

    private static func request(_ certificate: Certificate, _ issuer: Certificate, _ nonce: [UInt8]?) -> OpaquePointer? {
        guard let request = OCSP_REQUEST_new() else { return nil }
        // The request takes the name over.
        guard let identifier = identifier(certificate, issuer), OCSP_request_add0_id(request, identifier) != nil else {
            OCSP_REQUEST_free(request)
            return nil
        }
        if var nonce { OCSP_request_add1_nonce(request, &nonce, Int32(nonce.count)) }
        return request
    }

    /// The request once more as OpenSSL's own form, to compare nonces.
    func withRequest<Result>(_ work: (OpaquePointer) -> Result) -> Result? {
        der.withUnsafeBufferPointer { bytes in
            var cursor = bytes.baseAddress
            guard let request = d2i_OCSP_REQUEST(nil, &cursor, bytes.count) else { return nil }
            defer { OCSP_REQUEST_free(request) }
            return work(request)
        }
    }
}

extension Certificate {
    /// The addresses of the responders that the certificate names (authorityInfoAccess, RFC 5280, 4.2.2.1), in order; only those over HTTP.
    public var responders: [String] {
        (self.extension("1.3.6.1.5.5.7.1.1")?.value?.elements ?? []).compactMap { access in
            guard let parts = access.elements, parts.count == 2, parts[0].objectIdentifier == "1.3.6.1.5.5.7.48.1", parts[1].tag & 0x1f == 6,
                let address = DERValue(tag: DERTag.ia5String, content: parts[1].content).text,
                address.lowercased().hasPrefix("http://") || address.lowercased().hasPrefix("https://")
            else { return nil }
            return address
        }
    }
}
