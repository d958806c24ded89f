// A certificate revocation list, held small: OpenSSL judges it, and asks our own index whether a number is on it.

import CCrypto
public import Foundation

/// A certificate revocation list (RFC 5280, 5).
///
/// OpenSSL holds half a kilobyte for each entry, and digests the whole list for each certificate that it looks up. So a plain list is given to OpenSSL
/// without its entries: whose it is, what it covers and until when is OpenSSL's to judge; the entries stand in an index of 24 bytes each, and the
/// digest of the whole is computed once. Delta lists, indirect ones and those with critical entry extensions are held whole, under a smaller limit.
public final class RevocationList: @unchecked Sendable {
    /// The largest list that is read, in bytes.
    public static let maximumByteCount = 128 << 20
    /// The largest list that is held whole.
    public static let maximumHeldByteCount = 8 << 20

    /// The issuer's name.
    public let issuer: DistinguishedName
    /// When it was issued.
    public let thisUpdate: Date
    /// When the next one is due; nil where it does not say.
    public let nextUpdate: Date?
    /// The number of entries.
    public let entryCount: Int
    /// The SHA-256 of its bytes, in hexadecimal.
    public let fingerprint: String
    /// OpenSSL's own form.
    let pointer: OpaquePointer
    private let serials: RevokedSerials

    /// Reads one list in DER.
    public convenience init(der: [UInt8], allowsSHA1Signatures: Bool = false) throws(RevocationListFailure) {
        let made: Result<RevocationList, RevocationListFailure> = der.withUnsafeBytes { bytes in
            do throws(RevocationListFailure) {
                return .success(try RevocationList(bytes: bytes, allowsSHA1Signatures: allowsSHA1Signatures))
            } catch {
                return .failure(error)
            }
        }
        let list = try made.get()
        self.init(copying: list)
    }

    init(bytes: UnsafeRawBufferPointer, allowsSHA1Signatures: Bool) throws(RevocationListFailure) {
        guard bytes.count <= Self.maximumByteCount else { throw .tooLarge }
        guard var read = ReadRevocationList(bytes), let issuer = DistinguishedName(der: read.issuer) else { throw .unreadable }
        let algorithm = ListSignature(oid: read.algorithm)
        if algorithm.isWeak || algorithm == .sha1 && !allowsSHA1Signatures { throw .digestTooWeak }
        if let digestName = algorithm.digestName, !read.needsEveryEntry {
            guard let digest = digest(UnsafeRawBufferPointer(rebasing: bytes[read.signedPart]), by: digestName),
                let list = Self.withoutEntries(bytes, read)
            else { throw .unreadable }
            pointer = list
            serials = RevokedSerials(takingOver: &read.serials)
            entryCount = serials.count
            let kept = KeptPart(serials: serials, digest: digest, digestName: digestName, signature: read.signature)
            X509_CRL_set_meth_data(list, Unmanaged.passRetained(kept).toOpaque())
        } else {
            guard bytes.count <= Self.maximumHeldByteCount else { throw .tooLargeToHold }
            guard let list = decode(bytes) else { throw .unreadable }
            pointer = list
            serials = RevokedSerials()
            entryCount = read.serials.count
        }
        self.issuer = issuer
        thisUpdate = read.thisUpdate
        nextUpdate = read.nextUpdate
        fingerprint = hexadecimal(digest(bytes, by: "SHA256") ?? [])
    }

    private init(copying other: RevocationList) {
        X509_CRL_up_ref(other.pointer)
        (issuer, thisUpdate, nextUpdate, entryCount) = (other.issuer, other.thisUpdate, other.nextUpdate, other.entryCount)
        (fingerprint, pointer, serials) = (other.fingerprint, other.pointer, other.serials)
    }

    deinit { X509_CRL_free(pointer) }

    /// Since when and why a certificate is on the list; nil where it is not, and where the list is held whole by OpenSSL.
    ///
    /// Whether the list is the right one for the certificate, and whether it is genuine, is not said here.
    public func revocation(of certificate: Certificate) -> Revocation? {
        guard certificate.issuer == issuer, let serial = certificate.revokedSerial else { return nil }
        return serials[serial]?.revocation
    }

    /// The list as OpenSSL shall see it: everything but the entries, under our own method.
    private static func withoutEntries(_ bytes: UnsafeRawBufferPointer, _ read: ReadRevocationList) -> OpaquePointer? {
        let entries = read.entriesPart ?? read.signedPart.upperBound..<read.signedPart.upperBound
        let header = headerLength(bytes, at: read.signedPart.lowerBound)
        let content = Array(bytes[read.signedPart.lowerBound + header..<entries.lowerBound]) + Array(bytes[entries.upperBound..<read.signedPart.upperBound])
        let signed = DERValue(tag: DERTag.sequence, content: content).encoded
        // The algorithm and the signature stay what they are.
        let tail = Array(bytes[read.signedPart.upperBound..<bytes.count])
        let whole = DERValue(tag: DERTag.sequence, content: signed + tail).encoded
        return whole.withUnsafeBytes { decode($0, method: IndexedLookup.method) }
    }

    private static func headerLength(_ bytes: UnsafeRawBufferPointer, at position: Int) -> Int {
        let length = bytes[position + 1]
        return length < 0x80 ? 2 : 2 + Int(length & 0x7f)
    }
}

extension RevocationList: CustomStringConvertible {
    /// The number of entries: no names.
    public var description: String { "revocation list of \(entryCount) entries" }
}

/// Reads a CRL with OpenSSL, whose objects take the method that is the default at that moment.
private func decode(_ bytes: UnsafeRawBufferPointer, method: OpaquePointer? = nil) -> OpaquePointer? {
    IndexedLookup.guarded {
        X509_CRL_set_default_method(method)
        defer { X509_CRL_set_default_method(nil) }
        var cursor = bytes.bindMemory(to: UInt8.self).baseAddress
        let end = cursor.map { $0 + bytes.count }
        let read = d2i_X509_CRL(nil, &cursor, bytes.count)
        ERR_clear_error()
        guard let read, cursor == end else {
            X509_CRL_free(read)
            return nil
        }
        return read
    }
}

/// The digest of memory by an algorithm that OpenSSL knows by name.
func digest(_ bytes: UnsafeRawBufferPointer, by name: String) -> [UInt8]? {
    guard let algorithm = EVP_MD_fetch(nil, name, nil) else { return nil }
    defer { EVP_MD_free(algorithm) }
    var length: UInt32 = 0
    var result = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    guard EVP_Digest(bytes.baseAddress, bytes.count, &result, &length, algorithm, nil) == 1 else { return nil }
    return Array(result.prefix(Int(length)))
}

extension Certificate {
    /// The serial number as lists index it; nil where it is negative or too long.
    var revokedSerial: RevokedSerial? {
        guard !serialNumber.hasPrefix("-"), let bytes = [UInt8](hexadecimal: serialNumber.count % 2 == 0 ? serialNumber : "0" + serialNumber) else {
            return nil
        }
        return ([0] + bytes).withUnsafeBytes { RevokedSerial($0) }
    }
}
