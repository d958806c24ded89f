// Every limit of reading holds at its edge: what is exactly at it is read, and one more is refused by its code.

import HL7v2Messages
import Testing

struct LimitTests {
    private let header = "MSH|^~\\&|A|B|C|D|1||ACK|1|P|2.6||||||ASCII\r"

    private func fault(_ text: String, _ limits: MessageLimits) -> MessageFault? {
        if case .failure(let unreadable) = HL7Message.read(Array(text.utf8), limits: limits) { return unreadable.fault }
        return nil
    }

    @Test func `the standard limits are those that are said`() {
        let limits = MessageLimits.standard
        #expect([limits.bytes, limits.segments, limits.fields, limits.controlIDCharacters] == [67_108_864, 10_000, 1_000, 199])
    }

    @Test func `bytes are counted over the whole message`() {
        let count = header.utf8.count
        #expect(fault(header, MessageLimits(bytes: count)) == nil)
        #expect(fault(header, MessageLimits(bytes: count - 1)) == MessageFault("hl7.limit", .otherFault, detail: .over(count - 1, .bytes)))
    }

    @Test func `segments are counted with the header, and empty lines are none`() {
        let text = header + "NTE|1\r\r\rNTE|2\r"
        #expect(fault(text, MessageLimits(segments: 3)) == nil)
        #expect(fault(text, MessageLimits(segments: 2)) == MessageFault("hl7.limit", .otherFault, detail: .over(2, .segments)))
    }

    @Test func `fields are counted in each segment, and the segment is named`() {
        let wide = MessageLimits(fields: 20)
        #expect(fault(header + "NTE|1\rNTE" + String(repeating: "|a", count: 20) + "\r", wide) == nil)
        #expect(
            fault(header + "NTE|1\rNTE" + String(repeating: "|a", count: 21) + "\r", wide)
                == MessageFault("hl7.limit", .otherFault, at: ErrorLocation("NTE", sequence: 2), detail: .over(20, .fields)))
    }

    @Test(arguments: [("é", nil), ("éé", nil), ("ééé", FaultDetail.over(2, .characters))])
    func `the control id is counted in characters, not in bytes`(controlID: String, detail: FaultDetail?) {
        let text = "MSH|^~\\&|A|B|C|D|1||ACK|\(controlID)|P|2.6||||||UNICODE UTF-8\r"
        #expect(fault(text, MessageLimits(controlIDCharacters: 2))?.detail == detail)
    }

    @Test func `199 characters of a control id are read, and 200 are not`() {
        for (count, code) in [(199, nil), (200, "hl7.control-id")] {
            #expect(refusal("MSH|^~\\&|A|B|C|D|1||ACK|\(String(repeating: "a", count: count))|P|2.6\r") == code)
        }
    }

    @Test func `a frame of exactly the largest size is a message, and one byte more is not`() {
        for (count, wanted) in [(10, FrameReader.Event.message([UInt8](repeating: 0x41, count: 10))), (11, .broken(.tooLarge))] {
            var reader = FrameReader(maximumByteCount: 10)
            #expect(reader.feed(framed([UInt8](repeating: 0x41, count: count))) == [wanted])
        }
    }

    @Test func `sixteen line ends between frames are let through, and the seventeenth is not`() {
        for (count, wanted) in [(16, FrameReader.Event.message([0x41])), (17, .broken(.noStartBlock))] {
            var reader = FrameReader(maximumByteCount: 10)
            #expect(reader.feed([UInt8](repeating: 0x0D, count: count) + framed([0x41])) == [wanted])
        }
    }

    @Test func `line ends are counted anew after each message`() {
        var reader = FrameReader(maximumByteCount: 10)
        let piece = [UInt8](repeating: 0x0A, count: 12) + framed([0x41])
        #expect(reader.feed(piece + piece + piece) == [.message([0x41]), .message([0x41]), .message([0x41])])
    }

    @Test func `a message has begun from its start block to the end of its end block`() {
        var reader = FrameReader(maximumByteCount: 10)
        var states: [Bool] = []
        for byte: UInt8 in [0x0D, 0x0B, 0x41, 0x1C, 0x0D, 0x0A] {
            _ = reader.feed([byte])
            states.append(reader.isInsideMessage)
        }
        #expect(states == [false, true, true, true, false, false])
    }

    @Test(arguments: [(FrameReader.Fault.noStartBlock, "mllp.no-start-block"), (.tooLarge, "mllp.too-large"), (.badEndBlock, "mllp.bad-end-block")])
    func `a stream that is given up has a code`(fault: FrameReader.Fault, code: String) { #expect(fault.rawValue == code) }

    @Test func `a start block within a message is content`() {
        var reader = FrameReader(maximumByteCount: 10)
        #expect(reader.feed([0x0B, 0x41, 0x0B, 0x42, 0x1C, 0x0D]) == [.message([0x41, 0x0B, 0x42])])
    }

    @Test func `an echoed field of a header is cut, so that no answer grows with it`() throws {
        let long = String(repeating: "é", count: 2_000)
        let message = try read("MSH|^~\\&|A\(long)|B|C|D|1||ACK|1|P|2.6||||||UNICODE UTF-8\r")
        let reply = Reply(.accepted).message(to: message.header, controlID: "R", time: "2026").bytes
        #expect(reply.count < 1_200)
        #expect(try HL7Message.read(reply).get().header.segment.field(5).text == "A" + String(repeating: "é", count: 511))
    }
}
