// Why a certificate's path is refused, as codes of our own.

import CCrypto

/// The stable codes of refusals of a certificate or of its path.
public enum CertificatePathCode: String, Sendable, Hashable, CaseIterable {
    /// No certificate was presented.
    case none = "certificate.none"
    /// What was presented cannot be read as a certificate.
    case unreadable = "certificate.unreadable"
    /// More certificates were presented than are looked at.
    case chainTooLong = "certificate.chain-too-long"
    /// The issuer is no configured authority.
    case untrustedIssuer = "certificate.untrusted-issuer"
    /// The issuer belongs to the organisation of a configured authority, but its own certificate is neither configured nor presented.
    case chainIncomplete = "certificate.chain-incomplete"
    /// The certificate vouches for itself.
    case selfSigned = "certificate.self-signed"
    /// A signature in the path is wrong.
    case signatureInvalid = "certificate.signature-invalid"
    /// A certificate of the path has expired.
    case expired = "certificate.expired"
    /// A certificate of the path is not valid yet.
    case notYetValid = "certificate.not-yet-valid"
    /// The certificate's usages do not allow the purpose.
    case wrongPurpose = "certificate.wrong-purpose"
    /// An issuer in the path is not allowed to issue.
    case issuerNotAnAuthority = "certificate.issuer-not-an-authority"
    /// There are more issuing authorities in the path than allowed.
    case pathTooLong = "certificate.path-too-long"
    /// A key in the path is so large that verifying with it would cost too much.
    case keyTooLarge = "certificate.key-too-large"
    /// A certificate of the path carries an extension twice (RFC 5280, 4.2).
    case duplicateExtension = "certificate.duplicate-extension"
    /// A certificate of the path was revoked by its issuer.
    case revoked = "certificate.revoked"
    /// No revocation list of the issuer is at hand, and one is required.
    case revocationListMissing = "certificate.revocation-list-missing"
    /// The revocation list of the issuer is past its next update.
    case revocationListExpired = "certificate.revocation-list-expired"
    /// The revocation list of the issuer is from the future.
    case revocationListNotYetValid = "certificate.revocation-list-not-yet-valid"
    /// The revocation list of the issuer cannot be relied on: its signature, its signer, its scope or a critical extension.
    case revocationListUnusable = "certificate.revocation-list-unusable"
    /// A policy that is asked for does not hold along the path (RFC 5280, 6.1).
    case policyMissing = "certificate.policy-missing"
    /// A key in the path is too small or of an unknown kind.
    case keyTooWeak = "certificate.key-too-weak"
    /// A signature in the path uses a digest that is too weak, such as SHA-1.
    case digestTooWeak = "certificate.digest-too-weak"
    /// A name in the path is outside of what an issuer may name (RFC 5280, 4.2.1.10).
    case nameNotPermitted = "certificate.name-not-permitted"
    /// A certificate of the path has a critical extension that is not understood.
    case unknownCriticalExtension = "certificate.unknown-critical-extension"
    /// OpenSSL refused for another reason; its code is in `openSSLCode`.
    case refused = "certificate.refused"

    init(openSSLCode code: Int32) {
        self =
            switch code {
            case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT: .selfSigned
            case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN, X509_V_ERR_CERT_UNTRUSTED, X509_V_ERR_CERT_REJECTED,
                X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY, X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
                .untrustedIssuer
            case X509_V_ERR_CERT_SIGNATURE_FAILURE, X509_V_ERR_UNABLE_TO_DECRYPT_CERT_SIGNATURE, X509_V_ERR_SIGNATURE_ALGORITHM_MISMATCH,
                X509_V_ERR_SIGNATURE_ALGORITHM_INCONSISTENCY:
                .signatureInvalid
            case X509_V_ERR_CERT_HAS_EXPIRED: .expired
            case X509_V_ERR_CERT_NOT_YET_VALID: .notYetValid
            case X509_V_ERR_INVALID_PURPOSE: .wrongPurpose
            case X509_V_ERR_INVALID_CA, X509_V_ERR_KEYUSAGE_NO_CERTSIGN, X509_V_ERR_INVALID_NON_CA: .issuerNotAnAuthority
            case X509_V_ERR_PATH_LENGTH_EXCEEDED, X509_V_ERR_CERT_CHAIN_TOO_LONG: .pathTooLong
            case X509_V_ERR_EE_KEY_TOO_SMALL, X509_V_ERR_CA_KEY_TOO_SMALL, X509_V_ERR_UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY: .keyTooWeak
            case X509_V_ERR_CA_MD_TOO_WEAK: .digestTooWeak
            case X509_V_ERR_PERMITTED_VIOLATION, X509_V_ERR_EXCLUDED_VIOLATION, X509_V_ERR_SUBTREE_MINMAX,
                X509_V_ERR_UNSUPPORTED_CONSTRAINT_TYPE, X509_V_ERR_UNSUPPORTED_CONSTRAINT_SYNTAX, X509_V_ERR_UNSUPPORTED_NAME_SYNTAX:
                .nameNotPermitted
            case X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION: .unknownCriticalExtension
            case X509_V_ERR_CERT_REVOKED: .revoked
            case X509_V_ERR_UNABLE_TO_GET_CRL: .revocationListMissing
            case X509_V_ERR_CRL_HAS_EXPIRED: .revocationListExpired
            case X509_V_ERR_CRL_NOT_YET_VALID: .revocationListNotYetValid
            case X509_V_ERR_UNABLE_TO_GET_CRL_ISSUER, X509_V_ERR_CRL_SIGNATURE_FAILURE, X509_V_ERR_UNABLE_TO_DECRYPT_CRL_SIGNATURE,
                X509_V_ERR_ERROR_IN_CRL_LAST_UPDATE_FIELD, X509_V_ERR_ERROR_IN_CRL_NEXT_UPDATE_FIELD, X509_V_ERR_KEYUSAGE_NO_CRL_SIGN,
                X509_V_ERR_DIFFERENT_CRL_SCOPE, X509_V_ERR_UNHANDLED_CRITICAL_CRL_EXTENSION, X509_V_ERR_CRL_PATH_VALIDATION_ERROR:
                .revocationListUnusable
            case X509_V_ERR_NO_EXPLICIT_POLICY, X509_V_ERR_INVALID_POLICY_EXTENSION: .policyMissing
            default: .refused
            }
    }
}

/// One reason to refuse a path, and the certificate concerned.
public struct CertificatePathFailure: Error, Sendable, Hashable {
    /// The reason.
    public let code: CertificatePathCode
    /// The certificate's place in the path, 0 for the leaf.
    public let depth: Int
    /// The certificate concerned, where there is one.
    public let certificate: Certificate?
    /// OpenSSL's code (`X509_V_ERR_…`), 0 where OpenSSL was not asked.
    public let openSSLCode: Int32
}

extension CertificatePathFailure: CustomStringConvertible {
    /// The code and the depth; no names.
    public var description: String { "\(code.rawValue) at depth \(depth)" }
}
