// Every declared structure demands its segments and fields, and names what lacks by its place.

import HL7v2Messages
import Testing

struct GrammarTests {
    private static let documentLines = [
        "MSH|^~\\&|A|B|C|D|1||MDM^T02^MDM_T02|1|P|2.6||||||ASCII", "EVN||2026", "PID|||1||X", "PV1||I", "ORC|NW", "OBR|1|||C", "TXA|1|C||||||||||1.2.3",
        "OBX|1|ED|C||^TEXT", "OBX|2|CE|D||Y",
    ]
    private static let observationLines = [
        "MSH|^~\\&|A|B|C|D|1||ORU^R01^ORU_R01|1|P|2.5||||||ASCII", "PID|||1||X", "PV1||I", "ORC|NW", "OBR|1|||C", "OBX|1|ED|C||^TEXT", "OBX|2|CE|D||Y",
    ]
    private static let receiptLines = ["MSH|^~\\&|A|B|C|D|1||ACK^T02^ACK|1|P|2.6||||||ASCII", "MSA|AA|1", "ERR|||207^x|E", "ERR|||207^y|E"]
    private static let businessLines = [
        "MSH|^~\\&|A|B|C|D|1||ZAM^Z01^ZAM_Z01|1|P|2.6||||||ASCII", "EVN||2026", "OBX|1|ST|C|1|Y", "OBX|2|ST|D|1|Y", "ERR|||207^x|E",
    ]
    private static let admissionLines = ["MSH|^~\\&|A|B|C|D|1||ADT^A01^ADT_A01|1|P|2.5||||||ASCII", "EVN||2026", "PID|||1", "PV1||I", "ZBE|1", "ZFA|ACTIF"]

    private static let whole: [String: [String]] = [
        "MDM_T02": documentLines, "ORU_R01": observationLines, "ACK": receiptLines, "ZAM_Z01": businessLines, "ADT_A01": admissionLines,
    ]

