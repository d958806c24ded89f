// The answer of an OCSP responder, held against the question and against who may answer.

import CCrypto
public import Foundation

/// What a responder says of a certificate.
public struct ResponderStatus: Sendable, Hashable {
    /// What is said.
    public enum Standing: Sendable, Hashable {
        /// It was not revoked.
        case good
        /// It was revoked.
        case revoked(Revocation)
        /// The responder does not know it.
        case unknown
    }

    /// What is said.
    public let standing: Standing
    /// As of when.
    public let thisUpdate: Date
    /// Until when that stands; nil where a newer answer is always to be had.
    public let nextUpdate: Date?
}

/// Why an answer is none.
public enum ResponderFailure: String, Error, Sendable, Hashable, CaseIterable, CustomStringConvertible {
    /// No answer came in time.
    case unavailable = "ocsp.unavailable"
    /// The bytes are no OCSP response (RFC 6960, 4.2), or more than the limit.
    case unreadable = "ocsp.unreadable"
    /// The responder says that it cannot answer: malformedRequest, internalError, tryLater, sigRequired or unauthorized.
    case refused = "ocsp.refused"
    /// The signature is wrong, or its certificate does not chain to a trusted authority.
    case signatureInvalid = "ocsp.signature-invalid"
    /// Whoever signed is neither the issuer nor named by it for answering (OCSPSigning).
    case responderNotAuthorized = "ocsp.responder-not-authorized"
    /// The signature uses a digest that is too weak, such as SHA-1.
    case digestTooWeak = "ocsp.digest-too-weak"
    /// The answer repeats another nonce than was sent.
    case nonceDiffers = "ocsp.nonce-differs"
    /// The answer is about another certificate.
    case otherCertificate = "ocsp.other-certificate"
    /// The answer is past its next update, or too old.
    case outdated = "ocsp.outdated"
    /// The answer is from the future.
    case fromTheFuture = "ocsp.from-the-future"

    /// The code.
    public var description: String { rawValue }
}

/// Judges answers of responders.
public struct ResponderAnswerCheck: Sendable {
    /// The largest answer that is read, in bytes.
    public static let maximumByteCount = 256 << 10

    /// The trusted authorities.
    public let anchors: TrustAnchors
    /// The keys and digests that are taken.
    public let keyRules: KeyRules
    /// How far two clocks may be apart, in seconds.
    public var clockSlack: TimeInterval = 300
    /// How old an answer may be that names no next update, in seconds.
    public var maximumAge: TimeInterval = 86_400

    /// Prepares a check.
    public init(anchors: TrustAnchors, keyRules: KeyRules = KeyRules()) {
        self.anchors = anchors
        self.keyRules = keyRules
    }

    /// What an answer says, at the moment `now`.
    public func status(_ answer: [UInt8], to question: ResponderQuestion, at now: Date) throws(ResponderFailure) -> ResponderStatus {
        defer { ERR_clear_error() }
        guard answer.count <= Self.maximumByteCount, let response = Self.response(answer) else { throw .unreadable }
        defer { OCSP_RESPONSE_free(response) }
        guard OCSP_response_status(response) == OCSP_RESPONSE_STATUS_SUCCESSFUL else { throw .refused }
        guard let basic = OCSP_response_get1_basic(response) else { throw .unreadable }
        defer { OCSP_BASICRESP_free(basic) }
        if question.nonce != nil, question.withRequest({ OCSP_check_nonce($0, basic) }) == 0 { throw .nonceDiffers }
        try checkSignature(of: basic, question, at: now)

        guard let identifier = ResponderQuestion.identifier(question.certificate, question.issuer) else { throw .unreadable }
        defer { OCSP_CERTID_free(identifier) }
        var (standing, reason): (Int32, Int32) = (0, -1)
        var revokedAt: UnsafeMutablePointer<ASN1_GENERALIZEDTIME>?
        var (this, next): (UnsafeMutablePointer<ASN1_GENERALIZEDTIME>?, UnsafeMutablePointer<ASN1_GENERALIZEDTIME>?) = (nil, nil)
        guard OCSP_resp_find_status(basic, identifier, &standing, &reason, &revokedAt, &this, &next) == 1 else { throw .otherCertificate }
        guard let thisUpdate = Self.date(this) else { throw .unreadable }
        let nextUpdate = Self.date(next)
        guard next == nil || nextUpdate != nil else { throw .unreadable }
        guard thisUpdate <= now + clockSlack else { throw .fromTheFuture }
        if let nextUpdate {
            guard nextUpdate >= thisUpdate, nextUpdate > now - clockSlack else { throw .outdated }
        } else {
            guard thisUpdate > now - maximumAge else { throw .outdated }
        }
        switch standing {
        case V_OCSP_CERTSTATUS_GOOD: return ResponderStatus(standing: .good, thisUpdate: thisUpdate, nextUpdate: nextUpdate)
        case V_OCSP_CERTSTATUS_REVOKED:
            let revocation = Revocation(date: Self.date(revokedAt) ?? thisUpdate, reason: UInt8(exactly: reason).flatMap(RevocationReason.init))
            return ResponderStatus(standing: .revoked(revocation), thisUpdate: thisUpdate, nextUpdate: nextUpdate)
        default: return ResponderStatus(standing: .unknown, thisUpdate: thisUpdate, nextUpdate: nextUpdate)
        }
    }

