// Writes and signs certificates with OpenSSL.

import CCrypto
import Foundation

/// Makes a key and a certificate for it, signed by an issuer, or by itself where there is none.
func sign(_ request: CertificateRequest, by issuer: IssuedCertificate?) throws(OpenSSLFailure) -> IssuedCertificate {
    let key = try PrivateKey(request.keys)
    guard let draft = X509_new() else { throw OpenSSLFailure("X509_new") }
    defer { X509_free(draft) }
    let issuerName = issuer?.certificate.subject ?? request.subject
    guard X509_set_version(draft, Int(X509_VERSION_3)) == 1, setSerialNumber(of: draft), setKey(request.publicKey, or: key, of: draft),
        setName(request.subject, of: draft, with: X509_set_subject_name), setName(issuerName, of: draft, with: X509_set_issuer_name),
        ASN1_TIME_set(X509_getm_notBefore(draft), time_t(request.notBefore.timeIntervalSince1970)) != nil,
        ASN1_TIME_set(X509_getm_notAfter(draft), time_t(request.notAfter.timeIntervalSince1970)) != nil
    else { throw OpenSSLFailure("X509_set") }

    var all = request.allExtensions
    let identifier = keyIdentifier(of: draft)
    all.append(CertificateExtension(type: CertificateExtensionType.subjectKeyIdentifier, value: .octets(identifier)))
    let issuerIdentifier = issuer.map { keyIdentifier(of: $0.certificate.handle.pointer) } ?? identifier
    let authority = DERValue.sequence([DERValue(tag: 0x80, content: issuerIdentifier)])
    all.append(CertificateExtension(type: CertificateExtensionType.authorityKeyIdentifier, value: authority))
    for ext in all {
        guard add(ext, to: draft) else { throw OpenSSLFailure("X509_add_ext") }
    }

    guard X509_sign(draft, (issuer?.key ?? key).handle.pointer, request.digest.implementation) > 0 else { throw OpenSSLFailure("X509_sign") }
    guard let der = CertificateHandle.der(of: draft), let certificate = try? Certificate(der: der) else { throw OpenSSLFailure("i2d_X509") }
    let above = issuer.map { $0.certificate.isSelfIssued ? [] : $0.chain } ?? []
    return IssuedCertificate(certificate: certificate, key: key, chain: [certificate] + above)
}

/// 16 random bytes, made positive (RFC 5280, 4.1.2.2).
private func setSerialNumber(of draft: OpaquePointer) -> Bool {
    var bytes = randomBytes(16)
    bytes[0] = bytes[0] & 0x7f | 0x40
    guard let number = BN_bin2bn(bytes, Int32(bytes.count), nil) else { return false }
    defer { BN_free(number) }
    return BN_to_ASN1_INTEGER(number, X509_get_serialNumber(draft)) != nil
}

private func setKey(_ publicKey: [UInt8]?, or key: PrivateKey, of draft: OpaquePointer) -> Bool {
    guard let publicKey else { return X509_set_pubkey(draft, key.handle.pointer) == 1 }
    let read = publicKey.withUnsafeBufferPointer { bytes in
        var cursor = bytes.baseAddress
        return d2i_PUBKEY(nil, &cursor, bytes.count)
    }
    guard let read else { return false }
    defer { EVP_PKEY_free(read) }
    return X509_set_pubkey(draft, read) == 1
}

/// Sets a name from its DER, so that the names that a test invents arrive as they are.
private func setName(_ name: DistinguishedName, of draft: OpaquePointer, with setter: (OpaquePointer?, OpaquePointer?) -> Int32) -> Bool {
    guard let der = name.der else { return false }
    let read = der.withUnsafeBufferPointer { bytes in
        var cursor = bytes.baseAddress
        return d2i_X509_NAME(nil, &cursor, bytes.count)
    }
    guard let read else { return false }
    defer { X509_NAME_free(read) }
    return setter(draft, read) == 1
}

/// The SHA-1 of the public key (RFC 5280, 4.2.1.2, method 1).
private func keyIdentifier(of certificate: OpaquePointer) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 20) { buffer, filled in
        filled = X509_pubkey_digest(certificate, DigestAlgorithm.sha1.implementation, buffer.baseAddress, nil) == 1 ? 20 : 0
    }
}

private func add(_ ext: CertificateExtension, to draft: OpaquePointer) -> Bool {
    guard let type = OBJ_txt2obj(ext.type, 1), let data = ASN1_OCTET_STRING_new() else { return false }
    defer {
        ASN1_OBJECT_free(type)
        ASN1_OCTET_STRING_free(data)
    }
    guard ASN1_OCTET_STRING_set(data, ext.bytes, Int32(ext.bytes.count)) == 1,
        let made = X509_EXTENSION_create_by_OBJ(nil, type, ext.isCritical ? 1 : 0, data)
    else { return false }
    defer { X509_EXTENSION_free(made) }
    return X509_add_ext(draft, made, -1) == 1
}
