// What a message says is read where it stands; what is no message is refused by its code.

import HL7v2Messages
import TestSupport
import Testing

struct ReadingTests {
    @Test func `a message is read segment by segment, field by field`() throws {
        let message = try HL7Message.read(documentMessage()).get()
        #expect(message.header.type == "MDM^T02^MDM_T02")
        #expect(message.header.controlID == "M0001")
        #expect(message.header.processingID == "P")
        #expect(message.header.profiles.first?.namespace == "CISIS_CDA_HL7_V2")
        let patient = try #require(message.first("PID"))
        #expect(patient.field(3).repetitions.count == 2)
        #expect(patient.field(3).component(4).subcomponent(2).text == "1.2.250.1.213.1.4.10")
        #expect(patient.field(3).repetitions[1].component(1).text == "000123")
        #expect(patient.field(5).component(2).text == "ANNE")
        #expect(patient.field(99).isEmpty)
        #expect(message.tolerances.isEmpty)
    }

    @Test func `the separator is the first field of a header, and the delimiters are its second`() throws {
        let header = try HL7Message.read(documentMessage()).get().header.segment
        #expect(header.field(1).text == "|")
        #expect(header.field(2).text == "^~\\&")
        #expect(header.field(3).text == "RIS")
        #expect(header.fieldCount == 21)
    }

    @Test func `a segment that nobody knows stays byte for byte`() throws {
        let message = try HL7Message.read(documentMessage()).get()
        #expect(message.first("ZZZ")?.raw.elementsEqual("ZZZ|nobody|knows|this^segment".utf8) == true)
        #expect(message.bytes == documentMessage())
    }

    @Test func `delimiters are taken from the header`() throws {
        let message = try read("MSH$*%!@$RIS$H$P$H$2026$$MDM*T02*MDM_T02$1$P$2.6\rPID$$$12*3@4%5\r")
        #expect(message.first("PID")?.field(3).repetitions.count == 2)
        #expect(message.first("PID")?.field(3).component(2).subcomponent(2).text == "4")
    }

    @Test func `a truncation character is taken as the fifth delimiter`() throws {
        #expect(try read("MSH|^~\\&#|A|B|C|D|1||ACK|1|P|2.7\r").delimiters.truncation == UInt8(ascii: "#"))
    }

    @Test(arguments: [
        ("", "hl7.header"), ("PID|1\r", "hl7.header"), ("MS", "hl7.header"), ("msh|^~\\&|\r", "hl7.header"),
        ("MSH", "hl7.delimiters"), ("MSH|\r", "hl7.delimiters"), ("MSH|^~\r", "hl7.delimiters"), ("MSHA^~\\&A\r", "hl7.delimiters"),
        ("MSH\r^~\\&|", "hl7.delimiters"), ("MSH|^^\\&|A\r", "hl7.delimiters"), ("MSH||^~\\&\r", "hl7.delimiters"),
        ("MSH|^~\\&|A|B|C|D|1|||1|P|2.6\r", "hl7.message-type"), ("MSH|^~\\&|A|B|C|D|1||ACK||P|2.6\r", "hl7.control-id"),
        ("MSH|^~\\&|A|B|C|D|1||ACK|1|P|2.6\rMSH|^~\\&|A\r", "hl7.second-header"), ("MSH|^~\\&|A|B|C|D|1||ACK|1|P|2.6\rpid|1\r", "hl7.segment-name"),
        ("MSH|^~\\&|A|B|C|D|1||ACK|1|P|2.6\rPIDX1\r", "hl7.segment-name"), ("MSH|^~\\&|A|B|C|D|1||ACK|1|P|2.6\nPID|1\n", "hl7.control-character"),
        ("MSH|^~\\&|A|B|C|D|1||ACK|1|P|2.6\rPID|\u{0}\r", "hl7.control-character"), ("BHS|^~\\&|\r", "hl7.batch"),
        ("MSH|^~\\&|A|B|C|D|1||ACK|1|P|2.6||||||KLINGON\r", "hl7.character-set"),
    ])
    func `what is no message is refused by its code`(text: String, code: String) {
        #expect(refusal(text) == code)
    }

    @Test func `a refused message still shows its header, for the answer`() throws {
        guard case .failure(let unreadable) = HL7Message.read(Array("MSH|^~\\&|A|B|C|D|1||ACK|77|P|2.6\rpid\r".utf8)) else {
            Issue.record("read")
            return
        }
        #expect(unreadable.header?.controlID == "77")
        #expect("\(unreadable)" == "hl7.segment-name: segment 2")
    }

    @Test func `limits are kept`() {
        let message = documentMessage()
        #expect(refusal(message, limits: MessageLimits(bytes: 100)) == "hl7.limit")
        #expect(refusal(message, limits: MessageLimits(segments: 3)) == "hl7.limit")
        #expect(refusal(message, limits: MessageLimits(fields: 5)) == "hl7.limit")
        #expect(refusal(message, limits: MessageLimits(controlIDCharacters: 3)) == "hl7.control-id")
        #expect(refusal(message) == nil)
    }

    @Test func `departures that change nothing are overlooked and said`() throws {
        #expect(try read("MSH|^~\\&|A|B|C|D|1||ACK|1|P|2.6||||||ASCII\r\nPID|1\r\n").tolerances == [.lineFeedAfterSegment])
        #expect(try read("MSH|^~\\&|A|B|C|D|1||ACK|1|P|2.6||||||ASCII\rPID|1").tolerances == [.noFinalSegmentEnd])
        #expect(try read("\u{FEFF}MSH|^~\\&|A|B|C|D|1||ACK|1|P|2.6||||||UNICODE UTF-8\r").tolerances == [.byteOrderMark])
        #expect(try read("MSH|^~\\&|A|B|C|D|1||ACK|1|P|2.6\r").tolerances == [.noCharacterSet])
    }

    @Test func `a place is written as people and as ERR-2 write it`() {
        let place = ErrorLocation("PID", field: 3, repetition: 2, component: 4)
        #expect(place.description == "PID-3(2).4")
        #expect(place.components == ["PID", "1", "3", "2", "4", ""])
        #expect(ErrorLocation("OBX", sequence: 4, field: 5).description == "OBX[4]-5")
    }

    @Test func `no bytes make the reader stumble`() {
        var generator = SeededGenerator(seed: 7)
        let whole = documentMessage()
        for _ in 0..<2_000 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...8, using: &generator) {
                let index = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: bytes[index] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes.remove(at: index)
                default: bytes.insert(whole[Int.random(in: 0..<whole.count, using: &generator)], at: index)
                }
            }
            guard let message = try? HL7Message.read(bytes).get() else { continue }
            for segment in message.segments {
                for number in 1...max(segment.fieldCount, 1) {
                    for repetition in segment.field(number).repetitions { _ = repetition.components.map { $0.value.text } }
                }
            }
            _ = message.structured(by: .document)
            _ = Reply(.accepted).message(to: message.header, controlID: "1", time: "2026").bytes
        }
    }
}
