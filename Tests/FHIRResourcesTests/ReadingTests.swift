// Reading and writing: the same tree from JSON and XML, and nothing lost between them.

import FHIRResources
import Testing

@Suite struct ReadingTests {
    static let reference = """
        {"resourceType":"DocumentReference","meta":{"profile":["http://example.org/p"]},"text":{"status":"generated",
        "div":"<div xmlns=\\"http://www.w3.org/1999/xhtml\\">Été &amp; <b>hiver</b></div>"},
        "contained":[{"resourceType":"Patient","id":"p","active":true,"name":[{"family":"ESSAI","given":["Anne","Marie"]}],"multipleBirthInteger":2}],
        "extension":[{"url":"http://example.org/x","valueBoolean":false}],"masterIdentifier":{"system":"urn:ietf:rfc:3986","value":"urn:oid:1.2.3"},
        "status":"current","_status":{"extension":[{"url":"http://example.org/y","valueDecimal":0.10}]},"date":"2026-03-01T08:00:00.000+01:00",
        "description":"a < b \\" c\\n d","content":[{"attachment":{"contentType":"text/xml","size":12,"hash":"2jmj7l5rSw0yVb/vlWAYkK/YBwk="}}]}
        """

    @Test func `JSON and XML give the same tree, and writing either keeps all of it`() throws {
        let first = try FHIRElement.read(json: Array(Self.reference.utf8))
        let xml = try FHIRElement.read(xml: first.xml)
        #expect(xml == first)
        #expect(try FHIRElement.read(json: xml.json) == first)
        #expect(first["extension"]?.text("valueBoolean") == "false")
        #expect(first["status"]?["extension"]?.text("valueDecimal") == "0.10", "a number keeps its precision")
        #expect(first.all("contained").first?["name"]?.all("given").map(\.value) == ["Anne", "Marie"])
        #expect(String(decoding: first.json, as: UTF8.self).contains("\"valueDecimal\":0.10"))
    }

    @Test func `every element knows its line and column`() throws {
        let element = try FHIRElement.read(json: Array(Self.reference.utf8))
        #expect(element["masterIdentifier"]?.place == FHIRPlace(line: 4, column: 86))
        #expect(try FHIRElement.read(xml: element.xml)["masterIdentifier"]?.place?.line == 1)
    }

    @Test func `a document of megabytes is read in either form, and one beyond the limit in neither`() throws {
        var binary = FHIRElement("Binary")
        binary.add("contentType", "text/xml")
        binary.add("data", [UInt8](repeating: 0x20, count: 3 << 20).base64)
        #expect(try FHIRElement.read(xml: binary.xml) == binary, "in XML it stands in one start tag")
        #expect(try FHIRElement.read(json: binary.json) == binary)
        let limits = FHIRLimits(bytes: 3 << 20)
        #expect(throws: FHIRFaults.self) { try FHIRElement.read(xml: binary.xml, limits: limits) }
        #expect(throws: FHIRFaults.self) { try FHIRElement.read(json: binary.json, limits: limits) }
    }

    private func faults(_ json: String) -> [FHIRFault] {
        do {
            _ = try FHIRElement.read(json: Array(json.utf8))
            return []
        } catch { return error.faults }
    }

    private func faults(xml: String) -> [FHIRFault] {
        do {
            _ = try FHIRElement.read(xml: Array(xml.utf8))
            return []
        } catch { return error.faults }
    }

