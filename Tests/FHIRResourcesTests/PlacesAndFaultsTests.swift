// Faults stand at their line, column and element; limits hold at their edge; trees are changed and written as they should be.

import TestSupport
import Testing

@testable import FHIRResources

@Suite struct PlacesAndFaultsTests {
    private func faults(_ json: String, limits: FHIRLimits = FHIRLimits()) -> [FHIRFault] {
        do throws(FHIRFaults) {
            _ = try FHIRElement.read(json: Array(json.utf8), limits: limits)
            return []
        } catch {
            return error.faults
        }
    }

    @Test func `places are lines and characters, asked for in any order`() {
        let text = "ab\né漢🫀c\n\nx"
        let bytes = Array(text.utf8)
        var wanted: [FHIRPlace] = []
        var (line, column) = (1, 1)
        for byte in bytes {
            wanted.append(FHIRPlace(line: line, column: column))
            if byte == 10 { (line, column) = (line + 1, 1) } else if byte & 0xC0 != 0x80 { column += 1 }
        }
        let starts = bytes.indices.filter { bytes[$0] & 0xC0 != 0x80 }
        var generator = SeededGenerator(seed: 12)
        var places = TextPlaces(bytes)
        for _ in 0..<300 {
            let offset = starts.randomElement(using: &generator) ?? 0
            #expect(places.place(of: offset) == wanted[offset])
        }
        #expect(places.place(of: bytes.count + 9) == FHIRPlace(line: 4, column: 2))
    }

    @Test(arguments: [
        ("{\n \"resourceType\":\"Patient\",\n  \"active\":1}", FHIRFault.Code.value, "Patient.active", 3, 12),
        ("{\"resourceType\":\"Patient\",\"é\":1}", .elementUnknown, "Patient", 1, 31),
        ("{\"resourceType\":\"Patient\",\n\"name\":[{\"family\":\"a\"},{\"given\":\"b\"}]}", .cardinality, "Patient.name[1].given", 2, 33),
        ("{\"resourceType\":\"Patient\",\"active\":true,\n\"active\":true}", .duplicate, "", 2, 1), ("{\"resourceType\":\n}", .malformed, "", 2, 1),
        ("{\"resourceType\":\"Patient\",\"contained\":[{\"resourceType\":\"Patient\",\"id\":\"!\"}]}", .value, "Patient.contained[0].id", 1, 71),
        ("{\"resourceType\":\"Bundle\",\"type\":\"a\",\"entry\":[{\"request\":{\"method\":\"GET\"}}]}", .elementMissing, "Bundle.entry[0].request.url", 1, 57),
    ])
    func `a fault names its element and stands at its first character`(json: String, code: FHIRFault.Code, expression: String, line: Int, column: Int) {
        let fault = faults(json).first
        #expect(fault?.code == code && fault?.expression == expression)
        #expect(fault?.place == FHIRPlace(line: line, column: column), "\(String(describing: fault?.place))")
    }

    @Test func `values and what stands beside them are as many, null where one has nothing`() throws {
        func patient(_ given: String, _ beside: String) -> String {
            "{\"resourceType\":\"Patient\",\"name\":[{\"given\":[\(given)],\"_given\":[\(beside)]}]}"
        }
        #expect(faults(patient("\"a\",\"b\"", "null,{\"id\":\"x\"}")).isEmpty)
        for (given, beside) in [("\"a\",\"b\"", "{\"id\":\"x\"}"), ("\"a\"", "null,{\"id\":\"x\"}")] {
            #expect(faults(patient(given, beside)).map(\.code) == [.cardinality])
            #expect(faults(patient(given, beside)).map(\.expression) == ["Patient.name[0].given"])
        }
    }

    @Test func `twenty faults are told, and no more`() {
        let entries = { (count: Int) in
            "{\"resourceType\":\"Bundle\",\"type\":\"a\",\"entry\":[" + Array(repeating: "{\"x\":1}", count: count).joined(separator: ",") + "]}"
        }
        #expect(faults(entries(19)).count == 19 && faults(entries(20)).count == 20 && faults(entries(21)).count == 20)
        #expect(FHIRFaults.greatestCount == 20)
    }

    @Test func `bytes, depth and values hold at their edge, and the limit is named`() {
        let text = "{\"resourceType\":\"Patient\",\"name\":[{\"family\":\"a\"}]}"
        #expect(faults(text, limits: FHIRLimits(bytes: text.utf8.count)).isEmpty)
        #expect(faults(text, limits: FHIRLimits(bytes: text.utf8.count - 1)).map(\.expected) == ["\(text.utf8.count - 1) bytes"])
        #expect(faults(text, limits: FHIRLimits(depth: 4)).isEmpty && faults(text, limits: FHIRLimits(depth: 3)).map(\.expected) == ["depth 3"])
        #expect(faults(text, limits: FHIRLimits(values: 5)).isEmpty && faults(text, limits: FHIRLimits(values: 4)).map(\.expected) == ["4 values"])
        #expect([FHIRLimits().bytes, FHIRLimits().depth, FHIRLimits().values] == [67_108_864, 64, 200_000])
    }

