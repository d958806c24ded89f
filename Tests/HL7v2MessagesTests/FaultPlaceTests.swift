// Every refusal of the reader has its code, its condition of table 0357, its place and its detail.

import HL7v2Messages
import Testing

struct FaultPlaceTests {
    /// A header whose fields from the ninth on are as the test wants them.
    private static func header(_ rest: String) -> String { "MSH|^~\\&|A|B|C|D|1||\(rest)\r" }

    private func fault(_ text: String, limits: MessageLimits = .standard) -> MessageFault? {
        if case .failure(let unreadable) = HL7Message.read(Array(text.utf8), limits: limits) { return unreadable.fault }
        return nil
    }

    private static let refused: [(text: String, fault: MessageFault)] = [
        ("", MessageFault("hl7.header", .segmentSequence, at: ErrorLocation("MSH"))),
        ("PID|1\r", MessageFault("hl7.header", .segmentSequence, at: ErrorLocation("MSH"))),
        ("BHS|^~\\&|\r", MessageFault("hl7.batch", .unsupportedMessageType, detail: .name("BHS"))),
        ("FHS|^~\\&|\r", MessageFault("hl7.batch", .unsupportedMessageType, detail: .name("FHS"))),
        ("MSH|^~\\\r", MessageFault("hl7.delimiters", .otherFault, at: ErrorLocation("MSH", field: 2))),
        ("MSH|^~\\&#!|A\r", MessageFault("hl7.delimiters", .otherFault, at: ErrorLocation("MSH", field: 2))),
        ("MSH|^~\\^|A\r", MessageFault("hl7.delimiters", .otherFault, at: ErrorLocation("MSH", field: 2))),
        ("MSH|^~\\1|A\r", MessageFault("hl7.delimiters", .otherFault, at: ErrorLocation("MSH", field: 2))),
        ("MSH|^~\\ |A\r", MessageFault("hl7.delimiters", .otherFault, at: ErrorLocation("MSH", field: 2))),
        ("MSH ^~\\& A\r", MessageFault("hl7.delimiters", .otherFault, at: ErrorLocation("MSH", field: 2))),
        (header("|1|P|2.6"), MessageFault("hl7.message-type", .requiredFieldMissing, at: ErrorLocation("MSH", field: 9))),
        (header("^T02|1|P|2.6"), MessageFault("hl7.message-type", .requiredFieldMissing, at: ErrorLocation("MSH", field: 9))),
        (header("ACK||P|2.6"), MessageFault("hl7.control-id", .requiredFieldMissing, at: ErrorLocation("MSH", field: 10))),
        (header("ACK|\"\"|P|2.6"), MessageFault("hl7.control-id", .requiredFieldMissing, at: ErrorLocation("MSH", field: 10))),
        (header("ACK|1|P|2.6||||||8859/2"), MessageFault("hl7.character-set", .tableValueNotFound, at: ErrorLocation("MSH", field: 18))),
        (
            header("ACK|é|P|2.6||||||ASCII"),
            MessageFault("hl7.character-set", .dataType, at: ErrorLocation("MSH", field: 18), detail: .notIn(characterSet: "ASCII"))
        ),
        (header("ACK|1|P|2.6") + "PID|\u{7}\r", MessageFault("hl7.control-character", .dataType, detail: .byte(7, offset: 36))),
        (header("ACK|1|P|2.6") + "PID|1\n\r", MessageFault("hl7.control-character", .dataType, detail: .byte(10, offset: 37))),
        (header("ACK|1|P|2.6") + "PID|1\r1ID|\r", MessageFault("hl7.segment-name", .segmentSequence, detail: .segment(3))),
        (header("ACK|1|P|2.6") + "PI\r", MessageFault("hl7.segment-name", .segmentSequence, detail: .segment(2))),
        (header("ACK|1|P|2.6") + "PID^1\r", MessageFault("hl7.segment-name", .segmentSequence, detail: .segment(2))),
        (header("ACK|1|P|2.6") + "PID|1\r" + header("ACK|2|P|2.6"), MessageFault("hl7.second-header", .segmentSequence, at: ErrorLocation("MSH", sequence: 2))),
    ]

    @Test(arguments: refused)
    func `a refusal names the condition, the place and what explains it`(text: String, fault: MessageFault) {
        #expect(self.fault(text) == fault)
    }

    @Test(arguments: ["P", "PI", "p", "|", "||", "1"])
    func `a last line shorter than a name is refused, ended or not`(line: String) {
        for end in ["", "\r", "\r\n"] {
            #expect(fault(Self.header("ACK|1|P|2.6") + line + end) == MessageFault("hl7.segment-name", .segmentSequence, detail: .segment(2)))
        }
    }

