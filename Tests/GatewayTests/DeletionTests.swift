// Messages that delete: from the refusal to the status in a real store.

import Acknowledgement
import ClinicalTypes
import Delivery
import Foundation
import Gateway
import HL7v2Messages
import Intake
import Journal
import RecordStore
import SandboxSupport
import Testing
import XDSMessages

extension GatewayParts {
    /// Deletes in a store, by the clock of the test.
    fileprivate func withdrawals(_ store: StoreClient) -> Withdrawals {
        let clock = clock
        return Withdrawals(store: store, now: { clock.now })
    }
}

@Suite struct DeletionTests {
    private func withStore(
        _ misbehaviour: Misbehaviour = .none, _ test: (GatewayParts, RunningStore, TransmissionRouting) async throws -> Void
    ) async throws {
        let sandbox = try TestSandbox()
        let store = try await sandbox.startStore(misbehaviour: misbehaviour)
        let parts = try GatewayParts(sandbox)
        let routing = TransmissionRouting(
            mailboxes: .carry, partners: NoticePartners(["*"]), withdrawals: parts.withdrawals(parts.storeClient(store.port)), errands: parts.journal)
        try await test(parts, store, routing)
        try await store.services.stop()
    }

    private func receive(_ message: MessageAround, _ parts: GatewayParts, _ routing: TransmissionRouting, as name: String = "doctor") async throws
        -> TransmissionReception
    {
        guard case .admitted(let sender) = parts.way.admit(try parts.credential(name), now: parts.clock.now) else { throw CocoaError(.userCancelled) }
        return await TransmissionWay(intake: .init(), documents: parts.way, routing: routing)
            .receive(message.bytes, from: sender, at: parts.clock.now, limits: .standard)
    }

    private func deletion(_ document: [UInt8], _ controlID: String = "DEL1") -> MessageAround {
        MessageAround(document, action: ("T04", "CA", "D")).replacing("|M0001|", with: "|\(controlID)|")
    }

    private func code(_ reception: TransmissionReception) -> String {
        "\(reception.reply.code.rawValue) \(reception.reply.error?.application?.code ?? "-") \(reception.findings.last?.code ?? "-")"
    }

    /// Forwards a document.
    @discardableResult
    private func forwarded(_ document: [UInt8], _ parts: GatewayParts, _ store: RunningStore, as name: String = "doctor") async throws -> Passage {
        let passage = try #require(try await parts.receive(document, as: name).passage)
        let forwarder = RunningForwarder(parts, journal: parts.journal, storePort: store.port)
        let ended = try await parts.eventually(passage.id, is: .forwarded, forwarder)
        await forwarder.stop()
        return ended
    }

    /// Carries deletions out.
    private func carry(_ errand: Errand, until state: ErrandState, _ parts: GatewayParts, _ routing: TransmissionRouting) async throws -> Errand {
        let (stream, ticks) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let clock = parts.clock
        let withdrawals = try #require(routing.withdrawals)
        let runner = ErrandRunner(
            journal: parts.journal, carriers: [withdrawals.carrier(policy: .init())], now: { clock.now }, pause: { await Task.yield() })
        let task = Task { await runner.run(ticks: stream) }
        let ended = try await eventually("\(state) of \(errand.id)") {
            let now = try await parts.journal.errand(errand.id)
            if now?.state == state { return now }
            clock.advance(by: 60)
            ticks.yield()
            return nil
        }
        task.cancel()
        await task.value
        return ended
    }

