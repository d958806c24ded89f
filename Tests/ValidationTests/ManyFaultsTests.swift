// A document of thousands of faults is judged as any other, and told in a report of bounded length.

import ClinicalTypes
import Testing

@testable import Validation

@Suite struct ManyFaultsTests {
    private let valid = SmallDocument()
    private static let telecom = "<telecom value=\"tel:0200000001\" use=\"H\"/>"

    private func repeating(_ text: String, _ count: Int) -> SmallDocument {
        valid.replacing(Self.telecom, with: String(repeating: text, count: count) + Self.telecom)
    }

    @Test func `of one fault the first two hundred are told, each with its path`() {
        #expect(repeating("<telecom value=\"0\"/>", FindingTally.limit).findings().count == FindingTally.limit)
        let findings = repeating("<telecom value=\"0\"/>", 3000).findings()
        #expect(findings.count == FindingTally.limit && findings.allSatisfy { $0.code == "telecom.prefix" && $0.place?.xpath != nil })
        #expect(findings.first?.place?.xpath?.hasSuffix("/telecom[1]/@value") == true)
        #expect(findings.last?.place?.xpath?.hasSuffix("/telecom[200]/@value") == true)
    }

    @Test func `an error behind thousands of warnings still refuses`() {
        let document = repeating("<telecom value=\"0\"/>", 1000)
            .replacing("20260301083000+0100", with: "20261301083000+0100")
        let report = TestJudge.make().examine(document.bytes).report
        #expect(!report.isValid)
        #expect(report.findings.last { $0.severity == .error }?.code == "timestamp.malformed")
    }

    @Test func `what the grammar did not come to say, the rules say`() {
        // The grammar gives up on the children at the first that does not fit.
        func codes(_ start: String, _ end: String) -> [String] {
            valid.replacing("<realmCode", with: "<foo/><realmCode").without(from: start, to: end).codes().filter { !$0.hasPrefix("structure.") }
        }
        #expect(codes("<confidentialityCode", "/>") == ["header.confidentiality-missing"])
        #expect(codes("<author>", "</author>") == ["author.missing"])
        #expect(codes("<custodian>", "</custodian>") == ["custodian.missing"])
        #expect(codes("<component>", "</component>").contains("body.missing"))
    }

    @Test func `a signature code without a code is no signature`() {
        valid.replacing("<signatureCode code=\"S\"/>", with: "<signatureCode/>")
            .expectOnly(.legalAuthenticatorSignature, at: "signatureCode", isMendable: true)
    }
}
