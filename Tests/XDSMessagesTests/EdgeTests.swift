// Every limit of a package holds at its edge, wherever the bytes are cut.

import Testing
import XMLTree

@testable import XDSMessages

@Suite struct EdgeTests {
    private static let type = "multipart/related; boundary=B"

    private func failure(_ body: String, _ limits: ReadingLimits, type: String = type) -> MessageFailureCode? {
        var codes: Set<MessageFailureCode?> = []
        for step in [1, 7, max(1, body.utf8.count)] {
            codes.insert(
                Fixture.failure { () throws(MessageFailure) in
                    var reader = try MultipartReader(contentType: type, limits: limits)
                    var rest = Array(body.utf8)[...]
                    while !rest.isEmpty {
                        try reader.feed(Array(rest.prefix(step)))
                        rest = rest.dropFirst(step)
                    }
                    _ = try reader.finish()
                })
        }
        #expect(codes.count == 1, "the cut decides: \(codes)")
        return codes.first ?? nil
    }

    private static func part(_ headers: String = "", _ content: String = "x") -> String { "--B\r\n\(headers)\r\n\(content)\r\n" }

    @Test func `the standard limits are those that are said`() {
        let limits = ReadingLimits.standard
        #expect([limits.totalBytes, limits.envelopeNodes, limits.parts, limits.partHeaderBytes] == [67_108_864, 1_000_000, 128, 16_384])
        #expect([limits.partHeaders, limits.preambleBytes, limits.contentTypeBytes, limits.includes] == [64, 65_536, 4_096, 128])
        #expect(!limits.toleratesOtherBoundary)
    }

    @Test func `bytes hold at their edge`() {
        let body = Self.part() + "--B--"
        #expect(failure(body, ReadingLimits(totalBytes: body.utf8.count)) == nil)
        #expect(failure(body, ReadingLimits(totalBytes: body.utf8.count - 1)) == .tooManyBytes)
    }

    @Test func `parts hold at their edge`() {
        let body = Self.part() + Self.part() + "--B--"
        #expect(failure(body, ReadingLimits(parts: 2)) == nil && failure(body, ReadingLimits(parts: 1)) == .tooManyParts)
    }

    @Test func `headers of a part hold at their edge, continuations among them`() {
        let body = Self.part("a: 1\r\nb: 2\r\n c\r\n") + "--B--"
        #expect(failure(body, ReadingLimits(partHeaders: 3)) == nil && failure(body, ReadingLimits(partHeaders: 2)) == .headersTooLong)
    }

    @Test func `bytes of a part's headers hold at their edge, without their line ends`() {
        let body = Self.part("a: 1\r\nbb: 2\r\n") + "--B--"
        #expect(failure(body, ReadingLimits(partHeaderBytes: 9)) == nil && failure(body, ReadingLimits(partHeaderBytes: 8)) == .headersTooLong)
    }

    @Test func `headers of each part are counted anew`() {
        let body = Self.part("a: 1\r\n") + Self.part("a: 1\r\n") + "--B--"
        #expect(failure(body, ReadingLimits(partHeaderBytes: 4, partHeaders: 1)) == nil)
    }

    @Test func `bytes before the first part hold at their edge`() {
        let body = "12345678\r\n" + Self.part() + "--B--"
        #expect(failure(body, ReadingLimits(preambleBytes: 8)) == nil && failure(body, ReadingLimits(preambleBytes: 7)) == .preambleTooLong)
    }

    @Test func `a content type holds at its edge`() {
        let count = Self.type.utf8.count
        #expect(failure(Self.part() + "--B--", ReadingLimits(contentTypeBytes: count)) == nil)
        #expect(failure(Self.part() + "--B--", ReadingLimits(contentTypeBytes: count - 1)) == .contentType)
    }

    @Test(arguments: [(1, nil), (70, nil), (71, MessageFailureCode.boundary)])
    func `a boundary has up to 70 characters`(count: Int, code: MessageFailureCode?) {
        let boundary = String(repeating: "b", count: count)
        let body = "--\(boundary)\r\n\r\nx\r\n--\(boundary)--"
        #expect(failure(body, .standard, type: "multipart/related; boundary=\(boundary)") == code)
    }

    @Test(arguments: "'()+_,-./:=? ".map(String.init))
    func `every sign that a boundary may have is read`(sign: String) {
        #expect(failure("--a\(sign)b\r\n\r\nx\r\n--a\(sign)b--", .standard, type: "multipart/related; boundary=\"a\(sign)b\"") == nil)
    }

    @Test(arguments: ["@", "!", "é", "\\\"", "<", "*", "~"])
    func `any other sign is none of a boundary`(sign: String) {
        #expect(failure("", .standard, type: "multipart/related; boundary=\"a\(sign)b\"") == .boundary)
    }

    @Test func `includes hold at their edge`() {
        let package = Fixture.package(envelope: Fixture.envelope(body: Fixture.include))
        for (count, code) in [(1, nil), (0, MessageFailureCode.tooManyIncludes)] {
            #expect(Fixture.failure { () throws(MessageFailure) in _ = try SOAPMessage.read(package, limits: ReadingLimits(includes: count)) } == code)
        }
    }

    @Test func `a plain message holds at its edge, in one piece and in two`() throws {
        let whole = Fixture.plain(Fixture.envelope(body: "<b/>"))
        let halves = CarriedMessage(contentType: whole.contentType, chunks: [Array(whole.body[..<20]), Array(whole.body[20...])])
        #expect(halves.byteCount == whole.byteCount && halves.body == whole.body)
        for message in [whole, halves] {
            #expect(try SOAPMessage.read(message, limits: ReadingLimits(totalBytes: whole.byteCount)).payload.localName == "b")
            let less = ReadingLimits(totalBytes: whole.byteCount - 1)
            #expect(Fixture.failure { () throws(MessageFailure) in _ = try SOAPMessage.read(message, limits: less) } == .tooManyBytes)
        }
    }

    @Test(
        arguments: [
            ("--B\r\n\r\na\r\n--Bx\r\n--B--", ["a\r\n--Bx"]), ("--B\r\n\r\na\r\n--B \t\r\n\r\nb\r\n--B--", ["a", "b"]), ("--B\r\n\r\n--B--\r\n", [""]),
            ("--B\r\n\r\na\n--B--\r\n--B--", ["a\n--B--"]), ("--B\n\na\r\n--B--", ["a\r"]), ("--B\r\n\r\na\r\n--B--trailer\r\n--B--", ["a\r\n--B--trailer"]),
            ("--B\r\n\r\n\r\n\r\n--B--epi", nil), ("\r\n--B\r\n\r\na\r\n--B--", ["a"]), ("x\r\n--B\r\n\r\na\r\n--B--\r\nepilogue --B", ["a"]),
        ] as [(String, [String]?)])
    func `a part ends at a line that is the boundary and nothing else, wherever the bytes are cut`(body: String, contents: [String]?) throws {
        guard let contents else {
            #expect(failure(body, .standard) == .unterminated)
            return
        }
        for step in 1...body.utf8.count {
            var reader = try MultipartReader(contentType: Self.type)
            var rest = Array(body.utf8)[...]
            while !rest.isEmpty {
                try reader.feed(Array(rest.prefix(step)))
                rest = rest.dropFirst(step)
            }
            #expect(try reader.finish().map { String(decoding: $0.bytes, as: UTF8.self) } == contents, "in steps of \(step)")
        }
    }
}
