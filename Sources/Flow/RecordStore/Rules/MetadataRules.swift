// The rules that a submission's metadata are held to, each a small struct.

import XDSMessages

/// A rule that needs nothing but the submission.
protocol MetadataRule: Sendable {
    /// What breaks the rule.
    func violations(in submission: Submission) -> [RegistryError]
}

enum MetadataRules {
    /// Every rule, in the order in which their errors are given.
    static let all: [any MetadataRule] = [
        ReadableMetadata(), OneSubmissionSet(), EntriesAndDocumentsPair(), RequiredAttributes(), OnePatient(), PatientIsKnown(), UniqueIdsDiffer(),
        IdentifierForm(), TimeForm(), ServiceTimesInOrder(), LengthLimits(), AuthorsAreSomeone(), HashAndSizeMatch(), EntriesAreMembers(),
        FoldersAreMembers(), EntriesAreStable(), AssociationsAreKnown(),
    ]

    /// The rules of an update: those that need neither documents nor the associations of a submission.
    static let ofUpdates: [any MetadataRule] = [
        ReadableMetadata(), OneSubmissionSet(), RequiredAttributes(), OnePatient(), PatientIsKnown(), UniqueIdsDiffer(), IdentifierForm(), TimeForm(),
        ServiceTimesInOrder(), LengthLimits(), AuthorsAreSomeone(),
    ]

    /// Wrong metadata, found by the repository before the registry is asked.
    static func error(_ context: String, at object: String) -> RegistryError {
        RegistryError(.repositoryMetadataError, context, location: object.isEmpty ? nil : object)
    }
}
