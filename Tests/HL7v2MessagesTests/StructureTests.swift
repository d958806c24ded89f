// A message is held against the grammar of its structure.

import HL7v2Messages
import Testing

struct StructureTests {
    private let whole = documentMessage()

    private func structured(_ lines: [String], by structure: MessageStructure = .document) throws -> StructuredMessage {
        try HL7Message.read(documentMessage(rest: lines)).get().structured(by: structure)
    }

    private var lines: [String] {
        String(decoding: whole, as: UTF8.self).split(separator: "\r").dropFirst().map(String.init)
    }

    @Test func `segments that fit stand in their groups`() throws {
        let message = try HL7Message.read(whole).get().structured(by: .document)
        #expect(message.faults.isEmpty)
        #expect(message.remarks.isEmpty)
        #expect(message.root.first("TXA") != nil)
        let observation = try #require(message.root.groups(named: "OBSERVATION").first)
        #expect(observation.first("OBX")?.field(2).text == "ED")
        #expect(observation.all("PRT").count == 1)
    }

    @Test(arguments: ["EVN", "PID", "PV1", "OBR", "TXA", "OBX"])
    func `a segment that must be there is missed by name`(name: String) throws {
        let message = try structured(lines.filter { !$0.hasPrefix(name) })
        #expect(message.faults.contains { $0.code == "hl7.segment-missing" && $0.condition == .segmentSequence && $0.detail != nil })
    }

    @Test func `an order segment that older profiles left out is only remarked`() throws {
        let message = try structured(lines.filter { !$0.hasPrefix("ORC") })
        #expect(message.remarks.map(\.detail) == [.name("ORC")])
        #expect(message.faults.filter { $0.code.hasPrefix("hl7.segment") }.isEmpty)
    }

    @Test func `a segment in the wrong place is refused where it stands`() throws {
        let message = try structured(lines + ["PV1|2|O"])
        #expect(message.faults.map(\.code) == ["hl7.segment-unexpected"])
        #expect(message.faults[0].location?.description == "PV1[2]")
    }

    @Test func `orders and their observations are told apart`() throws {
        let message = try read(
            "MSH|^~\\&|A|B|C|D|1||ORU^R01^ORU_R01|1|P|2.5||||||UNICODE UTF-8\rPID|||1||X\rORC|NW\rOBR||||1\rOBX||ED|1||^T\rNTE|1\rOBX||CE|2||Y\rORC|NW\rOBR||||2\rOBX||ED|1||^T\r"
        ).structured(by: .observation)
        #expect(message.faults.isEmpty)
        #expect(message.root.groups.count == 2)
        #expect(message.root.groups[0].groups(named: "OBSERVATION").count == 2)
    }

    @Test(arguments: [
        ("MSH|^~\\&|A|B|C|D|1||MDM^T02^MDM_T02|1|X|2.6", 202, "MSH-11"), ("MSH|^~\\&|A|B|C|D|1||MDM^T02^MDM_T02|1|P|9.9", 203, "MSH-12"),
        ("MSH|^~\\&|A|B|C|D|1||MDM|1|P|2.6", 101, "MSH-9.2"),
    ])
    func `a field that must be there, or be one of a table, is named`(header: String, condition: Int, place: String) throws {
        let message = try HL7Message.read(documentMessage(header: header + "||||||UNICODE UTF-8")).get().structured(by: .document)
        #expect(message.faults.contains { $0.condition.rawValue == condition && $0.location?.description == place })
    }

    @Test func `consent stands in the admission messages`() throws {
        let message = try read(
            "MSH|^~\\&|A|B|C|D|1||ADT^A01^ADT_A01|1|P|2.5||||||UNICODE UTF-8\rEVN||2026\rPID|||1\rPV1||I\rZBE|1\rZFA|ACTIF|2026|||||||INO|2026|IC|2026\rZFM||||\rZFD|||Y\r"
        )
        #expect(message.structured(by: .admission).faults.isEmpty)
        #expect(message.first("ZFA")?.field(9).text == "INO")
    }

    @Test func `every declared structure is found by its name`() {
        for structure in MessageStructure.declared { #expect(MessageStructure.named(structure.name)?.name == structure.name) }
        #expect(MessageStructure.named("QBP_Q11") == nil)
    }
}
