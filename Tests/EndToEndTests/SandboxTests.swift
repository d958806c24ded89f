// A whole sandbox in one process: the samples go in over HTTPS, and come back from the record store byte for byte.

import Delivery
import Foundation
import GatewayServer
import Journal
import RecordStore
import SandboxSupport
import Testing
import XDSMessages

@Suite struct SandboxTests {
    /// Opens a sandbox, runs a test with it and closes it.
    private func withSandbox(
        _ misbehaviour: Misbehaviour = .none, timeoutSeconds: Int = 60, requiresAssertion: Bool = false,
        _ test: (RunningGateway, RunningStore) async throws -> Void
    ) async throws {
        let sandbox = try TestSandbox()
        let store = try await sandbox.startStore(misbehaviour: misbehaviour, requiresAssertion: requiresAssertion)
        let gateway = try await sandbox.startGateway(storePort: store.port) {
            $0.store.timeoutSeconds = timeoutSeconds
            if requiresAssertion { $0.store.assertion.policy = .required }
        }
        try await test(gateway, store)
        try await gateway.services.stop()
        try await store.services.stop()
    }

    @Test(arguments: [false, true])
    func `every accepted sample is forwarded to its space and comes back byte for byte, whether or not the store wants to know who acts`(
        requiresAssertion: Bool
    ) async throws {
        #expect(SampleDocuments.accepted.count >= 8 && Set(SampleDocuments.accepted.map(\.space)).count == 9)
        try await withSandbox(requiresAssertion: requiresAssertion) { gateway, store in
            for row in SampleDocuments.accepted {
                let bytes = try SampleDocuments.bytes("accepted/\(row.name)")
                #expect(SandboxIdentity.matching(bytes)?.name == row.credential, "\(row)")
                let answer = try await gateway.submit(bytes, as: row.credential)
                // Patient and nobody else stands behind it: there is no professional to name.
                if requiresAssertion, row.name == "personal-advance-directives" {
                    #expect(answer.status == 422 && String(decoding: answer.body, as: UTF8.self).contains("metadata.assertion-person-missing"))
                    continue
                }
                #expect(answer.status == 202, "\(row)")
                let document = try #require(answer.json["document"] as? [String: Any], "\(row)")
                #expect((document["space"] as? [String: Any])?["label"] as? String == row.space, "\(row)")
                let shown = try await forwarded(answer, gateway, as: row.credential)
                #expect(shown.json["state"] as? String == "forwarded", "\(row)")
                let id = try #require(document["uniqueId"] as? String)
                #expect(try await StoreAccess(gateway.configuration).retrieve(id) == bytes, "\(row)")
            }
            let stored = try await store.repository.documents()
            #expect(stored.count == SampleDocuments.accepted.count - (requiresAssertion ? 1 : 0) && stored.allSatisfy { $0.storedCount == 1 })
            let deprecated = stored.filter { $0.status == .deprecated }
            #expect(deprecated.count == 1)
        }
    }

    @Test func `documents accepted while the store is down arrive when it is up`() async throws {
        let sandbox = try TestSandbox()
        let first = try await sandbox.startStore()
        try await first.services.stop()
        let gateway = try await sandbox.startGateway(storePort: first.port)
        var receipts: [String] = []
        for patient in SampleDocuments.patients {
            let answer = try await gateway.submit(SampleDocuments.consultation(patient: patient), as: "doctor")
            #expect(answer.status == 202)
            receipts.append(try #require(answer.receipt))
        }
        try await eventually("the store was tried in vain") {
            try await gateway.withJournal { try await $0.counters().events[.postponed] ?? 0 } >= receipts.count
        }
        #expect(try await gateway.get("/health/ready", as: nil).status == 200)
        let second = try await sandbox.startStore(port: first.port)
        try await eventually("all arrive") { try await second.repository.documentCount() == receipts.count }
        for receipt in receipts {
            try await eventually("the receipt says so") {
                try await gateway.get("/v1/submissions/\(receipt)", as: "doctor").json["state"] as? String == "forwarded"
            }
        }
        try await gateway.services.stop()
        try await second.services.stop()
    }

    @Test func `a slow store holds nobody's answer up, and a document that it takes too late is stored once`() async throws {
        try await withSandbox(Misbehaviour(delay: .seconds(3), times: 1), timeoutSeconds: 1) { gateway, store in
            let answer = try await gateway.submit(SampleDocuments.consultation(), as: "doctor")
            #expect(answer.status == 202 && answer.json["state"] as? String == "queued")
            let shown = try await forwarded(answer, gateway, as: "doctor")
            #expect(events(shown).contains { $0.event == "doubted" && $0.code == "network.timed-out" })
            #expect(try await store.repository.documents().map(\.storedCount) == [1])
        }
    }

    @Test(arguments: [Misbehaviour.Answer.garbage, .fault], [true, false])
    func `a document whose answer is garbage is in doubt, asked about and stored once`(answer: Misbehaviour.Answer, isStored: Bool) async throws {
        try await withSandbox(Misbehaviour(answer: answer, carriesOutFirst: isStored, times: 1)) { gateway, store in
            let bytes = try SampleDocuments.consultation()
            let shown = try await forwarded(gateway.submit(bytes, as: "doctor"), gateway, as: "doctor")
            #expect(events(shown).map(\.state).contains("inDoubt"))
            #expect(events(shown).last { $0.event == "forwarded" }?.detail == (isStored ? "foundInStore" : "accepted"))
            let stored = try await store.repository.documents()
            #expect(stored.map(\.storedCount) == [1])
            #expect(try await store.repository.bytes(uniqueId: stored[0].uniqueId) == bytes)
        }
    }

    @Test func `a gateway that is opened again goes on where it was`() async throws {
        let sandbox = try TestSandbox()
        let store = try await sandbox.startStore()
        let before = try await sandbox.startGateway(storePort: 1)
        let bytes = try SampleDocuments.consultation()
        let receipt = try await before.submit(bytes, as: "doctor").receipt
        try await before.services.stop()
        let after = try await sandbox.startGateway(storePort: store.port)
        let again = try await after.submit(bytes, as: "doctor")
        #expect(again.status == 200 && again.receipt == receipt)
        _ = try await forwarded(again, after, as: "doctor")
        #expect(try await store.repository.documents().map(\.storedCount) == [1])
        try await after.services.stop()
        try await store.services.stop()
    }

    private func events(_ answer: Delivery.StoreAnswer) -> [(event: String, state: String, code: String?, detail: String?)] {
        (answer.json["events"] as? [[String: Any]] ?? []).map {
            ($0["event"] as? String ?? "", $0["state"] as? String ?? "", $0["code"] as? String, $0["detail"] as? String)
        }
    }
}

/// Waits until a submission is forwarded; gives the last answer when it came to another end.
func forwarded(_ answer: Delivery.StoreAnswer, _ gateway: RunningGateway, as name: String) async throws -> Delivery.StoreAnswer {
    guard let receipt = answer.receipt else { return answer }
    return try await eventually("\(receipt) comes to its end", within: .seconds(120)) {
        let shown = try await gateway.get("/v1/submissions/\(receipt)", as: name)
        return ["forwarded", "parked", "rejected", "refused"].contains(shown.json["state"] as? String ?? "") ? shown : nil
    }
}
