// Requests byte by byte: what has one reading passes, whatever could be read in two ways does not.

import Testing

@testable import GatewayServer

@Suite struct RequestFramingTests {
    /// Reads a text in pieces of a size; gives how much passed and the fault.
    private func read(_ text: String, pieces size: Int = .max, limits: RequestFraming.Limits = .init()) -> RequestFraming.Verdict {
        var framing = RequestFraming(limits: limits)
        var bytes = Array(text.utf8)[...]
        var passed = 0
        while !bytes.isEmpty {
            let piece = Array(bytes.prefix(size))
            bytes = bytes.dropFirst(piece.count)
            let verdict = piece.withUnsafeBytes { framing.read($0) }
            passed += verdict.passing
            if let fault = verdict.fault { return .init(passing: passed, fault: fault) }
        }
        return .init(passing: passed, fault: nil)
    }

    private func fault(_ text: String, limits: RequestFraming.Limits = .init()) -> RequestFault? {
        let whole = read(text, limits: limits).fault
        // The pieces in which bytes arrive change nothing.
        #expect(read(text, pieces: 1, limits: limits).fault == whole)
        #expect(read(text, pieces: 7, limits: limits).fault == whole)
        return whole
    }

    private func post(_ fields: String, _ body: String = "") -> String { "POST /v1/documents HTTP/1.1\r\nHost: localhost\r\n\(fields)\r\n\(body)" }

    @Test(arguments: [
        "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.0\r\n\r\n",
        "\r\nGET / HTTP/1.1\r\nhost:a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX: \t b \r\nY:\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a:8443\r\nContent-Length: 4\r\n\r\n<a/>",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: [::1]\r\nTransfer-Encoding: Chunked\r\n\r\n4\r\n<a/>\r\n00A;x=\"y\" ; z\r\n0123456789\r\n0\r\nX: y\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
    ])
    func `well-framed requests pass whole`(text: String) {
        #expect(fault(text) == nil)
        #expect(read(text) == .init(passing: text.utf8.count, fault: nil))
        #expect(read(text, pieces: 1).passing == text.utf8.count)
    }

    @Test(arguments: [
        ("GET / HTTP/1.1\nHost: a\n\n", RequestFault.bareLineFeed),
        ("GET / HTTP/1.1\r\nHost: a\r\nX: a\rY: b\r\n\r\n", .bareCarriageReturn),
        ("GET / HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n", .controlCharacter),
        ("GET / HTTP/1.1\r\nHost: a\r\nX: a\u{7F}\r\n\r\n", .controlCharacter),
        ("GET  / HTTP/1.1\r\n\r\n", .requestLine),
        ("GET /\r\n\r\n", .requestLine),
        ("G(T / HTTP/1.1\r\n\r\n", .requestLine),
        ("GET /é HTTP/1.1\r\n\r\n", .requestLine),
        ("\r\n\r\nGET / HTTP/1.1\r\n\r\n", .requestLine),
        ("BREW / HTTP/1.1\r\n\r\n", .method),
        ("get / HTTP/1.1\r\n\r\n", .method),
        ("CONNECT a:1 HTTP/1.1\r\n\r\n", .method),
        ("GET / HTTP/2.0\r\n\r\n", .version),
        ("GET / http/1.1\r\n\r\n", .requestLine),
        ("GET / HTTP/1.1\r\n\r\n", .host),
        ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", .host),
        ("GET / HTTP/1.1\r\nHost: a, b\r\n\r\n", .host),
        ("GET / HTTP/1.1\r\nHost: a\r\nX Y: z\r\n\r\n", .fieldName),
        ("GET / HTTP/1.1\r\nHost: a\r\nX : z\r\n\r\n", .fieldName),
        ("GET / HTTP/1.1\r\nHost: a\r\n: z\r\n\r\n", .fieldName),
        ("GET / HTTP/1.1\r\nHost: a\r\nX\r\n\r\n", .fieldName),
        ("GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n b\r\n\r\n", .lineFolding),
        ("GET / HTTP/1.1\r\n Host: a\r\n\r\n", .lineFolding),
    ])
    func `an ambiguous head is refused`(text: String, expected: RequestFault) {
        #expect(fault(text) == expected)
    }

