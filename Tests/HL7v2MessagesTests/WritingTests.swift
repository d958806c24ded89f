// What is written is read back the same, and no value breaks out of its field.

import HL7v2Messages
import Testing

struct WritingTests {
    @Test func `what is written is read back the same`() throws {
        let hostile = "a|b^c~d\\e&f\rg\u{1C}\u{0B}é"
        let segment = OutgoingSegment(
            "ZZZ", [1: .text(hostile), 3: .components(["1", hostile, ""]), 4: .repetitions([.text("x"), .subdivided([["a", hostile], ["b"]])])])
        let message = OutgoingMessage([OutgoingSegment("MSH", [9: "ACK", 10: "1", 18: "UNICODE UTF-8"]), segment])
        let read = try HL7Message.read(message.bytes).get()
        let back = try #require(read.first("ZZZ"))
        #expect(read.segments.count == 2)
        #expect(back.field(1).text == hostile)
        #expect(back.field(2).isEmpty)
        #expect(back.field(3).component(2).text == hostile)
        #expect(back.field(4).repetitions[1].component(1).subcomponent(2).text == hostile)
        #expect(!message.bytes.contains(0x1C))
    }

    @Test func `empty fields at the end are left out`() {
        #expect(OutgoingMessage([OutgoingSegment("PV1", [2: "I", 9: .text("")])]).bytes == Array("PV1||I\r".utf8))
    }

    @Test func `an acknowledgement changes places with the sender and repeats the control id`() throws {
        let message = try HL7Message.read(documentMessage()).get()
        let reply = Reply(.accepted).message(to: message.header, controlID: "R1", time: "20260301120001")
        let read = try HL7Message.read(reply.bytes).get()
        #expect(read.header.type == "ACK^T02^ACK")
        #expect(read.header.segment.field(3).text == "PASSERELLE")
        #expect(read.header.segment.field(5).text == "RIS")
        #expect(read.header.processingID == "P")
        #expect(read.header.version == "2.6")
        #expect(read.first("MSA")?.field(1).text == "AA")
        #expect(read.first("MSA")?.field(2).text == "M0001")
        #expect(read.structured(by: .acknowledgement).faults.isEmpty)
    }

    @Test func `an acknowledgement says what is wrong, and where`() throws {
        let message = try HL7Message.read(documentMessage()).get()
        let error = ReplyError(
            .applicationError, at: ErrorLocation("PID", field: 3), application: ("904", "INS différent", "applicationErrorCondition"),
            userMessage: "PID-3 | CDA")
        let read = try HL7Message.read(Reply(.error, error).message(to: message.header, controlID: "R1", time: "2026").bytes).get()
        let segment = try #require(read.first("ERR"))
        #expect(segment.field(2).component(1).text == "PID")
        #expect(segment.field(2).component(3).text == "3")
        #expect(segment.field(3).component(1).text == "207")
        #expect(segment.field(3).component(3).text == "messageErrorCondition")
        #expect(segment.field(4).text == "E")
        #expect(segment.field(5).component(1).text == "904")
        #expect(segment.field(8).text == "PID-3 | CDA")
    }

    @Test func `an acknowledgement speaks with the delimiters of the message`() throws {
        let message = try read("MSH$*%!@$RIS$H$P$H$2026$$MDM*T02*MDM_T02$A!S!1$P$2.6\r")
        let bytes = Reply(.accepted).message(to: message.header, controlID: "R", time: "2026").bytes
        #expect(String(decoding: bytes, as: UTF8.self).contains("MSA$AA$A!S!1\r"))
    }

    @Test func `without a header an acknowledgement stands on the standard's own`() throws {
        let read = try HL7Message.read(Reply(.rejected, ReplyError(.segmentSequence)).message(to: nil, controlID: "R", time: "2026").bytes).get()
        #expect(read.first("MSA")?.field(2).isEmpty == true)
        #expect(read.header.type == "ACK^ACK")
    }

    @Test func `control characters of a refused header are not passed on`() {
        guard case .failure(let unreadable) = HL7Message.read(Array("MSH|^~\\&|A\u{0B}|B|C|D|1||ACK|1\u{1}2|P|2.6\r".utf8)) else { return }
        let bytes = Reply(.rejected).message(to: unreadable.header, controlID: "R", time: "2026").bytes
        #expect(bytes.allSatisfy { $0 >= 0x20 || $0 == 0x0D })
        #expect(String(decoding: bytes, as: UTF8.self).contains("MSA|AR|12\r"))
    }
}
