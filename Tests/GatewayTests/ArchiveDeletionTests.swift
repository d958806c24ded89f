// Archives that delete: from the refusal to the status in a real store.

import ClinicalTypes
import CredentialChecks
import Delivery
import Foundation
import Gateway
import Journal
import RecordStore
import SandboxSupport
import Testing
import XDSMessages
import ZIPArchives

@Suite struct ArchiveDeletionTests {
    /// Where the word stands that asks for a deletion.
    enum Mark: CaseIterable { case set, entries, firstEntry, nowhere }

    /// An archive of documents that bears the word.
    private func archive(_ documents: [[UInt8]], _ mark: Mark = .set, slot: String = "action") throws -> [UInt8] {
        var read = try XDMArchive(reading: ArchiveOfDocuments.bytes(documents), sha1: Digest.sha1)
        let action = Slot(slot, ["D"])
        switch mark {
        case .set: read.submissions[0].objects.submissionSets[0].extra.slots.append(action)
        case .entries: for index in documents.indices { read.submissions[0].documents[index].entry.extra.slots.append(action) }
        case .firstEntry: read.submissions[0].documents[0].entry.extra.slots.append(action)
        case .nowhere: break
        }
        let moment = ZIPMoment(year: 2026, month: 3, day: 1, hour: 12, minute: 0, second: 0)
        return try XDMArchive.bytes(of: read.submissions, cover: XDMCover(sender: "Essai", application: "Essai", moment: moment), sha1: Digest.sha1)
    }

    private func withdrawals(_ parts: GatewayParts, _ storePort: Int) -> Withdrawals {
        let clock = parts.clock
        return Withdrawals(store: parts.storeClient(storePort), now: { clock.now })
    }

    private func receive(_ archive: [UInt8], _ parts: GatewayParts, _ storePort: Int, as name: String = "doctor") async throws -> ArchiveReception {
        guard case .admitted(let sender) = parts.way.admit(try parts.credential(name), now: parts.clock.now) else { throw CocoaError(.userCancelled) }
        let deletions = Deletions(withdrawals: withdrawals(parts, storePort), errands: parts.journal)
        return await ArchiveWay(provides: ProvideWay(documents: parts.way), deletions: deletions)
            .receive(archive, from: sender, at: parts.clock.now, door: "folder")
    }

    private func errors(_ reception: ArchiveReception) -> [String] { reception.findings.filter { $0.severity >= .error }.map(\.code) }

    /// Forwards documents.
    private func forward(_ documents: [[UInt8]], _ parts: GatewayParts, _ store: RunningStore) async throws {
        let forwarder = RunningForwarder(parts, journal: parts.journal, storePort: store.port)
        for document in documents {
            let passage = try #require(try await parts.receive(document, as: "doctor").passage)
            _ = try await parts.eventually(passage.id, is: .forwarded, forwarder)
        }
        await forwarder.stop()
    }

    /// Carries deletions out.
    private func carry(_ errands: [Errand], _ parts: GatewayParts, _ storePort: Int) async throws {
        let (stream, ticks) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let clock = parts.clock
        let carrier = withdrawals(parts, storePort).carrier(policy: .init())
        let runner = ErrandRunner(journal: parts.journal, carriers: [carrier], now: { clock.now }, pause: { await Task.yield() })
        let task = Task { await runner.run(ticks: stream) }
        for errand in errands {
            try await eventually("the end of \(errand.id)") {
                clock.advance(by: 60)
                ticks.yield()
                return try await parts.journal.errand(errand.id)?.state == .done
            }
        }
        task.cancel()
        await task.value
    }

    @Test(arguments: [(Mark.set, "action"), (.entries, "urn:asip:ci-sis:2024:action")])
    func `the documents of an archive that deletes are deleted in the store`(mark: Mark, slot: String) async throws {
        let sandbox = try TestSandbox()
        let store = try await sandbox.startStore()
        let parts = try GatewayParts(sandbox)
        let documents = [try SampleDocuments.consultation(), try SampleDocuments.consultation()]
        try await forward(documents, parts, store)
        let bytes = try archive(documents, mark, slot: slot)
        let reception = try await receive(bytes, parts, store.port)
        #expect(reception.isAccepted && errors(reception).isEmpty && reception.passages.isEmpty)
        #expect(reception.deletions.map(\.state) == [.queued, .queued])
        try await carry(reception.deletions, parts, store.port)
        #expect(try await store.repository.documents().map(\.status) == [.deleted, .deleted])
        // The same archive again is answered the same; another one finds nothing left to delete.
        let again = try await receive(bytes, parts, store.port)
        #expect(again.isAccepted && again.deletions.map(\.id) == reception.deletions.map(\.id))
        let other = try await receive(try archive(documents), parts, store.port)
        #expect(!other.isAccepted && errors(other) == ["xdm.deletion-unknown"])
        #expect(other.findings.last?.found?.contains("IHE_XDM/SUBSET01/DOC0001.XML") == true)
        try await store.services.stop()
    }

