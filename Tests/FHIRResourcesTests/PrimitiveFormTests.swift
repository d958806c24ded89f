// The form of each primitive type of FHIR, at its edges.

import Foundation
import TestSupport
import Testing

@testable import FHIRResources

@Suite struct PrimitiveFormTests {
    private static let admitted: [String: [String]] = [
        "boolean": ["true", "false"], "integer": ["0", "-1", "2147483647", "-2147483648"], "unsignedInt": ["0", "2147483647"],
        "positiveInt": ["1", "2147483647"],
        "decimal": ["0", "-0.10", "1e5", "1E-308", "123456789.123", "1e308"], "string": ["a", " a ", "a\nb\tc\r", "é"], "markdown": ["# a"],
        "code": ["a", "a b", String(repeating: "a", count: 1_024)], "uri": ["urn:x", "a/b?c#d"], "url": ["http://x"], "canonical": ["http://x|1"],
        "oid": ["urn:oid:1.2.3", "urn:oid:0.0", "urn:oid:2.999.10"], "uuid": ["urn:uuid:0c287d32-01e3-4d87-9953-9fcc9404eb21"],
        "id": ["a", "A-9.z", String(repeating: "a", count: 64)], "date": ["2026", "2026-03", "2026-03-31", "2024-02-29", "2000-02-29", "0001-01-01"],
        "dateTime": [
            "2026", "2026-03-01T00:00:00Z", "2026-03-01T23:59:60+14:00", "2026-03-01T12:00:00.123456789-13:59", "2026-12-31T23:59:59-00:00",
        ],
        "instant": ["2026-03-01T12:00:00Z", "2026-03-01T12:00:00.5+01:00"], "time": ["00:00:00", "23:59:60", "12:00:00.123456789"],
        "base64Binary": ["QQ==", "QUI=", "QUJD", "QU JD\n", "+/+/"],
    ]

    private static let refused: [String: [String]] = [
        "boolean": ["True", "1", "", " true"], "integer": ["-0", "+1", "01", "1.0", "2147483648", "-2147483649", "12345678901", ""],
        "unsignedInt": ["-1", "-0", "00", "2147483648"], "positiveInt": ["0", "-1", "01", "2147483648"],
        "decimal": ["1.", ".1", "01", "+1", "1e", "1e309", "NaN", "1,0", String(repeating: "1", count: 41)], "string": ["", " ", "\n\t", "a\u{0}", "a\u{1F}"],
        "markdown": ["", "a\u{7}"], "code": ["", " a", "a ", "a  b", "a\tb", "a\nb", String(repeating: "a", count: 1_025)], "uri": ["", "a b", "a\n"],
        "url": [" http://x"],
        "canonical": ["a\tb"], "oid": ["1.2.3", "urn:oid:3.1", "urn:oid:1", "urn:oid:1.02", "urn:oid:1."],
        "uuid": ["0c287d32-01e3-4d87-9953-9fcc9404eb21", "urn:uuid:0C287D32-01e3-4d87-9953-9fcc9404eb21", "urn:uuid:0c287d3201e34d8799539fcc9404eb21"],
        "id": ["", "a_b", "é", "a b", String(repeating: "a", count: 65)],
        "date": [
            "", "26", "2026-13", "2026-00", "2026-02-30", "2025-02-29", "1900-02-29", "2026-04-31", "0000", "2026-3-1", "2026-03-01T12:00:00Z", "20260301",
        ],
        "dateTime": [
            "2026-03-01T12:00Z", "2026-03-01T12:00:00", "2026-03-01T24:00:00Z", "2026-03-01T12:60:00Z", "2026-03-01T12:00:61Z", "2026-03-01T12:00:00+14:01",
            "2026-03-01T12:00:00+1:00", "2026-03-01 12:00:00Z", "2026-03T12:00:00Z", "2026-03-01T12:00:00.1234567890Z",
        ],
        "instant": ["2026-03-01", "2026-03-01T12:00:00"], "time": ["24:00:00", "12:60:00", "12:00", "12:00:61", "1:00:00"],
        "base64Binary": ["", " ", "Q", "QQ", "QQ=", "QQ===", "Q=Q=", "QQ==QQ==", "Q-==", "Q*=="], "Patient": ["x"], "": ["x"],
    ]

    @Test(arguments: admitted.keys.sorted())
    func `a text of the form is admitted`(type: String) {
        for text in Self.admitted[type] ?? [] { #expect(PrimitiveForm.admits(text, as: type), "\(type) \(text.prefix(40))") }
    }

    @Test(arguments: refused.keys.sorted())
    func `a text of another form is refused`(type: String) {
        for text in Self.refused[type] ?? [] { #expect(!PrimitiveForm.admits(text, as: type), "\(type) \(text.prefix(40).debugDescription)") }
    }

    @Test func `no primitive type is left out of the tables but the narrative`() {
        #expect(Set(Self.admitted.keys) == PrimitiveForm.all.subtracting(["xhtml"]))
        #expect(PrimitiveForm.numbers.isSubset(of: PrimitiveForm.all) && PrimitiveForm.numbers.count == 4)
    }

    @Test func `base64 is that of another writer, and read back`() throws {
        var generator = SeededGenerator(seed: 64)
        for _ in 0..<200 {
            let bytes = generator.bytes(atMost: 60)
            let text = Data(bytes).base64EncodedString()
            #expect(bytes.base64 == text && [UInt8](base64: text) == bytes)
        }
        for text in ["QR==", "QUJ=", "Q", "QQ", "QQ=", "QQ==Q", "=", "Q*"] { #expect([UInt8](base64: text) == nil, "\(text)") }
        #expect([UInt8](base64: " Q\tQ\r=\n= ") == [0x41] && [UInt8](base64: "") == [])
    }

    @Test(arguments: [
        ("application/fhir+json", FHIRFormat.json), ("application/json", .json), ("text/json", .json), ("json", .json),
        ("Application/FHIR+JSON ; charset=UTF-8", .json),
        ("application/fhir+json; fhirVersion=4.0", .json), ("application/fhir+json;fhirversion=\"4.0.1\"; charset=\"utf8\"", .json),
        ("application/fhir+xml", .xml), ("application/xml", .xml), ("text/xml", .xml), (" xml ", .xml), ("application/fhir+xml; x=y; z", .xml),
    ])
    func `a form is known by its media types`(text: String, format: FHIRFormat) { #expect(FHIRFormat(mediaType: text) == format) }

    @Test(arguments: [
        "", ";", "text/html", "application/fhir+json; charset=iso-8859-1", "application/fhir+json; fhirVersion=3.0", "application/fhir+json; fhirVersion=4.3",
        "application/fhir+jsonx", "application/hl7-cda+xml",
    ])
    func `another type, charset or version is no form`(text: String) { #expect(FHIRFormat(mediaType: text) == nil) }

    @Test func `a form's own media type is read as that form`() {
        for format in FHIRFormat.allCases { #expect(FHIRFormat(mediaType: format.mediaType) == format && format.mediaType.hasSuffix("; charset=utf-8")) }
    }
}
