// Error codes, object identifiers, formats and types as they are published.

import ClinicalTypes
import CodeSystems
import Testing

struct PublishedCodeTests {
    @Test(arguments: [
        "XDSRegistryBusy", "urn:ihe:iti:2007:XDSRegistryBusy", "urn:x#XDSRegistryBusy", "http://h/XDSRegistryBusy", "a:b#c/XDSRegistryBusy",
    ])
    func `an error code is known with whatever stands before it`(text: String) {
        #expect(PublishedErrorCode.named(text)?.code == "XDSRegistryBusy" && PublishedErrorCode.named(text)?.retry == .transient)
    }

    @Test(arguments: ["", "XDSRegistryBusy:", "XDSRegistryBusy x", "xdsregistrybusy", "NoXDSRegistryBusy", ":"])
    func `another text is no error code`(text: String) { #expect(PublishedErrorCode.named(text) == nil) }

    @Test(arguments: [
        ("application/pdf", true), ("APPLICATION/PDF", true), (" application/pdf ; charset=binary", true), ("application/pdf;", true),
        ("application/pdfx", false),
        ("", false), (";application/pdf", false), ("pdf", false),
    ])
    func `a media type has its format without parameters and letter case`(mediaType: String, isKnown: Bool) {
        #expect((FormatTable.format(ofMediaType: mediaType) != nil) == isKnown)
    }

    @Test func `a format of the record has its label, wherever it is answered`() {
        let answered = FormatTable.templates.compactMap(FormatTable.format(ofTemplate:)) + FormatTable.mediaTypes.compactMap(FormatTable.format(ofMediaType:))
        #expect(answered.count == FormatTable.templates.count + FormatTable.mediaTypes.count)
        for format in answered where CodeTables.formats.contains(format) { #expect(format.displayName?.isEmpty == false, "\(format.code)") }
        for format in answered { #expect(!format.code.isEmpty && !format.system.isEmpty) }
        #expect(CodeTables.formats.contains(FormatTable.fallback))
        #expect(FormatTable.format(ofTemplate: "") == nil && FormatTable.format(ofTemplate: FormatTable.unstructuredTemplate + "0") == nil)
    }

    @Test func `a type is found in its own system alone, and offered only while it is in use`() throws {
        let types = DocumentTypes.published
        #expect(types["11502-2"]?.value.system == CodeSystemOID.loinc && types["11502-2 "] == nil && types[""] == nil)
        #expect(types[CodedValue(code: "11502-2", system: CodeSystemOID.documentTypes)] == nil)
        let offered = Set(types.allowed(nearestTo: "11502-2", label: nil, limit: 500).closest.compactMap { $0.split(separator: " ").first.map(String.init) })
        for type in types.entries where type.endedOn != nil || !type.isInRecord || type.documentClass.space == nil {
            #expect(!offered.contains(type.value.code), "\(type.value.code)")
        }
    }

    @Test func `an object identifier is known exactly`() {
        #expect(KnownOIDs.meaning(of: CodeSystemOID.loinc)?.name == "LOINC" && KnownOIDs.meaning(of: CodeSystemOID.loinc + ".1") == nil)
        #expect(KnownOIDs.codeSystems(named: "LoInC") == [CodeSystemOID.loinc] && KnownOIDs.codeSystems(named: "") == [])
        #expect(Set(KnownOIDs.published.map(\.oid)).count == KnownOIDs.published.count)
    }
}