    private func checkSignature(of basic: OpaquePointer, _ question: ResponderQuestion, at now: Date) throws(ResponderFailure) {
        guard let store = TrustStore(anchors.roots), let helpers = OPENSSL_sk_new_null() else { throw .unavailable }
        defer { OPENSSL_sk_pop_free(helpers) { X509_free($0.map(OpaquePointer.init)) } }
        for helper in [question.issuer] + anchors.intermediates {
            X509_up_ref(helper.handle.pointer)
            OPENSSL_sk_push(helpers, UnsafeRawPointer(helper.handle.pointer))
        }
        let parameters = X509_STORE_get0_param(store.pointer)
        X509_VERIFY_PARAM_set_time(parameters, time_t(now.timeIntervalSince1970.rounded(.down)))
        X509_VERIFY_PARAM_set_auth_level(parameters, keyRules.securityLevel)
        // Only the issuer, or whom it named for this: not an authority that merely is trusted.
        guard OCSP_basic_verify(basic, helpers, store.pointer, UInt(OCSP_NOEXPLICIT)) == 1 else {
            let reason = ERR_GET_REASON(ERR_peek_error())
            let unauthorized = [OCSP_R_MISSING_OCSPSIGNING_USAGE, OCSP_R_ROOT_CA_NOT_TRUSTED, OCSP_R_SIGNER_CERTIFICATE_NOT_FOUND]
            // With no explicit trust, OpenSSL says nothing where neither issuer nor delegation holds.
            throw unauthorized.contains(reason) || ERR_peek_error() == 0 ? .responderNotAuthorized : .signatureInvalid
        }
        var signer: OpaquePointer?
        guard OCSP_resp_get0_signer(basic, &signer, helpers) == 1, let signer, let der = CertificateHandle.der(of: signer),
            let certificate = try? Certificate(der: der), keyRules.refusal(ofKey: certificate) == nil
        else { throw .responderNotAuthorized }
        guard let digest = Self.signatureDigest(of: basic), keyRules.allows(digest: digest) else { throw .digestTooWeak }
    }

    private static func response(_ bytes: [UInt8]) -> OpaquePointer? {
        bytes.withUnsafeBufferPointer { buffer in
            var cursor = buffer.baseAddress
            guard let response = d2i_OCSP_RESPONSE(nil, &cursor, buffer.count) else { return nil }
            guard cursor == buffer.baseAddress! + buffer.count else {
                OCSP_RESPONSE_free(response)
                return nil
            }
            return response
        }
    }

    private static func signatureDigest(of basic: OpaquePointer) -> String? {
        guard let algorithm = OCSP_resp_get0_tbs_sigalg(basic) else { return nil }
        var object: OpaquePointer?
        X509_ALGOR_get0(&object, nil, nil, algorithm)
        var (digest, key): (Int32, Int32) = (0, 0)
        guard let object, OBJ_find_sigid_algs(OBJ_obj2nid(object), &digest, &key) == 1 else { return nil }
        // PSS carries its digest apart; OpenSSL's security level bounds it.
        return digest == NID_undef ? "none" : OBJ_nid2sn(digest).map { String(cString: $0) }
    }

    private static func date(_ time: UnsafeMutablePointer<ASN1_GENERALIZEDTIME>?) -> Date? {
        var parts = tm()
        guard let time, ASN1_TIME_to_tm(time, &parts) == 1 else { return nil }
        return Date(timeIntervalSince1970: TimeInterval(timegm(&parts)))
    }
}
