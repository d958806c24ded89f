// Somebody who asks for a patient's record, at a gateway or at the store itself, and the documents that stand in it.

import AuthorTrust
import CDADocuments
import Delivery
import Foundation
import GatewayServer
import RecordStore
import SandboxSupport
import XDSMessages

/// Somebody who asks for a patient's record.
struct RecordCaller {
    /// The patient of the consultation report.
    static let patient = "258073899904282^^^&1.2.250.1.213.1.4.10&ISO^NH"
    /// Somebody else.
    static let otherPatient = "279035121518989^^^&1.2.250.1.213.1.4.10&ISO^NH"
    static let doctor = "899900042179^ROUVRAY^Hélène^^^^^^&1.2.250.1.71.4.2.1&ISO^D^^^IDNPS"
    static let radiologist = "899900043052^PELLETAN^Yvan^^^^^^&1.2.250.1.71.4.2.1&ISO^D^^^IDNPS"
    static let hidden = Code(code: "MASQUE_PS", scheme: "1.2.250.1.213.1.1.4.13")
    static let practice = "499900042179001"
    static let hospital = "1990780017"

    let sandbox: TestSandbox
    /// Whose certificate the connection shows.
    let connection: String
    /// Whom the assertion names.
    let person: String
    var mode = AuthenticationMode.direct
    var structure = practice
    var access = AccessMode.normal
    /// Where to ask.
    let url: String

    /// A caller at a gateway.
    init(_ gateway: RunningGateway, as connection: String, person: String? = nil, mode: AuthenticationMode = .direct, structure: String = practice) {
        (sandbox, url) = (gateway.sandbox, gateway.url(""))
        (self.connection, self.person, self.mode, self.structure) = (connection, person ?? connection, mode, structure)
    }

    /// A caller at a record store.
    init(_ sandbox: TestSandbox, storePort: Int, as connection: String, person: String, mode: AuthenticationMode, structure: String = practice) {
        (self.sandbox, url) = (sandbox, "https://localhost:\(storePort)")
        (self.connection, self.person, self.mode, self.structure) = (connection, person, mode, structure)
    }

    static func fresh() -> String { "urn:uuid:\(UUID().uuidString.lowercased())" }

    /// The assertion, for the patient of the consultation report.
    func assertion() throws -> [UInt8] {
        guard let identity = SandboxIdentity.everybody.first(where: { $0.name == person }) else { throw CocoaError(.keyValueValidation) }
        let text = try SampleDocuments.text("report-consultation").replacing(Self.practice, with: structure)
        let document = try CDADocument.read(Array(text.utf8)).get()
        let made = try sandbox.folder.issueAssertion(
            for: identity, mode: mode, document: document, access: access, reason: access == .breakGlass ? "détresse" : nil, fault: nil, now: Date())
        guard let made else { throw CocoaError(.keyValueValidation) }
        return made
    }

    /// The `wsse:Security` block.
    func security() throws -> [UInt8] {
        Array("<wsse:Security xmlns:wsse=\"\(QualifiedName.security.namespace)\">".utf8) + (try assertion()) + Array("</wsse:Security>".utf8)
    }

    private func send(_ action: TransactionAction, _ write: (SOAPHeader) throws -> CarriedMessage) async throws -> SOAPMessage {
        let address = url + (action == .retrieve ? "/xds/repository" : "/xds/registry")
        let message = try write(SOAPHeader(action: action.rawValue, messageID: Self.fresh(), to: address, blocks: [try security()]))
        let answer = try await sandbox.client(connection).send(StoreRequest(url: address, contentType: message.contentType, body: message.chunks))
        return try SOAPMessage.read(CarriedMessage(contentType: answer.contentType, body: answer.body))
    }

    /// The answer to a query, or a fault.
    func asked(_ query: StoredQueryRequest) async throws -> SOAPMessage { try await send(.storedQuery) { try query.message(header: $0) } }

    /// The answer to a query.
    func query(_ query: StoredQueryRequest) async throws -> StoredQueryResponse { try StoredQueryResponse(reading: await asked(query)) }

