// Packages, read whole and in pieces.

import Testing

@testable import XDSMessages

@Suite struct MultipartReaderTests {
    private func parts(_ body: String, type: String = "multipart/related; boundary=B", limits: ReadingLimits = .standard, step: Int? = nil)
        throws(MessageFailure) -> [MIMEPart]
    {
        var reader = try MultipartReader(contentType: type, limits: limits)
        let bytes = Array(body.utf8)
        var index = 0
        while index < bytes.count {
            let end = min(bytes.count, index + (step ?? bytes.count))
            try reader.feed(Array(bytes[index..<end]))
            index = end
        }
        return try reader.finish()
    }

    private func failure(_ body: String, type: String = "multipart/related; boundary=B", limits: ReadingLimits = .standard) -> MessageFailureCode? {
        Fixture.failure { () throws(MessageFailure) in _ = try parts(body, type: type, limits: limits) }
    }

    @Test func `bytes come out exactly, however they arrive`() throws {
        let contents = ["", "x", "\r\n", "\r\n\r\n", " --B", "a\r\n--BX\r\nb", "a\r\n--B-", "\r\n--B -x", "a\n--B\nb", "\r", "-", "\r\n--", "a\r\n --B\r\n"]
        let body = contents.enumerated().map { "--B\r\nContent-ID: <\($0.offset)>\r\n\r\n\($0.element)\r\n" }.joined() + "--B--\r\n"
        for step in [1, 2, 3, 5, 7, 64, 100_000] {
            #expect(try parts(body, step: step).map { String(decoding: $0.bytes, as: UTF8.self) } == contents, "in steps of \(step)")
        }
    }

    @Test func `lines may end in line feeds alone`() throws {
        for step in [1, 4, 1000] {
            let read = try parts("--B\nContent-ID: <a>\n\nx\r\n\n--B\nContent-ID: <b>\n\ny\n--B--", step: step)
            #expect(read.map { String(decoding: $0.bytes, as: UTF8.self) } == ["x\r\n", "y"])
        }
    }

    @Test func `preamble, epilogue and padding are skipped`() throws {
        let read = try parts("before\r\n--B \t\r\n\r\nx\r\n--B--  \r\nafter\r\n--B\r\n\r\ny", step: 3)
        #expect(read == [MIMEPart(contentID: nil, mediaType: nil, bytes: Array("x".utf8))])
    }

    @Test func `a part without headers or content is read`() throws {
        #expect(try parts("--B\r\n\r\n--B--").map(\.bytes) == [[]])
    }

    @Test func `headers are of any case and may be folded`() throws {
        let read = try parts(
            "--B\r\ncontent-TYPE: text/plain;\r\n charset=utf-8\r\nCONTENT-id: <a@b>\r\nContent-Transfer-Encoding: BASE64\r\n\r\nZm\r\n9v\r\n--B--")
        #expect(read == [MIMEPart(contentID: "a@b", mediaType: "text/plain; charset=utf-8", bytes: Array("foo".utf8))])
    }

    @Test func `start moves the root to the front`() throws {
        let body = "--B\r\nContent-ID: <a>\r\n\r\n1\r\n--B\r\nContent-ID: <b>\r\n\r\n2\r\n--B--"
        #expect(try parts(body, type: "multipart/related; boundary=B; start=\"<b>\"").map(\.contentID) == ["b", "a"])
        #expect(try parts(body, type: "multipart/related; boundary=B; start=a").map(\.contentID) == ["a", "b"])
        #expect(failure(body, type: "multipart/related; boundary=B; start=\"<c>\"") == .start)
    }

    @Test(
        arguments: [
            "multipart/mixed; boundary=B": .contentType, "multipart/related": .boundary, "multipart/related; boundary=\"\"": .boundary,
            "multipart/related; boundary=\"B \"": .boundary, "multipart/related; boundary=\"a@b\"": .boundary,
        ] as [String: MessageFailureCode])
    func `a header that cannot frame a package is refused`(type: String, code: MessageFailureCode) {
        #expect(failure("", type: type) == code)
    }