    private func structured(_ lines: [String], _ name: String) throws -> StructuredMessage {
        try read(lines.map { $0 + "\r" }.joined()).structured(by: try #require(MessageStructure.named(name)))
    }

    /// The lines with one field of the n-th segment of a name set to something else.
    private func changed(_ name: String, _ segment: String, sequence: Int = 1, _ field: Int, to value: String) throws -> [String] {
        var lines = try #require(Self.whole[name])
        let places = lines.indices.filter { lines[$0].hasPrefix(segment) }
        var fields = lines[places[sequence - 1]].split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        fields[segment == "MSH" ? field - 1 : field] = value
        lines[places[sequence - 1]] = fields.joined(separator: "|")
        return lines
    }

    @Test func `every declared structure has a whole message here, and it fits without a remark`() throws {
        #expect(Set(MessageStructure.declared.map(\.name)) == Set(Self.whole.keys))
        for (name, lines) in Self.whole {
            let message = try structured(lines, name)
            #expect(message.faults.isEmpty && message.remarks.isEmpty, "\(name)")
            #expect(message.root.name == name)
        }
    }

    @Test(arguments: [
        ("MDM_T02", "EVN", "PID"), ("MDM_T02", "PID", "PV1"), ("MDM_T02", "PV1", "ORC"), ("MDM_T02", "OBR", "TXA"), ("MDM_T02", "TXA", "OBX"),
        ("MDM_T02", "OBX", "OBX"), ("ORU_R01", "PID", "PV1"), ("ORU_R01", "OBR", "OBX"), ("ORU_R01", "OBX", "OBX"), ("ACK", "MSA", "ERR"),
        ("ZAM_Z01", "EVN", "OBX"), ("ZAM_Z01", "OBX", "ERR"), ("ADT_A01", "EVN", "PID"), ("ADT_A01", "PID", "PV1"),
    ])
    func `a segment that lacks is told where another stands instead`(name: String, missing: String, place: String) throws {
        let lines = try #require(Self.whole[name]).filter { !$0.hasPrefix(missing) }
        let wanted = MessageFault(
            "hl7.segment-missing", .segmentSequence, at: ErrorLocation(place), detail: .name(missing == "OBX" && name != "ZAM_Z01" ? "OBSERVATION" : missing))
        #expect(try structured(lines, name).faults.first == wanted)
    }

    @Test(arguments: [
        ("MDM_T02", "EVN|"), ("MDM_T02", "PID|"), ("MDM_T02", "PV1|"), ("MDM_T02", "TXA|"), ("ORU_R01", "PID|"), ("ORU_R01", "PV1|"),
        ("ORU_R01", "OBR|"), ("ACK", "MSA|"), ("ZAM_Z01", "EVN|"), ("ZAM_Z01", "ERR|"), ("ADT_A01", "EVN|"), ("ADT_A01", "PV1|"), ("ADT_A01", "ZBE|"),
    ])
    func `a segment that stands once is refused the second time`(name: String, segment: String) throws {
        let lines = try #require(Self.whole[name]).flatMap { $0.hasPrefix(segment) ? [$0, $0] : [$0] }
        let places = try structured(lines, name).faults.filter { $0.code.hasPrefix("hl7.segment") }.map { $0.location?.description }
        #expect(places.contains("\(segment.prefix(3))[2]"))
    }

    @Test(arguments: [
        ("MDM_T02", "OBX|"), ("ACK", "ERR|"), ("ADT_A01", "ROL|"), ("MDM_T02", "NTE|"), ("ORU_R01", "TQ1|"), ("ORU_R01", "NTE|"), ("MDM_T02", "PRT|"),
    ])
    func `a segment that may be repeated may be, in its place`(name: String, segment: String) throws {
        var lines = try #require(Self.whole[name])
        let places = ["ROL": "PID", "NTE": "OBR", "TQ1": "OBR", "PRT": "OBX|2"]
        if let last = lines.lastIndex(where: { $0.hasPrefix(segment) }) {
            lines.insert(lines[last], at: last)
        } else {
            let place = try #require(lines.firstIndex { $0.hasPrefix(places[String(segment.prefix(3))] ?? "-") })
            lines.insert(contentsOf: [segment + "1", segment + "2"], at: place + 1)
        }
        #expect(try structured(lines, name).faults.isEmpty)
    }

    @Test func `three observations are one too many for a business acknowledgement`() throws {
        let lines = Self.businessLines[..<4] + ["OBX|3|ST|E|1|Y"] + Self.businessLines[4...]
        #expect(try structured(Array(lines), "ZAM_Z01").faults.map(\.location?.description) == ["OBX[3]"])
    }

    @Test(arguments: [
        ("MDM_T02", "MSH", 9, "MSH-9.2"), ("MDM_T02", "MSH", 11, "MSH-11"), ("MDM_T02", "MSH", 12, "MSH-12"), ("MDM_T02", "EVN", 2, "EVN-2"),
        ("MDM_T02", "PID", 3, "PID-3"), ("MDM_T02", "PID", 5, "PID-5"), ("MDM_T02", "TXA", 2, "TXA-2"), ("MDM_T02", "TXA", 12, "TXA-12"),
        ("MDM_T02", "OBX", 2, "OBX-2"), ("MDM_T02", "OBX", 3, "OBX-3"), ("MDM_T02", "OBX", 5, "OBX-5"), ("ORU_R01", "MSH", 9, "MSH-9.2"),
        ("ORU_R01", "MSH", 11, "MSH-11"), ("ORU_R01", "MSH", 12, "MSH-12"), ("ORU_R01", "PID", 3, "PID-3"), ("ORU_R01", "PID", 5, "PID-5"),
        ("ORU_R01", "OBR", 4, "OBR-4"), ("ORU_R01", "OBX", 2, "OBX-2"), ("ORU_R01", "OBX", 3, "OBX-3"), ("ORU_R01", "OBX", 5, "OBX-5"),
        ("ACK", "MSA", 1, "MSA-1"), ("ACK", "MSA", 2, "MSA-2"), ("ZAM_Z01", "EVN", 2, "EVN-2"), ("ZAM_Z01", "OBX", 3, "OBX-3"), ("ZAM_Z01", "OBX", 4, "OBX-4"),
        ("ADT_A01", "MSH", 9, "MSH-9.2"), ("ADT_A01", "MSH", 11, "MSH-11"), ("ADT_A01", "MSH", 12, "MSH-12"), ("ADT_A01", "PID", 3, "PID-3"),
    ])
    func `a field that must be there is missed at its place, and nothing else is`(name: String, segment: String, field: Int, place: String) throws {
        let lines = try changed(name, segment, field, to: segment == "MSH" && field == 9 ? "XXX" : "")
        let faults = try structured(lines, name).faults
        #expect(faults.map(\.code) == ["hl7.field-missing"])
        #expect(faults.first?.condition == .requiredFieldMissing && faults.first?.location?.description == place)
    }

    @Test func `the null value is no content of a field that must be there`() throws {
        #expect(try structured(changed("MDM_T02", "PID", 3, to: "\"\""), "MDM_T02").faults.map(\.location?.description) == ["PID-3"])
    }

    @Test func `every segment of a name is held to the rule`() throws {
        let faults = try structured(changed("MDM_T02", "OBX", sequence: 2, 3, to: ""), "MDM_T02").faults
        #expect(faults.map(\.location?.description) == ["OBX[2]-3"])
    }

    @Test(arguments: [
        ("MDM_T02", 12, "2.5", true), ("MDM_T02", 12, "2.5.1", true), ("MDM_T02", 12, "2.6", true), ("MDM_T02", 12, "2.7", false), ("MDM_T02", 12, "2", false),
        ("MDM_T02", 11, "P", true), ("MDM_T02", 11, "t", true), ("MDM_T02", 11, "D", true), ("MDM_T02", 11, "Q", false), ("ADT_A01", 12, "2.7", true),
        ("ADT_A01", 11, "X", false),
    ])
    func `a value of a table is taken in letters of either case, and another is refused`(name: String, field: Int, value: String, isTaken: Bool) throws {
        let faults = try structured(changed(name, "MSH", field, to: value), name).faults
        #expect(faults.isEmpty == isTaken)
        if !isTaken {
            let detail = FaultDetail.allowed(field == 11 ? ["P", "T", "D"] : ["2.5", "2.5.1", "2.6"])
            #expect(
                faults == [
                    MessageFault(
                        "hl7.field-value", field == 11 ? .unsupportedProcessingID : .unsupportedVersion, at: ErrorLocation("MSH", field: field), detail: detail)
                ])
        }
    }