    @Test func `a document is deleted in the store, and the answer comes once that is written down`() async throws {
        try await withStore { parts, store, routing in
            let document = try SampleDocuments.consultation()
            let passage = try await forwarded(document, parts, store)
            let message = deletion(document).flagged("ACK_RECEPTION")
            let reception = try await receive(message, parts, routing)
            #expect(reception.reply == .taken)
            let errand = try #require(reception.errands.first)
            #expect(errand.state == .queued && errand.passage == passage.id)
            #expect(try await carry(errand, until: .done, parts, routing).attempts == 1)
            let id = try #require(passage.facts.uniqueID)
            #expect(try await parts.storeClient(store.port).find(uniqueID: id)?.availabilityStatus == .deleted)
            #expect(try await parts.journal.passage(passage.id)?.storeLeg == .withdrawn)
            let notices = try await parts.journal.errands(matching: ErrandFilter(kinds: [.notice]), before: nil, limit: 9).errands
            #expect(notices.map(\.tidings) == [Tidings(outcome: "done")])

            // The same message again is answered the same; another deletion finds nothing; the document is not taken back.
            let again = try await receive(message, parts, routing)
            #expect(again.reply == .taken && again.errands.map(\.id) == [errand.id])
            #expect(code(try await receive(deletion(document, "DEL2"), parts, routing)) == "AE 900 hl7.document-unknown")
            let resent = try await receive(MessageAround(document), parts, routing)
            #expect(resent.reply.error?.userMessage?.contains("hl7.document-deleted") == true)
        }
    }

    @Test func `a document that was never sent is given up, and the store never hears of it`() async throws {
        try await withStore { parts, store, routing in
            let document = try SampleDocuments.consultation()
            let passage = try #require(try await parts.receive(document, as: "doctor").passage)
            let reception = try await receive(deletion(document), parts, routing)
            #expect(reception.reply == .taken && reception.errands.map(\.state) == [.done])
            #expect(try await parts.journal.passage(passage.id)?.storeLeg == .rejected)
            #expect(try await store.repository.documentCount() == 0)
        }
    }

