// One libcurl handle, prepared for one exchange.

import CCurl

enum EasyHandle {
    /// A handle that will carry the transfer; nil, and the transfer failed, when an option is refused.
    static func prepare(_ transfer: Transfer, _ settings: StoreConnectionSettings) -> UnsafeMutableRawPointer? {
        let url = transfer.request.url.lowercased()
        guard url.hasPrefix("https://") || settings.allowsPlainHTTP && url.hasPrefix("http://") else {
            transfer.finish(TransferFailure(reason: .unusableURL, requestMayHaveArrived: false))
            return nil
        }
        guard let easy = curl_easy_init() else {
            transfer.finish(TransferFailure(reason: .machinery, requestMayHaveArrived: false))
            return nil
        }
        var options = Options(easy: easy)
        options.set(limits: settings)
        options.set(credentials: settings)
        options.set(exchange: transfer)
        guard options.refused == nil else {
            curl_easy_cleanup(easy)
            transfer.finish(TransferFailure(reason: .machinery, requestMayHaveArrived: false, detail: "libcurl refuses option \(options.refused!)"))
            return nil
        }
        return easy
    }

    /// The HTTP status, 0 when none came.
    static func status(of easy: UnsafeMutableRawPointer) -> Int {
        var status = 0
        _ = ccurl_get_long(easy, CURLINFO_RESPONSE_CODE, &status)
        return status
    }
}

/// Sets options and remembers the first that libcurl refuses.
private struct Options {
    let easy: UnsafeMutableRawPointer
    var refused: UInt32?

    init(easy: UnsafeMutableRawPointer) { self.easy = easy }

    mutating func set(limits settings: StoreConnectionSettings) {
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_PROTOCOLS_STR, settings.allowsPlainHTTP ? "http,https" : "https")
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        set(CURLOPT_CONNECTTIMEOUT_MS, Int(settings.connectSeconds * 1000))
        set(CURLOPT_TIMEOUT_MS, Int(settings.totalSeconds * 1000))
        set(CURLOPT_LOW_SPEED_LIMIT, settings.stalledBytesPerSecond)
        set(CURLOPT_LOW_SPEED_TIME, settings.stalledSeconds)
        set(CURLOPT_MAXAGE_CONN, settings.idleSeconds)
        set(CURLOPT_UPLOAD_BUFFERSIZE, 256 << 10)
        set(CURLOPT_TCP_KEEPALIVE, 1)
        set(CURLOPT_PROXY, settings.proxy ?? "")
    }

    mutating func set(credentials settings: StoreConnectionSettings) {
        set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        set(CURLOPT_SSL_VERIFYPEER, 1)
        set(CURLOPT_SSL_VERIFYHOST, 2)
        // The system's own authorities must not count.
        check(CURLOPT_CAPATH, ccurl_set_string(easy, CURLOPT_CAPATH, nil))
        check(CURLOPT_CAINFO, ccurl_set_string(easy, CURLOPT_CAINFO, nil))
        set(settings.authorities, file: CURLOPT_CAINFO, blob: CURLOPT_CAINFO_BLOB)
        if let certificate = settings.clientCertificate { set(certificate, file: CURLOPT_SSLCERT, blob: CURLOPT_SSLCERT_BLOB) }
        if let key = settings.clientKey { set(key, file: CURLOPT_SSLKEY, blob: CURLOPT_SSLKEY_BLOB) }
    }

    mutating func set(exchange transfer: Transfer) {
        let context = Unmanaged.passUnretained(transfer).toOpaque()
        set(CURLOPT_URL, transfer.request.url)
        if transfer.request.isQuestion {
            set(CURLOPT_HTTPGET, 1)
        } else {
            set(CURLOPT_POST, 1)
            check(CURLOPT_POSTFIELDSIZE_LARGE, ccurl_set_offset(easy, CURLOPT_POSTFIELDSIZE_LARGE, Int64(transfer.length)))
        }
        check(CURLOPT_ERRORBUFFER, ccurl_set_pointer(easy, CURLOPT_ERRORBUFFER, transfer.errorText))

        // Without an empty Expect, libcurl waits a second for a 100 that most servers never send.
        var lines = ["Expect:", "User-Agent: passerelle"]
        if !transfer.request.isQuestion { lines.append("Content-Type: \(transfer.request.contentType)") }
        lines += transfer.request.fields.map { "\($0.name): \($0.value)" }
        // A line end inside a value would let it write header fields of its own.
        for line in lines { transfer.headerList = curl_slist_append(transfer.headerList, String(line.map { $0.isNewline ? " " : $0 })) }
        check(CURLOPT_HTTPHEADER, ccurl_set_list(easy, CURLOPT_HTTPHEADER, transfer.headerList))

        for option in [CURLOPT_READDATA, CURLOPT_SEEKDATA, CURLOPT_WRITEDATA, CURLOPT_HEADERDATA] {
            check(option, ccurl_set_pointer(easy, option, context))
        }
        check(
            CURLOPT_READFUNCTION,
            ccurl_set_transfer(easy, CURLOPT_READFUNCTION) { buffer, size, count, context in
                transferOf(context).read(into: UnsafeMutableRawBufferPointer(start: buffer, count: size * count))
            })
        check(
            CURLOPT_WRITEFUNCTION,
            ccurl_set_transfer(easy, CURLOPT_WRITEFUNCTION) { buffer, size, count, context in
                transferOf(context).receive(UnsafeRawBufferPointer(start: buffer, count: size * count)) ? size * count : 0
            })
        check(
            CURLOPT_HEADERFUNCTION,
            ccurl_set_transfer(easy, CURLOPT_HEADERFUNCTION) { buffer, size, count, context in
                transferOf(context).receiveHeader(Substring(decoding: UnsafeRawBufferPointer(start: buffer, count: size * count), as: UTF8.self))
                return size * count
            })
        check(
            CURLOPT_SEEKFUNCTION,
            ccurl_set_seek(easy) { context, offset, origin in
                origin == SEEK_SET && transferOf(context).seek(to: Int(offset)) ? CURL_SEEKFUNC_OK : CURL_SEEKFUNC_FAIL
            })
    }

    private mutating func check(_ option: CURLoption, _ code: CURLcode) {
        if code != CURLE_OK, refused == nil { refused = option.rawValue }
    }

    private mutating func set(_ option: CURLoption, _ value: Int) { check(option, ccurl_set_long(easy, option, value)) }

    private mutating func set(_ option: CURLoption, _ value: String) { check(option, ccurl_set_string(easy, option, value)) }

    private mutating func set(_ source: PEMSource, file: CURLoption, blob: CURLoption) {
        switch source {
        case .file(let path): set(file, path)
        case .bytes(let bytes): check(blob, bytes.withUnsafeBytes { ccurl_set_blob(easy, blob, $0.baseAddress, $0.count) })
        }
    }
}

/// The transfer behind a callback's context; the connection's thread keeps it alive.
private func transferOf(_ context: UnsafeMutableRawPointer?) -> Transfer {
    Unmanaged<Transfer>.fromOpaque(context!).takeUnretainedValue()
}
