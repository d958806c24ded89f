// A patch of a document's metadata as an update of the registry (ITI-57).

import Acknowledgement
import ClinicalTypes
import FHIRResources
public import Foundation
public import SubmissionMetadata
import XDSMessages

extension SearchWay {
    /// Patches a DocumentReference: its status, its levels of confidentiality, whether it is archived; gives the resource as it is then.
    ///
    /// - Parameters:
    ///   - id: the id of the resource.
    ///   - patch: what changes; nil for a patch of anything else, which is no patch that is offered (405).
    ///   - sourceID: the OID under which the change is submitted.
    ///   - name: names the submission set of the change.
    ///   - moment: when it is asked for.
    public func patch(_ id: String, _ patch: MetadataPatch?, sourceID: String, named name: UUID, at moment: Date) async -> SearchAnswer {
        guard let patch else { return .issues([.patchUnserved], status: 405) }
        do throws(any Error) {
            let found = try await entry(id)
            guard var entry = found.entry else { return found.refusal }
            var set = SubmissionSet(entryUUID: "SubmissionSet01", uniqueId: OID(uuid: name).dotted, sourceId: sourceID, patientId: entry.patientId)
            set.submissionTime = HL7Timestamp.dtm(moment)
            set.authors = Array(entry.authors.prefix(1))
            set.contentTypeCode = Code(code: MetadataOptions.outpatientCare.code, scheme: MetadataOptions.outpatientCare.system)
            // What cannot be is refused before anything is changed.
            let original = entry.availabilityStatus ?? .approved
            let status = try Self.status(patch, from: original) ?? original
            // Levels of confidentiality first, since what is archived changes no more.
            if let request = try Self.nextVersion(patch, of: entry, in: set) {
                if let refusal = Self.refusal(try await registry.update(request)) { return refusal }
                // The status is that of the version which has just come, and its change a submission of its own.
                guard let next = try await self.entry(id).entry else { return found.refusal }
                entry = next
                set.uniqueId = OID(uuid: UUID()).dotted
            }
            if status != original {
                let request = UpdateDocumentSetRequest.statusChange(of: entry.entryUUID, from: original, to: status, in: set)
                if let refusal = Self.refusal(try await registry.update(request)) { return refusal }
            }
            let changed = try await self.entry(id)
            // What was deleted is told as it is now, though it is read no more.
            guard let now = changed.entry else { return .resource(.documentReference(Self.patched(entry, patch), base: base), status: 200) }
            return .resource(.documentReference(now, base: base), status: 200)
        } catch let fault as PatchFault {
            return .issues([fault.issue], status: 422)
        } catch { return Self.refusal(error) }
    }

    private struct PatchFault: Error { let issue: FHIRIssue }

    /// The next version of the metadata; nil where the levels of confidentiality stay.
    private static func nextVersion(_ patch: MetadataPatch, of entry: DocumentEntry, in set: SubmissionSet) throws -> UpdateDocumentSetRequest? {
        guard !patch.labels.isEmpty else { return nil }
        guard let codes = patch.confidentiality(from: entry.confidentialityCodes) else { throw PatchFault(issue: .patchImpossible) }
        guard codes != entry.confidentialityCodes else { return nil }
        var next = entry
        next.confidentialityCodes = codes
        return .nextVersion(of: next, in: set)
    }

    private static func status(_ patch: MetadataPatch, from original: AvailabilityStatus) throws -> AvailabilityStatus? {
        switch (patch.status, patch.isArchived) {
        case (nil, nil): nil
        case ("entered-in-error", _): .deleted
        case ("superseded", _): .deprecated
        case (nil, true), ("current", true): .archived
        case (nil, false): original == .archived ? .approved : original
        case ("current", _): .approved
        default: throw PatchFault(issue: .patchImpossible)
        }
    }

    private static func patched(_ entry: DocumentEntry, _ patch: MetadataPatch) -> DocumentEntry {
        var entry = entry
        entry.availabilityStatus = .deleted
        return entry
    }
}

extension FHIRIssue {
    /// A patch of something that is not patched.
    static let patchUnserved = FHIRIssue(
        type: "not-supported", code: "fhir.patch-unserved",
        words: Bilingual(
            fr: "Seuls status, securityLabel et l'extension isArchived se modifient par PATCH.",
            en: "Only status, securityLabel and the extension isArchived are patched."))
    /// A patch that names what is not there.
    static let patchImpossible = FHIRIssue(
        type: "value", code: "fhir.code-unexpected",
        words: Bilingual(fr: "La modification ne s'applique pas à cette ressource.", en: "The change does not apply to this resource."))
}