    @Test(arguments: [
        (FHIRFault.Code.empty, "fhir.empty"), (.encoding, "fhir.encoding"), (.malformed, "fhir.not-well-formed"), (.duplicate, "fhir.duplicate-member"),
        (.limit, "fhir.limit"), (.namespace, "fhir.namespace"), (.resourceUnknown, "fhir.resource-unknown"), (.elementUnknown, "fhir.element-unknown"),
        (.elementMissing, "fhir.element-missing"), (.cardinality, "fhir.cardinality"), (.value, "fhir.value-malformed"), (.modifier, "fhir.modifier-unknown"),
    ])
    func `a fault has a stable code`(code: FHIRFault.Code, text: String) { #expect(code.rawValue == text) }

    @Test func `no code is left out of the table above`() { #expect(FHIRFault.Code.allCases.count == 12) }

    @Test(arguments: ["name", "a1", String(repeating: "a", count: 64)])
    func `a name of letters and digits is told`(name: String) { #expect(ReadingTrail().expression(name) == name) }

    @Test(arguments: ["a b", "é", "a.b", "", String(repeating: "a", count: 65)])
    func `any other name is the sender's text, and is not`(name: String) { #expect(ReadingTrail().expression(name).isEmpty) }

    @Test func `a tree is added to, changed and taken from by name`() {
        var patient = FHIRElement("Patient")
        #expect(patient.isEmpty)
        patient.add("gender", "male")
        patient.add("birthDate", nil as String?)
        patient.add("name") { $0.add("family", "ESSAI") }
        patient.add("name") { $0.add("family", "AUTRE") }
        #expect(patient["gender"]?.type == "code" && patient["name"]?.type == "HumanName" && patient.text("gender") == "male" && patient["birthDate"] == nil)
        patient.change("name") { $0.set("family", "X") }
        #expect(patient.all("name").map { $0.text("family") } == ["X", "X"])
        patient.set("gender", "female")
        #expect(patient.all("gender").map(\.value) == ["female"])
        patient.remove("name")
        #expect(patient.children.map(\.name) == ["gender"] && !patient.isEmpty)
        #expect("\(patient)" == "Patient (1 children)" && patient.debugDescription == "\(patient)")
        var dumped = ""
        dump(patient, to: &dumped)
        #expect(!dumped.contains("female"))
    }

    @Test func `two trees are one when types, values and children agree, wherever they stood`() throws {
        let one = try FHIRElement.read(json: Array("{\"resourceType\":\"Patient\",\"gender\":\"male\"}".utf8))
        let other = try FHIRElement.read(json: Array("{\n\"resourceType\":\"Patient\",\n\"gender\":\"male\"}".utf8))
        #expect(one == other && one.hashValue == other.hashValue && one["gender"]?.place != other["gender"]?.place)
        #expect(one != FHIRElement("Patient") && FHIRElement("code", value: "a") != FHIRElement("string", value: "a"))
    }

    @Test func `extensions are found by their address`() {
        var element = FHIRElement("Patient")
        for url in ["u", "v", "u"] { element.add("extension") { $0.add("url", url) } }
        #expect(element.extensions("u").count == 2 && element.extensions("w").isEmpty)
    }

    @Test func `texts of every kind come back from JSON and from XML`() throws {
        var generator = SeededGenerator(seed: 4)
        for _ in 0..<150 {
            var patient = FHIRElement("Patient")
            let text = "x" + generator.text(of: "ab\"\\/<>&'\n\r\té漢🫀\u{2028}", atMost: 16)
            patient.add("name") { name in
                name.add("text", text)
                for _ in 0..<Int.random(in: 1...3, using: &generator) { name.add("given", "x" + generator.text(of: "é\"\\ ", atMost: 5)) }
            }
            #expect(try FHIRElement.read(json: patient.json) == patient)
            #expect(try FHIRElement.read(xml: patient.xml) == patient)
        }
    }

    @Test(arguments: [
        ("", "fhir.empty"), ("{}", "fhir.not-well-formed"), ("[{}]", "fhir.not-well-formed"), ("[{\"op\":\"add\"}]", "fhir.not-well-formed"),
        ("[{\"op\":\"add\",\"path\":\"status\"}]", "fhir.not-well-formed"), ("[{\"op\":1,\"path\":\"/status\"}]", "fhir.not-well-formed"),
        ("[", "fhir.not-well-formed"),
        ("[{\"op\":\"add\",\"path\":\"/securityLabel\",\"value\":[1]}]", "fhir.value-malformed"),
        ("[{\"op\":\"add\",\"path\":\"/securityLabel/-\",\"value\":{\"coding\":[]}}]", "fhir.cardinality"),
    ])
    func `a patch that is none is refused by its code`(json: String, code: String) {
        let faults = #expect(throws: FHIRFaults.self) { try JSONPatchOperation.read(Array(json.utf8), of: "DocumentReference") }
        #expect(faults?.faults.first?.code.rawValue == code)
    }

    @Test func `the value of an operation is a text, elements of the path's type, or something else`() throws {
        func value(_ json: String) throws -> JSONPatchOperation.Value? {
            try JSONPatchOperation.read(Array("[{\"op\":\"add\",\"path\":\(json)}]".utf8), of: "DocumentReference").first?.value
        }
        #expect(try value("\"/status\"") == nil)
        #expect(try value("\"/status\",\"value\":\"current\"") == .text("current"))
        #expect(try value("\"/status\",\"value\":true") == .other)
        #expect(try value("\"/nothing\",\"value\":{\"a\":1}") == .other)
        var label = FHIRElement("CodeableConcept")
        label.add("text", "a")
        #expect(try value("\"/securityLabel/-\",\"value\":{\"text\":\"a\"}") == .elements([label]))
        #expect(try value("\"/securityLabel\",\"value\":[{\"text\":\"a\"},{\"text\":\"a\"}]") == .elements([label, label]))
    }
}
