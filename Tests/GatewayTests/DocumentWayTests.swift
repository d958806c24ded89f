// What the way decides of a document, and what it writes down.

import AuthorTrust
import ClinicalTypes
import Foundation
import Gateway
import Journal
import SandboxSupport
import Testing

@Suite struct DocumentWayTests {
    @Test func `an accepted document is queued with its space, its verdicts and its bytes`() async throws {
        let parts = try GatewayParts()
        let bytes = try SampleDocuments.bytes("accepted/report-consultation")
        let reception = try await parts.receive(bytes, as: "doctor")
        let passage = try #require(reception.passage)
        #expect(reception.refusal == nil && !reception.isRepetition)
        #expect(passage.storeLeg == .queued && passage.senderLeg == .owed)
        #expect(passage.facts.space == .report && passage.facts.typeCode == "11488-4")
        #expect(passage.facts.uniqueID == "2.25.293763715782897103925258992680871218996")
        #expect(passage.sender.identity == "899900042179")
        let content = try #require(try await parts.journal.content(of: passage.id))
        #expect(content.body == bytes)
        let sealed = try await parts.verdicts(of: passage)
        #expect(sealed.report == reception.report && sealed.author == reception.author && sealed.classified?.space == .report)
    }

    @Test func `the same bytes again get the same receipt and are written down once`() async throws {
        let parts = try GatewayParts()
        let bytes = try SampleDocuments.consultation()
        let first = try await parts.receive(bytes, as: "doctor")
        let second = try await parts.receive(bytes, as: "doctor")
        #expect(second.isRepetition && second.refusal == nil)
        #expect(second.passage?.id == first.passage?.id)
        #expect(try await parts.passageCount == 1)
    }

    @Test func `many that submit the same bytes at once get one receipt`() async throws {
        let parts = try GatewayParts()
        let bytes = try SampleDocuments.consultation()
        let receipts = try await withThrowingTaskGroup(of: PassageID?.self) { group in
            for _ in 0..<16 { group.addTask { try await parts.receive(bytes, as: "doctor").passage?.id } }
            return try await group.reduce(into: Set<PassageID?>()) { $0.insert($1) }
        }
        #expect(receipts.count == 1)
        #expect(try await parts.passageCount == 1)
    }

    @Test func `other bytes under an id that is held are a conflict that names the holder`() async throws {
        let parts = try GatewayParts()
        let id = SampleDocuments.freshID()
        let first = try await parts.receive(SampleDocuments.consultation(id), as: "doctor")
        let second = try await parts.receive(SampleDocuments.consultation(id, title: "Autre titre"), as: "doctor")
        #expect(second.refusal == .conflict)
        #expect(second.passage?.id == first.passage?.id)
        #expect(try await parts.passageCount == 1)
    }

    @Test func `a document that breaks rules is refused, written down with its report, and blocks nobody`() async throws {
        let parts = try GatewayParts()
        let refused = try await parts.receive(SampleDocuments.bytes("refused/custodian-missing"), as: "doctor")
        #expect(refused.refusal == .document)
        #expect(refused.passage?.storeLeg == .refused && refused.passage?.failure?.code == "structure.element-unexpected")
        #expect(try await parts.verdicts(of: refused.passage).report.isValid == false)
        #expect(try await parts.journal.claim(limit: 10, now: parts.clock.now).isEmpty)
        // The same patient, and the same id once mended.
        let id = try #require(refused.passage?.facts.uniqueID)
        #expect(try await parts.receive(SampleDocuments.consultation(id), as: "doctor").passage?.storeLeg == .queued)
        #expect(try await parts.journal.claim(limit: 10, now: parts.clock.now).map(\.passage.facts.uniqueID) == [id])
    }

    @Test(arguments: ["hostile/pdf-bytes", "hostile/billion-laughs", "hostile/truncated", "hostile/deep-nesting"])
    func `what is no document is refused and written down without an id`(sample: String) async throws {
        let parts = try GatewayParts()
        let reception = try await parts.receive(SampleDocuments.bytes(sample), as: "doctor")
        #expect(reception.refusal == .document && reception.report.findings.contains { $0.severity == .fatal })
        #expect(reception.passage?.facts.uniqueID == nil && reception.passage?.storeLeg == .refused)
    }

