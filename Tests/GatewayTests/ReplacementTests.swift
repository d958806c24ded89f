// A document that replaces another one waits for it, and says so to the store.

import Delivery
import Foundation
import Gateway
import GatewayServer
import Journal
import RecordStore
import SandboxSupport
import Testing
import XDSMessages

@Suite struct ReplacementTests {
    @Test func `a replacement waits for its parent and is related to it`() async throws {
        let sandbox = try TestSandbox()
        let store = try await sandbox.startStore(misbehaviour: Misbehaviour(answer: .refusal(RegistryErrorCode(rawValue: "XDSRegistryBusy")), times: 2))
        let parts = try GatewayParts(sandbox)
        let parent = SampleDocuments.freshID()
        let first = try #require(try await parts.receive(SampleDocuments.radiograph(parent), as: "radiologist").passage)
        let second = try #require(try await parts.receive(SampleDocuments.correction(of: parent), as: "radiologist").passage)
        #expect(second.storeLeg == .queued && second.waitsFor == parent && second.facts.parentUniqueID == parent)
        let forwarder = RunningForwarder(parts, journal: parts.journal, storePort: store.port)
        _ = try await parts.eventually(second.id, is: .forwarded, forwarder)
        let documents = try await store.repository.documents()
        #expect(documents.map(\.uniqueId) == [parent, second.facts.uniqueID])
        #expect(documents.map(\.status) == [.deprecated, .approved])
        #expect(documents.map(\.entryUUID) == [first.identifiers?.entryUUID, second.identifiers?.entryUUID])
        await forwarder.stop()
        try await store.services.stop()
    }

    @Test func `a replacement of a document that the store got from elsewhere is related to it`() async throws {
        let sandbox = try TestSandbox()
        let store = try await sandbox.startStore()
        let parent = SampleDocuments.freshID()
        do {
            // Another gateway of another folder brings the parent.
            let others = try GatewayParts(sandbox)
            let forwarder = RunningForwarder(others, journal: others.journal, storePort: store.port)
            let passage = try #require(try await others.receive(SampleDocuments.radiograph(parent), as: "radiologist").passage)
            _ = try await others.eventually(passage.id, is: .forwarded, forwarder)
            await forwarder.stop()
            try await others.journal.close()
            try FileManager.default.removeItem(at: sandbox.folder.root.appending(path: "journal"))
        }
        let parts = try GatewayParts(sandbox)
        let forwarder = RunningForwarder(parts, journal: parts.journal, storePort: store.port)
        let passage = try #require(try await parts.receive(SampleDocuments.correction(of: parent), as: "radiologist").passage)
        _ = try await parts.eventually(passage.id, is: .forwarded, forwarder)
        #expect(try await store.repository.documents().map(\.status) == [.deprecated, .approved])
        await forwarder.stop()
        try await store.services.stop()
    }

    @Test func `a replacement of a document that nobody knows goes without the relation, and the timeline says so`() async throws {
        let sandbox = try TestSandbox()
        let store = try await sandbox.startStore()
        let parts = try GatewayParts(sandbox)
        let forwarder = RunningForwarder(parts, journal: parts.journal, storePort: store.port)
        let passage = try #require(try await parts.receive(SampleDocuments.correction(of: SampleDocuments.freshID()), as: "radiologist").passage)
        _ = try await parts.eventually(passage.id, is: .forwarded, forwarder)
        let record = try #require(try await parts.journal.record(of: passage.id))
        #expect(record.timeline.last { $0.kind == .forwarded }?.detail?.contains("without the relation") == true)
        #expect(try await store.repository.documents().map(\.status) == [.approved])
        await forwarder.stop()
        try await store.services.stop()
    }

    @Test func `a parent that cannot be looked up postpones its replacement and leaves no doubt`() async throws {
        let sandbox = try TestSandbox()
        let store = try await sandbox.startStore(misbehaviour: Misbehaviour(answer: .garbage, actions: [.storedQuery], times: 2))
        let parts = try GatewayParts(sandbox)
        let forwarder = RunningForwarder(parts, journal: parts.journal, storePort: store.port)
        let passage = try #require(try await parts.receive(SampleDocuments.correction(of: SampleDocuments.freshID()), as: "radiologist").passage)
        _ = try await parts.eventually(passage.id, is: .forwarded, forwarder)
        let record = try #require(try await parts.journal.record(of: passage.id))
        #expect(record.timeline.filter { $0.kind == .postponed }.count == 2)
        #expect(!record.timeline.contains { $0.to == .inDoubt })
        await forwarder.stop()
        try await store.services.stop()
    }
}
