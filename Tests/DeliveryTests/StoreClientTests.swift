// The three transactions against a store that answers well, badly and not at all.

import ClinicalTypes
import Delivery
import Foundation
import Testing
import XDSMessages

@Suite(.enabled(if: StorePeer.isPossible, "needs python3 and openssl"), .timeLimit(.minutes(2)))
struct StoreClientTests {
    private let peer: StorePeer
    private let connection: StoreConnection

    init() throws {
        peer = try StorePeer.shared.get()
        connection = StoreConnection(peer.settings)
    }

    private func client(_ url: String) -> StoreClient { StoreClient(connection: connection, repository: url, registry: url) }

    private var request: ProvideAndRegisterRequest {
        let entry = DocumentEntry(entryUUID: "Document01", uniqueId: "1.2.3", patientId: "1^^^&1.2&ISO^NH", mimeType: "text/xml")
        return ProvideAndRegisterRequest(
            objects: RegistryObjectList(documentEntries: [entry]),
            documents: [ProvidedDocument(id: "Document01", mediaType: "text/xml", bytes: Array("<ClinicalDocument/>".utf8))])
    }

    private func header(_ action: TransactionAction) -> SOAPHeader { SOAPHeader(action: action.response, messageID: "urn:uuid:1") }

    private func serve(_ response: RegistryResponse) throws -> String {
        try peer.serve(UUID().uuidString, try response.message(header: header(.provideAndRegister)))
    }

    private func failure(of work: () async throws(DeliveryFailure) -> Void) async -> DeliveryFailure? {
        do throws(DeliveryFailure) {
            try await work()
            Issue.record("succeeded")
            return nil
        } catch { return error }
    }

    @Test func `a submission that the store takes is done, with its warnings`() async throws {
        #expect(try await client(serve(.success)).submit(request).isEmpty)
        let warned = RegistryResponse(status: .success, errors: [RegistryError(.extraMetadataNotSaved, "", severity: .warning)])
        #expect(try await client(serve(warned)).submit(request).map(\.code) == [.extraMetadataNotSaved])
    }

    @Test(arguments: [("XDSRepositoryBusy", FailureKind.transient), ("XDSDuplicateUniqueIdInRegistry", .duplicate), ("XDSRegistryMetadataError", .permanent)])
    func `a registry error comes classed`(code: String, kind: FailureKind) async throws {
        let url = try serve(.failure([RegistryError(RegistryErrorCode(rawValue: code), "")]))
        let failure = await failure { () throws(DeliveryFailure) in _ = try await client(url).submit(request) }
        #expect(failure?.code == code)
        #expect(failure?.kind == kind)
    }

    @Test(arguments: [
        ("/html", "answer.unreadable"), ("/not-soap", "answer.unreadable"), ("/empty", "answer.unreadable"), ("/truncated", "network.connection-lost"),
        ("/close-late", "network.connection-lost"), ("/status/500", "http.500"),
    ])
    func `garbage after a submission is doubt`(path: String, code: String) async throws {
        let failure = await failure { () throws(DeliveryFailure) in _ = try await client(peer.url(path)).submit(request) }
        #expect(failure?.kind == .ambiguous)
        #expect(failure?.code == code)
    }

    @Test func `a status counts, with its pause`() async throws {
        let busy = await failure { () throws(DeliveryFailure) in _ = try await client(peer.url("/status/503")).submit(request) }
        #expect(busy?.kind == .transient)
        #expect(busy?.retryAfter == 7)
        let wrong = await failure { () throws(DeliveryFailure) in _ = try await client(peer.url("/status/404")).submit(request) }
        #expect(wrong?.kind == .needsPerson)
    }

    @Test func `a fault counts before its status`() async throws {
        let failure = await failure { () throws(DeliveryFailure) in _ = try await client(peer.url("/fault-in-500")).submit(request) }
        #expect(failure?.code == "soap.sender")
        #expect(failure?.kind == .needsPerson)
    }