    @Test func `a document that only the store knows is deleted there`() async throws {
        try await withStore { parts, store, routing in
            let document = try SampleDocuments.consultation()
            _ = try await forwarded(document, parts, store)
            // Another gateway, with a journal of its own, before the same store.
            let other = try GatewayParts(try TestSandbox())
            let its = TransmissionRouting(withdrawals: parts.withdrawals(parts.storeClient(store.port)), errands: other.journal)
            let reception = try await receive(deletion(document), other, its)
            #expect(reception.reply == .taken)
            _ = try await carry(try #require(reception.errands.first), until: .done, other, its)
            #expect(try await store.repository.documents().map(\.status) == [.deleted])
        }
    }

    @Test func `a document that nobody knows is refused with 900`() async throws {
        try await withStore { parts, _, routing in
            let reception = try await receive(deletion(SampleDocuments.consultation()), parts, routing)
            #expect(code(reception) == "AE 900 hl7.document-unknown")
            let page = try await parts.journal.errands(matching: ErrandFilter(), before: nil, limit: 9)
            #expect(page.errands.isEmpty)
        }
    }

    @Test func `a document that is another patient's is refused with 904`() async throws {
        try await withStore { parts, _, routing in
            let id = SampleDocuments.freshID()
            try await parts.receive(try SampleDocuments.consultation(id, patient: SampleDocuments.patients[1]), as: "doctor")
            let reception = try await receive(deletion(try SampleDocuments.consultation(id)), parts, routing)
            #expect(code(reception) == "AE 904 hl7.document-of-other-patient")
            #expect(try await parts.journal.holder(ofDocument: id)?.storeLeg == .queued)
        }
    }

    @Test func `a message about another patient than its document deletes nothing`() async throws {
        try await withStore { parts, _, routing in
            let document = try SampleDocuments.consultation()
            try await parts.receive(document, as: "doctor")
            let reception = try await receive(deletion(document).replacing("PID|||2", with: "PID|||1"), parts, routing)
            #expect(reception.reply.error?.application?.code == "904")
        }
    }

    @Test func `whoever may not write the document may not delete it`() async throws {
        try await withStore { parts, _, routing in
            let document = try SampleDocuments.consultation()
            try await parts.receive(document, as: "doctor")
            #expect(code(try await receive(deletion(document), parts, routing, as: "pharmacist")).hasPrefix("AE 901"))
        }
    }

    @Test(arguments: [true, false])
    func `a document of one's own under the id of another's deletes nothing`(isForwarded: Bool) async throws {
        try await withStore { parts, store, routing in
            let id = SampleDocuments.freshID()
            let document = try SampleDocuments.consultation(id)
            if isForwarded { try await forwarded(document, parts, store) } else { try await parts.receive(document, as: "doctor") }
            let forged = try SampleDocuments.text("treatment-dispensation").replacing("2.25.166560351227869270052215841683297353798", with: id)
            let reception = try await receive(deletion(Array(forged.utf8)), parts, routing, as: "pharmacist")
            #expect(code(reception).hasPrefix("AE 901"), "\(code(reception))")
            #expect(reception.errands.isEmpty)
        }
    }

    @Test func `the author deletes a document with other bytes than those that are held`() async throws {
        try await withStore { parts, store, routing in
            let id = SampleDocuments.freshID()
            try await forwarded(try SampleDocuments.consultation(id), parts, store)
            let reception = try await receive(deletion(try SampleDocuments.consultation(id, title: "Autre titre")), parts, routing)
            _ = try await carry(try #require(reception.errands.first), until: .done, parts, routing)
            #expect(try await store.repository.documents().map(\.status) == [.deleted])
        }
    }

    @Test func `while the store cannot be asked, a deletion of what is not known here may come again`() async throws {
        let parts = try GatewayParts()
        let routing = TransmissionRouting(withdrawals: parts.withdrawals(parts.storeClient(1)), errands: parts.journal)
        #expect(try await receive(deletion(SampleDocuments.consultation()), parts, routing).reply == .unavailable)
    }

    @Test(arguments: ["XDSRegistryBusy", "XDSRegistryError"])
    func `a deletion that the store sends away is tried again`(code: String) async throws {
        try await withStore(Misbehaviour(answer: .refusal(RegistryErrorCode(rawValue: code)), times: 1)) { parts, store, routing in
            let document = try SampleDocuments.consultation()
            _ = try await forwarded(document, parts, store)
            let reception = try await receive(deletion(document), parts, routing)
            _ = try await carry(try #require(reception.errands.first), until: .done, parts, routing)
            #expect(try await store.repository.documents().map(\.status) == [.deleted])
        }
    }

    @Test func `a deletion goes to mailboxes, too, with the document that it deletes`() async throws {
        try await withStore { parts, store, routing in
            let document = try SampleDocuments.consultation()
            _ = try await forwarded(document, parts, store)
            let message = deletion(document).flagged("DESTMSSANTEPS").naming("RCT", MessageAround.doctor, address: "a@b.mssante.fr")
            let reception = try await receive(message, parts, routing)
            #expect(reception.errands.map(\.kind) == [.mail, .withdrawal])
            let content = try #require(try await parts.journal.content(of: reception.errands[0].id))
            let order = try JSONDecoder().decode(MailOrder.self, from: Data(content))
            #expect(order.action == .delete && order.enclosure.map { [UInt8]($0.bytes) } == document)
        }
    }

    @Test func `without a store to delete in, a deletion is refused by name`() async throws {
        let parts = try GatewayParts()
        let reception = try await receive(deletion(SampleDocuments.consultation()), parts, TransmissionRouting())
        #expect(code(reception) == "AE 906 hl7.deletion-unserved")
    }

    // MARK: Versions

    /// A radiograph and its correction.
    private func versions() throws -> (former: [UInt8], last: [UInt8]) {
        let id = SampleDocuments.freshID()
        return (try SampleDocuments.radiograph(id), try SampleDocuments.correction(of: id))
    }

    /// Registers a replacement that this gateway does not see.
    private func replace(_ former: String, by bytes: [UInt8], _ parts: GatewayParts, _ store: RunningStore) async throws {
        let known = try #require(try await parts.storeClient(store.port).find(uniqueID: former))
        var entry = known
        (entry.entryUUID, entry.logicalId, entry.version) = ("Document01", nil, nil)
        (entry.uniqueId, entry.hash, entry.size) = (SampleDocuments.freshID(), nil, nil)
        var set = SubmissionSet(entryUUID: "SubmissionSet01", uniqueId: SampleDocuments.freshID(), sourceId: "1.2.3.8", patientId: known.patientId)
        (set.submissionTime, set.contentTypeCode) = ("20260301", Code(code: "07", scheme: "1.2.250.1.213.2.2"))
        let objects = RegistryObjectList(
            documentEntries: [entry], submissionSets: [set],
            associations: [
                .member("as01", of: set.entryUUID, entry: entry.entryUUID),
                Association(entryUUID: "as02", type: .replaces, source: entry.entryUUID, target: known.entryUUID),
            ])
        let document = ProvidedDocument(id: entry.entryUUID, mediaType: "text/xml", bytes: bytes)
        #expect(try await store.repository.register(ProvideAndRegisterRequest(objects: objects, documents: [document])) == .success)
    }

    @Test func `a version that was replaced is refused with 900, and the last one is deleted`() async throws {
        try await withStore { parts, store, routing in
            let (former, last) = try versions()
            try await forwarded(former, parts, store, as: "radiologist")
            try await forwarded(last, parts, store, as: "radiologist")
            #expect(try await store.repository.documents().map(\.status) == [.deprecated, .approved])
            let refused = try await receive(deletion(former), parts, routing, as: "radiologist")
            #expect(code(refused) == "AE 900 hl7.document-replaced" && refused.errands.isEmpty)
            let taken = try await receive(deletion(last, "DEL2"), parts, routing, as: "radiologist")
            _ = try await carry(try #require(taken.errands.first), until: .done, parts, routing)
            #expect(try await store.repository.documents().map(\.status) == [.deprecated, .deleted])
            #expect(code(try await receive(deletion(former, "DEL3"), parts, routing, as: "radiologist")) == "AE 900 hl7.document-replaced")
        }
    }

    @Test func `a version whose replacement is still on its way is refused with 900`() async throws {
        try await withStore { parts, _, routing in
            let (former, last) = try versions()
            let passage = try #require(try await parts.receive(former, as: "radiologist").passage)
            #expect(try await parts.journal.replacement(ofDocument: try #require(passage.facts.uniqueID)) == nil)
            let replacement = try #require(try await parts.receive(last, as: "radiologist").passage)
            #expect(try await parts.journal.replacement(ofDocument: try #require(passage.facts.uniqueID))?.id == replacement.id)
            #expect(code(try await receive(deletion(former), parts, routing, as: "radiologist")) == "AE 900 hl7.document-replaced")
            #expect(try await receive(deletion(last, "DEL2"), parts, routing, as: "radiologist").reply == .taken)
        }
    }

    @Test(arguments: [false, true])
    func `a version that another gateway replaced is refused with 900, or given up where the store could not be asked before`(isAway: Bool) async throws {
        try await withStore { parts, store, routing in
            let (former, last) = try versions()
            try await forwarded(former, parts, store, as: "radiologist")
            try await replace(try #require(try await store.repository.documents().first?.uniqueId), by: last, parts, store)
            if isAway { store.repository.misbehave(Misbehaviour(answer: .refusal(.registryBusy), times: 1)) }
            let reception = try await receive(deletion(former), parts, routing, as: "radiologist")
            if isAway {
                let ended = try await carry(try #require(reception.errands.first), until: .givenUp, parts, routing)
                #expect(ended.failure?.code == "withdrawal.replaced")
            } else {
                #expect(code(reception) == "AE 900 hl7.document-replaced" && reception.errands.isEmpty)
            }
            #expect(try await store.repository.documents().map(\.status) == [.deprecated, .approved])
        }
    }

    @Test func `a former version that only the store knows is refused with 900`() async throws {
        try await withStore { parts, store, routing in
            let (former, last) = try versions()
            try await forwarded(former, parts, store, as: "radiologist")
            try await forwarded(last, parts, store, as: "radiologist")
            let other = try GatewayParts(try TestSandbox())
            let its = TransmissionRouting(withdrawals: parts.withdrawals(parts.storeClient(store.port)), errands: other.journal)
            #expect(code(try await receive(deletion(former), other, its, as: "radiologist")) == "AE 900 hl7.document-replaced")
        }
    }
}
