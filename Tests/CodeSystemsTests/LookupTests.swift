// Looking codes up, and finding the nearest to a mistyped one.

import ClinicalTypes
import CodeSystems
import Testing

struct LookupTests {
    @Test func `a code is found only in its own system`() {
        #expect(CodeTables.practiceSettings["AMBULATOIRE", CodeSystemOID.practiceSettings]?.displayName == "Ambulatoire")
        #expect(CodeTables.practiceSettings["AMBULATOIRE", CodeSystemOID.otherProducers] == nil)
        #expect(!CodeTables.practiceSettings.contains(CodedValue(code: "LUNE", system: CodeSystemOID.practiceSettings)))
        #expect(CodeTables.practiceSettings.entries(of: "AMBULATOIRE").map(\.system) == [CodeSystemOID.practiceSettings])
        #expect(CodeTables.contentTypes.entries(of: "11").count == 2)
    }

    @Test func `labels with commas and accents are read whole`() {
        #expect(DocumentClass.published["44"]?.value.displayName == "Plan de soins, protocole de soins")
        #expect(CodeTables.facilityTypes["SA14", CodeSystemOID.facilityTypes]?.displayName?.contains(",") == true)
        #expect(DocumentTypes.published["34875-5"]?.value.displayName == "Évaluation postopératoire et note de suivi")
    }

    @Test func `the record takes fewer facilities than the national framework`() {
        #expect(CodeTables.facilityTypes["SA66", CodeSystemOID.facilityTypes] != nil)
        #expect(CodeTables.recordFacilityTypes["SA66", CodeSystemOID.facilityTypes] == nil)
    }

    @Test func `visibility is no confidentiality of a document`() {
        #expect(CodeTables.documentConfidentiality.entries.map(\.code) == ["N", "R", "V"])
        #expect(CodeTables.visibility.entries.map(\.code) == ["MASQUE_PS", "INVISIBLE_PATIENT", "INVISIBLE_REPRESENTANTS_LEGAUX"])
    }

    @Test(
        arguments: [
            ("11502-3", nil, "11502-2"), ("11520-2", nil, "11502-2"), ("CERTDECL", nil, "CERT_DECL"), ("00000-0", "compte rendu de biologie", nil),
            ("XXXX", "CR D'EXAMENS BIOLOGIQUES", "11502-2"), ("ZZZZ", "Evaluation postoperatoire et note de suivi", "34875-5"),
            ("QQQQ", "Synthèse medicale", "60591-5"),
        ] as [(String, String?, String?)])
    func `the nearest types are offered by code or by label`(code: String, label: String?, expected: String?) {
        let closest = DocumentTypes.published.allowed(nearestTo: code, label: label).closest
        if let expected { #expect(closest.first?.hasPrefix(expected + " ") == true, "\(closest)") }
        #expect(closest.count <= 3)
    }

    @Test func `nothing is offered for a text that resembles nothing`() {
        #expect(DocumentTypes.published.allowed(nearestTo: "@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@", label: nil).closest.isEmpty)
        #expect(CodeTables.practiceSettings.nearest(to: "", label: nil).isEmpty)
    }

    @Test func `what the record does not show is never offered`() {
        let closest = DocumentTypes.published.allowed(nearestTo: "E1763", label: "Full Document").closest
        #expect(!closest.contains { $0.hasPrefix("E1762") })
    }

    @Test func `an exact code comes first and the allowed values count all`() {
        let allowed = CodeTables.facilityTypes.allowed(nearestTo: "SA07")
        #expect(allowed.closest.first == "SA07 Cabinet individuel")
        #expect(allowed.count == 69)
        #expect(allowed.first.count == 5)
        #expect(allowed.name == "JDV_J02")
    }

    @Test func `a media type is known whatever its letter case and parameters`() {
        #expect(FormatTable.format(ofMediaType: "Application/PDF; charset=binary")?.code == "urn:ihe:iti:xds-sd:pdf:2008")
        #expect(FormatTable.format(ofMediaType: "application/zip") == nil)
        #expect(FormatTable.format(ofTemplate: "1.2.250.1.213.1.1.1.55")?.code == "urn:ihe:lab:xd-lab:2008")
        #expect(FormatTable.format(ofTemplate: "1.2.250.1.213.1.1.1.1") == nil)
    }

    @Test func `an object identifier tells what it stands for`() {
        #expect(KnownOIDs.codeSystemName(of: CodeSystemOID.loinc) == "LOINC")
        #expect(KnownOIDs.codeSystemName(of: "1.2.250.1.213.1.4.8") == nil)
        #expect(KnownOIDs.meaning(of: "1.2.250.1.213.1.4.8")?.kind == .identifier)
        #expect(KnownOIDs.codeSystems(named: "loinc") == [CodeSystemOID.loinc])
        #expect(KnownOIDs.codeSystems(named: "CCAM").count == 2)
        #expect(KnownOIDs.meaning(of: "1.2.3") == nil)
    }
}
