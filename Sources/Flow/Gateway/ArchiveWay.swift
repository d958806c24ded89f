// The way of an archive (XDM): open it, check it, and hand its one submission on as a set: all of its documents are taken, or none.

public import ClinicalTypes
import CredentialChecks
public import Foundation
public import Journal
import SubmissionMetadata
import XDSMessages
public import ZIPArchives

/// What became of an archive.
///
/// Every document of it is submitted, or, where it asks for that, deleted.
public struct ArchiveReception: Sendable {
    /// Whether every document of it, or the deletion of every one, is written down as accepted.
    public var isAccepted = false
    /// The documents that were written down, refused ones too.
    public var passages: [Passage] = []
    /// The deletions that were written down, in the order of the documents, where the archive asks for those.
    public var deletions: [Errand] = []
    /// What was found of the archive and of its metadata; what was found of a document is kept with its passage.
    public var findings: [Finding] = []
    /// What the check of the sender says, where that refused.
    public var author: AuthorVerdict?
    /// Why the journal could not write, where it could not.
    public var journalFailure: JournalFailure?
    /// The code of what keeps it from being decided now, where that is another thing than the journal: the store cannot be asked.
    public var unavailable: String?
}

/// The way of an archive of documents (ITI-32, IHE XDM), whatever it comes by.
///
/// Nothing of it is ever written under a name that it holds: it is read in memory, within limits. One submission set is taken, as the French profiles of
/// archives have it; several are refused by name, since half of an archive must not be taken.
public struct ArchiveWay: Sendable {
    let provides: ProvideWay
    let deletions: Deletions
    private let limits: ZIPLimits

    /// Puts the reading of archives before the way of submissions, and before that of deletions.
    public init(provides: ProvideWay, deletions: Deletions, limits: ZIPLimits = .standard) {
        self.provides = provides
        self.deletions = deletions
        self.limits = limits
    }

    /// Takes an archive in.
    ///
    /// - Parameters:
    ///   - bytes: the archive.
    ///   - sender: who sends.
    ///   - moment: when it came.
    ///   - door: the door that it came through.
    public func receive(_ bytes: [UInt8], from sender: AdmittedSender, at moment: Date, door: String) async -> ArchiveReception {
        var archive: XDMArchive
        do throws(ZIPFailure) {
            archive = try XDMArchive(reading: bytes, limits: limits, sha1: Digest.sha1)
        } catch {
            return ArchiveReception(findings: [error.finding])
        }
        archive.compareDocuments()
        var reception = ArchiveReception(findings: archive.faults.map(\.finding))
        guard archive.isAcceptable else { return reception }
        guard archive.submissions.count == 1, let submission = archive.submissions.first else {
            reception.findings.append(Self.severalSets(archive.submissions.count))
            return reception
        }
        switch ArchiveAction(of: submission) {
        case .submission: break
        case .deletion:
            await withdraw(submission, from: sender, at: moment, &reception)
            return reception
        case .mixed:
            reception.findings.append(DeletionFinding.mixed)
            return reception
        }
        let provided = await provides.receive(ProvideAndRegisterRequest(submission), from: sender, at: moment, door: door)
        reception.findings += provided.findings
        reception.passages = provided.passages
        reception.journalFailure = provided.journalFailure
        switch provided.answer {
        case .registry(let response): reception.isAccepted = response.status == .success
        case .credentialRefused(let verdict, _): reception.author = verdict
        }
        return reception
    }

    private static func severalSets(_ count: Int) -> Finding {
        Finding(
            code: "xdm.several-sets", severity: .error, stage: .intake,
            message: Bilingual(
                fr: "L'archive contient plusieurs lots ; envoyez une archive par lot.",
                en: "The archive holds several submission sets; send an archive for each."),
            found: "\(count)", allowed: AllowedValues(first: ["1"]))
    }
}

extension ProvideAndRegisterRequest {
    /// A submission of an archive, as it would come over XDS.b: there, an entry says neither where its document stands nor in which repository.
    init(_ submission: XDMSubmission) {
        var objects = submission.objects
        for index in objects.documentEntries.indices {
            objects.documentEntries[index].uri = nil
            objects.documentEntries[index].repositoryUniqueId = nil
        }
        self.init(
            objects: objects,
            documents: submission.documents.map { ProvidedDocument(id: $0.entry.entryUUID, mediaType: $0.entry.mimeType, bytes: $0.bytes) })
    }
}
