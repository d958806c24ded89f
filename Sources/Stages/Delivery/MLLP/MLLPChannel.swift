// The connection of an MLLP client: libcurl connects and shakes hands, the frames are ours.

import CCurl
import Foundation
import HL7v2Messages

/// A connection on which messages are exchanged.
///
/// Touched by the serial queue of its client alone; every method may block.
final class MLLPChannel: @unchecked Sendable {
    private let destination: MLLPDestination
    private var easy: UnsafeMutableRawPointer?
    private let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))

    init(_ destination: MLLPDestination) {
        self.destination = destination
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }

    deinit {
        close()
        errorText.deallocate()
    }

    /// Sends one message in its frame, and reads the answer out of its own.
    func exchange(_ message: [UInt8], _ patience: Patience) -> Result<[UInt8], TransferFailure> {
        var isWritten = false
        do throws(TransferFailure) {
            if patience.isEnded { throw TransferFailure(reason: .cancelled, requestMayHaveArrived: false) }
            let connection = try usableConnection()
            let deadline = ContinuousClock.now + .seconds(destination.answerSeconds)
            try write(framed(message), to: connection, deadline, patience)
            isWritten = true
            return .success(try answer(from: connection, deadline, patience))
        } catch {
            // What would still come on this connection belongs to a message that nobody waits for.
            close()
            var failure = error
            failure.requestMayHaveArrived = isWritten
            return .failure(failure)
        }
    }

    func close() {
        if let easy { curl_easy_cleanup(easy) }
        easy = nil
    }

    /// The connection that is open, unless the other side has ended it or spoke unasked; else a new one.
    private func usableConnection() throws(TransferFailure) -> UnsafeMutableRawPointer {
        if let easy {
            var byte: UInt8 = 0
            var count = 0
            if curl_easy_recv(easy, &byte, 1, &count) == CURLE_AGAIN { return easy }
            close()
        }
        return try connect()
    }

    private func connect() throws(TransferFailure) -> UnsafeMutableRawPointer {
        guard let easy = curl_easy_init() else { throw TransferFailure(reason: .machinery, requestMayHaveArrived: false) }
        self.easy = easy
        var codes = [
            ccurl_set_string(easy, CURLOPT_URL, destination.url), ccurl_set_string(easy, CURLOPT_PROTOCOLS_STR, "http,https"),
            ccurl_set_string(easy, CURLOPT_PROXY, ""), ccurl_set_long(easy, CURLOPT_NOSIGNAL, 1), ccurl_set_long(easy, CURLOPT_CONNECT_ONLY, 1),
            ccurl_set_long(easy, CURLOPT_CONNECTTIMEOUT_MS, Int(destination.connectSeconds * 1000)), ccurl_set_long(easy, CURLOPT_TCP_KEEPALIVE, 1),
            ccurl_set_pointer(easy, CURLOPT_ERRORBUFFER, errorText),
        ]
        if let security = destination.security {
            codes += [
                ccurl_set_long(easy, CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2)), ccurl_set_long(easy, CURLOPT_SSL_VERIFYPEER, 1),
                ccurl_set_long(easy, CURLOPT_SSL_VERIFYHOST, 2), ccurl_set_long(easy, CURLOPT_SSL_ENABLE_ALPN, 0),
                // The system's own authorities must not count.
                ccurl_set_string(easy, CURLOPT_CAPATH, nil), ccurl_set_string(easy, CURLOPT_CAINFO, nil),
                set(security.authorities, easy, file: CURLOPT_CAINFO, blob: CURLOPT_CAINFO_BLOB),
            ]
            if let certificate = security.certificate { codes.append(set(certificate, easy, file: CURLOPT_SSLCERT, blob: CURLOPT_SSLCERT_BLOB)) }
            if let key = security.key { codes.append(set(key, easy, file: CURLOPT_SSLKEY, blob: CURLOPT_SSLKEY_BLOB)) }
        }
        guard codes.allSatisfy({ $0 == CURLE_OK }) else {
            throw TransferFailure(reason: .machinery, requestMayHaveArrived: false, detail: "libcurl refuses an option")
        }
        try check(curl_easy_perform(easy))
        return easy
    }

    private func set(_ source: PEMSource, _ easy: UnsafeMutableRawPointer, file: CURLoption, blob: CURLoption) -> CURLcode {
        switch source {
        case .file(let path): ccurl_set_string(easy, file, path)
        case .bytes(let bytes): bytes.withUnsafeBytes { ccurl_set_blob(easy, blob, $0.baseAddress, $0.count) }
        }
    }

    private func write(_ bytes: [UInt8], to easy: UnsafeMutableRawPointer, _ deadline: ContinuousClock.Instant, _ patience: Patience) throws(TransferFailure) {
        var written = 0
        while written < bytes.count {
            var count = 0
            let code = bytes.withUnsafeBytes { curl_easy_send(easy, $0.baseAddress! + written, bytes.count - written, &count) }
            if code == CURLE_AGAIN {
                try wait(for: POLLOUT, on: easy, deadline, patience)
            } else {
                try check(code)
                written += count
            }
        }
    }

    private func answer(from easy: UnsafeMutableRawPointer, _ deadline: ContinuousClock.Instant, _ patience: Patience) throws(TransferFailure) -> [UInt8] {
        var frames = FrameReader(maximumByteCount: destination.largestAnswer)
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        while true {
            var count = 0
            let code = curl_easy_recv(easy, &buffer, buffer.count, &count)
            if code == CURLE_AGAIN {
                try wait(for: POLLIN, on: easy, deadline, patience)
                continue
            }
            try check(code)
            if count == 0 { throw TransferFailure(reason: .connectionLost, requestMayHaveArrived: true, detail: "closed before the answer") }
            let events = frames.feed(buffer[..<count])
            switch events.first {
            case .message(let message):
                // Whatever else came answers nothing that was asked: the next message must not take it for its own answer.
                if events.count > 1 || frames.isInsideMessage { close() }
                return message
            case .broken(.tooLarge): throw TransferFailure(reason: .answerTooLarge, requestMayHaveArrived: true)
            case .broken(let fault): throw TransferFailure(reason: .answerNotMLLP, requestMayHaveArrived: true, detail: fault.rawValue)
            case nil: break
            }
        }
    }

    /// Waits until the socket is ready; looks up five times a second, whether anybody still waits for the answer.
    private func wait(for event: Int32, on easy: UnsafeMutableRawPointer, _ deadline: ContinuousClock.Instant, _ patience: Patience) throws(TransferFailure) {
        if patience.isEnded { throw TransferFailure(reason: .cancelled, requestMayHaveArrived: true) }
        let left = (deadline - .now) / .milliseconds(1)
        guard left > 0 else { throw TransferFailure(reason: .timedOut, requestMayHaveArrived: true, detail: "no answer in time") }
        var entry = pollfd(fd: ccurl_get_socket(easy), events: Int16(event), revents: 0)
        _ = poll(&entry, 1, Int32(min(left.rounded(.up), 200)))
    }

    private func check(_ code: CURLcode) throws(TransferFailure) {
        guard code == CURLE_OK else { throw TransferFailure(code, detail: String(cString: errorText)) }
    }
}