    @Test func `another author's document is refused, naming the field, and written down`() async throws {
        let parts = try GatewayParts()
        let reception = try await parts.receive(SampleDocuments.consultation(), as: "pharmacist")
        #expect(reception.refusal == .credential)
        let failure = try #require(reception.author.failures.first)
        #expect(failure.code == "author.other-person" && failure.field == "subject.CN" && failure.received == "899900044837")
        #expect(failure.expected?.contains("899900042179") == true)
        #expect(reception.passage?.storeLeg == .refused && reception.passage?.failure?.code == "author.other-person")
        #expect(try await parts.verdicts(of: reception.passage).author == reception.author)
    }

    @Test func `who sends is asked before what is sent`() async throws {
        let parts = try GatewayParts()
        let reception = try await parts.receive(SampleDocuments.bytes("refused/custodian-missing"), as: "pharmacist")
        #expect(reception.refusal == .credential)
    }

    @Test(arguments: ["accepted/report-consultation", "hostile/pdf-bytes"])
    func `of somebody whose certificate no known authority issued nothing is kept`(sample: String) async throws {
        let parts = try GatewayParts()
        let stranger = try TestSandbox()
        let credential = try GatewayParts(stranger).credential("doctor")
        let reception = try await parts.way.receive(parts.received(SampleDocuments.bytes(sample)), from: credential)
        #expect(reception.refusal == .credential && reception.passage == nil)
        #expect(reception.author.failures.first?.field == "issuer")
        #expect(try await parts.passageCount == 0)
    }

    @Test func `of a certificate that names nobody nothing is kept`() async throws {
        let parts = try GatewayParts()
        let reception = try await parts.receive(SampleDocuments.consultation(), as: "gateway-client")
        #expect(reception.refusal == .credential && reception.passage == nil)
        #expect(!reception.author.failures.contains { $0.code.hasPrefix("author.") })
        #expect(try await parts.passageCount == 0)
    }

    @Test func `without a certificate nothing is looked at and nothing is kept`() async throws {
        let parts = try GatewayParts()
        let reception = try await parts.receive(SampleDocuments.consultation(), as: nil)
        #expect(reception.refusal == .credentialMissing && reception.report.findings.isEmpty)
        #expect(try await parts.passageCount == 0)
    }

    @Test(arguments: ["pharmacist", nil]) func `under report a failed check is told and refuses nothing`(name: String?) async throws {
        let parts = try GatewayParts(policy: .report)
        let reception = try await parts.receive(SampleDocuments.consultation(), as: name)
        #expect(reception.refusal == nil && !reception.author.isTrusted)
        #expect(try await parts.verdicts(of: reception.passage).author.isTrusted == false)
    }

    @Test func `under off no check is made`() async throws {
        let parts = try GatewayParts(policy: .off)
        let reception = try await parts.receive(SampleDocuments.consultation(), as: nil)
        #expect(reception.refusal == nil && reception.author.checks.map(\.code) == ["credential.check-off"])
        #expect(reception.passage?.sender.identity == nil)
    }

    @Test func `a document whose registry entry cannot be written is refused with the missing fact`() async throws {
        let parts = try GatewayParts(requiresHealthIdentity: false)
        let text = try SampleDocuments.text("report-consultation")
        let anonymous = text.replacing("      <id root=\"1.2.250.1.213.1.4.10\" extension=\"258073899904282\"/>\n", with: "")
        try #require(anonymous != text)
        let reception = try await parts.receive(Array(anonymous.utf8), as: "doctor")
        #expect(reception.refusal == .metadata)
        #expect(reception.report.findings.contains { $0.code == "metadata.patient-id-missing" })
        #expect(reception.passage?.storeLeg == .refused && reception.passage?.facts.space == .report)
    }

    @Test func `a receipt survives the gateway`() async throws {
        let sandbox = try TestSandbox()
        let bytes = try SampleDocuments.consultation()
        var receipt: PassageID?
        do {
            let parts = try GatewayParts(sandbox)
            receipt = try await parts.receive(bytes, as: "doctor").passage?.id
            try await parts.journal.close()
        }
        let parts = try GatewayParts(sandbox)
        #expect(try await parts.receive(bytes, as: "doctor").passage?.id == receipt)
    }
}
