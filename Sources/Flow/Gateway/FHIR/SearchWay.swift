// The way of a question over FHIR: read it as a stored query, ask the registry, write what it holds as resources.

public import Acknowledgement
public import ClinicalTypes
public import FHIRResources
public import SubmissionMetadata
import XDSMessages

/// What a question over FHIR is answered.
public enum SearchAnswer: Sendable {
    /// A resource, with the status of the answer.
    case resource(FHIRElement, status: Int)
    /// The bytes of a document, with their media type.
    case bytes([UInt8], mediaType: String)
    /// What is wrong, with the status of the answer.
    case issues([FHIRIssue], status: Int)
    /// Who asks may not ask.
    case credentialRefused(AuthorVerdict)
}

/// The way of a question over FHIR (ITI-66, ITI-67, ITI-68), and of a patch.
public struct SearchWay: Sendable {
    let registry: RegistryAccess
    /// The address before the resources.
    let base: String
    /// The language of words.
    let language: Language

    /// Asks one registry.
    public init(registry: RegistryAccess, base: String, language: Language) {
        self.registry = registry
        self.base = base
        self.language = language
    }

    /// Answers a search for documents (ITI-67).
    ///
    /// - Parameters:
    ///   - parameters: the parameters of the search.
    ///   - strict: whether parameters that are not known refuse (`Prefer: handling=strict`).
    ///   - link: the address of a page that comes after a resource.
    public func documents(_ parameters: [SearchParameter], strict: Bool, link: (String?) -> String) async -> SearchAnswer {
        do throws(any Error) {
            let search = try DocumentSearch(parameters)
            if strict, let unknown = search.unknown.first { return .issues([FHIRIssue(SearchFault(kind: .unknown, parameter: unknown))], status: 400) }
            let (page, refusal) = try await entries(of: search)
            if let refusal { return refusal }
            let resources = page.entries.map { FHIRElement.documentReference($0, base: base) }
            let bundle = bundle(resources, total: page.total, after: search.page.after, next: page.next, unknown: search.unknown, link)
            return .resource(bundle, status: 200)
        } catch { return Self.refusal(error) }
    }

    /// Answers a search for submission sets or folders (ITI-66).
    ///
    /// They are few and short, and no stored query gives several by their names: all are asked for, in the order of their names, and what they hold for one page.
    public func lists(_ parameters: [SearchParameter], strict: Bool, link: (String?) -> String) async -> SearchAnswer {
        do throws(any Error) {
            let search = try ListSearch(parameters)
            if strict, let unknown = search.unknown.first { return .issues([FHIRIssue(SearchFault(kind: .unknown, parameter: unknown))], status: 400) }
            let found = try await registry.query(search.query)
            if let refusal = Self.refusal(found.response) { return refusal }
            let sets = found.objects.submissionSets.filter { search.admits($0) }.map { set in
                (name: set.entryUUID, list: { (members: [Association]) in FHIRElement.list(set, members: members) })
            }
            let folders = found.objects.folders.filter { search.admits($0) }.map { folder in
                (name: folder.entryUUID, list: { (members: [Association]) in FHIRElement.list(folder, members: members) })
            }
            let all = (sets + folders).sorted { $0.name < $1.name }
            let rest = all.drop { $0.name <= search.page.after ?? "" }
            let shown = rest.prefix(search.page.count)
            let members = try await self.members(of: shown.map(\.name))
            let next = shown.count < rest.count ? shown.last?.name : nil
            let bundle = bundle(
                shown.map { $0.list(members) }, total: all.count, after: search.page.after, next: next, unknown: search.unknown, link)
            return .resource(bundle, status: 200)
        } catch { return Self.refusal(error) }
    }

    /// What submission sets and folders hold.
    private func members(of objects: [String]) async throws(RegistryRefusal) -> [Association] {
        var members: [Association] = []
        for start in stride(from: 0, to: objects.count, by: 100) {
            let names = objects[start..<min(start + 100, objects.count)]
            let query = StoredQueryRequest(query: .getAssociations, parameters: [QueryParameter("$uuid", anyOf: names.map { .string($0) })])
            members += try await registry.query(query).objects.associations
        }
        return members
    }

    /// Reads one DocumentReference: 410 where it was deleted.
    public func document(_ id: String) async -> SearchAnswer {
        do throws(any Error) {
            let found = try await entry(id)
            guard let entry = found.entry else { return found.refusal }
            return .resource(.documentReference(entry, base: base), status: 200)
        } catch { return Self.refusal(error) }
    }

    /// Reads one List.
    public func list(_ id: String) async -> SearchAnswer {
        do throws(any Error) {
            for (query, name) in [(StoredQueryID.getSubmissionSetAndContents, "$XDSSubmissionSetEntryUUID"), (.getFolderAndContents, "$XDSFolderEntryUUID")] {
                let asked = StoredQueryRequest(query: query, parameters: [QueryParameter(name, .string("urn:uuid:" + id))])
                let found = try await registry.query(asked)
                let members = found.objects.associations
                if let set = found.objects.submissionSets.first { return .resource(.list(set, members: members), status: 200) }
                if let folder = found.objects.folders.first { return .resource(.list(folder, members: members), status: 200) }
            }
            return .issues([.unknownResource], status: 404)
        } catch { return Self.refusal(error) }
    }

    /// Reads the bytes of a document (ITI-68).
    public func binary(_ id: String, asResource: Bool) async -> SearchAnswer {
        do throws(any Error) {
            let found = try await entry(id)
            guard let entry = found.entry else { return found.refusal }
            let wanted = DocumentRequest(repositoryUniqueId: entry.repositoryUniqueId ?? "", documentUniqueId: entry.uniqueId)
            let given = try await registry.retrieve(RetrieveRequest(documents: [wanted]))
            guard let document = given.documents.first else { return Self.refusal(given.response) ?? .issues([.unknownResource], status: 404) }
            guard asResource else { return .bytes(document.bytes, mediaType: document.mimeType) }
            var binary = FHIRElement("Binary")
            binary.add("id", id)
            binary.add("contentType", document.mimeType)
            binary.add("data", document.bytes.isEmpty ? nil : document.bytes.base64)
            return .resource(binary, status: 200)
        } catch { return Self.refusal(error) }
    }

    /// The entry of an id in its last version, or what is answered in its place.
    ///
    /// An id is the logical id, which is the entryUUID of the first version: later ones have entryUUIDs of their own.
    func entry(_ id: String) async throws(RegistryRefusal) -> (entry: DocumentEntry?, refusal: SearchAnswer) {
        let urn = "urn:uuid:" + id
        let named = try await registry.query(
            StoredQueryRequest(query: .getDocuments, parameters: [QueryParameter("$XDSDocumentEntryEntryUUID", anyOf: [.string(urn)])]))
        guard let first = named.objects.documentEntries.first else {
            return (nil, Self.refusal(named.response) ?? .issues([.unknownResource], status: 404))
        }
        let versions = try await registry.query(
            StoredQueryRequest(query: .getDocuments, parameters: [QueryParameter("$XDSDocumentEntryUniqueId", anyOf: [.string(first.uniqueId)])]))
        let same = versions.objects.documentEntries.filter { $0.logicalId == first.logicalId && first.logicalId != nil }
        let entry = same.max { $0.version ?? 1 < $1.version ?? 1 } ?? first
        if entry.availabilityStatus == .deleted { return (nil, .issues([.deletedResource], status: 410)) }
        return (entry, .issues([], status: 404))
    }
}
