// Issues over FHIR: every fault of a text has a kind, words in both languages and its element, and nothing of what was sent.

import ClinicalTypes
import FHIRResources
import Foundation
import Testing

@testable import Acknowledgement

@Suite struct FHIRIssueTests {
    /// A text that is refused with a code.
    private static let refused: [(code: FHIRFault.Code, type: String, text: String)] = [
        (.empty, "structure", ""), (.encoding, "structure", "\u{FEFF}{}"), (.malformed, "structure", "{"), (.duplicate, "structure", "{\"a\":1,\"a\":2}"),
        (.limit, "too-costly", String(repeating: "[", count: 200)), (.namespace, "structure", "<Patient xmlns=\"urn:x\"/>"),
        (.resourceUnknown, "not-supported", "{\"resourceType\":\"Basic\"}"),
        (.elementUnknown, "structure", "{\"resourceType\":\"Binary\",\"contentType\":\"a/b\",\"x\":1}"),
        (.elementMissing, "required", "{\"resourceType\":\"Binary\"}"),
        (.cardinality, "structure", "{\"resourceType\":\"Bundle\",\"type\":\"a\",\"entry\":{}}"),
        (.value, "value", "{\"resourceType\":\"Binary\",\"contentType\":\"a/b\",\"data\":\"*\"}"),
        (.modifier, "extension", "{\"resourceType\":\"Patient\",\"modifierExtension\":[{\"url\":\"urn:x\",\"valueString\":\"y\"}]}"),
    ]

    @Test func `every kind of fault is in the table below`() { #expect(Set(Self.refused.map(\.code)) == Set(FHIRFault.Code.allCases)) }

    @Test(arguments: refused)
    func `a fault is told under its kind, in both languages`(code: FHIRFault.Code, type: String, text: String) throws {
        let bytes = Array(text.utf8)
        let faults = #expect(throws: FHIRFaults.self) { try text.hasPrefix("<") ? FHIRElement.read(xml: bytes) : FHIRElement.read(json: bytes) }
        let fault = try #require(faults?.faults.first { $0.code == code }, "\(String(describing: faults?.faults.map(\.code)))")
        let issue = FHIRIssue(fault)
        #expect(
            issue.weight == .error && issue.type == type && issue.code == code.rawValue && issue.expression == fault.expression && issue.place == fault.place)
        #expect(issue.words.fr != issue.words.en && !issue.words.fr.isEmpty)
        if let expected = fault.expected { #expect(issue.words.fr.hasSuffix("(\(expected))") && issue.words.en.hasSuffix("(\(expected))")) }
    }

    private func outcome(_ issues: [FHIRIssue], _ language: Language = .english) throws -> [String: Any] {
        let bytes = FHIRIssue.outcome(issues, in: language).json
        return try #require(JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    }

    private static let words = Bilingual(fr: "mots", en: "words")

    @Test(arguments: [
        (Language.french, "fr-FR", "mots", "ligne 3, colonne 7; soumission 01J9"), (.english, "en", "words", "line 3, column 7; submission 01J9"),
    ])
    func `an outcome speaks one language, and says where and under which receipt`(language: Language, tag: String, text: String, spot: String) throws {
        let issue = FHIRIssue(
            .warning, type: "value", code: "fhir.x", registryCode: "XDSRegistryError", words: Self.words, expression: "Bundle.type",
            place: FHIRPlace(line: 3, column: 7),
            submission: "01J9")
        let outcome = try outcome([issue], language)
        #expect(outcome["resourceType"] as? String == "OperationOutcome" && outcome["language"] as? String == tag)
        let told = try #require((outcome["issue"] as? [[String: Any]])?.first)
        #expect(told["severity"] as? String == "warning" && told["code"] as? String == "value" && told["diagnostics"] as? String == spot)
        #expect(told["expression"] as? [String] == ["Bundle.type"])
        let details = try #require(told["details"] as? [String: Any])
        #expect(details["text"] as? String == text)
        let codings = try #require(details["coding"] as? [[String: String]])
        #expect(codings == [["system": "urn:passerelle:finding", "code": "fhir.x"], ["system": "urn:passerelle:registry-error", "code": "XDSRegistryError"]])
    }

    @Test func `what is not known is left out`() throws {
        let told = try #require(
            (try outcome([FHIRIssue(.information, type: "informational", code: nil, words: Self.words, expression: "")])["issue"] as? [[String: Any]])?.first)
        #expect(Set(told.keys) == ["severity", "code", "details"] && told["severity"] as? String == "information")
        #expect((told["details"] as? [String: Any])?.keys.sorted() == ["text"])
        let kept = FHIRIssue(type: "value", code: nil, words: Self.words, submission: "01J9")
        #expect((try outcome([kept])["issue"] as? [[String: Any]])?.first?["diagnostics"] as? String == "submission 01J9")
    }

    @Test func `a hundred issues are told, and no more`() throws {
        let issue = FHIRIssue(type: "value", code: "x", words: Self.words)
        for (count, told) in [(100, 100), (101, 100)] {
            #expect((try outcome([FHIRIssue](repeating: issue, count: count))["issue"] as? [Any])?.count == told)
        }
    }
}