    @Test func `a document that only the store knows is deleted there`() async throws {
        let sandbox = try TestSandbox()
        let store = try await sandbox.startStore()
        let parts = try GatewayParts(sandbox)
        let document = try SampleDocuments.consultation()
        try await forward([document], parts, store)
        let other = try GatewayParts(sandbox, journal: "another")
        let reception = try await receive(try archive([document]), other, store.port)
        #expect(reception.isAccepted && reception.deletions.first?.passage == nil)
        try await carry(reception.deletions, other, store.port)
        #expect(try await store.repository.documents().map(\.status) == [.deleted])
        try await store.services.stop()
    }

    @Test func `a document that was never sent is given up`() async throws {
        let parts = try GatewayParts()
        let document = try SampleDocuments.consultation()
        let passage = try #require(try await parts.receive(document, as: "doctor").passage)
        let reception = try await receive(try archive([document]), parts, 1)
        #expect(reception.isAccepted && reception.deletions.map(\.state) == [.done])
        #expect(try await parts.journal.passage(passage.id)?.storeLeg == .rejected)
    }

    @Test func `one document that is refused keeps all of an archive from being deleted`() async throws {
        let sandbox = try TestSandbox()
        let store = try await sandbox.startStore()
        let parts = try GatewayParts(sandbox)
        let documents = [try SampleDocuments.consultation(), try SampleDocuments.consultation()]
        try await parts.receive(documents[0], as: "doctor")
        let reception = try await receive(try archive(documents), parts, store.port)
        #expect(!reception.isAccepted && errors(reception) == ["xdm.deletion-unknown"])
        #expect(try await parts.journal.errands(matching: ErrandFilter(), before: nil, limit: 9).errands.isEmpty)
        try await store.services.stop()
    }

    @Test func `whoever may not send a document may not delete it, nor with other bytes under its id`() async throws {
        let parts = try GatewayParts()
        let id = SampleDocuments.freshID()
        let document = try SampleDocuments.consultation(id)
        try await parts.receive(document, as: "doctor")
        let stranger = try await receive(try archive([document]), parts, 1, as: "pharmacist")
        #expect(!stranger.isAccepted && stranger.author?.failures.isEmpty == false)
        let forged = try SampleDocuments.consultation(id, title: "Autre compte rendu")
        #expect(errors(try await receive(try archive([forged]), parts, 1)) == ["xdm.deletion-other-document"])
        let foreign = try SampleDocuments.consultation(id, patient: "279035121518989")
        #expect(errors(try await receive(try archive([foreign]), parts, 1)) == ["xdm.deletion-other-patient"])
        #expect(try await parts.journal.holder(ofDocument: id)?.storeLeg == .queued)
    }

    @Test func `other bytes than the store has under an id delete nothing there`() async throws {
        let sandbox = try TestSandbox()
        let store = try await sandbox.startStore()
        let parts = try GatewayParts(sandbox)
        let id = SampleDocuments.freshID()
        try await forward([try SampleDocuments.consultation(id)], parts, store)
        let other = try GatewayParts(sandbox, journal: "another")
        let reception = try await receive(try archive([try SampleDocuments.consultation(id, title: "Autre compte rendu")]), other, store.port)
        #expect(errors(reception) == ["xdm.deletion-other-document"])
        try await store.services.stop()
    }

    @Test func `an archive that deletes some of its documents is refused, and one that says nothing submits`() async throws {
        let parts = try GatewayParts()
        let documents = [try SampleDocuments.consultation(), try SampleDocuments.consultation()]
        #expect(errors(try await receive(try archive(documents, .firstEntry), parts, 1)) == ["xdm.deletion-mixed"])
        let submitted = try await receive(try archive(documents, .nowhere), parts, 1)
        #expect(submitted.isAccepted && submitted.passages.count == 2 && submitted.deletions.isEmpty)
    }

    @Test func `a version that another one is about to replace is not deleted, one that is only completed is`() async throws {
        let parts = try GatewayParts()
        let (parent, kept) = (SampleDocuments.freshID(), SampleDocuments.freshID())
        for (id, kind) in [(parent, "RPLC"), (kept, "APND")] {
            try await parts.receive(try SampleDocuments.consultation(id), as: "doctor")
            let relation = "<relatedDocument typeCode=\"\(kind)\"><parentDocument><id root=\"\(id)\"/></parentDocument></relatedDocument><componentOf>"
            let text = String(decoding: try SampleDocuments.consultation(), as: UTF8.self)
            let related = try await parts.receive(Array(text.replacing("<componentOf>", with: relation, maxReplacements: 1).utf8), as: "doctor")
            #expect(related.passage?.waitsFor == id && related.passage?.facts.replacesParent == (kind == "RPLC"))
        }
        #expect(errors(try await receive(try archive([try SampleDocuments.consultation(parent)]), parts, 1)) == ["xdm.deletion-replaced"])
        #expect(try await receive(try archive([try SampleDocuments.consultation(kept)]), parts, 1).isAccepted)
    }

    @Test func `while the store cannot be asked, nothing is decided`() async throws {
        let parts = try GatewayParts()
        let reception = try await receive(try archive([try SampleDocuments.consultation()]), parts, 1)
        #expect(!reception.isAccepted && errors(reception).isEmpty && reception.unavailable != nil)
    }
}
