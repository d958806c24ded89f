// Describes a signature to the registry: as its own entry does, under the names of this submission.

import CredentialChecks
public import XDSMessages

extension MetadataWriter {
    /// Describes a signature, whose bytes say nothing that an entry could be written from.
    ///
    /// - Parameters:
    ///   - entry: the entry that came with it.
    ///   - patientID: the patient as the document that it signs has them.
    ///   - bytes: the signature as received.
    ///   - identity: the names and the time of the submission.
    public func description(ofSignature entry: DocumentEntry, patientID: String, bytes: [UInt8], identity: SubmissionIdentity) -> DescribedSubmission {
        var entry = entry
        entry.entryUUID = identity.entry.urn
        entry.logicalId = identity.entry.urn
        entry.patientId = patientID
        entry.hash = hexadecimal(Digest.sha1(bytes))
        entry.size = bytes.count
        // What the registry states itself is not asked of it.
        entry.version = nil
        entry.availabilityStatus = nil
        entry.homeCommunityId = nil
        entry.repositoryUniqueId = nil
        entry.uri = nil
        let set = submissionSet(under: identity, patientID: patientID, author: entry.authors.first)
        return DescribedSubmission(
            entry: entry, submissionSet: set, membership: .member(identity.membership.urn, of: set.entryUUID, entry: entry.entryUUID), relation: nil,
            remarks: [], relationID: identity.relation)
    }
}
