// What the registry is told of one document.

public import ClinicalTypes
import FoundationEssentials
public import XDSMessages

/// A relation to an earlier document, whose entry in the registry is still to be found.
public struct PendingRelation: Sendable, Hashable {
    /// The kind: it replaces, completes or transforms the earlier document.
    public var type: AssociationType
    /// The unique id of the earlier document.
    public var targetUniqueID: String
    /// Where the document says so.
    public var place: Place?
}

/// What the registry is told of one document: its entry, the set that it is submitted in, and how they hang together.
public struct DescribedSubmission: Sendable, Hashable {
    /// The description of the document.
    public var entry: DocumentEntry
    /// The description of the submission.
    public var submissionSet: SubmissionSet
    /// The association that makes the entry a member of the set.
    public var membership: Association
    /// What the document says of an earlier one; the registry wants the earlier document's entryUUID, which the caller finds by unique id.
    public var relation: PendingRelation?
    /// Who keeps the document, as XON; no attribute of a registry, but publications over FHIR tell it.
    public var custodian: String?
    /// What is worth saying and does not refuse.
    public var remarks: [Finding]
    /// The name of the association to the earlier document.
    var relationID: UUID

    /// The objects to submit.
    ///
    /// - Parameter related: the entryUUID of the earlier document; nil leaves the relation out.
    public func objects(relatedTo related: String? = nil) -> RegistryObjectList {
        var associations = [membership]
        if let relation, let related {
            associations.append(Association(entryUUID: relationID.urn, type: relation.type, source: entry.entryUUID, target: related))
        }
        return RegistryObjectList(documentEntries: [entry], submissionSets: [submissionSet], associations: associations)
    }
}

/// What the stage says: the description, or the facts that are missing for it.
public enum MetadataVerdict: Sendable, Hashable {
    /// The document is described.
    case described(DescribedSubmission)
    /// Facts that the registry demands are missing.
    case refused([Finding])
}
