// The way of a publication over FHIR into a registry that takes it at once: no journal, all of it or none, told element by element.

import Acknowledgement
import ClinicalTypes
import Foundation
public import SubmissionMetadata
public import XDSMessages

/// The way of a publication over FHIR (ITI-65) to the registry and repository that answer it themselves.
///
/// It is the submission that ITI-41 would bring; what FHIR names by the ids of resources is looked up first, since an association points to the last
/// version of a document. Ids of the publication are good within it alone (FHIR R4, 3.1.0.11.2): every object gets one of its own.
public struct RegisterWay: Sendable {
    /// Registers a submission whole, or not at all (ITI-41).
    public typealias Registering = @Sendable (ProvideAndRegisterRequest) async throws(RegistryRefusal) -> RegistryResponse

    private let registry: RegistryAccess
    private let register: Registering

    /// Puts the reading of publications before a registry.
    public init(registry: RegistryAccess, register: @escaping Registering) {
        self.registry = registry
        self.register = register
    }

    /// Takes a publication in; once it is answered as published, it is registered.
    public func receive(_ publication: Publication) async -> PublishReception {
        var reception = PublishReception(answer: .refused, issues: publication.remarks.map { FHIRIssue($0) })
        guard publication.remarks.allSatisfy({ !$0.refuses }) else { return reception }
        let names = Self.names(in: publication)
        do throws(RegistryRefusal) {
            let response = try await register(try await submission(publication.request, names))
            let given = Dictionary(names.map { ($1, $0) }) { first, _ in first }
            reception.issues += response.errors.map { error in
                FHIRIssue(error, at: error.location.map { given[$0] ?? $0 }, in: publication)
            }
            if response.status == .success { reception.answer = .published(Self.parts(of: publication, names)) }
        } catch {
            switch error {
            case .credential(let verdict): reception.answer = .credentialRefused(verdict, submission: nil)
            case .identity(let refusal):
                reception.issues.append(FHIRIssue(type: "forbidden", code: refusal.code, words: refusal.words))
            case .unavailable(let code, let isTemporary):
                reception.issues.append(FHIRIssue(type: isTemporary ? "transient" : "exception", code: code, words: FHIRIssue.noRegistry))
            case .notOffered: reception.issues.append(FHIRIssue(type: "not-supported", code: "fhir.entry-unserved", words: FHIRIssue.noRegistry))
            }
        }
        return reception
    }

    /// The id in the registry of every object of a publication.
    private static func names(in publication: Publication) -> [String: String] {
        let objects = publication.request.objects
        let ids = objects.submissionSets.map(\.entryUUID) + objects.documentEntries.map(\.entryUUID) + objects.associations.map(\.entryUUID)
        return Dictionary(ids.map { ($0, "urn:uuid:" + UUID().uuidString.lowercased()) }) { first, _ in first }
    }

    /// The submission under the ids of the registry.
    private func submission(_ given: ProvideAndRegisterRequest, _ names: [String: String]) async throws(RegistryRefusal) -> ProvideAndRegisterRequest {
        func name(_ id: String) -> String { names[id] ?? id }
        var request = given
        for index in request.objects.submissionSets.indices {
            request.objects.submissionSets[index].entryUUID = name(given.objects.submissionSets[index].entryUUID)
        }
        for index in request.objects.documentEntries.indices {
            request.objects.documentEntries[index].entryUUID = name(given.objects.documentEntries[index].entryUUID)
        }
        for (index, association) in given.objects.associations.enumerated() {
            request.objects.associations[index].entryUUID = name(association.entryUUID)
            request.objects.associations[index].source = name(association.source)
            let own = names[association.target]
            request.objects.associations[index].target = if let own { own } else { try await lastVersion(of: association.target) }
        }
        for (index, document) in given.documents.enumerated() { request.documents[index].id = name(document.id) }
        return request
    }

    /// The last version of the document that a reference names by its unique id or by the id of its resource; the reference where there is none.
    private func lastVersion(of reference: String) async throws(RegistryRefusal) -> String {
        let isUniqueID = reference.hasPrefix("urn:oid:")
        let query = StoredQueryRequest(
            query: .getDocuments,
            parameters: [
                QueryParameter(
                    isUniqueID ? "$XDSDocumentEntryUniqueId" : "$XDSDocumentEntryLogicalID",
                    anyOf: [.string(isUniqueID ? String(reference.dropFirst(8)) : reference.lowercased())])
            ])
        return try await registry.query(query).objects.documentEntries.first?.entryUUID ?? reference
    }

    /// What each entry became.
    private static func parts(of publication: Publication, _ names: [String: String]) -> [PublishedPart] {
        func id(_ name: String?) -> String? { name.flatMap { names[$0] }.map { String($0.dropFirst(9)) } }
        return publication.parts.map { part in
            switch part {
            case .entry(let name): PublishedPart(location: id(name).map { "DocumentReference/\($0)" })
            case .bytes(let name): PublishedPart(location: id(name).map { "Binary/\($0)" })
            case .submissionSet: PublishedPart(location: id(publication.request.objects.submissionSets.first?.entryUUID).map { "List/\($0)" })
            case .noted: PublishedPart()
            case .dropped: PublishedPart(isDropped: true)
            }
        }
    }
}

extension FHIRIssue {
    /// The registry gives no answer.
    fileprivate static let noRegistry = Bilingual(
        fr: "Le dossier ne répond pas comme il faut ; réessayez plus tard.", en: "The record store does not answer as it should; try again later.")

    /// An error of the registry that a publication was brought to, told of the element that it is about.
    fileprivate init(_ error: RegistryError, at object: String?, in publication: Publication) {
        let isError = error.severity == .error
        let type =
            switch error.code {
            case .duplicateUniqueIdInRegistry, .nonIdenticalHash: "duplicate"
            case .repositoryBusy, .registryBusy, .repositoryOutOfResources, .registryOutOfResources: "transient"
            case .repositoryError, .registryError: "exception"
            case .localPolicyRestriction: "forbidden"
            case .unresolvedReference, .replaceFailed: "not-found"
            default: isError ? "business-rule" : "informational"
            }
        let code = error.code.rawValue
        self.init(
            isError ? .error : .warning, type: type, code: nil, registryCode: code,
            words: Bilingual(fr: "Le registre refuse : \(code) (\(error.codeContext)).", en: "The registry refuses: \(code) (\(error.codeContext))."),
            expression: publication.expression(of: object, registryError: error))
    }
}
