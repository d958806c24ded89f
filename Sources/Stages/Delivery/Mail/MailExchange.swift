// One conversation with the mail relay, from connecting to the answer to the last line.

import CCurl
import MailMessages

/// One conversation with the relay.
final class MailExchange: @unchecked Sendable {
    /// How it ended: the last reply code, 0 where none came, and why the mail was not taken over.
    struct Outcome: Sendable {
        var replyCode = 0
        var failure: DeliveryFailure?
    }

    /// Whether somebody still waits.
    let patience = Patience()
    private let mail: [UInt8]
    private let envelope: MailEnvelope
    private let reports: Bool
    private let settings: MailRelaySettings
    private var offset = 0
    private var refused: UInt32?

    init(mail: [UInt8], envelope: MailEnvelope, reports: Bool, settings: MailRelaySettings) {
        self.mail = mail
        self.envelope = envelope
        self.reports = reports
        self.settings = settings
    }

    /// Talks to the relay; blocks.
    func perform() -> Outcome {
        guard !patience.isEnded, let easy = curl_easy_init() else { return Outcome(failure: DeliveryFailure(mail: .machinery)) }
        defer { curl_easy_cleanup(easy) }
        var recipients: UnsafeMutablePointer<curl_slist>?
        defer { curl_slist_free_all(recipients) }
        for recipient in envelope.recipients { recipients = curl_slist_append(recipients, envelope.argument(for: recipient, reports: reports)) }
        setLimits(easy)
        setCredentials(easy)
        setMail(easy, recipients)
        guard refused == nil else { return Outcome(failure: DeliveryFailure(mail: .machinery)) }
        let code = withExtendedLifetime(self) { curl_easy_perform(easy) }
        var replyCode = 0
        _ = ccurl_get_long(easy, CURLINFO_RESPONSE_CODE, &replyCode)
        guard code != CURLE_OK else { return Outcome(replyCode: replyCode) }
        if patience.isEnded { return Outcome(replyCode: replyCode, failure: DeliveryFailure(mail: .cancelled)) }
        return Outcome(replyCode: replyCode, failure: DeliveryFailure(mail: code, replyCode: replyCode))
    }

    private func setLimits(_ easy: UnsafeMutableRawPointer) {
        set(easy, CURLOPT_NOSIGNAL, 1)
        set(easy, CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        set(easy, CURLOPT_URL, settings.url)
        set(easy, CURLOPT_PROXY, "")
        set(easy, CURLOPT_CONNECTTIMEOUT_MS, Int(settings.connectSeconds * 1000))
        set(easy, CURLOPT_TIMEOUT_MS, Int(settings.totalSeconds * 1000))
        set(easy, CURLOPT_LOW_SPEED_LIMIT, 1)
        set(easy, CURLOPT_LOW_SPEED_TIME, 60)
        set(easy, CURLOPT_NOPROGRESS, 0)
        check(CURLOPT_XFERINFODATA, ccurl_set_pointer(easy, CURLOPT_XFERINFODATA, Unmanaged.passUnretained(self).toOpaque()))
        check(CURLOPT_XFERINFOFUNCTION, ccurl_set_progress(easy) { context, _, _, _, _ in exchangeOf(context).patience.isEnded ? 1 : 0 })
    }

    private func setCredentials(_ easy: UnsafeMutableRawPointer) {
        set(easy, CURLOPT_USE_SSL, Int((settings.security == .none ? CURLUSESSL_NONE : CURLUSESSL_ALL).rawValue))
        set(easy, CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        set(easy, CURLOPT_SSL_VERIFYPEER, 1)
        set(easy, CURLOPT_SSL_VERIFYHOST, 2)
        // The system's own authorities must not count.
        check(CURLOPT_CAPATH, ccurl_set_string(easy, CURLOPT_CAPATH, nil))
        check(CURLOPT_CAINFO, ccurl_set_string(easy, CURLOPT_CAINFO, nil))
        if let authorities = settings.authorities { set(easy, authorities, file: CURLOPT_CAINFO, blob: CURLOPT_CAINFO_BLOB) }
        if let certificate = settings.clientCertificate { set(easy, certificate, file: CURLOPT_SSLCERT, blob: CURLOPT_SSLCERT_BLOB) }
        if let key = settings.clientKey { set(easy, key, file: CURLOPT_SSLKEY, blob: CURLOPT_SSLKEY_BLOB) }
        if let user = settings.user {
            set(easy, CURLOPT_USERNAME, user)
            set(easy, CURLOPT_PASSWORD, settings.password ?? "")
        }
    }

    private func setMail(_ easy: UnsafeMutableRawPointer, _ recipients: UnsafeMutablePointer<curl_slist>?) {
        set(easy, CURLOPT_MAIL_FROM, envelope.senderArgument(reports: reports))
        check(CURLOPT_MAIL_RCPT, ccurl_set_list(easy, CURLOPT_MAIL_RCPT, recipients))
        set(easy, CURLOPT_UPLOAD, 1)
        check(CURLOPT_INFILESIZE_LARGE, ccurl_set_offset(easy, CURLOPT_INFILESIZE_LARGE, Int64(mail.count)))
        check(CURLOPT_READDATA, ccurl_set_pointer(easy, CURLOPT_READDATA, Unmanaged.passUnretained(self).toOpaque()))
        check(
            CURLOPT_READFUNCTION,
            ccurl_set_transfer(easy, CURLOPT_READFUNCTION) { buffer, size, count, context in
                exchangeOf(context).read(into: UnsafeMutableRawBufferPointer(start: buffer, count: size * count))
            })
        // What the relay says besides its codes may name mailboxes: it is not kept.
        check(CURLOPT_WRITEFUNCTION, ccurl_set_transfer(easy, CURLOPT_WRITEFUNCTION) { _, size, count, _ in size * count })
    }

    private func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, mail.count - offset)
        mail.withUnsafeBytes { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[offset..<offset + count])) }
        offset += count
        return count
    }

    private func check(_ option: CURLoption, _ code: CURLcode) { if code != CURLE_OK, refused == nil { refused = option.rawValue } }

    private func set(_ easy: UnsafeMutableRawPointer, _ option: CURLoption, _ value: Int) { check(option, ccurl_set_long(easy, option, value)) }

    private func set(_ easy: UnsafeMutableRawPointer, _ option: CURLoption, _ value: String) { check(option, ccurl_set_string(easy, option, value)) }

    private func set(_ easy: UnsafeMutableRawPointer, _ source: PEMSource, file: CURLoption, blob: CURLoption) {
        switch source {
        case .file(let path): set(easy, file, path)
        case .bytes(let bytes): check(blob, bytes.withUnsafeBytes { ccurl_set_blob(easy, blob, $0.baseAddress, $0.count) })
        }
    }
}

/// The exchange behind a callback's context; `perform` keeps it alive.
private func exchangeOf(_ context: UnsafeMutableRawPointer?) -> MailExchange { Unmanaged<MailExchange>.fromOpaque(context!).takeUnretainedValue() }