    @Test(arguments: [
        (
            SOAPFaultCode.sender, "FailedAuthentication", "[assertion.other-patient] urn:…:resource-id: take another one",
            "FailedAuthentication, assertion.other-patient"
        ),
        (
            .sender, "InvalidSecurityToken", "[assertion.other-structure] Identifiant_Structure: take another one",
            "InvalidSecurityToken, assertion.other-structure, Identifiant_Structure"
        ),
        (.sender, "InvalidSecurityToken", "[rights.refused] patient.279035121518989: take another one", "InvalidSecurityToken, rights.refused"),
        (.receiver, "InvalidSecurityToken", "Structure introuvable ou Inactive", "InvalidSecurityToken"),
        (.sender, "Invalid Token", "[assertion.MARTIN PAULE] [certificate.2790351215]", "Invalid_Token"),
    ])
    func `a fault about who sends is for a person, whoever is to blame, and tells the claim but no words of the store`(
        code: SOAPFaultCode, subcode: String, reason: String, told: String
    ) async throws {
        let fault = SOAPFault(code: code, subcodes: [QualifiedName(subcode, in: QualifiedName.security.namespace)], reason: reason)
        let url = try peer.serve(UUID().uuidString, try fault.message(messageID: "urn:uuid:1", relatesTo: nil))
        let failure = await failure { () throws(DeliveryFailure) in _ = try await client(url).submit(request) }
        #expect(failure?.code == "soap.security")
        #expect(failure?.kind == .needsPerson)
        #expect(failure?.needsOperator == true)
        #expect(failure?.message.en.contains("(\(told))") == true, "\(failure?.message.en ?? "-")")
        #expect(failure?.identity?.description == told)
    }

    @Test func `every message carries the header blocks that it is given`() async throws {
        let transactions: [(name: String, work: @Sendable (StoreClient, [[UInt8]]) async throws(DeliveryFailure) -> Void)] = [
            ("submit", { [request] client, blocks throws(DeliveryFailure) in _ = try await client.submit(request, header: blocks) }),
            ("find", { client, blocks throws(DeliveryFailure) in _ = try await client.find(uniqueID: "1.2.3", header: blocks) }),
            ("retrieve", { client, blocks throws(DeliveryFailure) in _ = try await client.retrieve(uniqueID: "1", repositoryUniqueID: "2", header: blocks) }),
        ]
        for (name, work) in transactions {
            let client = client(peer.url("/keep/\(name)"))
            let block = #"<a:Block xmlns:a="urn:a" id="\#(name)"></a:Block>"#
            let failure = await failure { () throws(DeliveryFailure) in try await work(client, [Array(block.utf8)]) }
            #expect(failure?.code == "http.404")
            #expect(String(decoding: peer.bytes("\(name).kept"), as: UTF8.self).contains(block), "\(name)")
        }
    }

    @Test func `an answer to another question is doubt`() async throws {
        let url = try peer.serve(UUID().uuidString, try StoredQueryResponse(response: .success).message(header: header(.storedQuery)))
        #expect(await failure { () throws(DeliveryFailure) in _ = try await client(url).submit(request) }?.code == "answer.unreadable")
    }

    @Test func `asked for a document, the entry of that id comes back, the approved one first`() async throws {
        var deprecated = DocumentEntry(entryUUID: "urn:uuid:a", uniqueId: "1.2.3", patientId: "p", mimeType: "text/xml")
        deprecated.availabilityStatus = .deprecated
        var approved = DocumentEntry(entryUUID: "urn:uuid:b", uniqueId: "1.2.3", patientId: "p", mimeType: "text/xml")
        approved.availabilityStatus = .approved
        approved.hash = "da39a3ee5e6b4b0d3255bfef95601890afd80709"
        approved.size = 19
        let other = DocumentEntry(entryUUID: "urn:uuid:c", uniqueId: "9.9", patientId: "p", mimeType: "text/xml")
        let response = StoredQueryResponse(response: .success, objects: RegistryObjectList(documentEntries: [other, deprecated, approved]))
        let url = try peer.serve(UUID().uuidString, try response.message(header: header(.storedQuery)))
        let found = try #require(try await client(url).find(uniqueID: "1.2.3"))
        #expect(found.entryUUID == "urn:uuid:b")
        #expect(found.hash == approved.hash)
        #expect(found.size == 19)
        #expect(try await client(url).find(uniqueID: "0.0") == nil)
    }

