// What a result code of libcurl means for a delivery.

import CCurl

extension TransferFailure {
    /// Reads libcurl's code and its error text.
    init(_ code: CURLcode, of transfer: Transfer) {
        let detail = String(cString: transfer.errorText)
        let text = detail.isEmpty ? String(cString: curl_easy_strerror(code)) : detail
        self.init(reason: Self.reason(code, detail: text, answerTooLarge: transfer.answerTooLarge), requestMayHaveArrived: false, detail: text)
        requestMayHaveArrived = reason.happensAfterConnecting && transfer.requestMayHaveArrived
    }

    /// Reads libcurl's code and its error text outside of an exchange over HTTP.
    init(_ code: CURLcode, detail: String) {
        let text = detail.isEmpty ? String(cString: curl_easy_strerror(code)) : detail
        self.init(reason: Self.reason(code, detail: text, answerTooLarge: false), requestMayHaveArrived: false, detail: text)
    }

    private static func reason(_ code: CURLcode, detail: String, answerTooLarge: Bool) -> TransferFailureReason {
        if answerTooLarge { return .answerTooLarge }
        // With TLS 1.3 the store's refusal of our certificate arrives after the handshake, as an alert inside the exchange. When a reset overtakes
        // the alert, the connection counts as lost: the store is asked, and refuses again.
        if refusals.contains(where: { detail.contains("alert \($0)") }) { return .clientCertificateRefused }
        switch code {
        case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL: return .unusableURL
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: return .unknownHost
        case CURLE_COULDNT_CONNECT: return .noConnection
        case CURLE_OPERATION_TIMEDOUT: return .timedOut
        case CURLE_PARTIAL_FILE, CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR: return .connectionLost
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ISSUER_ERROR: return .serverCertificateRefused
        case CURLE_SSL_CERTPROBLEM, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CRL_BADFILE: return .ownCredentialsUnusable
        case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER: return .handshakeFailed
        case CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING: return .answerNotHTTP
        default: return .machinery
        }
    }

    /// OpenSSL's names of the alerts that speak of a client certificate.
    private static let refusals = [
        "certificate required", "bad certificate", "unsupported certificate", "certificate revoked", "certificate expired", "certificate unknown",
        "unknown ca", "access denied",
    ]
}

extension TransferFailureReason {
    /// Whether the request may have been on its way when it happened.
    fileprivate var happensAfterConnecting: Bool {
        switch self {
        case .timedOut, .connectionLost, .answerTooLarge, .answerNotHTTP, .answerNotMLLP, .cancelled, .closed, .machinery: true
        case .unusableURL, .unknownHost, .noConnection, .serverCertificateRefused, .clientCertificateRefused, .ownCredentialsUnusable, .handshakeFailed: false
        }
    }
}