    @Test(arguments: [
        ("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", RequestFault.lengthAndTransferEncoding),
        ("Transfer-Encoding: chunked\r\nContent-Length: 4\r\n", .lengthAndTransferEncoding),
        ("Content-Length: 4\r\nContent-Length: 4\r\n", .contentLength),
        ("Content-Length: 4, 4\r\n", .contentLength),
        ("Content-Length: -1\r\n", .contentLength),
        ("Content-Length: +4\r\n", .contentLength),
        ("Content-Length: 0x4\r\n", .contentLength),
        ("Content-Length: 4 4\r\n", .contentLength),
        ("Content-Length:\r\n", .contentLength),
        ("Content-Length: 1000000000000000000\r\n", .contentLength),
        ("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", .transferEncoding),
        ("Transfer-Encoding: chunked, identity\r\n", .transferEncoding),
        ("Transfer-Encoding: gzip, chunked\r\n", .transferEncoding),
        ("Transfer-Encoding: identity\r\n", .transferEncoding),
        ("Transfer-Encoding: xchunked\r\n", .transferEncoding),
    ])
    func `a body whose length is told in two ways, or in none that is a number, is refused`(fields: String, expected: RequestFault) {
        #expect(fault(post(fields, "<a/>")) == expected)
    }

    @Test func `a transfer coding in HTTP 1.0 is refused`() {
        #expect(fault("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n") == .transferEncoding)
    }

    @Test(arguments: [
        ("0x4\r\n<a/>\r\n0\r\n\r\n", RequestFault.chunkSize),
        ("+4\r\n<a/>\r\n0\r\n\r\n", .chunkSize),
        (" 4\r\n<a/>\r\n0\r\n\r\n", .chunkSize),
        ("4 \r\n<a/>\r\n0\r\n\r\n", .chunkSize),
        ("4 x\r\n<a/>\r\n0\r\n\r\n", .chunkSize),
        ("\r\n<a/>\r\n0\r\n\r\n", .chunkSize),
        ("1000000000000000\r\n", .chunkSize),
        ("4\n<a/>\n0\n\n", .bareLineFeed),
        ("4\r\n<a/>0\r\n\r\n", .chunkEnd),
        ("4\r\n<a/>\n0\r\n\r\n", .chunkEnd),
        ("4\r\n<a/>\r0\r\n\r\n", .chunkEnd),
        ("3\r\n<a/>\r\n0\r\n\r\n", .chunkEnd),
        ("0\r\nX Y: z\r\n\r\n", .fieldName),
    ])
    func `a chunk that is not exactly as long as it says is refused`(body: String, expected: RequestFault) {
        #expect(fault(post("Transfer-Encoding: chunked\r\n", body)) == expected)
    }

    @Test func `what is too long is refused before it has ended`() {
        let limits = RequestFraming.Limits(headBytes: 400, fields: 5, targetBytes: 20, methodBytes: 8, chunkLineBytes: 16, trailerBytes: 40)
        #expect(fault(String(repeating: "A", count: 9), limits: limits) == .requestLine)
        #expect(fault("GET /" + String(repeating: "a", count: 40), limits: limits) == .targetTooLong)
        #expect(fault("GET /" + String(repeating: "a", count: 20) + " HTTP/1.1\r\n", limits: limits) == .targetTooLong)
        #expect(fault("GET /" + String(repeating: "a", count: 19) + " HTTP/1.1\r\nHost: a\r\n\r\n", limits: limits) == nil)
        #expect(fault("GET / HTTP/1.1\r\nX: " + String(repeating: "a", count: 400), limits: limits) == .fieldsTooLarge)
        #expect(fault("GET / HTTP/1.1\r\nHost: a\r\n" + String(repeating: "X: y\r\n", count: 5), limits: limits) == .fieldsTooLarge)
        #expect(fault(post("Transfer-Encoding: chunked\r\n", "4;" + String(repeating: "x", count: 20)), limits: limits) == .chunkSize)
        #expect(fault(post("Transfer-Encoding: chunked\r\n", "0\r\n" + String(repeating: "X: y\r\n", count: 8)), limits: limits) == .fieldsTooLarge)
    }

    @Test func `a refused request is not handed on, what came before it is`() {
        let good = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n<a/>"
        #expect(read(good + "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n") == .init(passing: good.utf8.count, fault: .host))
        #expect(read(post("Transfer-Encoding: chunked\r\n", "0x4\r\n")) == .init(passing: 0, fault: .chunkSize))
    }

    @Test func `after a fault nothing more passes`() {
        var framing = RequestFraming()
        let first = Array("GET / HTTP/1.1\n".utf8).withUnsafeBytes { framing.read($0) }
        let second = Array("GET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8).withUnsafeBytes { framing.read($0) }
        #expect(first.fault == .bareLineFeed)
        #expect(second == .init(passing: 0, fault: nil))
    }

    @Test func `after a request that ends the connection nothing more passes`() {
        let last = "GET / HTTP/1.1\r\nHost: a\r\nConnection: Keep-Alive, Close\r\n\r\n"
        #expect(read(last + "GET /admin HTTP/1.1\r\nHost: a\r\n\r\n") == .init(passing: last.utf8.count, fault: nil))
        #expect(read(last + "nonsense\n") == .init(passing: last.utf8.count, fault: nil))
    }
}
