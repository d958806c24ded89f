// What is asked of the record store through the gateway's XDS.b door: with the rights of who asks, for the patient of the assertion, and for nobody else.

import AuthorTrust
import CDADocuments
import CredentialChecks
import Delivery
import Foundation
import GatewayServer
import Journal
import RecordStore
import SandboxSupport
import Testing
import XDSMessages

@Suite struct RelayDoorTests {
    private static let patient = "258073899904282^^^&1.2.250.1.213.1.4.10&ISO^NH"
    private static let otherPatient = "279035121518989^^^&1.2.250.1.213.1.4.10&ISO^NH"
    private static let doctor = "899900042179^ROUVRAY^Hélène^^^^^^&1.2.250.1.71.4.2.1&ISO^D^^^IDNPS"
    private static let radiologist = "899900043052^PELLETAN^Yvan^^^^^^&1.2.250.1.71.4.2.1&ISO^D^^^IDNPS"
    private static let hidden = Code(code: "MASQUE_PS", scheme: "1.2.250.1.213.1.1.4.13")

    /// A gateway before a store that holds documents of two patients.
    private func withRelay(
        _ change: (inout GatewayConfiguration) -> Void = { _ in }, _ work: (RunningGateway, RegistryRepository) async throws -> Void
    ) async throws {
        let sandbox = try TestSandbox()
        let store = try await sandbox.startStore()
        let gateway = try await sandbox.startGateway(storePort: store.port, change)
        try await register("1.2.1", by: Self.doctor, in: store.repository)
        try await register("1.2.2", by: Self.radiologist, in: store.repository)
        try await register("1.2.3", by: Self.radiologist, hidden: true, in: store.repository)
        try await register("1.2.4", by: Self.doctor, hidden: true, in: store.repository)
        try await register("1.2.5", by: Self.doctor, patient: Self.otherPatient, in: store.repository)
        do {
            try await work(gateway, store.repository)
        } catch { Issue.record(error) }
        try await gateway.services.stop()
        try await store.services.stop()
    }

    private func register(
        _ id: String, by author: String, patient: String = patient, hidden: Bool = false, in store: RegistryRepository
    ) async throws {
        let bytes = Array("<a>\(id)</a>".utf8)
        var entry = DocumentEntry(entryUUID: "Document01", uniqueId: id, patientId: patient, mimeType: "text/xml")
        entry.sourcePatientId = patient
        entry.authors = [Author(person: author)]
        entry.classCode = Code(code: "10", scheme: "1.2.250.1.213.1.1.4.1")
        entry.typeCode = Code(code: "11488-4", scheme: "2.16.840.1.113883.6.1")
        entry.formatCode = Code(code: "f", scheme: "1.2.3")
        entry.healthcareFacilityTypeCode = Code(code: "SA07", scheme: "1.2.250.1.71.4.2.4")
        entry.practiceSettingCode = Code(code: "AMBULATOIRE", scheme: "1.2.250.1.213.1.1.4.9")
        entry.confidentialityCodes = [Code(code: "N", scheme: "2.16.840.1.113883.5.25")] + (hidden ? [Self.hidden] : [])
        (entry.creationTime, entry.languageCode) = ("20260101", "fr-FR")
        let request = ProvideAndRegisterRequest(
            objects: RegistryObjectList(
                documentEntries: [entry], submissionSets: [set(patient)], associations: [.member("as01", of: "SubmissionSet01", entry: "Document01")]),
            documents: [ProvidedDocument(id: "Document01", bytes: bytes)])
        let message = try request.message(header: SOAPHeader(action: TransactionAction.provideAndRegister.rawValue, messageID: fresh()))
        #expect(try RegistryResponse(reading: SOAPMessage.read(await store.respond(to: message).message)) == .success)
    }