    @Test(
        arguments: [
            ("", .empty, ""), ("{", .malformed, ""), ("{}", .resourceUnknown, ""), ("{\"resourceType\":\"../../etc\"}", .resourceUnknown, ""),
            ("{\"resourceType\":\"Observation\"}", .resourceUnknown, ""), ("[]", .resourceUnknown, ""), ("{'resourceType':'Bundle'}", .malformed, ""),
            ("{/*x*/\"resourceType\":\"Bundle\"}", .malformed, ""), ("{\"resourceType\":\"Bundle\",\"resourceType\":\"Patient\"}", .duplicate, ""),
            ("{\"resourceType\":\"Binary\",\"contentType\":\"\\ud800\"}", .malformed, ""),
            ("{\"resourceType\":\"Binary\",\"contentType\":\"a\\u0000b\"}", .value, "Binary.contentType"),
            ("{\"resourceType\":\"Binary\",\"contentType\":\"text/xml\",\"data\":\"@@@\"}", .value, "Binary.data"),
            ("{\"resourceType\":\"Binary\",\"contentType\":NaN}", .malformed, ""),
            ("{\"resourceType\":\"Bundle\",\"type\":\"a\",\"total\":1e999}", .value, "Bundle.total"),
            ("{\"resourceType\":\"Bundle\"}", .elementMissing, "Bundle.type"), ("{\"resourceType\":\"Bundle\",\"type\":[\"a\"]}", .value, "Bundle.type"),
            ("{\"resourceType\":\"Bundle\",\"type\":\"a\",\"entry\":{}}", .cardinality, "Bundle.entry"),
            ("{\"resourceType\":\"Bundle\",\"type\":\"a\",\"entry\":[]}", .cardinality, "Bundle.entry"),
            ("{\"resourceType\":\"Bundle\",\"type\":\"a\",\"entrie\":[]}", .elementUnknown, "Bundle.entrie"),
            (
                "{\"resourceType\":\"Bundle\",\"type\":\"a\",\"entry\":[{\"resource\":{\"resourceType\":\"Basic\"}}]}", .resourceUnknown,
                "Bundle.entry[0].resource"
            ),
            ("{\"resourceType\":\"Patient\",\"modifierExtension\":[{\"url\":\"u\",\"valueCode\":\"x\"}]}", .modifier, "Patient.modifierExtension"),
            ("{\"resourceType\":\"Patient\",\"birthDate\":\"2026-02-30\"}", .value, "Patient.birthDate"),
            ("{\"resourceType\":\"Patient\",\"active\":\"true\"}", .value, "Patient.active"),
            ("{\"resourceType\":\"Patient\",\"active\":null}", .value, "Patient.active"),
            ("{\"resourceType\":\"Patient\",\"_name\":[{\"id\":\"x\"}]}", .elementUnknown, "Patient.name"),
            ("{\"resourceType\":\"Patient\",\"id\":\"a b\"}", .value, "Patient.id"),
            ("{\"resourceType\":\"Patient\",\"name\":[{}]}", .value, "Patient.name[0]"),
        ] as [(String, FHIRFault.Code, String)])
    func `what breaks the rules of FHIR in JSON is refused with its element`(text: String, code: FHIRFault.Code, expression: String) {
        let found = faults(text)
        #expect(found.first?.code == code)
        #expect(found.first?.expression == expression)
    }

    @Test(
        arguments: [
            ("<Binary xmlns='http://hl7.org/fhir'/>", .value, "Binary"), ("<Patient/>", .namespace, ""),
            ("<Basic xmlns='http://hl7.org/fhir'/>", .resourceUnknown, ""),
            ("<!DOCTYPE a><Patient xmlns='http://hl7.org/fhir'/>", .malformed, ""),
            ("<Patient xmlns='http://hl7.org/fhir'>x<active value='true'/></Patient>", .value, "Patient"),
            ("<Patient xmlns='http://hl7.org/fhir'><gender value='male'/><active value='true'/></Patient>", .elementUnknown, "Patient.active"),
            ("<Patient xmlns='http://hl7.org/fhir'><active value='true'/><active value='true'/></Patient>", .cardinality, "Patient.active"),
            ("<Patient xmlns='http://hl7.org/fhir'><active value='yes'/></Patient>", .value, "Patient.active"),
            ("<Patient xmlns='http://hl7.org/fhir'><active other='yes'/></Patient>", .elementUnknown, "Patient.active.other"),
            ("<Patient xmlns='http://hl7.org/fhir' xmlns:b='b'><b:active value='true'/></Patient>", .namespace, "Patient.active"),
        ] as [(String, FHIRFault.Code, String)])
    func `what breaks the rules of FHIR in XML is refused with its element`(text: String, code: FHIRFault.Code, expression: String) {
        let found = faults(xml: text)
        #expect(found.first?.code == code)
        #expect(found.first?.expression == expression)
    }

    @Test func `other encodings than UTF-8 are named`() {
        for bytes: [UInt8] in [[0xFF, 0xFE, 0x7B, 0], [0xEF, 0xBB, 0xBF, 0x7B, 0x7D], [0x22, 0xE9, 0x22]] {
            #expect(throws: FHIRFaults.self) { try FHIRElement.read(json: bytes) }
        }
    }

    @Test func `depth and number are bounded, and at most twenty faults are told`() {
        let deep = "{\"resourceType\":\"Bundle\",\"type\":" + String(repeating: "[", count: 100_000)
        #expect(faults(deep).map(\.code) == [.limit])
        let wide = "{\"resourceType\":\"Bundle\",\"type\":\"a\",\"entry\":[" + String(repeating: "{\"a\":1},", count: 30_000) + "{}]}"
        #expect(faults(wide).count == 20)
        let many = "{\"resourceType\":\"Bundle\",\"type\":\"a\",\"entry\":[" + String(repeating: "{\"a\":1},", count: 150_000) + "{}]}"
        #expect(faults(many).map(\.code) == [.limit])
    }

    @Test func `a name that no standard would give is not repeated`() {
        #expect(faults("{\"resourceType\":\"Bundle\",\"type\":\"a\",\"Mme ESSAI\":1}").first?.expression == "Bundle")
    }
}
