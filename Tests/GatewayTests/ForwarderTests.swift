// How accepted documents reach a real store over HTTPS, whatever the store does.

import Delivery
import Foundation
import Gateway
import Journal
import RecordStore
import SandboxSupport
import Testing
import XDSMessages

@Suite struct ForwarderTests {
    /// A gateway's parts, a store, and a forwarder between them.
    private func withStore(
        _ misbehaviour: Misbehaviour = .none, parallel: Int = 4, budgetHours: Double = 72,
        _ test: (GatewayParts, RunningStore, RunningForwarder) async throws -> Void
    ) async throws {
        let sandbox = try TestSandbox()
        let store = try await sandbox.startStore(misbehaviour: misbehaviour)
        let parts = try GatewayParts(sandbox)
        let forwarder = RunningForwarder(parts, journal: parts.journal, storePort: store.port, parallel: parallel, budgetHours: budgetHours)
        try await test(parts, store, forwarder)
        await forwarder.stop()
        try await store.services.stop()
    }

    private func accepted(_ bytes: [UInt8], _ parts: GatewayParts, as name: String = "doctor") async throws -> Passage {
        let reception = try await parts.receive(bytes, as: name)
        #expect(reception.refusal == nil)
        return try #require(reception.passage)
    }

    @Test func `an accepted document is forwarded byte for byte`() async throws {
        try await withStore { parts, store, forwarder in
            let bytes = try SampleDocuments.consultation()
            let passage = try await accepted(bytes, parts)
            let forwarded = try await parts.eventually(passage.id, is: .forwarded, forwarder, moving: false)
            #expect(forwarded.attempts == 1 && forwarded.failure == nil)
            let id = try #require(passage.facts.uniqueID)
            #expect(try await store.repository.bytes(uniqueId: id) == bytes)
            let stored = try await store.repository.documents()
            #expect(stored.map(\.entryUUID) == [passage.identifiers?.entryUUID])
        }
    }

    @Test(arguments: ["XDSRegistryBusy", "XDSRepositoryBusy"])
    func `a document that a busy store sends away is postponed, then forwarded`(code: String) async throws {
        try await withStore(Misbehaviour(answer: .refusal(RegistryErrorCode(rawValue: code)), times: 2)) { parts, store, forwarder in
            let passage = try await accepted(SampleDocuments.consultation(), parts)
            let forwarded = try await parts.eventually(passage.id, is: .forwarded, forwarder)
            #expect(forwarded.attempts == 3)
            let record = try #require(try await parts.journal.record(of: passage.id))
            #expect(record.timeline.filter { $0.kind == .postponed }.map(\.code) == [code, code])
            #expect(try await store.repository.documentCount() == 1)
        }
    }

    @Test(arguments: [Misbehaviour.Answer.garbage, .fault, .refusal(.registryError)])
    func `a document whose answer is lost is asked about and forwarded once`(answer: Misbehaviour.Answer) async throws {
        try await withStore(Misbehaviour(answer: answer, carriesOutFirst: true, times: 1)) { parts, store, forwarder in
            let passage = try await accepted(SampleDocuments.consultation(), parts)
            _ = try await parts.eventually(passage.id, is: .forwarded, forwarder)
            let record = try #require(try await parts.journal.record(of: passage.id))
            #expect(record.timeline.contains { $0.kind == .doubted && $0.to == .inDoubt })
            #expect(record.timeline.last { $0.kind == .forwarded }?.detail == "foundInStore")
            #expect(try await store.repository.documents().map(\.storedCount) == [1])
        }
    }

    @Test func `a document that never arrived is asked about, not found, and sent again`() async throws {
        try await withStore(Misbehaviour(answer: .garbage, times: 1)) { parts, store, forwarder in
            let passage = try await accepted(SampleDocuments.consultation(), parts)
            _ = try await parts.eventually(passage.id, is: .forwarded, forwarder)
            let record = try #require(try await parts.journal.record(of: passage.id))
            #expect(record.timeline.last { $0.kind == .forwarded }?.detail == "accepted")
            #expect(try await store.repository.documents().map(\.storedCount) == [1])
        }
    }

    @Test func `a document that the store will never take is rejected, and the next of the patient goes on`() async throws {
        try await withStore(Misbehaviour(answer: .refusal(.registryMetadataError), times: 1)) { parts, store, forwarder in
            let first = try await accepted(SampleDocuments.consultation(), parts)
            let rejected = try await parts.eventually(first.id, is: .rejected, forwarder)
            #expect(rejected.failure?.code == "XDSRegistryMetadataError")
            let second = try await accepted(SampleDocuments.consultation(), parts)
            _ = try await parts.eventually(second.id, is: .forwarded, forwarder)
            #expect(try await store.repository.documentCount() == 1)
        }
    }

    @Test func `a document that a person must decide about is parked, and goes on when sent again`() async throws {
        try await withStore(Misbehaviour(answer: .refusal(.unknownPatientId), times: 1)) { parts, store, forwarder in
            let passage = try await accepted(SampleDocuments.consultation(), parts)
            let parked = try await parts.eventually(passage.id, is: .parked, forwarder)
            #expect(parked.failure?.code == "XDSUnknownPatientId")
            _ = try await parts.journal.retry(passage.id, by: "operator", now: parts.clock.now)
            _ = try await parts.eventually(passage.id, is: .forwarded, forwarder)
            #expect(try await store.repository.documentCount() == 1)
        }
    }

    @Test func `a document whose budget is spent is parked`() async throws {
        try await withStore(Misbehaviour(answer: .refusal(.registryBusy)), budgetHours: 1) { parts, _, forwarder in
            let passage = try await accepted(SampleDocuments.consultation(), parts)
            let parked = try await parts.eventually(passage.id, is: .parked, forwarder)
            #expect(parked.failure?.code == "delivery.budget-spent")
        }
    }

    @Test func `documents of one patient arrive in the order of their acceptance, those of others meanwhile`() async throws {
        try await withStore(Misbehaviour(answer: .refusal(.registryBusy), times: 3), parallel: 8) { parts, store, forwarder in
            var expected: [String: [String]] = [:]
            var passages: [Passage] = []
            for number in 0..<24 {
                let patient = SampleDocuments.patients[number % 4]
                let passage = try await accepted(SampleDocuments.consultation(patient: patient), parts)
                expected[patient, default: []].append(try #require(passage.facts.uniqueID))
                passages.append(passage)
            }
            for passage in passages { _ = try await parts.eventually(passage.id, is: .forwarded, forwarder) }
            let arrived = try await store.repository.documents()
            for (patient, ids) in expected { #expect(arrived.filter { $0.patientId.contains(patient) }.map(\.uniqueId) == ids) }
            #expect(arrived.count == 24)
        }
    }
}

extension RegistryErrorCode {
    fileprivate static let unknownPatientId = RegistryErrorCode(rawValue: "XDSUnknownPatientId")
    fileprivate static let registryMetadataError = RegistryErrorCode(rawValue: "XDSRegistryMetadataError")
    fileprivate static let registryBusy = RegistryErrorCode(rawValue: "XDSRegistryBusy")
}