    private func set(_ patient: String = patient) -> SubmissionSet {
        var set = SubmissionSet(entryUUID: "SubmissionSet01", uniqueId: SampleDocuments.freshID(), sourceId: "1.2.3.8", patientId: patient)
        (set.submissionTime, set.contentTypeCode) = ("20260102", Code(code: "07", scheme: "1.2.250.1.213.2.2"))
        return set
    }

    private func fresh() -> String { "urn:uuid:\(UUID().uuidString.lowercased())" }

    /// The `wsse:Security` block of somebody who acts for the patient of the consultation report.
    private func security(_ gateway: RunningGateway, _ name: String, patient: String? = nil) throws -> [UInt8] {
        let identity = try #require(SandboxIdentity.everybody.first { $0.name == name })
        let document = try CDADocument.read(SampleDocuments.consultation(patient: patient)).get()
        let assertion = try gateway.sandbox.folder.issueAssertion(for: identity, mode: .direct, document: document, fault: nil, now: Date())
        return Array("<wsse:Security xmlns:wsse=\"\(QualifiedName.security.namespace)\">".utf8) + (try #require(assertion)) + Array("</wsse:Security>".utf8)
    }

    private func send(
        _ gateway: RunningGateway, as name: String, _ action: TransactionAction, blocks: [[UInt8]], id: String? = nil,
        _ write: (SOAPHeader) throws -> CarriedMessage
    ) async throws -> SOAPMessage {
        let path = action == .retrieve ? "/xds/repository" : "/xds/registry"
        let message = try write(SOAPHeader(action: action.rawValue, messageID: id ?? fresh(), to: gateway.url(path), blocks: blocks))
        let answer = try await gateway.sandbox.client(name).send(
            StoreRequest(url: gateway.url(path), contentType: message.contentType, body: message.chunks))
        return try SOAPMessage.read(CarriedMessage(contentType: answer.contentType, body: answer.body))
    }

    private func query(
        _ gateway: RunningGateway, as name: String, _ query: StoredQueryRequest, blocks: [[UInt8]]? = nil, id: String? = nil
    ) async throws -> SOAPMessage {
        try await send(gateway, as: name, .storedQuery, blocks: blocks ?? [try security(gateway, name)], id: id) { try query.message(header: $0) }
    }

    private func documents(of patient: String = patient, _ type: StoredQueryReturnType = .leafClass) -> StoredQueryRequest {
        StoredQueryRequest(
            query: .findDocuments, returnType: type,
            parameters: [
                QueryParameter("$XDSDocumentEntryPatientId", .string(patient)),
                QueryParameter("$XDSDocumentEntryStatus", anyOf: [.string(AvailabilityStatus.approved.rawValue)]),
            ])
    }

    private func byId(_ query: StoredQueryID = .getDocuments, _ ids: String...) -> StoredQueryRequest {
        StoredQueryRequest(query: query, parameters: [QueryParameter("$XDSDocumentEntryUniqueId", anyOf: ids.map { .string($0) })])
    }

    private func retrieve(_ gateway: RunningGateway, as name: String, _ ids: String...) async throws -> RetrieveResponse {
        let request = RetrieveRequest(
            documents: ids.map { DocumentRequest(repositoryUniqueId: StoreOptions.sandboxRepositoryUniqueId, documentUniqueId: $0) })
        return try RetrieveResponse(
            reading: await send(gateway, as: name, .retrieve, blocks: [try security(gateway, name)]) { try request.message(header: $0) })
    }

    private func update(_ gateway: RunningGateway, as name: String, _ request: UpdateDocumentSetRequest) async throws -> RegistryResponse {
        try RegistryResponse(
            reading: await send(gateway, as: name, .update, blocks: [try security(gateway, name)]) { try request.message(header: $0) })
    }

    // MARK: ITI-18

    @Test func `a professional finds what the patient's record holds, and not what is hidden from professionals`() async throws {
        try await withRelay { gateway, _ in
            let found = try StoredQueryResponse(reading: await query(gateway, as: "doctor", documents()))
            #expect(found.response == .success)
            #expect(found.objects.documentEntries.map(\.uniqueId) == ["1.2.1", "1.2.2", "1.2.4"])
            let references = try StoredQueryResponse(reading: await query(gateway, as: "doctor", documents(of: Self.patient, .objectRef)))
            #expect(references.objects.references.count == 3)
            let pharmacist = try StoredQueryResponse(reading: await query(gateway, as: "pharmacist", documents()))
            #expect(pharmacist.objects.documentEntries.map(\.uniqueId) == ["1.2.1", "1.2.2"])
        }
    }

    @Test func `a question about another patient than the assertion's is refused by name`() async throws {
        try await withRelay { gateway, _ in
            let fault = try #require(try await query(gateway, as: "doctor", documents(of: Self.otherPatient)).fault)
            #expect(fault.subcodes.first?.local == "InvalidSecurityToken")
            #expect(fault.reason.contains("[assertion.other-patient]"))
            #expect(!fault.reason.contains("279035121518989"))
            let byName = try StoredQueryResponse(reading: await query(gateway, as: "doctor", byId(.getDocuments, "1.2.5")))
            #expect(byName.response.errors.map(\.code) == [.patientIdDoesNotMatch])
            #expect(byName.response.errors[0].codeContext.hasPrefix("[relay.other-patient]"))
            #expect(byName.objects.documentEntries.isEmpty)
            let mixed = try StoredQueryResponse(reading: await query(gateway, as: "doctor", byId(.getDocumentsAndAssociations, "1.2.5")))
            #expect(mixed.response.status == .failure && mixed.objects.associations.isEmpty)
        }
    }

    @Test func `associations are given of the patient's documents alone`() async throws {
        try await withRelay { gateway, store in
            let stored = try await store.documents()
            func associations(_ id: String) async throws -> StoredQueryResponse {
                let uuid = try #require(stored.first { $0.uniqueId == id }).entryUUID
                let asked = StoredQueryRequest(query: .getAssociations, parameters: [QueryParameter("$uuid", anyOf: [.string(uuid)])])
                return try StoredQueryResponse(reading: await query(gateway, as: "doctor", asked))
            }
            #expect(try await associations("1.2.1").objects.associations.count == 1)
            #expect(try await associations("1.2.5").response.errors.map(\.code) == [.patientIdDoesNotMatch])
            #expect(try await associations("1.2.3").objects.associations.isEmpty)
        }
    }

    @Test func `without an assertion, or with one that was used, nothing is asked of the store`() async throws {
        try await withRelay { gateway, _ in
            let none = try #require(try await query(gateway, as: "doctor", documents(), blocks: []).fault)
            #expect(none.reason.contains("[assertion.absent]"))
            let block = try security(gateway, "doctor")
            let id = fresh()
            #expect(try await query(gateway, as: "doctor", documents(), blocks: [block], id: id).fault == nil)
            #expect(try await query(gateway, as: "doctor", documents(), blocks: [block], id: id).fault == nil)
            let replayed = try #require(try await query(gateway, as: "doctor", documents(), blocks: [block]).fault)
            #expect(replayed.reason.contains("[assertion.replayed]"))
            let other = try #require(try await query(gateway, as: "pharmacist", documents(), blocks: [try security(gateway, "doctor")]).fault)
            #expect(other.reason.contains("[assertion.other-sender]"))
        }
    }

    @Test func `somebody whom the matrices do not let search is refused by the cell`() async throws {
        try await withRelay { gateway, _ in
            let identity = try #require(SandboxIdentity.everybody.first { $0.name == "secretary" })
            _ = try gateway.sandbox.folder.issueCredential(
                for: identity, use: .authentication, fault: nil, into: gateway.sandbox.folder.pki(""), now: Date())
            let answer = try await query(gateway, as: "secretary", documents())
            // Either the assertion of a secretary does not hold in direct mode, or the matrices refuse: in no case is anything found.
            guard answer.fault == nil else { return }
            let refused = try StoredQueryResponse(reading: answer)
            #expect(refused.response.errors.map(\.code) == [.localPolicyRestriction])
            #expect(refused.response.errors[0].codeContext.contains("searchMetadata, employee/normal"))
        }
    }

    @Test func `what the store refuses is passed on, and a store that is away is named`() async throws {
        try await withRelay { gateway, store in
            let unknown = StoredQueryRequest(query: StoredQueryID(rawValue: "urn:uuid:00000000-0000-4000-8000-000000000000"), parameters: [])
            let refused = try StoredQueryResponse(reading: await query(gateway, as: "doctor", unknown))
            #expect(refused.response.errors.map(\.code) == [.unknownStoredQuery])
            store.misbehave(Misbehaviour(answer: .garbage))
            let away = try StoredQueryResponse(reading: await query(gateway, as: "doctor", documents()))
            #expect(away.response.errors.map(\.code) == [.registryNotAvailable])
            #expect(away.response.errors[0].codeContext.hasPrefix("[relay.no-answer]"))
        }
    }

    @Test func `where no assertion is looked at, nothing is relayed`() async throws {
        try await withRelay {
            $0.assertion.policy = .off
        } _: { gateway, _ in
            let fault = try #require(try await query(gateway, as: "doctor", documents()).fault)
            #expect(fault.subcodes.first?.local == "ActionNotSupported")
            #expect(fault.reason.contains("assertion.policy"))
        }
    }

    // MARK: ITI-43

    @Test func `documents are given byte for byte, and each other one is refused for its reason`() async throws {
        try await withRelay { gateway, _ in
            let given = try await retrieve(gateway, as: "doctor", "1.2.1", "1.2.3", "1.2.4", "1.2.5", "1.2.9")
            #expect(given.response.status == .partialSuccess)
            #expect(given.documents.map { String(decoding: $0.bytes, as: UTF8.self) } == ["<a>1.2.1</a>", "<a>1.2.4</a>"])
            // The first is hidden: the record does not tell it from one that is not there.
            #expect(given.response.errors.map(\.code) == [.documentUniqueIdError, .patientIdDoesNotMatch, .documentUniqueIdError])
            #expect(given.response.errors.map(\.location) == ["1.2.3", "1.2.5", "1.2.9"])
            let none = try await retrieve(gateway, as: "pharmacist", "1.2.4")
            #expect(none.response.status == .failure && none.documents.isEmpty)
            #expect(none.response.errors.map(\.code) == [.documentUniqueIdError])
        }
    }

    // MARK: ITI-57

    @Test func `a document is archived and deleted by its author alone`() async throws {
        try await withRelay { gateway, store in
            func change(_ id: String, from old: AvailabilityStatus = .approved, to new: AvailabilityStatus) async throws -> UpdateDocumentSetRequest {
                let entry = try #require(try await store.documents().first { $0.uniqueId == id }).entryUUID
                return .statusChange(of: entry, from: old, to: new, in: set())
            }
            let foreign = try await update(gateway, as: "doctor", change("1.2.2", to: .deleted))
            #expect(foreign.errors.map(\.code) == [.localPolicyRestriction])
            #expect(foreign.errors[0].codeContext.contains("delete") && foreign.errors[0].codeContext.contains("note 8"))
            #expect(try await update(gateway, as: "doctor", change("1.2.1", to: .archived)) == .success)
            #expect(try await update(gateway, as: "doctor", change("1.2.1", from: .archived, to: .deleted)) == .success)
            #expect(try await update(gateway, as: "doctor", change("1.2.5", to: .deleted)).errors.map(\.code) == [.patientIdDoesNotMatch])
            #expect(try await update(gateway, as: "doctor", change("1.2.4", to: .deprecated)).errors.map(\.code) == [.metadataUpdateOperationError])
            #expect(try await store.documents().map(\.status) == [.deleted, .approved, .approved, .approved, .approved])
        }
    }

    @Test func `a document is hidden by any professional, and shown again by its author alone`() async throws {
        try await withRelay { gateway, store in
            func entry(_ id: String) async throws -> DocumentEntry {
                let message = try byId(.getDocuments, id).message(header: SOAPHeader(action: TransactionAction.storedQuery.rawValue, messageID: fresh()))
                let found = try StoredQueryResponse(reading: SOAPMessage.read(await store.respond(to: message).message))
                return try #require(found.objects.documentEntries.first)
            }
            var next = try await entry("1.2.1")
            next.confidentialityCodes.append(Self.hidden)
            #expect(try await update(gateway, as: "pharmacist", .nextVersion(of: next, in: set())) == .success)
            var shown = try await entry("1.2.1")
            #expect(shown.version == 2)
            shown.confidentialityCodes.removeLast()
            #expect(try await update(gateway, as: "pharmacist", .nextVersion(of: shown, in: set())).errors.map(\.code) == [.documentUniqueIdError])
            #expect(try await update(gateway, as: "doctor", .nextVersion(of: shown, in: set())) == .success)
            var titled = try await entry("1.2.1")
            titled.title = "autre"
            #expect(try await update(gateway, as: "doctor", .nextVersion(of: titled, in: set())).errors.map(\.code) == [.metadataUpdateOperationError])
            var invisible = try await entry("1.2.1")
            invisible.confidentialityCodes.append(Code(code: "INVISIBLE_PATIENT", scheme: "1.2.250.1.213.1.1.4.13"))
            #expect(try await update(gateway, as: "doctor", .nextVersion(of: invisible, in: set())).errors.map(\.code) == [.metadataUpdateOperationError])
        }
    }

    // MARK: Sets

    @Test func `one assertion is good for all documents of one submission, and for no other`() async throws {
        try await withRelay { gateway, _ in
            let sample = try ProvidedSample(SampleDocuments.freshID(), SampleDocuments.freshID(), SampleDocuments.freshID())
            let block = try security(gateway, "doctor")
            func outcome(_ answer: Delivery.StoreAnswer) throws -> SOAPMessage {
                try SOAPMessage.read(CarriedMessage(contentType: answer.contentType, body: answer.body))
            }
            let taken = try outcome(try await gateway.provide(sample.request, as: "doctor", blocks: [block]))
            #expect(try RegistryResponse(reading: taken).status == .success)
            let again = try outcome(try await gateway.provide(sample.request, as: "doctor", blocks: [block]))
            #expect(try RegistryResponse(reading: again).status == .success)
            var part = sample
            let entry = part.request.objects.documentEntries.removeLast()
            part.request.documents.removeLast()
            part.request.objects.associations.removeAll { $0.target == entry.entryUUID }
            let replayed = try outcome(try await gateway.provide(part.request, as: "doctor", blocks: [block]))
            #expect(replayed.fault?.reason.contains("[assertion.replayed]") == true)
        }
    }

    @Test func `a conflict in the second document leaves nothing of the first`() async throws {
        try await withRelay { gateway, _ in
            let taken = SampleDocuments.freshID()
            _ = try await gateway.provide(try ProvidedSample(taken).request, as: "doctor")
            let set = try ProvidedSample(SampleDocuments.freshID(), taken) { $0.replacing("<title>", with: "<title>Autre ") }
            let answer = try await gateway.provide(set.request, as: "doctor")
            let refused = try RegistryResponse(reading: SOAPMessage.read(CarriedMessage(contentType: answer.contentType, body: answer.body)))
            #expect(refused.errors.map(\.code) == [.nonIdenticalHash])
            #expect(refused.errors[0].location == "Document02")
            let ids = try await gateway.withJournal { try await $0.passages(matching: .init(), before: nil, limit: 9).passages.map(\.facts.uniqueID) }
            #expect(ids == [taken])
        }
    }
}
