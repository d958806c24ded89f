// Several documents of one patient in one submission, as an archive carries them.

public import XDSMessages

extension XDMSubmission {
    /// Puts described documents into the submission set of the first; nil without any, or where they are of several patients.
    ///
    /// A relation is kept where the earlier document is among them: the entryUUID of any other is known to a registry alone.
    public init?(sharing described: [(description: DescribedSubmission, bytes: [UInt8])]) {
        guard let first = described.first?.description, described.allSatisfy({ $0.description.entry.patientId == first.entry.patientId }) else { return nil }
        let set = first.submissionSet
        let names = Dictionary(described.map { ($0.description.entry.uniqueId, $0.description.entry.entryUUID) }) { first, _ in first }
        var objects = RegistryObjectList(submissionSets: [set])
        for (description, _) in described {
            let related = description.relation.flatMap { names[$0.targetUniqueID] }
            let own = description.objects(relatedTo: related)
            objects.documentEntries += own.documentEntries
            objects.associations += own.associations.map { association in
                var association = association
                if association.type == .hasMember { association.source = set.entryUUID }
                return association
            }
        }
        self.init(objects: objects, documents: described.map { XDMDocument(entry: $0.description.entry, bytes: $0.bytes) })
    }
}