    @Test func `a message cut anywhere is read or refused`() {
        let whole = documentMessage()
        for count in 0...whole.count { _ = HL7Message.read(Array(whole[..<count])) }
    }

    @Test(arguments: ["PID", "PV1", "Z99", "ZZZ"])
    func `a segment is named by a letter and two letters or digits, and may be bare`(name: String) throws {
        #expect(try read(Self.header("ACK|1|P|2.6") + "\(name)\r").segments.map(\.name) == ["MSH", name])
    }

    @Test func `a tabulator is white space, and any other control character is none`() throws {
        for byte in UInt8(0)..<0x20 where byte != 0x0D {
            let bytes = Array((Self.header("ACK|1|P|2.6") + "NTE|a").utf8) + [byte] + Array("b\r".utf8)
            #expect((refusal(bytes) == nil) == (byte == 0x09), "\(byte)")
        }
    }

    @Test func `a fault is told by code, place and detail, and holds nothing else`() {
        let place = ErrorLocation("MSH", field: 10)
        #expect(
            MessageFault("hl7.control-id", .dataType, at: place, detail: .over(199, .characters)).description == "hl7.control-id at MSH-10: over 199 characters"
        )
        #expect(MessageFault("hl7.batch", .unsupportedMessageType).description == "hl7.batch")
        let unreadable = HL7Message.read(Array((Self.header("ACK|DUPONT|P|2.6") + "pid\r").utf8))
        #expect(throws: UnreadableMessage.self) { try unreadable.get() }
        if case .failure(let unreadable) = unreadable { #expect(!"\(unreadable)".contains("DUPONT")) }
    }

    @Test func `a header shows itself once its own delimiters are read, and not before`() {
        let early = HL7Message.read(Array("MSH|^~\\\r".utf8))
        let late = HL7Message.read(Array(Self.header("ACK|7|P|2.6||||||KLINGON").utf8))
        guard case .failure(let without) = early, case .failure(let with) = late else {
            Issue.record("read")
            return
        }
        #expect(without.header == nil)
        #expect(with.header?.controlID == "7")
    }

    @Test(arguments: [
        (ErrorLocation("PID"), "PID", ["PID", "1", "", "", "", ""]), (ErrorLocation("OBX", sequence: 2), "OBX[2]", ["OBX", "2", "", "", "", ""]),
        (ErrorLocation("PID", field: 3), "PID-3", ["PID", "1", "3", "", "", ""]),
        (ErrorLocation("PID", field: 3, repetition: 1), "PID-3", ["PID", "1", "3", "1", "", ""]),
        (ErrorLocation("PID", field: 3, repetition: 2), "PID-3(2)", ["PID", "1", "3", "2", "", ""]),
        (ErrorLocation("PID", field: 3, component: 4, subcomponent: 2), "PID-3.4.2", ["PID", "1", "3", "", "4", "2"]),
        (
            ErrorLocation("OBX", sequence: 12, field: 5, repetition: 3, component: 4, subcomponent: 5), "OBX[12]-5(3).4.5",
            ["OBX", "12", "5", "3", "4", "5"]
        ),
    ])
    func `a place is written for people, and as the six components of ERL`(place: ErrorLocation, text: String, components: [String]) {
        #expect(place.description == text)
        #expect(place.components == components)
    }

    @Test func `a segment gives its own places`() throws {
        let message = try read(Self.header("ACK|1|P|2.6") + "NTE|1\rNTE|2\r")
        #expect(message.segments[2].location(3, repetition: 2, component: 4, subcomponent: 5).description == "NTE[2]-3(2).4.5")
        #expect(message.segments[1].location().description == "NTE")
    }

    @Test(arguments: [
        (MessageCondition.accepted, 0, "Message accepted"), (.segmentSequence, 100, "Segment sequence error"),
        (.requiredFieldMissing, 101, "Required field missing"), (.dataType, 102, "Data type error"), (.tableValueNotFound, 103, "Table value not found"),
        (.cardinality, 198, "Non-Conformant Cardinality"), (.otherFault, 199, "Other HL7 Error"), (.unsupportedMessageType, 200, "Unsupported message type"),
        (.unsupportedEvent, 201, "Unsupported event code"), (.unsupportedProcessingID, 202, "Unsupported processing id"),
        (.unsupportedVersion, 203, "Unsupported version id"), (.applicationError, 207, "Application internal error"),
    ])
    func `a condition has the number and the words of table 0357`(condition: MessageCondition, number: Int, text: String) {
        #expect(condition.rawValue == number && condition.text == text)
    }

    @Test func `no condition is left out of the table above`() { #expect(MessageCondition.allCases.count == 12) }
}
