// Deletions over HTTPS, by the id of the document: who may, what is answered, and what becomes of it in a real store.

import Foundation
import GatewayServer
import Journal
import RecordStore
import SandboxSupport
import Testing
import XDSMessages

@Suite struct DeletionDoorTests {
    /// The status and the JSON of an answer.
    private func delete(
        _ id: String, _ gateway: RunningGateway, as name: String? = "doctor"
    ) async throws -> (status: Int, json: [String: Any]) {
        let text = try await OpenSSLClient.get("/v1/documents/\(id)", gateway, as: name, ["-quiet"], method: "DELETE")
        guard let head = text.firstRange(of: "HTTP/1.1 "), let body = text[head.upperBound...].firstRange(of: "\r\n\r\n") else {
            Issue.record("no answer: \(text.suffix(300))")
            return (0, [:])
        }
        let json = try JSONSerialization.jsonObject(with: Data(text[body.upperBound...].utf8)) as? [String: Any]
        return (Int(text[head.upperBound...].prefix(3)) ?? 0, json ?? [:])
    }

    private func withStore(_ test: (RunningGateway, RunningStore) async throws -> Void) async throws {
        let sandbox = try TestSandbox()
        let store = try await sandbox.startStore()
        let gateway = try await sandbox.startGateway(storePort: store.port)
        try await test(gateway, store)
        try await gateway.services.stop()
        try await store.services.stop()
    }

    /// Submits a document and waits until the store has it.
    private func forwarded(_ id: String, _ gateway: RunningGateway, _ store: RunningStore) async throws -> String {
        let count = try await store.repository.documentCount()
        let receipt = try #require(try await gateway.submit(SampleDocuments.consultation(id), as: "doctor").receipt)
        try await eventually("the store has it") { try await store.repository.documentCount() > count }
        return receipt
    }

    private func deletion(_ json: [String: Any]) -> [String: Any]? { (json["deletions"] as? [[String: Any]])?.first }

    @Test func `whoever may send a document has it deleted in the store, once however often it is asked`() async throws {
        try await withStore { gateway, store in
            let id = SampleDocuments.freshID()
            let receipt = try await forwarded(id, gateway, store)
            let (status, json) = try await delete(id, gateway)
            let first = try #require(deletion(json))
            #expect(status == 202 && first["uniqueId"] as? String == id && first["submission"] as? String == receipt)
            try await eventually("it is deleted") { try await store.repository.documents().map(\.status) == [.deleted] }
            let again = try await delete(id, gateway)
            #expect(again.status == 202 && deletion(again.json)?["id"] as? String == first["id"] as? String)
            let errands = try await gateway.withJournal { journal in
                try await journal.errands(matching: ErrandFilter(kinds: [.withdrawal]), before: nil, limit: 9).errands
            }
            #expect(errands.count == 1)
        }
    }

    @Test func `what nobody has is answered 404, somebody else's document 403, one without a certificate 401`() async throws {
        try await withStore { gateway, store in
            let id = SampleDocuments.freshID()
            #expect(try await delete(id, gateway).status == 404)
            #expect(try await delete(String(repeating: "1", count: 129), gateway).status == 404)
            _ = try await forwarded(id, gateway, store)
            let stranger = try await delete(id, gateway, as: "pharmacist")
            #expect(stranger.status == 403 && stranger.json["code"] as? String == "credential.refused")
            #expect(try await delete(id, gateway, as: nil).status == 401)
            #expect(try await store.repository.documents().map(\.status) == [.approved])
        }
    }

    @Test func `a document that only the store has is judged by the store's bytes, and 409 once it is deleted`() async throws {
        let sandbox = try TestSandbox()
        let store = try await sandbox.startStore()
        let id = SampleDocuments.freshID()
        // Another gateway brings the document, with a journal of its own.
        let other = try await sandbox.startGateway(storePort: store.port) {
            $0.journal.folder = sandbox.folder.root.appending(path: "another").path
        }
        _ = try await forwarded(id, other, store)
        try await other.services.stop()
        let gateway = try await sandbox.startGateway(storePort: store.port)
        #expect(try await delete(id, gateway, as: "pharmacist").status == 403)
        let (status, json) = try await delete(id, gateway)
        let first = try #require(deletion(json))
        #expect(status == 202 && first["submission"] == nil)
        try await eventually("it is deleted") { try await store.repository.documents().map(\.status) == [.deleted] }
        try await gateway.services.stop()
        // One that never heard of it finds it deleted.
        let third = try await sandbox.startGateway(storePort: store.port) {
            $0.journal.folder = sandbox.folder.root.appending(path: "third").path
        }
        let answer = try await delete(id, third)
        #expect(answer.status == 409 && answer.json["code"] as? String == "document.conflict")
        try await third.services.stop()
        try await store.services.stop()
    }

    @Test func `while the store cannot be asked for what is not here, the answer is 503`() async throws {
        try await withGateway { gateway in
            let answer = try await delete(SampleDocuments.freshID(), gateway)
            #expect(answer.status == 503 && answer.json["code"] as? String == "unavailable")
        }
    }

    @Test func `a deletion of what is here is taken on while the store is away`() async throws {
        try await withGateway { gateway in
            let id = SampleDocuments.freshID()
            let receipt = try #require(try await gateway.submit(SampleDocuments.consultation(id), as: "doctor").receipt)
            let (status, json) = try await delete(id, gateway)
            #expect(status == 202 && deletion(json)?["submission"] as? String == receipt)
        }
    }
}
