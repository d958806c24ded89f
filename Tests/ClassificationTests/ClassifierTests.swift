// From a type to its class and its space, and what is said of a type that has none.

import CDADocuments
import Classification
import ClinicalTypes
import CodeSystems
import Foundation
import TestSupport
import Testing

private let loinc = CodeSystemOID.loinc
private let national = CodeSystemOID.documentTypes

private func classified(_ code: String, _ system: String) -> Classified? {
    guard case .classified(let classified) = Classifier().classify(type: CodedValue(code: code, system: system)) else { return nil }
    return classified
}

private func refusal(_ type: CodedValue, place: Place? = nil) -> [Finding] {
    guard case .refused(let findings) = Classifier().classify(type: type, place: place) else { return [] }
    return findings
}

struct ClassifierTests {
    @Test(arguments: [
        ("34112-3", loinc, "10", Space.report, SpaceRule.classDefault), ("18748-4", loinc, "31", .imaging, .classDefault),
        ("60591-5", loinc, "11", .summary, .classDefault), ("57833-6", loinc, "42", .treatment, .classDefault),
        ("60593-1", loinc, "43", .treatment, .classDefault), ("18776-5", loinc, "44", .treatment, .classDefault),
        ("80565-5", loinc, "45", .treatment, .classDefault), ("11502-2", loinc, "10", .laboratory, .typeOverride),
        ("96173-0", loinc, "52", .laboratory, .typeOverride), ("11369-6", loinc, "52", .prevention, .typeOverride),
        ("83869-8", loinc, "44", .prevention, .typeOverride), ("CERT_DECL", national, "52", .certificate, .classDefault),
        ("86531-1", loinc, "95", .certificate, .typeOverride), ("REMB", national, "60", .reimbursement, .classDefault),
        ("EXPPAT_3", national, "90", .personal, .classDefault), ("59284-0", loinc, "95", .personal, .classDefault),
        ("11490-0", loinc, "10", .report, .classDefault), ("18761-7", loinc, "11", .summary, .classDefault),
    ])
    func `a type leads to its class and its space by the rule that decided`(code: String, system: String, classCode: String, space: Space, rule: SpaceRule)
        throws
    {
        let result = try #require(classified(code, system))
        #expect(result.classCode.code == classCode)
        #expect(result.classCode.system == CodeSystemOID.documentClasses)
        #expect(result.space == space)
        #expect(result.rule == rule)
        #expect(result.source.hasPrefix("ASS_X16"))
    }

    @Test func `every published type is classified in its own system, and in no other`() {
        for type in DocumentTypes.published.entries {
            #expect(classified(type.value.code, type.value.system) != nil, "\(type.value.code)")
            #expect(classified(type.value.code, "1.2.3") == nil, "\(type.value.code)")
        }
    }

    @Test func `the patient's own deposits stand in the space that their label names`() {
        let spaces = (1...7).compactMap { classified("DOCPAT0\($0)", national)?.space }
        #expect(spaces == [.summary, .treatment, .report, .imaging, .laboratory, .prevention, .certificate])
    }

    @Test func `a signature and a style sheet are classified and not shown`() throws {
        let signature = try #require(classified("E1762", "ASTM"))
        #expect(signature.space == nil)
        #expect(signature.rule == .notDisplayed)
        #expect(classified("FEUILLE-DE-STYLE", national)?.rule == .notDisplayed)
    }

    @Test func `the label of a type never refuses`() {
        let type = CodedValue(code: "60591-5", system: loinc, displayName: "Synthèse du dossier médical")
        guard case .classified(let result) = Classifier().classify(type: type) else {
            Issue.record("refused for its label")
            return
        }
        #expect(result.type == type)
        let remarks = Classifier().remarks(on: type)
        #expect(remarks.map(\.code) == ["classification.label-differs"])
        #expect(remarks.first?.severity == .info)
        #expect(remarks.first?.allowed?.first == ["Synthèse médicale"])
        #expect(Classifier().remarks(on: CodedValue(code: "60591-5", system: loinc, displayName: "Synthèse médicale")).isEmpty)
    }

    @Test func `a type that the record does not take, an ended one and a proposed class are remarked`() {
        func codes(_ code: String, _ system: String) -> [String] { Classifier().remarks(on: CodedValue(code: code, system: system)).map(\.code) }
        #expect(codes("55751-2", loinc) == ["classification.type-outside-record"])
        #expect(codes("DOCPAT10", national) == ["classification.type-outside-record", "classification.type-ended"])
        #expect(codes("84067-8", loinc) == ["classification.type-outside-record", "classification.class-proposed"])
        #expect(codes("11502-2", loinc).isEmpty)
        #expect(codes("nothing", loinc).isEmpty)
    }

