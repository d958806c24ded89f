// One run of OpenSSL over one certificate's path.

import CCrypto
import Foundation

/// One `X509_STORE_CTX`: built, run once, read.
final class PathOperation {
    private let leaf: Certificate
    private let context: OpaquePointer
    private let untrusted: OpaquePointer
    /// Errors that are told and do not refuse.
    private let tolerated: Set<Int32>
    /// Every error met, when walking past errors; else the tolerated ones.
    private(set) var collected: [CertificatePathFailure] = []
    private var walksOn = false

    init?(leaf: Certificate, helpers: [Certificate], check: CertificatePathCheck, moment: Date) {
        guard let context = X509_STORE_CTX_new(), let untrusted = OPENSSL_sk_new_null() else { return nil }
        self.leaf = leaf
        self.context = context
        self.untrusted = untrusted
        tolerated = check.toleratedErrors
        for helper in helpers {
            // The stack borrows; each gets a reference of its own, given back with the stack.
            X509_up_ref(helper.handle.pointer)
            OPENSSL_sk_push(untrusted, UnsafeRawPointer(helper.handle.pointer))
        }
        guard X509_STORE_CTX_init(context, check.store.pointer, leaf.handle.pointer, untrusted) == 1,
            X509_STORE_CTX_set_purpose(context, check.purpose.openSSLPurpose) == 1
        else { return nil }
        X509_STORE_CTX_set0_crls(context, check.store.lists)
        let parameters = X509_STORE_CTX_get0_param(context)
        X509_VERIFY_PARAM_set_time(parameters, time_t(moment.timeIntervalSince1970.rounded(.down)))
        X509_VERIFY_PARAM_set_depth(parameters, Int32(clamping: check.maximumIntermediates))
        X509_VERIFY_PARAM_set_auth_level(parameters, check.securityLevel.map { Int32(clamping: $0) } ?? check.keyRules.securityLevel)
        X509_VERIFY_PARAM_set_flags(parameters, UInt(check.flags))
        for policy in check.policies.accepted {
            guard let object = OBJ_txt2obj(policy, 1) else { return nil }
            X509_VERIFY_PARAM_add0_policy(parameters, object)
        }
        X509_STORE_CTX_set_ex_data(context, 0, Unmanaged.passUnretained(self).toOpaque())
        X509_STORE_CTX_set_verify_cb(context) { accepted, context in
            guard accepted == 0, let data = X509_STORE_CTX_get_ex_data(context, 0) else { return accepted }
            return Unmanaged<PathOperation>.fromOpaque(data).takeUnretainedValue().passesOver() ? 1 : 0
        }
    }

    deinit {
        X509_STORE_CTX_free(context)
        OPENSSL_sk_pop_free(untrusted) { X509_free($0.map(OpaquePointer.init)) }
        ERR_clear_error()
    }

    /// Whether OpenSSL accepts the path; stops at the first error that is not tolerated.
    lazy var isAccepted: Bool = {
        guard X509_verify_cert(context) == 1 else { return false }
        let error = X509_STORE_CTX_get_error(context)
        return error == X509_V_OK || tolerated.contains(error)
    }()

    /// The error at which OpenSSL stopped.
    var firstFailure: CertificatePathFailure? {
        isAccepted ? nil : currentFailure
    }

    /// Walks past every error and collects them; what comes out explains a refusal and never accepts.
    func continueAndCollect() {
        walksOn = true
        X509_verify_cert(context)
    }

    private func passesOver() -> Bool {
        let isTolerated = tolerated.contains(X509_STORE_CTX_get_error(context))
        guard walksOn || isTolerated else { return false }
        collected.append(currentFailure)
        return true
    }

    /// The path as built, leaf first.
    var chain: [Certificate] {
        guard let stack = X509_STORE_CTX_get0_chain(context) else { return [leaf] }
        return (0..<max(0, OPENSSL_sk_num(stack))).compactMap { index in
            OPENSSL_sk_value(stack, index).flatMap { certificate(OpaquePointer($0)) }
        }
    }

    private var currentFailure: CertificatePathFailure {
        let code = X509_STORE_CTX_get_error(context)
        let depth = max(0, Int(X509_STORE_CTX_get_error_depth(context)))
        let concerned = X509_STORE_CTX_get_current_cert(context).flatMap(certificate) ?? (depth == 0 ? leaf : nil)
        return CertificatePathFailure(code: CertificatePathCode(openSSLCode: code), depth: depth, certificate: concerned, openSSLCode: code)
    }

    private func certificate(_ pointer: OpaquePointer) -> Certificate? {
        if pointer == leaf.handle.pointer { return leaf }
        return CertificateHandle.der(of: pointer).flatMap { try? Certificate(der: $0) }
    }
}