    @Test func `a store that fails when asked leaves the question open`() async throws {
        let response = StoredQueryResponse(response: .failure([RegistryError(.registryError, "")]))
        let url = try peer.serve(UUID().uuidString, try response.message(header: header(.storedQuery)))
        #expect(await failure { () throws(DeliveryFailure) in _ = try await client(url).find(uniqueID: "1.2.3") }?.kind == .ambiguous)
        #expect(await failure { () throws(DeliveryFailure) in _ = try await client(peer.url("/html")).find(uniqueID: "1.2.3") }?.kind == .ambiguous)
    }

    @Test func `a document is retrieved byte for byte`() async throws {
        let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let document = RetrievedDocument(request: DocumentRequest(repositoryUniqueId: "1.9", documentUniqueId: "1.2.3"), mimeType: "text/xml", bytes: bytes)
        let response = RetrieveResponse(response: .success, documents: [document])
        let url = try peer.serve(UUID().uuidString, try response.message(header: header(.retrieve)))
        #expect(try await client(url).retrieve(uniqueID: "1.2.3", repositoryUniqueID: "1.9").bytes == bytes)
        let other = await failure { () throws(DeliveryFailure) in _ = try await client(url).retrieve(uniqueID: "0.0", repositoryUniqueID: "1.9") }
        #expect(other?.code == "answer.unreadable")
    }

    @Test func `a query, a retrieval and an update give what the store answers, its errors too`() async throws {
        let failure = RegistryResponse.failure([RegistryError(.tooManyResults, "many")])
        let queried = try peer.serve(UUID().uuidString, try StoredQueryResponse(response: failure).message(header: header(.storedQuery)))
        let query = StoredQueryRequest(query: .findFolders, parameters: [])
        #expect(try await client(queried).query(query).response == failure)
        let found = RetrieveResponse(response: failure, documents: [])
        let retrieved = try peer.serve(UUID().uuidString, try found.message(header: header(.retrieve)))
        #expect(try await client(retrieved).retrieve(RetrieveRequest(documents: [])) == found)
        let set = SubmissionSet(entryUUID: "s", uniqueId: "1.2", sourceId: "1.3", patientId: "p")
        let update = UpdateDocumentSetRequest.statusChange(of: "urn:uuid:1", from: .approved, to: .deleted, in: set)
        let updated = try serve(failure)
        #expect(try await client(updated).update(update) == failure)
    }

    @Test func `a change of status is done, or fails with its class`() async throws {
        let set = SubmissionSet(entryUUID: "s", uniqueId: "1.2", sourceId: "1.3", patientId: "p")
        try await client(serve(.success)).setStatus(ofEntry: "urn:uuid:1", from: .approved, to: .deleted, submittedAs: set)
        for (code, kind) in [
            (RegistryErrorCode.metadataVersionError, FailureKind.needsPerson), (.metadataUpdateError, .needsPerson), (.unmodifiableMetadata, .permanent),
            (.metadataUpdateOperationError, .permanent), (.registryBusy, .transient),
        ] {
            let url = try serve(.failure([RegistryError(code, "")]))
            let failure = await failure { () throws(DeliveryFailure) in
                try await client(url).setStatus(ofEntry: "urn:uuid:1", from: .approved, to: .deleted, submittedAs: set)
            }
            #expect(failure?.kind == kind, "\(code.rawValue)")
        }
    }

    @Test func `metadata that XML cannot carry is refused before anything is sent`() async throws {
        var broken = request
        broken.objects.documentEntries[0].title = "a\u{0}b"
        let unwritable = broken
        let failure = await failure { () throws(DeliveryFailure) in _ = try await client(peer.url("/hang")).submit(unwritable) }
        #expect(failure?.kind == .permanent)
        #expect(failure?.code == "xml.character")
    }
}