    @Test func `the remarks on a document have the place of its type, and leave the label to the header rules`() throws {
        let text = """
            <ClinicalDocument xmlns="urn:hl7-org:v3">
              <code code="DOCPAT10" codeSystem="\(national)" displayName="another label"/>
            </ClinicalDocument>
            """
        let document = try CDADocument.read(Array(text.utf8)).get()
        let remarks = Classifier().remarks(on: document)
        #expect(remarks.map(\.code) == ["classification.type-outside-record", "classification.type-ended"])
        #expect(remarks.allSatisfy { $0.place?.line == 2 && $0.stage == .classification && $0.severity < .error })
        let untyped = try CDADocument.read(Array("<ClinicalDocument xmlns='urn:hl7-org:v3'/>".utf8)).get()
        #expect(Classifier().remarks(on: untyped).isEmpty)
    }

    @Test func `an unknown type is refused with the nearest known codes`() throws {
        let place = Place(line: 7, column: 3)
        let findings = refusal(CodedValue(code: "11502-3", system: loinc, displayName: "CR d'examens biologiques"), place: place)
        let finding = try #require(findings.first)
        #expect(findings.count == 1)
        #expect(finding.code == "classification.type-unknown")
        #expect(finding.severity == .error)
        #expect(finding.stage == .classification)
        #expect(finding.place == place)
        #expect(finding.allowed?.closest.first == "11502-2 CR d'examens biologiques")
        #expect(finding.allowed?.count ?? 0 > 100)
        #expect(!finding.message.fr.contains("11502") && !finding.message.en.contains("11502"))
        #expect(finding.message.en.contains("LOINC"))
    }

    @Test func `a known code in a wrong system is refused with the right one`() throws {
        let finding = try #require(refusal(CodedValue(code: "11502-2", system: national)).first)
        #expect(finding.code == "classification.system-wrong")
        #expect(finding.allowed?.first == [loinc])
        #expect(finding.message.fr.contains("LOINC"))
        let other = try #require(refusal(CodedValue(code: "CERT_DECL", system: loinc)).first)
        #expect(other.allowed?.first == [national])
    }

    @Test(arguments: [
        ("11502-2", loinc), ("101881-1", loinc), ("CERT_DECL", national), ("IMG-KOS", national), ("-2", national), ("1-A", national), ("", national),
    ])
    func `the form of a code points to its system`(code: String, system: String) {
        #expect(Classifier.expectedSystem(ofCode: code) == system)
    }
}

struct DocumentClassificationTests {
    private func document(code: String) throws -> CDADocument {
        let text = "<ClinicalDocument xmlns=\"urn:hl7-org:v3\">\n  \(code)\n</ClinicalDocument>"
        return try CDADocument.read(Array(text.utf8)).get()
    }

    @Test func `a wrong system is mended by an edit of that attribute alone`() throws {
        let document = try document(code: "<code code=\"11502-2\" codeSystem=\"1.2.3\"/>")
        guard case .refused(let findings) = Classifier().classify(document), let edit = findings.first?.edit else {
            Issue.record("no edit is offered")
            return
        }
        var bytes = document.source
        #expect(String(decoding: bytes[edit.byteRange], as: UTF8.self) == "1.2.3")
        bytes.replaceSubrange(edit.byteRange, with: Array(edit.replacement.utf8))
        guard case .classified(let result) = Classifier().classify(try CDADocument.read(bytes).get()) else {
            Issue.record("the edit does not mend")
            return
        }
        #expect(result.space == .laboratory)
    }

    @Test(arguments: ["", "<code nullFlavor=\"UNK\"/>", "<code code=\"11502-2\"/>", "<code codeSystem=\"2.16.840.1.113883.6.1\"/>"])
    func `a document without a whole type is refused`(code: String) throws {
        guard case .refused(let findings) = Classifier().classify(try document(code: code)) else {
            Issue.record("classified without a type")
            return
        }
        #expect(findings.map(\.code) == ["classification.type-missing"])
        #expect(findings.first?.place?.line == (code.isEmpty ? 1 : 2))
    }

    @Test(.enabled(if: sharedFolder != nil, "needs ../shared"))
    func `every official example is classified in a space`() throws {
        let folder = try #require(sharedFolder).appending(path: "ans/ExemplesCDA")
        var count = 0
        var spaces: Set<Space> = []
        for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) where file.pathExtension == "xml" {
            let document = try CDADocument.read(Array(Data(contentsOf: file))).get()
            guard case .classified(let result) = Classifier().classify(document) else {
                Issue.record("\(file.lastPathComponent) is refused")
                continue
            }
            count += 1
            spaces.insert(try #require(result.space))
        }
        #expect(count == 62)
        #expect(spaces.isSuperset(of: [.report, .imaging, .summary, .treatment, .laboratory, .prevention, .reimbursement]))
    }
}
