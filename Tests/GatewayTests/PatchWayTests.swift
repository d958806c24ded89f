// Patches over FHIR as updates of a real registry: each part told by itself, or nothing changed.

import Acknowledgement
import ClinicalTypes
import FHIRResources
import Foundation
import Gateway
import RecordStore
import SandboxSupport
import SubmissionMetadata
import Testing
import XDSMessages

@Suite struct PatchWayTests {
    private static let patient = "258073899904282^^^&1.2.250.1.213.1.4.10&ISO^NH"
    private static let hidden = Code(code: "MASQUE_PS", scheme: "1.2.250.1.213.1.1.4.13")

    private struct Part {
        let repository: RegistryRepository
        let way: SearchWay

        init(_ folder: URL) throws {
            let repository = try RegistryRepository(folder: folder, now: { Date() })
            self.repository = repository
            let registry = RegistryAccess(
                query: { query throws(RegistryRefusal) in
                    do throws(StoreMisbehaved) { return try await repository.query(query) } catch { throw .unavailable(code: "x", isTemporary: true) }
                },
                retrieve: { wanted throws(RegistryRefusal) in
                    do throws(StoreMisbehaved) { return try await repository.retrieve(wanted) } catch { throw .unavailable(code: "x", isTemporary: true) }
                },
                update: { change throws(RegistryRefusal) in
                    do throws(StoreMisbehaved) { return try await repository.update(change) } catch { throw .unavailable(code: "x", isTemporary: true) }
                })
            way = SearchWay(registry: registry, base: "https://localhost/fhir/", language: .english)
        }

        /// Registers a document; gives the id of its resource.
        @discardableResult
        func register(_ id: String, replacing target: String? = nil) async throws -> String {
            let bytes = Array("<a/>".utf8)
            var entry = DocumentEntry(entryUUID: "Document01", uniqueId: id, patientId: patient, mimeType: "text/xml")
            entry.sourcePatientId = patient
            entry.classCode = Code(code: "10", scheme: "1.2.250.1.213.1.1.4.1")
            entry.typeCode = Code(code: "11488-4", scheme: "2.16.840.1.113883.6.1")
            entry.formatCode = Code(code: "f", scheme: "1.2.3")
            entry.healthcareFacilityTypeCode = Code(code: "SA07", scheme: "1.2.250.1.71.4.2.4")
            entry.practiceSettingCode = Code(code: "AMBULATOIRE", scheme: "1.2.250.1.213.1.1.4.9")
            entry.confidentialityCodes = [Code(code: "N", scheme: "2.16.840.1.113883.5.25")]
            (entry.creationTime, entry.languageCode) = ("20260101", "fr-FR")
            var set = SubmissionSet(entryUUID: "SubmissionSet01", uniqueId: SampleDocuments.freshID(), sourceId: "1.2.3.8", patientId: patient)
            (set.submissionTime, set.contentTypeCode) = ("20260102", Code(code: "07", scheme: "1.2.250.1.213.2.2"))
            var associations = [Association.member("as01", of: "SubmissionSet01", entry: "Document01")]
            if let target { associations.append(Association(entryUUID: "as02", type: .replaces, source: "Document01", target: "urn:uuid:" + target)) }
            let objects = RegistryObjectList(documentEntries: [entry], submissionSets: [set], associations: associations)
            let document = ProvidedDocument(id: "Document01", mediaType: "text/xml", bytes: bytes)
            #expect(try await repository.register(ProvideAndRegisterRequest(objects: objects, documents: [document])) == .success)
            return String(try await last(id).entryUUID.dropFirst(9))
        }

        func last(_ id: String) async throws -> DocumentEntry {
            let query = StoredQueryRequest(query: .getDocuments, parameters: [QueryParameter("$XDSDocumentEntryUniqueId", anyOf: [.string(id)])])
            return try #require(try await repository.query(query).objects.documentEntries.first)
        }

        func patch(_ id: String, _ patch: MetadataPatch) async -> SearchAnswer {
            await way.patch(id, patch, sourceID: "1.2.3.8", named: UUID(), at: Date())
        }
    }

    private func withRegistry(_ work: (Part) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "passerelle-patch-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try await work(try Part(folder))
    }

    private func code(_ answer: SearchAnswer) -> String {
        switch answer {
        case .resource(let resource, let status): "\(status) \(resource.text("status") ?? "-")"
        case .issues(let issues, let status): "\(status) \(issues.first?.registryCode ?? issues.first?.code ?? "-")"
        case .bytes: "bytes"
        case .credentialRefused: "refused"
        }
    }

    @Test func `a patch of label and status changes both: the status is that of the version that has just come`() async throws {
        try await withRegistry { part in
            let id = try await part.register("1.2.1")
            let answer = await part.patch(id, MetadataPatch(labels: [.add(Self.hidden)], isArchived: true))
            #expect(code(answer) == "200 current")
            let last = try await part.last("1.2.1")
            #expect(last.version == 2 && last.availabilityStatus == .archived && last.confidentialityCodes.contains(Self.hidden))
            #expect(code(await part.patch(id, MetadataPatch(status: "entered-in-error"))) == "200 entered-in-error")
            #expect(code(await part.patch(id, MetadataPatch(status: "current"))) == "410 fhir.deleted")
        }
    }

    @Test func `a patch whose status cannot be changes no label either`() async throws {
        try await withRegistry { part in
            let id = try await part.register("1.2.1")
            #expect(code(await part.patch(id, MetadataPatch(status: "preliminary", labels: [.add(Self.hidden)]))) == "422 fhir.code-unexpected")
            #expect(try await part.last("1.2.1").version == 1)
        }
    }

    @Test func `a version that was replaced is not deleted by a patch, and the last one is`() async throws {
        try await withRegistry { part in
            let former = try await part.register("1.2.1")
            let last = try await part.register("1.2.2", replacing: former)
            #expect(code(await part.patch(former, MetadataPatch(status: "entered-in-error"))) == "422 XDSMetadataUpdateError")
            #expect(try await part.repository.documents().map(\.status) == [.deprecated, .approved])
            #expect(code(await part.patch(last, MetadataPatch(status: "entered-in-error"))) == "200 entered-in-error")
            #expect(try await part.repository.documents().map(\.status) == [.deprecated, .deleted])
        }
    }
}
