// Revocation lists of a development authority, written and signed.

import CCrypto
public import Foundation

/// What a development revocation list shall say.
public struct RevocationListRequest: Sendable {
    /// An entry of a list.
    public struct Entry: Sendable, Hashable {
        /// The serial number, in hexadecimal as `Certificate.serialNumber`.
        public var serialNumber: String
        /// Since when.
        public var date: Date
        /// Why; nil writes no reason.
        public var reason: RevocationReason?

        /// States an entry.
        public init(serialNumber: String, date: Date, reason: RevocationReason? = nil) {
            self.serialNumber = serialNumber
            self.date = date
            self.reason = reason
        }
    }

    /// The entries.
    public var entries: [Entry]
    /// When it is issued.
    public var thisUpdate: Date
    /// When the next one is due.
    public var nextUpdate: Date?
    /// Its number (cRLNumber).
    public var number: UInt
    /// The list that it adds to (deltaCRLIndicator); nil for a complete list.
    public var base: UInt?
    /// Further extensions.
    public var extensions: [CertificateExtension]
    /// The digest of the signature.
    public var digest: DigestAlgorithm

    /// Asks for a list.
    public init(
        revoking entries: [Entry], thisUpdate: Date, nextUpdate: Date?, number: UInt = 1, base: UInt? = nil, extensions: [CertificateExtension] = [],
        digest: DigestAlgorithm = .sha256
    ) {
        self.entries = entries
        self.thisUpdate = thisUpdate
        self.nextUpdate = nextUpdate
        self.number = number
        self.base = base
        self.extensions = extensions
        self.digest = digest
    }

    /// Asks for a list that revokes certificates as of its own date.
    public init(revoking certificates: [Certificate], reason: RevocationReason? = .keyCompromise, thisUpdate: Date, nextUpdate: Date?, number: UInt = 1) {
        let entries = certificates.map { Entry(serialNumber: $0.serialNumber, date: thisUpdate, reason: reason) }
        self.init(revoking: entries, thisUpdate: thisUpdate, nextUpdate: nextUpdate, number: number)
    }
}

extension IssuedCertificate {
    /// Issues a revocation list in the name of this certificate, DER, whether or not it may: tests need forgeries, too.
    public func revocationList(_ request: RevocationListRequest) throws(OpenSSLFailure) -> [UInt8] {
        let isRSA = certificate.keyAlgorithm == "RSA"
        let oid =
            switch (isRSA, request.digest) {
            case (true, .sha1): "1.2.840.113549.1.1.5"
            case (true, _): "1.2.840.113549.1.1.11"
            case (false, .sha1): "1.2.840.10045.4.1"
            case (false, _): "1.2.840.10045.4.3.2"
            }
        let algorithm = DERValue.sequence([.objectIdentifier(oid)!] + (isRSA ? [DERValue(tag: 0x05, content: [])] : [])).encoded
        var signed = DERValue.integer(1).encoded + algorithm + (certificate.subject.der ?? [])
        signed += DERValue.time(request.thisUpdate).encoded
        if let next = request.nextUpdate { signed += DERValue.time(next).encoded }
        if !request.entries.isEmpty { signed += DERValue(tag: DERTag.sequence, content: Self.encoded(request.entries)).encoded }
        var extensions = [CertificateExtension(type: "2.5.29.20", value: .integer(request.number))]
        if let key = certificate.extension(CertificateExtensionType.subjectKeyIdentifier)?.value?.content {
            let identifier = DERValue.sequence([DERValue(tag: 0x80, content: key)])
            extensions.append(CertificateExtension(type: CertificateExtensionType.authorityKeyIdentifier, value: identifier))
        }
        if let base = request.base { extensions.append(CertificateExtension(type: "2.5.29.27", isCritical: true, value: .integer(base))) }
        let all = DERValue.sequence((extensions + request.extensions).map(\.der))
        signed += DERValue(tag: 0xa0, content: all.encoded).encoded
        let whole = DERValue(tag: DERTag.sequence, content: signed).encoded
        let signature = try self.key.signature(over: whole, digest: request.digest)
        return DERValue(tag: DERTag.sequence, content: whole + algorithm + DERValue(tag: DERTag.bitString, content: [0] + signature).encoded).encoded
    }

    /// The entries one after the other; lists of a million are made for tests, so bytes are put together directly.
    private static func encoded(_ entries: [RevocationListRequest.Entry]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(entries.count * 48)
        for entry in entries {
            let isNegative = entry.serialNumber.hasPrefix("-")
            var digits = entry.serialNumber.drop { $0 == "-" }
            if digits.count % 2 == 1 { digits = "0" + digits }
            var number = [UInt8](hexadecimal: String(digits)) ?? []
            if !isNegative, number.first.map({ $0 & 0x80 != 0 }) ?? true { number.insert(0, at: 0) }
            var content = DERValue(tag: DERTag.integer, content: number).encoded + DERValue.time(entry.date).encoded
            if let reason = entry.reason {
                let ext = CertificateExtension(type: "2.5.29.21", value: DERValue(tag: DERTag.enumerated, content: [reason.rawValue]))
                content += DERValue.sequence([ext.der]).encoded
            }
            bytes += DERValue(tag: DERTag.sequence, content: content).encoded
        }
        return bytes
    }
}

extension CertificateExtension {
    /// The extension as it stands in a certificate or a list.
    var der: DERValue {
        .sequence([DERValue.objectIdentifier(type)].compactMap(\.self) + (isCritical ? [.boolean(true)] : []) + [.octets(bytes)])
    }
}

extension DERValue {
    /// A moment as RFC 5280 writes it: UTCTime to the year 2049, GeneralizedTime from then on.
    static func time(_ moment: Date) -> DERValue {
        var seconds = time_t(moment.timeIntervalSince1970)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        let year = Int(parts.tm_year) + 1900
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let rest = two(parts.tm_mon + 1) + two(parts.tm_mday) + two(parts.tm_hour) + two(parts.tm_min) + two(parts.tm_sec) + "Z"
        return year < 2050
            ? DERValue(tag: 0x17, content: Array((two(Int32(year % 100)) + rest).utf8)) : DERValue(tag: 0x18, content: Array("\(year)\(rest)".utf8))
    }
}

extension PrivateKey {
    /// A signature over bytes: PKCS#1 v1.5 by RSA keys, DER by EC keys.
    func signature(over bytes: [UInt8], digest: DigestAlgorithm) throws(OpenSSLFailure) -> [UInt8] {
        guard let context = EVP_MD_CTX_new() else { throw OpenSSLFailure("EVP_MD_CTX_new") }
        defer { EVP_MD_CTX_free(context) }
        var length = 0
        guard EVP_DigestSignInit(context, nil, digest.implementation, nil, handle.pointer) == 1,
            EVP_DigestSign(context, nil, &length, bytes, bytes.count) == 1
        else { throw OpenSSLFailure("EVP_DigestSignInit") }
        var signature = [UInt8](repeating: 0, count: length)
        guard EVP_DigestSign(context, &signature, &length, bytes, bytes.count) == 1 else { throw OpenSSLFailure("EVP_DigestSign") }
        return Array(signature.prefix(length))
    }
}

/// The bytes as a PEM part.
public func pemText(_ bytes: [UInt8], label: String) -> String {
    let lines = Data(bytes).base64EncodedString(options: [.lineLength64Characters, .endLineWithLineFeed])
    return "-----BEGIN \(label)-----\n\(lines)\n-----END \(label)-----\n"
}