    @Test(
        arguments: [
            ("", .noPart), ("--C\r\n\r\nx\r\n--C--", .noPart), ("--B--\r\n--B\r\n\r\nx\r\n--B--", .noPart), ("--B", .noPart), ("x--B\r\n\r\n", .noPart),
            ("--B\r\n", .unterminated),
            ("--B\r\n\r\nx", .unterminated), ("--B\r\n\r\nx\r\n--B-", .unterminated), ("--B\r\n\r\nx\r\n--B\r\n", .unterminated),
            ("--B\r\nno colon\r\n\r\n", .partHeader), ("--B\r\n: x\r\n\r\n", .partHeader),
            ("--B\r\na b: x\r\n\r\n", .partHeader), ("--B\r\n folded\r\n\r\n", .partHeader), ("--B\r\na: \u{0}\r\n\r\n", .partHeader),
            ("--B\r\na: b\n\r\n", .partHeader), ("--B\r\na: b\r\nA: c\r\n\r\n", .partHeader),
            ("--B\r\nContent-Transfer-Encoding: x-zip\r\n\r\nx\r\n--B--", .transferEncoding),
            ("--B\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nx\r\n--B--", .transferEncoding),
            ("--B\r\nContent-Transfer-Encoding: base64\r\n\r\n@@\r\n--B--", .base64),
            ("--B\r\nContent-ID: <a>\r\n\r\n\r\n--B\r\nContent-ID: <a>\r\n\r\n\r\n--B--", .repeatedContentID),
        ] as [(String, MessageFailureCode)])
    func `a broken package is refused`(body: String, code: MessageFailureCode) {
        #expect(failure(body) == code)
    }

    @Test func `every limit is kept`() {
        let part = "--B\r\nContent-ID: <\("a")>\r\n\r\nxx\r\n"
        #expect(failure(part + part + "--B--", limits: ReadingLimits(parts: 1)) == .tooManyParts)
        #expect(failure(part + "--B--", limits: ReadingLimits(totalBytes: 20)) == .tooManyBytes)
        #expect(failure("--B\r\na: 123456789\r\n\r\n", limits: ReadingLimits(partHeaderBytes: 8)) == .headersTooLong)
        #expect(failure("--B\r\na: 1\r\nb: 2\r\nc: 3\r\n\r\n", limits: ReadingLimits(partHeaders: 2)) == .headersTooLong)
        #expect(failure("--B\r\na: " + String(repeating: "x", count: 100), limits: ReadingLimits(partHeaderBytes: 50)) == .headersTooLong)
        #expect(failure(String(repeating: "p\r\n", count: 100) + part, limits: ReadingLimits(preambleBytes: 50)) == .preambleTooLong)
    }

    @Test(
        arguments: [
            ("", "preamble line\r\n", .preambleTooLong), ("--MIMEBOUNDARY\r\nX-Long: ", "aaaaaaaaaaaaaaaaaaaa", .headersTooLong),
            ("--MIMEBOUNDARY\r\nContent-ID: <doc@x>\r\n\r\n", "\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}", .tooManyBytes),
        ] as [(String, String, MessageFailureCode)])
    func `an endless body is refused while it arrives`(head: String, repeated: String, code: MessageFailureCode) {
        let chunk = Array(String(repeating: repeated, count: 8192).utf8)
        var fed = head.utf8.count
        let failure = Fixture.failure { () throws(MessageFailure) in
            var reader = try MultipartReader(contentType: "multipart/related; boundary=MIMEBOUNDARY", limits: ReadingLimits(totalBytes: 8 << 20))
            try reader.feed(Array(head.utf8))
            while fed < 64 << 20 {
                fed += chunk.count
                try reader.feed(chunk)
            }
        }
        #expect(failure == code)
        #expect(fed < 9 << 20)
    }

    @Test func `another boundary than the one announced is read only on request`() throws {
        let body = "--C\r\n\r\nx\r\n--C--"
        #expect(failure(body) == .noPart)
        for step in [1, 2, 100] { #expect(try parts(body, limits: ReadingLimits(toleratesOtherBoundary: true), step: step).map(\.bytes) == [[120]]) }
        #expect(try parts("--B\r\n\r\nx\r\n--B--", limits: ReadingLimits(toleratesOtherBoundary: true)).count == 1)
    }
}
