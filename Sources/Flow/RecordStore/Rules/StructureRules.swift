// Rules about which objects a submission holds and how they hang together.

import XDSMessages

/// Nothing in the metadata was unreadable: slots are there once, numbers are numbers, packages say what they are.
struct ReadableMetadata: MetadataRule {
    func violations(in submission: Submission) -> [RegistryError] {
        submission.objects.irregularities.map { MetadataRules.error("\($0.kind.rawValue): \($0.attribute)", at: $0.object) }
    }
}

/// A submission has exactly one submission set (ITI TF-3 4.1.4).
struct OneSubmissionSet: MetadataRule {
    func violations(in submission: Submission) -> [RegistryError] {
        let count = submission.objects.submissionSets.count
        return count == 1 ? [] : [MetadataRules.error("\(count) submission sets instead of one", at: "")]
    }
}

/// Every entry has its document and every document its entry (ITI TF-2 3.41.4.1.3).
struct EntriesAndDocumentsPair: MetadataRule {
    func violations(in submission: Submission) -> [RegistryError] {
        let entries = Set(submission.objects.documentEntries.map(\.entryUUID))
        let missing = submission.objects.documentEntries.filter { submission.documents[$0.entryUUID] == nil }.map {
            RegistryError(.missingDocument, "no document for this entry", location: $0.entryUUID)
        }
        let left = submission.provided.filter { !entries.contains($0.id) }.map {
            RegistryError(.missingDocumentMetadata, "no entry for this document", location: $0.id)
        }
        var seen: Set<String> = []
        let repeated = submission.provided.filter { !seen.insert($0.id).inserted }.map { MetadataRules.error("two documents for one entry", at: $0.id) }
        return missing + left + repeated
    }
}

/// Every entry is a member of the submission set, by one HasMember that says `Original` (ITI TF-3 4.1.4.1, 4.2.1.4).
struct EntriesAreMembers: MetadataRule {
    func violations(in submission: Submission) -> [RegistryError] {
        guard let set = submission.objects.submissionSets.first else { return [] }
        let members = submission.objects.associations.filter { $0.type == .hasMember && $0.source == set.entryUUID }
        return submission.objects.documentEntries.compactMap { entry in
            let own = members.filter { $0.target == entry.entryUUID }
            if own.count != 1 { return MetadataRules.error("member of the submission set \(own.count) times instead of once", at: entry.entryUUID) }
            return own[0].values(of: "SubmissionSetStatus") == ["Original"]
                ? nil : MetadataRules.error("SubmissionSetStatus of a submitted entry must be Original", at: own[0].entryUUID)
        }
    }
}

/// Every folder is a member of the submission set, by one HasMember (ITI TF-3 4.2.1.4).
struct FoldersAreMembers: MetadataRule {
    func violations(in submission: Submission) -> [RegistryError] {
        guard let set = submission.objects.submissionSets.first else { return [] }
        return submission.objects.folders.compactMap { folder in
            let count = submission.objects.associations.count {
                $0.type == .hasMember && $0.source == set.entryUUID && $0.target == folder.entryUUID
            }
            return count == 1 ? nil : MetadataRules.error("member of the submission set \(count) times instead of once", at: folder.entryUUID)
        }
    }
}

/// Documents have their bytes when they are registered here: what is made on demand is announced by another transaction (ITI-61).
struct EntriesAreStable: MetadataRule {
    func violations(in submission: Submission) -> [RegistryError] {
        submission.objects.documentEntries.filter { $0.kind != .stable }.map {
            MetadataRules.error("an on-demand entry is no part of ITI-41", at: $0.entryUUID)
        }
    }
}

/// Associations are of a kind that XDS knows, have both ends, and start from where their kind starts.
struct AssociationsAreKnown: MetadataRule {
    private static let known: Set<AssociationType> = [.hasMember, .replaces, .appends, .transforms, .transformsAndReplaces, .signs, .isSnapshotOf]

    func violations(in submission: Submission) -> [RegistryError] {
        let entries = Set(submission.objects.documentEntries.map(\.entryUUID))
        return submission.objects.associations.flatMap { association -> [RegistryError] in
            func error(_ context: String) -> [RegistryError] { [MetadataRules.error(context, at: association.entryUUID)] }
            guard Self.known.contains(association.type) else { return error("associationType is none of XDS") }
            guard !association.source.isEmpty, !association.target.isEmpty else { return error("sourceObject or targetObject is missing") }
            guard association.source != association.target else { return error("an object cannot be associated with itself") }
            if association.type.relatesDocuments {
                return entries.contains(association.source) ? [] : error("sourceObject is no entry of the submission")
            }
            return entries.contains(association.source) ? error("HasMember starts from a submission set or a folder") : []
        }
    }
}