    @Test(arguments: ["AA", "AE", "AR", "CA", "CE", "CR", "aa"])
    func `an acknowledgement has one of six codes`(code: String) throws {
        #expect(try structured(changed("ACK", "MSA", 1, to: code), "ACK").faults.isEmpty)
    }

    @Test func `an acknowledgement of any other code is refused by its table`() throws {
        let faults = try structured(changed("ACK", "MSA", 1, to: "AB"), "ACK").faults
        #expect(faults.map(\.condition) == [.tableValueNotFound] && faults.first?.location?.description == "MSA-1")
    }

    @Test func `a document message may come without an order, and a result may not`() throws {
        let bare = { (lines: [String]) in lines.filter { !$0.hasPrefix("ORC") && !$0.hasPrefix("OBR") } }
        let document = try structured(bare(Self.documentLines), "MDM_T02")
        #expect(document.faults.isEmpty && document.remarks.isEmpty)
        #expect(try !structured(bare(Self.observationLines), "ORU_R01").faults.isEmpty)
    }

    @Test func `an order without its control segment is remarked, for older profiles left it out`() throws {
        for (name, lines) in [("MDM_T02", Self.documentLines), ("ORU_R01", Self.observationLines)] {
            let message = try structured(lines.filter { !$0.hasPrefix("ORC") }, name)
            #expect(message.faults.isEmpty)
            #expect(message.remarks == [MessageFault("hl7.segment-missing", .segmentSequence, at: ErrorLocation("OBR"), detail: .name("ORC"))])
        }
    }

    @Test func `a group of timings stands within its order`() throws {
        var lines = Self.documentLines
        lines.insert(contentsOf: ["TQ1|1", "TQ2|1", "TQ2|2", "TQ1|2"], at: 5)
        let message = try structured(lines, "MDM_T02")
        #expect(message.faults.isEmpty)
        let timings = message.root.groups(named: "TIMING")
        #expect(timings.map { $0.all("TQ2").count } == [2, 0])
        #expect(timings.allSatisfy { $0.first("TQ1") != nil })
        lines.remove(at: 5)
        #expect(try structured(lines, "MDM_T02").faults.first?.location?.description == "TQ2")
    }

    @Test func `a segment that no structure knows may stand anywhere`() throws {
        let lines = Self.documentLines.flatMap { [$0, "ZZZ|1"] }
        #expect(try structured(lines, "MDM_T02").faults.isEmpty)
    }

    @Test func `segments in another order are refused at the first that does not fit`() throws {
        var lines = Self.documentLines
        lines.swapAt(1, 2)
        let faults = try structured(lines, "MDM_T02").faults
        #expect(faults.first == MessageFault("hl7.segment-missing", .segmentSequence, at: ErrorLocation("PID"), detail: .name("EVN")))
        #expect(faults.contains(MessageFault("hl7.segment-unexpected", .segmentSequence, at: ErrorLocation("EVN"))))
    }

    @Test func `at the end of a message a missing segment is told by its own name, and a missing group by its observation`() throws {
        #expect(try structured(Array(Self.receiptLines[..<1]), "ACK").faults.first?.location?.description == "MSA")
        #expect(try structured(Array(Self.documentLines[..<7]), "MDM_T02").faults.first?.location?.description == "OBX")
        #expect(try structured(Array(Self.documentLines[..<7]), "MDM_T02").faults.first?.detail == .name("OBSERVATION"))
    }
}
