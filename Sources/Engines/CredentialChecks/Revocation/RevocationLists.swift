// The revocation lists that are in force, and what they are asked for.

import CCrypto
public import Foundation

/// How much a path asks of revocation lists.
public enum RevocationListUse: String, Sendable, Hashable, Codable, CaseIterable {
    /// No list is looked at.
    case off
    /// Lists that are at hand are used; where none is, the path says so and stands.
    case whenPresent
    /// Every certificate of the path needs a list in force, or the path is refused.
    case required
}

/// A set of revocation lists; never changed, replaced as a whole.
public struct RevocationLists: Sendable {
    /// The lists.
    public let lists: [RevocationList]

    /// Collects lists.
    public init(_ lists: [RevocationList] = []) { self.lists = lists }

    /// Reads the lists of a file: one in DER, or any number in PEM, among other parts that are passed over.
    public init(file bytes: [UInt8], allowsSHA1Signatures: Bool = false) throws(RevocationListFailure) {
        guard !bytes.isEmpty else { throw .none }
        guard bytes.first != DERTag.sequence else {
            lists = [try RevocationList(der: bytes, allowsSHA1Signatures: allowsSHA1Signatures)]
            return
        }
        guard bytes.count <= 2 * RevocationList.maximumByteCount else { throw .tooLarge }
        var found: [RevocationList] = []
        var failure: RevocationListFailure?
        withReader(over: bytes) { reader in
            while failure == nil, let part = nextPEMPart(of: reader, labelled: "X509 CRL") {
                do throws(RevocationListFailure) {
                    found.append(try RevocationList(bytes: part.bytes, allowsSHA1Signatures: allowsSHA1Signatures))
                } catch {
                    failure = error
                }
                part.free()
            }
            // OpenSSL ends with "no start line" at the end of the text; anything else is a damaged part.
            let last = ERR_peek_last_error()
            if last != 0, ERR_GET_REASON(last) != PEM_R_NO_START_LINE { failure = failure ?? .unreadable }
            ERR_clear_error()
        }
        if let failure { throw failure }
        guard !found.isEmpty else { throw .none }
        lists = found
    }

    /// The first moment after `now` at which a list begins or ends to be in force: until then a verdict stays what it is.
    public func nextChange(after now: Date) -> Date? {
        lists.flatMap { [$0.thisUpdate, $0.nextUpdate].compactMap(\.self) }.filter { $0 > now }.min()
    }

    /// Since when and why one of the lists says that a certificate is revoked.
    public func revocation(of certificate: Certificate) -> Revocation? {
        for list in lists { if let found = list.revocation(of: certificate) { return found } }
        return nil
    }

    /// The lists of one issuer.
    public func lists(of issuer: DistinguishedName) -> [RevocationList] { lists.filter { $0.issuer == issuer } }
}

/// A part of a PEM text in OpenSSL's own memory, so that large parts are not copied.
private struct PEMPart {
    let bytes: UnsafeRawBufferPointer
    func free() { ccrypto_free(UnsafeMutableRawPointer(mutating: bytes.baseAddress)) }
}

private func nextPEMPart(of reader: OpaquePointer, labelled wanted: String) -> PEMPart? {
    while true {
        var label: UnsafeMutablePointer<CChar>?
        var header: UnsafeMutablePointer<CChar>?
        var data: UnsafeMutablePointer<UInt8>?
        var length = 0
        guard PEM_read_bio(reader, &label, &header, &data, &length) == 1, let label, let data else { return nil }
        defer {
            ccrypto_free(label)
            ccrypto_free(header)
        }
        if String(cString: label) == wanted { return PEMPart(bytes: UnsafeRawBufferPointer(start: data, count: length)) }
        ccrypto_free(data)
    }
}
