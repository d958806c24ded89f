// The published tables hold together: every type has a class, every class a decision, every format a meaning.

import ClinicalTypes
import CodeSystems
import Testing

struct TableIntegrityTests {
    @Test func `the tables have as many rows as their sources`() {
        #expect(DocumentTypes.published.entries.count == 142)
        #expect(DocumentTypes.published.entries.count { $0.isInRecord } == 108)
        #expect(DocumentClass.published.count == 13)
        #expect(CodeTables.formats.entries.count == 62)
        #expect(FormatTable.templates.count == 86)
        #expect(FormatTable.mediaTypes.count == 5)
        #expect(CodeTables.facilityTypes.entries.count == 69)
        #expect(CodeTables.recordFacilityTypes.entries.count == 67)
        #expect(CodeTables.contentTypes.entries.count == 99)
        #expect(CodeTables.practiceSettings.entries.count == 11)
        #expect(CodeTables.authorSpecialities.entries.count == 396)
        #expect(CodeTables.professions.entries.count == 58)
        #expect(CodeTables.functions.entries.count == 10)
        #expect(CodeTables.referenceIDTypes.entries.count == 7)
        #expect(CodeTables.recordReferenceIDTypes.entries.count == 3)
        #expect(CodeTables.confidentiality.entries.count == 6)
        #expect(PublishedErrorCode.published.count == 61)
        #expect(KnownOIDs.published.count == 66)
    }

    @Test func `every table says where it comes from and of which version`() {
        let tables = [
            CodeTables.facilityTypes, CodeTables.practiceSettings, CodeTables.contentTypes, CodeTables.authorSpecialities, CodeTables.professions,
            CodeTables.functions, CodeTables.referenceIDTypes, CodeTables.confidentiality, CodeTables.formats,
        ]
        for table in tables {
            #expect(!table.source.isEmpty && !table.version.isEmpty, "\(table.name)")
        }
        #expect(DocumentTypes.published.version.contains("ASS_X16 2024-09-27"))
    }

    @Test func `no type is listed twice, and each is found by its code and system`() {
        let types = DocumentTypes.published
        #expect(Set(types.entries.map(\.value.code)).count == types.entries.count)
        for type in types.entries {
            #expect(types[type.value] == type)
            #expect(types[CodedValue(code: type.value.code, system: "1.2.3")] == nil)
        }
    }

    @Test func `every type of the record has a class of the record, from a published table`() {
        for type in DocumentTypes.published.entries where type.isInRecord {
            #expect(type.documentClass.isInRecord, "\(type.value.code)")
            #expect(type.classSource == "ASS_X16 (DMP, 20240927)", "\(type.value.code)")
            #expect(type.value.displayName != nil)
        }
    }

    @Test func `types come from LOINC, the national list or the signature standard, each written in its own way`() {
        for type in DocumentTypes.published.entries {
            let isLOINCForm = type.value.code.split(separator: "-").allSatisfy { $0.allSatisfy(\.isNumber) }
            #expect([CodeSystemOID.loinc, CodeSystemOID.documentTypes, "ASTM"].contains(type.value.system))
            #expect((type.value.system == CodeSystemOID.loinc) == isLOINCForm, "\(type.value.code)")
        }
    }

    @Test func `every class is shown in a space, except the technical ones`() {
        let hidden = DocumentClass.published.values.filter { $0.space == nil }.map(\.value.code).sorted()
        #expect(hidden == ["99", "urn:oid:1.3.6.1.4.1.19376.1.2.1.1.1"])
    }

    @Test func `each of the nine spaces shows some type of the record`() {
        let shown = DocumentTypes.published.entries.filter(\.isInRecord).compactMap { $0.spaceOverride ?? $0.documentClass.space }
        #expect(Set(shown) == Set(Space.allCases))
    }

    @Test func `a type has a space of its own only where it differs from that of its class`() {
        let overridden = DocumentTypes.published.entries.filter { $0.spaceOverride != nil }
        for type in overridden {
            #expect(type.spaceOverride != type.documentClass.space, "\(type.value.code)")
        }
        #expect(overridden.count == 16)
    }

    @Test func `every format of a template or a media type has a scheme, and most are published`() {
        let formats = FormatTable.templates.compactMap(FormatTable.format(ofTemplate:)) + FormatTable.mediaTypes.compactMap(FormatTable.format(ofMediaType:))
        #expect(formats.count == 91)
        for format in formats {
            #expect([CodeSystemOID.formats, "1.3.6.1.4.1.19376.1.2.3"].contains(format.system), "\(format.code)")
        }
        #expect(FormatTable.fallback.displayName != nil)
    }

    @Test func `every code system of the tables is a known object identifier with a name`() {
        let tables = [CodeTables.facilityTypes, CodeTables.practiceSettings, CodeTables.contentTypes, CodeTables.professions, CodeTables.functions]
        for entry in tables.flatMap(\.entries) {
            #expect(OID(dotted: entry.system) != nil, "\(entry.code)")
            #expect(KnownOIDs.codeSystemName(of: entry.system) != nil, "\(entry.system)")
        }
        for known in KnownOIDs.published {
            #expect(OID(dotted: known.oid) != nil)
        }
    }

    @Test func `busy stores are tried again, doubtful ones are asked, all else waits for a person`() {
        #expect(PublishedErrorCode.named("XDSRegistryBusy")?.retry == .transient)
        #expect(PublishedErrorCode.named("XDSRepositoryOutOfResources")?.retry == .transient)
        #expect(PublishedErrorCode.named("XDSDuplicateUniqueIdInRegistry")?.retry == .ambiguous)
        #expect(PublishedErrorCode.named("XDSRepositoryError")?.retry == .ambiguous)
        #expect(PublishedErrorCode.named("XDSNonIdenticalHash")?.retry == .permanent)
        #expect(PublishedErrorCode.named("XDSExtraMetadataNotSaved")?.retry == nil)
        #expect(PublishedErrorCode.named("urn:ihe:iti:2007:XDSUnknownPatientId")?.retry == .permanent)
        #expect(PublishedErrorCode.named("NoSuchError") == nil)
        #expect(PublishedErrorCode.published.values.count { $0.retry == .transient } == 7)
    }
}
