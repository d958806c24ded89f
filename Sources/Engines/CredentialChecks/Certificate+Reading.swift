// Certificates out of DER and PEM.

import CCrypto
import Foundation

extension Certificate {
    /// Reads one certificate.
    public init(der: [UInt8]) throws(CertificateFailure) {
        guard der.count <= Self.maximumByteCount else { throw .tooLarge(limit: Self.maximumByteCount) }
        guard let handle = CertificateHandle(der: der) else { throw .notACertificate }
        defer { ERR_clear_error() }
        let x509 = handle.pointer
        guard let subject = readName(X509_get_subject_name(x509)) else { throw .unreadable(part: "subject") }
        guard let issuer = readName(X509_get_issuer_name(x509)) else { throw .unreadable(part: "issuer") }
        guard let notBefore = readDate(X509_get0_notBefore(x509)), let notAfter = readDate(X509_get0_notAfter(x509)) else {
            throw .unreadable(part: "validity")
        }
        guard let extensions = readExtensions(of: x509) else { throw .unreadable(part: "extensions") }
        self.der = der
        self.handle = handle
        self.subject = subject
        self.issuer = issuer
        self.notBefore = notBefore
        self.notAfter = notAfter
        self.extensions = extensions
        fingerprint = hexadecimal(Digest.sha256(der))
        serialNumber = readSerialNumber(of: x509)
        if let key = X509_get0_pubkey(x509), let algorithm = EVP_PKEY_get0_type_name(key) {
            keyAlgorithm = String(cString: algorithm)
            keyBits = Int(EVP_PKEY_get_bits(key))
            curve = readCurve(of: key)
        } else {
            keyAlgorithm = "unknown"
            keyBits = 0
            curve = nil
        }
        signatureDigest = readSignatureDigest(of: x509)
    }

    /// Reads the certificates of a PEM text, in order; private keys and other parts between them are passed over.
    public static func chain(pem: String) throws(CertificateFailure) -> [Certificate] {
        let read = withReader(over: pem) { reader -> Result<[Certificate], CertificateFailure> in
            defer { ERR_clear_error() }
            var found: [Certificate] = []
            while let part = nextPart(of: reader) {
                guard ["CERTIFICATE", "X509 CERTIFICATE"].contains(part.label) else { continue }
                guard let certificate = try? Certificate(der: part.bytes) else { return .failure(.unreadableInChain(position: found.count + 1)) }
                found.append(certificate)
            }
            // OpenSSL ends with "no start line" at the end of the text; anything else is a damaged part.
            let last = ERR_peek_last_error()
            let isWhole = last == 0 || ERR_GET_REASON(last) == PEM_R_NO_START_LINE
            return isWhole ? .success(found) : .failure(.unreadableInChain(position: found.count + 1))
        }
        let found = try (read ?? .success([])).get()
        guard !found.isEmpty else { throw .noCertificate }
        return found
    }

    /// Reads certificates as a TLS connection gives them, leaf first.
    public static func chain(der: [[UInt8]]) throws(CertificateFailure) -> [Certificate] {
        var found: [Certificate] = []
        for bytes in der { found.append(try Certificate(der: bytes)) }
        return found
    }
}

private func nextPart(of bio: OpaquePointer) -> (label: String, bytes: [UInt8])? {
    var label: UnsafeMutablePointer<CChar>?
    var header: UnsafeMutablePointer<CChar>?
    var data: UnsafeMutablePointer<UInt8>?
    var length = 0
    guard PEM_read_bio(bio, &label, &header, &data, &length) == 1, let label, let data else { return nil }
    defer {
        ccrypto_free(label)
        ccrypto_free(header)
        ccrypto_free(data)
    }
    return (String(cString: label), Array(UnsafeBufferPointer(start: data, count: length)))
}

private func readName(_ name: OpaquePointer?) -> DistinguishedName? {
    var bytes: UnsafePointer<UInt8>?
    var length = 0
    guard let name, X509_NAME_get0_der(name, &bytes, &length) == 1, let bytes else { return nil }
    return DistinguishedName(der: Array(UnsafeBufferPointer(start: bytes, count: length)))
}

private func readDate(_ time: UnsafePointer<ASN1_TIME>?) -> Date? {
    var parts = tm()
    guard let time, ASN1_TIME_to_tm(time, &parts) == 1 else { return nil }
    return Date(timeIntervalSince1970: TimeInterval(timegm(&parts)))
}

private func readSerialNumber(of x509: OpaquePointer) -> String {
    let serial = X509_get0_serialNumber(x509)
    guard let number = ASN1_INTEGER_to_BN(serial, nil) else { return "" }
    defer { BN_free(number) }
    guard let text = BN_bn2hex(number) else { return "" }
    defer { ccrypto_free(text) }
    return String(cString: text)
}

private func readCurve(of key: OpaquePointer) -> String? {
    var name = [CChar](repeating: 0, count: 80)
    var length = 0
    guard EVP_PKEY_get_group_name(key, &name, name.count, &length) == 1, length > 0 else { return nil }
    return String(decoding: name.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

private func readSignatureDigest(of x509: OpaquePointer) -> String {
    var (digest, key, bits): (Int32, Int32, Int32) = (0, 0, 0)
    var flags: UInt32 = 0
    guard X509_get_signature_info(x509, &digest, &key, &bits, &flags) == 1 else { return "unknown" }
    return digest == NID_undef ? "none" : OBJ_nid2sn(digest).map { String(cString: $0) } ?? "unknown"
}

private func readExtensions(of x509: OpaquePointer) -> [CertificateExtension]? {
    var found: [CertificateExtension] = []
    for index in 0..<max(0, X509_get_ext_count(x509)) {
        guard let ext = X509_get_ext(x509, index), let object = X509_EXTENSION_get_object(ext), let data = X509_EXTENSION_get_data(ext) else { return nil }
        let oid = UnsafeBufferPointer(start: OBJ_get0_data(object), count: OBJ_length(object))
        guard let type = DERValue(tag: DERTag.objectIdentifier, content: Array(oid)).objectIdentifier else { return nil }
        let bytes = UnsafeBufferPointer(start: ASN1_STRING_get0_data(data), count: Int(ASN1_STRING_length(data)))
        found.append(CertificateExtension(type: type, isCritical: X509_EXTENSION_get_critical(ext) == 1, bytes: Array(bytes)))
    }
    return found
}

extension Certificate {
    /// Its public key as SubjectPublicKeyInfo in DER; nil where OpenSSL does not know the key.
    public var publicKeyInfo: [UInt8]? {
        guard let key = X509_get0_pubkey(handle.pointer) else { return nil }
        let length = i2d_PUBKEY(key, nil)
        guard length > 0 else { return nil }
        return [UInt8](unsafeUninitializedCapacity: Int(length)) { buffer, filled in
            var cursor = buffer.baseAddress
            filled = max(0, Int(i2d_PUBKEY(key, &cursor)))
        }
    }
}
