// Messages are cut out of a stream however it is cut up itself.

import HL7v2Messages
import Testing

struct FramingTests {
    private func events(_ pieces: [[UInt8]], limit: Int = 1_000) -> [FrameReader.Event] {
        var reader = FrameReader(maximumByteCount: limit)
        return pieces.flatMap { reader.feed($0) }
    }

    @Test func `a stream cut anywhere gives the same messages`() {
        let stream = framed(Array("one".utf8)) + framed([]) + framed(Array("three".utf8))
        let wanted: [FrameReader.Event] = [.message(Array("one".utf8)), .message([]), .message(Array("three".utf8))]
        #expect(events([stream]) == wanted)
        #expect(events(stream.map { [$0] }) == wanted)
        for cut in 0...stream.count { #expect(events([Array(stream[..<cut]), Array(stream[cut...])]) == wanted) }
    }

    @Test func `line ends between frames are let through`() {
        #expect(events([framed([0x41]) + [0x0D, 0x0A] + framed([0x42])]) == [.message([0x41]), .message([0x42])])
    }

    @Test func `bytes outside of a frame end the stream`() {
        #expect(events([Array("GET / HTTP/1.1\r\n".utf8) + framed([0x41])]) == [.broken(.noStartBlock)])
        #expect(events([framed([0x41]), Array("x".utf8), framed([0x42])]) == [.message([0x41]), .broken(.noStartBlock)])
        #expect(events([[UInt8](repeating: 0x0A, count: 100)]) == [.broken(.noStartBlock)])
    }

    @Test func `an end block without a carriage return ends the stream`() {
        #expect(events([[0x0B, 0x41, 0x1C, 0x42]]) == [.broken(.badEndBlock)])
    }

    @Test func `a message over the limit ends the stream, and nothing of it is held`() {
        var reader = FrameReader(maximumByteCount: 10)
        _ = reader.feed([0x0B] + [UInt8](repeating: 0x41, count: 8))
        #expect(reader.isInsideMessage)
        #expect(reader.heldByteCount == 8)
        #expect(reader.feed([UInt8](repeating: 0x41, count: 8)) == [.broken(.tooLarge)])
        #expect(reader.heldByteCount == 0)
        #expect(reader.feed(framed([0x41])).isEmpty)
    }
}
