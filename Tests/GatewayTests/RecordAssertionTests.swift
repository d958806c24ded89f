// Documents reach a store that wants to know who acts: each message is signed anew, and what cannot be said is named.

import AuthorTrust
import ClinicalTypes
import CredentialChecks
import Delivery
import Foundation
import Gateway
import GatewayServer
import Journal
import RecordStore
import SandboxSupport
import SignedXML
import Testing
import XDSMessages

@Suite struct RecordAssertionTests {
    /// Writers for structures of the sandbox.
    private static func assertions(_ sandbox: TestSandbox, for structures: [String], isRequired: Bool = true) throws -> RecordAssertions {
        var writer = IndirectAssertions(software: SendingSoftware(name: "Passerelle", version: "1", homologation: "TEST"))
        for structure in structures {
            let text = { (suffix: String) in try String(contentsOf: sandbox.folder.pki("seal-\(structure).\(suffix)"), encoding: .utf8) }
            let chain = try Certificate.chain(pem: text("pem")).map(\.der)
            try writer.add(SigningKey(pem: text("key"), certificate: chain[0], chain: Array(chain.dropFirst())), now: Date())
        }
        return RecordAssertions(writer, isRequired: isRequired)
    }

    private static let practice = "499900042179001"
    private static let hospital = "1990780017"

    /// A gateway's parts before a store that refuses messages without an assertion.
    private func withStore(
        _ accepting: [String]?, _ forwarding: [String]?, isRequired: Bool = true,
        _ test: (GatewayParts, RunningStore, RunningForwarder) async throws -> Void
    ) async throws {
        let sandbox = try TestSandbox()
        let store = try await sandbox.startStore(requiresAssertion: true)
        let accepted = try accepting.map { try Self.assertions(sandbox, for: $0, isRequired: isRequired) }
        let parts = try GatewayParts(sandbox, assertions: accepted)
        let forwarded = try forwarding.map { try Self.assertions(sandbox, for: $0, isRequired: isRequired) }
        let forwarder = RunningForwarder(parts, journal: parts.journal, storePort: store.port, assertions: forwarded)
        try await test(parts, store, forwarder)
        await forwarder.stop()
        try await store.services.stop()
    }

    @Test func `a document is sent in the name of its author, and asked about in the same name`() async throws {
        try await withStore([Self.practice], [Self.practice]) { parts, store, forwarder in
            let passage = try #require(try await parts.receive(SampleDocuments.consultation(), as: "doctor").passage)
            _ = try await parts.eventually(passage.id, is: .forwarded, forwarder, moving: false)
            store.repository.misbehave(Misbehaviour(answer: .garbage, carriesOutFirst: true, times: 1))
            let second = try #require(try await parts.receive(SampleDocuments.consultation(), as: "doctor").passage)
            _ = try await parts.eventually(second.id, is: .inDoubt, forwarder, moving: false)
            // Half a minute at most to the next turn: the store's clock is the machine's, and lets a minute pass.
            parts.clock.advance(by: 40)
            _ = try await parts.eventually(second.id, is: .forwarded, forwarder, moving: false)
            let record = try #require(try await parts.journal.record(of: second.id))
            #expect(record.timeline.last { $0.kind == .forwarded }?.detail == "foundInStore")
        }
    }

    @Test func `a document that was sealed before there were assertions is sent with one, read from its metadata`() async throws {
        try await withStore(nil, [Self.practice]) { parts, _, forwarder in
            let passage = try #require(try await parts.receive(SampleDocuments.consultation(), as: "doctor").passage)
            _ = try await parts.eventually(passage.id, is: .forwarded, forwarder, moving: false)
        }
    }

    @Test func `a store that is shown nobody parks the document, and says what it wanted`() async throws {
        try await withStore(nil, nil) { parts, _, forwarder in
            let passage = try #require(try await parts.receive(SampleDocuments.consultation(), as: "doctor").passage)
            let parked = try await parts.eventually(passage.id, is: .parked, forwarder, moving: false)
            #expect(parked.failure?.code == "soap.security" && parked.attempts == 1)
            #expect(parked.failure?.message.contains("InvalidSecurityToken") == true)
        }
    }

    @Test func `a document of a structure without a key is refused, and the structure named`() async throws {
        try await withStore([Self.hospital], nil) { parts, _, _ in
            let reception = try await parts.receive(SampleDocuments.consultation(), as: "doctor")
            #expect(reception.refusal == .metadata)
            let finding = try #require(reception.report.findings.first { $0.code == "metadata.assertion-structure-unserved" })
            #expect(finding.severity == .error && finding.found == Self.practice && finding.allowed?.first == [Self.hospital])
        }
    }

    @Test func `where an assertion is written when possible alone, the document goes without, and that is told`() async throws {
        try await withStore([Self.hospital], [Self.hospital], isRequired: false) { parts, _, forwarder in
            let reception = try await parts.receive(SampleDocuments.consultation(), as: "doctor")
            #expect(reception.refusal == nil)
            #expect(reception.report.findings.first { $0.code == "metadata.assertion-structure-unserved" }?.severity == .warning)
            // This store takes none without.
            let parked = try await parts.eventually(#require(reception.passage).id, is: .parked, forwarder, moving: false)
            #expect(parked.failure?.code == "soap.security")
        }
    }

    @Test func `a key that is gone from the configuration parks what was accepted for it`() async throws {
        try await withStore([Self.practice], [Self.hospital]) { parts, store, forwarder in
            let passage = try #require(try await parts.receive(SampleDocuments.consultation(), as: "doctor").passage)
            let parked = try await parts.eventually(passage.id, is: .parked, forwarder, moving: false)
            #expect(parked.failure?.code == "metadata.assertion-structure-unserved")
            #expect(try await store.repository.documentCount() == 0)
        }
    }

    @Test func `a question about a document is asked in the name of whoever sent it, and about no other`() async throws {
        try await withStore([Self.practice], [Self.practice]) { parts, store, forwarder in
            let bytes = try SampleDocuments.consultation()
            let passage = try #require(try await parts.receive(bytes, as: "doctor").passage)
            _ = try await parts.eventually(passage.id, is: .forwarded, forwarder, moving: false)
            let assertions = try Self.assertions(parts.sandbox, for: [Self.practice])
            let id = try #require(passage.facts.uniqueID)
            let blocks = try await assertions.blocks(forDocument: id, in: parts.journal, now: Date())
            let client = parts.storeClient(store.port)
            let repository = StoreOptions.sandboxRepositoryUniqueId
            #expect(try await client.retrieve(uniqueID: id, repositoryUniqueID: repository, header: blocks).bytes == bytes)
            await #expect(throws: DeliveryFailure.self) { try await client.retrieve(uniqueID: id, repositoryUniqueID: repository) }
            await #expect(throws: DeliveryFailure.self) { try await assertions.blocks(forDocument: "1.2.3", in: parts.journal, now: Date()) }
            let lenient = try Self.assertions(parts.sandbox, for: [Self.practice], isRequired: false)
            #expect(try await lenient.blocks(forDocument: "1.2.3", in: nil, now: Date()).isEmpty)
        }
    }
}
