// The authorities that an operator has chosen to trust.

import CCrypto

/// Why a set of authorities cannot be used.
public enum TrustAnchorsFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// The text could not be read as certificates.
    case unreadable(CertificateFailure)
    /// No certificate of the set is self-signed: there is nothing to anchor a path in.
    case noRoot
    /// This certificate does not say that it is an authority (basicConstraints); its position, counted from 1.
    case notAnAuthority(position: Int)
    /// OpenSSL failed.
    case machinery(OpenSSLFailure)

    /// The code and the position; no content.
    public var description: String {
        switch self {
        case .unreadable(let failure): "authorities.unreadable: \(failure)"
        case .noRoot: "authorities.no-root: none of the certificates is self-signed"
        case .notAnAuthority(let position): "authorities.not-an-authority: certificate \(position) is not one of an authority"
        case .machinery(let failure): "authorities.machinery: \(failure)"
        }
    }
}

/// The authorities that certificates must chain to: the self-signed ones anchor paths, the others help to build them.
///
/// Paths end only in a self-signed certificate of this set: trusting an issuing authority means naming its root, too.
public struct TrustAnchors: Sendable {
    /// The self-signed authorities, in which paths end.
    public let roots: [Certificate]
    /// The issuing authorities: clients need not present them.
    public let intermediates: [Certificate]
    let store: TrustStore

    /// Sorts authorities into roots and intermediates.
    public init(_ certificates: [Certificate]) throws(TrustAnchorsFailure) {
        if let position = certificates.firstIndex(where: { !$0.isAuthority }) { throw .notAnAuthority(position: position + 1) }
        roots = certificates.filter(\.isSelfIssued)
        intermediates = certificates.filter { !$0.isSelfIssued }
        guard !roots.isEmpty else { throw .noRoot }
        guard let store = TrustStore(roots) else { throw .machinery(OpenSSLFailure("X509_STORE_add_cert")) }
        self.store = store
    }

    /// Trusts nobody: for where no check is made.
    public static func nobody() throws(TrustAnchorsFailure) -> TrustAnchors {
        guard let store = TrustStore([]) else { throw .machinery(OpenSSLFailure("X509_STORE_new")) }
        return TrustAnchors(store: store)
    }

    private init(store: TrustStore) {
        (roots, intermediates) = ([], [])
        self.store = store
    }

    /// Reads authorities from a PEM text.
    public init(pem: String) throws(TrustAnchorsFailure) {
        let certificates: [Certificate]
        do { certificates = try Certificate.chain(pem: pem) } catch { throw .unreadable(error) }
        try self.init(certificates)
    }

    /// The names of the roots, for saying what would have been right.
    public var names: [String] { roots.map { $0.subject.text(.commonName).map { printable($0) } ?? $0.subject.description } }
}

/// An `X509_STORE` of roots and revocation lists; OpenSSL locks it, so threads may share it.
final class TrustStore: @unchecked Sendable {
    let pointer: OpaquePointer
    /// The lists, beside the store: in it OpenSSL would look for lists of a certificate's own issuer alone, and find no indirect one.
    let lists: OpaquePointer
    private let kept: RevocationLists

    init?(_ roots: [Certificate], _ lists: RevocationLists = RevocationLists()) {
        guard let store = X509_STORE_new(), let stack = OPENSSL_sk_new_null() else { return nil }
        pointer = store
        self.lists = stack
        kept = lists
        for root in roots {
            guard X509_STORE_add_cert(store, root.handle.pointer) == 1 else { return nil }
        }
        for list in lists.lists {
            guard OPENSSL_sk_push(stack, UnsafeRawPointer(list.pointer)) > 0 else { return nil }
        }
    }

    deinit {
        X509_STORE_free(pointer)
        OPENSSL_sk_free(lists)
    }
}
