// The way of a publication over FHIR: read it as the submission that it stands for, send that the one way, answer entry by entry.

public import Acknowledgement
public import ClinicalTypes
public import Foundation
public import Journal
public import SubmissionMetadata
import XDSMessages

/// What became of a publication over FHIR.
public struct PublishReception: Sendable {
    /// What is answered.
    public enum Answer: Sendable {
        /// All of it was taken: the names of its parts, in the order of the entries.
        case published([PublishedPart])
        /// Nothing was taken, for these reasons.
        case refused
        /// Who sends may not send this: the checks that failed, and the submission that tells them.
        case credentialRefused(AuthorVerdict, submission: String?)
    }

    /// The answer that is owed.
    public var answer: Answer
    /// What is told beside it: errors of a refusal, warnings of a success.
    public var issues: [FHIRIssue] = []
    /// The documents that were written down, refused ones too.
    public var passages: [Passage] = []
    /// Why the journal could not write, where it could not.
    public var journalFailure: JournalFailure?
}

/// What an entry of a publication became: a resource under its name here, or nothing that has one.
public struct PublishedPart: Sendable, Hashable {
    /// The resource, for instance `DocumentReference/1f0c…`; nil for what was taken note of alone.
    public var location: String?
    /// Whether the entry was left out.
    public var isDropped = false
}

/// The way of a publication over FHIR (ITI-65, ITI-105).
///
/// Its documents go through the same judge, classifier, registrar and journal as those of every other door; the same publication again is answered the
/// same, under the same names.
public struct PublishWay: Sendable {
    private let submissions: ProvideWay
    /// The OID under which the gateway submits by itself.
    public let sourceID: String

    /// Puts the reading of publications before the way of submissions.
    public init(documents: DocumentWay) {
        submissions = ProvideWay(documents: documents)
        sourceID = documents.registrar.options.sourceID.dotted
    }

    /// Takes a publication in.
    public func receive(_ publication: Publication, from sender: AdmittedSender, at moment: Date) async -> PublishReception {
        let remarks = publication.remarks.map { FHIRIssue($0) }
        guard publication.remarks.allSatisfy({ !$0.refuses }) else { return PublishReception(answer: .refused, issues: remarks) }
        let taken = await submissions.receive(publication.request, from: sender, at: moment, door: "fhir")
        let told = remarks + taken.problems.map { FHIRIssue($0, in: publication) }
        var reception = PublishReception(answer: .refused, issues: told, passages: taken.passages, journalFailure: taken.journalFailure)
        switch taken.answer {
        case .credentialRefused(let verdict, let submission): reception.answer = .credentialRefused(verdict, submission: submission)
        case .registry(let response) where response.status == .success:
            reception.answer = .published(Self.parts(of: publication, as: taken.passages))
        case .registry: break
        }
        return reception
    }

    /// What each entry became: the names are those of the registry, the same at every repetition.
    private static func parts(of publication: Publication, as passages: [Passage]) -> [PublishedPart] {
        let entries = publication.request.objects.documentEntries
        let names = Dictionary(zip(entries.map(\.entryUUID), passages.map(\.identifiers))) { first, _ in first }
        func id(_ urn: String?) -> String? { urn.map { $0.hasPrefix("urn:uuid:") ? String($0.dropFirst(9)) : $0 } }
        return publication.parts.map { part in
            switch part {
            case .entry(let name): PublishedPart(location: id(names[name]??.entryUUID).map { "DocumentReference/\($0)" })
            case .bytes(let name): PublishedPart(location: id(names[name]??.entryUUID).map { "Binary/\($0)" })
            case .submissionSet: PublishedPart(location: id(passages.first?.identifiers?.submissionSetUUID).map { "List/\($0)" })
            case .noted: PublishedPart()
            case .dropped: PublishedPart(isDropped: true)
            }
        }
    }
}
