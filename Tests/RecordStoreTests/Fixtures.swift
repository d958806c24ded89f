// Stores in temporary folders, and submissions of invented patients.

import CredentialChecks
import Foundation
import XDSMessages

@testable import RecordStore

/// A folder that goes with the value.
final class TemporaryFolder: Sendable {
    let url = FileManager.default.temporaryDirectory.appending(path: "passerelle-store-\(UUID().uuidString)")

    deinit { try? FileManager.default.removeItem(at: url) }
}

enum Fixture {
    static let patient = "279035121518989^^^&1.2.250.1.213.1.4.10&ISO^NH"
    static let otherPatient = "279035121518990^^^&1.2.250.1.213.1.4.10&ISO^NH"

    static func document(_ text: String = "Essai") -> [UInt8] {
        Array("<?xml version=\"1.0\"?>\r\n<ClinicalDocument xmlns=\"urn:hl7-org:v3\"><title>\(text)</title></ClinicalDocument>\r\n".utf8)
    }

    static func entry(_ uniqueId: String, id: String = "Document01", bytes: [UInt8] = document(), patient: String = patient) -> DocumentEntry {
        var entry = DocumentEntry(entryUUID: id, uniqueId: uniqueId, patientId: patient, mimeType: "text/xml")
        entry.sourcePatientId = patient
        entry.authors = [Author(person: "801234567897^ESSAI^Alice", institutions: ["Cabinet"])]
        entry.title = "Essai"
        entry.classCode = Code(code: "10", scheme: "1.2.250.1.213.1.1.4.1")
        entry.typeCode = Code(code: "11488-4", scheme: "2.16.840.1.113883.6.1")
        entry.formatCode = Code(code: "urn:ihe:iti:xds-sd:pdf:2008", scheme: "1.3.6.1.4.1.19376.1.2.3")
        entry.healthcareFacilityTypeCode = Code(code: "SA07", scheme: "1.2.250.1.71.4.2.4")
        entry.practiceSettingCode = Code(code: "AMBULATOIRE", scheme: "1.2.250.1.213.1.1.4.9")
        entry.confidentialityCodes = [Code(code: "N", scheme: "2.16.840.1.113883.5.25")]
        entry.creationTime = "20260102030405"
        entry.serviceStartTime = "20260102"
        entry.languageCode = "fr-FR"
        entry.hash = hexadecimal(Digest.sha1(bytes))
        entry.size = bytes.count
        return entry
    }

    static func set(_ uniqueId: String = freshOID(), patient: String = patient) -> SubmissionSet {
        var set = SubmissionSet(entryUUID: "SubmissionSet01", uniqueId: uniqueId, sourceId: "1.2.3.8", patientId: patient)
        set.submissionTime = "20260102030406"
        set.contentTypeCode = Code(code: "07", scheme: "1.2.250.1.213.2.2")
        return set
    }

    static func freshOID() -> String { "2.25.\(UInt64.random(in: 1 ... .max))" }

    /// A submission of one document.
    static func request(
        _ uniqueId: String, bytes: [UInt8] = document(), patient: String = patient, set: SubmissionSet? = nil, replacing target: String? = nil
    ) -> ProvideAndRegisterRequest {
        var associations = [Association.member("as01", of: "SubmissionSet01", entry: "Document01")]
        if let target { associations.append(Association(entryUUID: "as02", type: .replaces, source: "Document01", target: target)) }
        return ProvideAndRegisterRequest(
            objects: RegistryObjectList(
                documentEntries: [entry(uniqueId, bytes: bytes, patient: patient)], submissionSets: [set ?? Self.set(patient: patient)],
                associations: associations),
            documents: [ProvidedDocument(id: "Document01", mediaType: "text/xml", bytes: bytes)])
    }

    static func header(_ action: TransactionAction) -> SOAPHeader {
        SOAPHeader(action: action.rawValue, messageID: "urn:uuid:\(UUID().uuidString.lowercased())")
    }
}

/// A store in a temporary folder, spoken to in messages.
struct TestStore {
    let folder: TemporaryFolder
    let store: RegistryRepository

    init(_ options: StoreOptions = StoreOptions()) throws {
        let folder = TemporaryFolder()
        self.init(try RegistryRepository(folder: folder.url, options: options, now: { Date() }), in: folder)
    }

    init(_ store: RegistryRepository, in folder: TemporaryFolder) {
        self.store = store
        self.folder = folder
    }

    func answer(_ message: CarriedMessage) async throws -> SOAPMessage { try SOAPMessage.read(await store.respond(to: message).message) }

    @discardableResult
    func provide(_ request: ProvideAndRegisterRequest, form: MessageForm = .package) async throws -> RegistryResponse {
        try RegistryResponse(reading: await answer(request.message(header: Fixture.header(.provideAndRegister), form: form)))
    }

    /// The codes that a submission is refused for.
    func codes(_ request: ProvideAndRegisterRequest) async throws -> [RegistryErrorCode] {
        let response = try await provide(request)
        return response.status == .success ? [] : response.errors.map(\.code)
    }

    func query(_ query: StoredQueryID, _ parameters: [QueryParameter], _ type: StoredQueryReturnType = .leafClass) async throws -> StoredQueryResponse {
        let request = StoredQueryRequest(query: query, returnType: type, parameters: parameters)
        return try StoredQueryResponse(reading: await answer(request.message(header: Fixture.header(.storedQuery))))
    }

    func find(_ parameters: [QueryParameter] = [], status: AvailabilityStatus = .approved, patient: String = Fixture.patient) async throws -> [DocumentEntry] {
        let required = [
            QueryParameter("$XDSDocumentEntryPatientId", .string(patient)), QueryParameter("$XDSDocumentEntryStatus", anyOf: [.string(status.rawValue)]),
        ]
        return try await query(.findDocuments, required + parameters).objects.documentEntries
    }

    func retrieve(_ uniqueIds: [String], repository: String = StoreOptions.sandboxRepositoryUniqueId) async throws -> RetrieveResponse {
        let request = RetrieveRequest(documents: uniqueIds.map { DocumentRequest(repositoryUniqueId: repository, documentUniqueId: $0) })
        return try RetrieveResponse(reading: await answer(request.message(header: Fixture.header(.retrieve))))
    }

    @discardableResult
    func update(_ request: UpdateDocumentSetRequest) async throws -> RegistryResponse {
        try RegistryResponse(reading: await answer(request.message(header: Fixture.header(.update))))
    }

    /// The codes that an update is refused for.
    func codes(_ request: UpdateDocumentSetRequest) async throws -> [RegistryErrorCode] {
        let response = try await update(request)
        return response.status == .success ? [] : response.errors.map(\.code)
    }
}