    /// Whatever of the patient is current.
    static func documents(of patient: String = patient, _ type: StoredQueryReturnType = .leafClass) -> StoredQueryRequest {
        StoredQueryRequest(
            query: .findDocuments, returnType: type,
            parameters: [
                QueryParameter("$XDSDocumentEntryPatientId", .string(patient)),
                QueryParameter("$XDSDocumentEntryStatus", anyOf: [.string(AvailabilityStatus.approved.rawValue)]),
            ])
    }

    /// Documents by their ids.
    static func named(_ ids: String..., as query: StoredQueryID = .getDocuments, _ type: StoredQueryReturnType = .leafClass) -> StoredQueryRequest {
        StoredQueryRequest(query: query, returnType: type, parameters: [QueryParameter("$XDSDocumentEntryUniqueId", anyOf: ids.map { .string($0) })])
    }

    /// The bytes of documents.
    func retrieve(_ ids: String...) async throws -> RetrieveResponse {
        let request = RetrieveRequest(
            documents: ids.map { DocumentRequest(repositoryUniqueId: StoreOptions.sandboxRepositoryUniqueId, documentUniqueId: $0) })
        return try RetrieveResponse(reading: await send(.retrieve) { try request.message(header: $0) })
    }

    /// The answer to a change.
    func update(_ request: UpdateDocumentSetRequest) async throws -> RegistryResponse {
        try RegistryResponse(reading: await send(.update) { try request.message(header: $0) })
    }

    /// The answer to a question over FHIR.
    func get(_ path: String) async throws -> Delivery.StoreAnswer {
        let field = (name: "Authorization", value: "SAML " + Data(try assertion()).base64EncodedString())
        return try await sandbox.client(connection).send(.question(url + path, fields: [field]))
    }
}

extension SubmissionSet {
    /// A set of this patient.
    static func some(_ patient: String = RecordCaller.patient) -> SubmissionSet {
        var set = SubmissionSet(entryUUID: "SubmissionSet01", uniqueId: SampleDocuments.freshID(), sourceId: "1.2.3.8", patientId: patient)
        (set.submissionTime, set.contentTypeCode) = ("20260102", Code(code: "07", scheme: "1.2.250.1.213.2.2"))
        return set
    }
}

extension RegistryRepository {
    /// Registers a document without a door.
    func register(
        _ id: String, by author: String, at structure: String = RecordCaller.practice, patient: String = RecordCaller.patient, type: String = "11488-4",
        class classCode: String = "10", hidden: Bool = false
    ) async throws -> Bool {
        var entry = DocumentEntry(entryUUID: "Document01", uniqueId: id, patientId: patient, mimeType: "text/xml")
        entry.sourcePatientId = patient
        entry.authors = [Author(person: author, institutions: ["STRUCTURE^^^^^&1.2.250.1.71.4.2.2&ISO^IDNST^^^\(structure)"])]
        entry.classCode = Code(code: classCode, scheme: "1.2.250.1.213.1.1.4.1")
        entry.typeCode = Code(code: type, scheme: "2.16.840.1.113883.6.1")
        entry.formatCode = Code(code: "f", scheme: "1.2.3")
        entry.healthcareFacilityTypeCode = Code(code: "SA07", scheme: "1.2.250.1.71.4.2.4")
        entry.practiceSettingCode = Code(code: "AMBULATOIRE", scheme: "1.2.250.1.213.1.1.4.9")
        entry.confidentialityCodes = [Code(code: "N", scheme: "2.16.840.1.113883.5.25")] + (hidden ? [RecordCaller.hidden] : [])
        (entry.creationTime, entry.languageCode) = ("20260101", "fr-FR")
        let request = ProvideAndRegisterRequest(
            objects: RegistryObjectList(
                documentEntries: [entry], submissionSets: [.some(patient)], associations: [.member("as01", of: "SubmissionSet01", entry: "Document01")]),
            documents: [ProvidedDocument(id: "Document01", bytes: Array("<a>\(id)</a>".utf8))])
        let message = try request.message(header: SOAPHeader(action: TransactionAction.provideAndRegister.rawValue, messageID: RecordCaller.fresh()))
        return try RegistryResponse(reading: SOAPMessage.read(await respond(to: message).message)) == .success
    }

    /// The registry's id of a document.
    func entryUUID(of id: String) async throws -> String { try await documents().first { $0.uniqueId == id }?.entryUUID ?? "" }
}
