// The way of a document, in order: examine, authenticate, classify, describe, write down. Forwarding goes on in `Forwarder`.

public import AuthorTrust
import CDADocuments
public import Classification
import ClinicalTypes
import CredentialChecks
public import Foundation
public import Intake
public import Journal
public import SubmissionMetadata
public import Validation
import XDSMessages

/// The way of a document, the only place that knows the order and weighs the verdicts.
///
/// Stages say what is so; here it is decided what follows. Bytes, verdict and state become durable in one commit, before anybody is answered.
public struct DocumentWay: Sendable {
    /// The one judge.
    public let judge: Validator
    /// The check of who sends.
    public let authors: AuthorCheck
    /// Names the type, the class and the space.
    public let classifier: Classifier
    /// Writes the registry entry.
    public let registrar: MetadataWriter
    /// The durable record.
    public let journal: any PassageJournal
    /// Whether a document is accepted when no error was found in it but some rule could not be judged.
    public let acceptsUndecided: Bool

    /// Puts the stages in order.
    public init(
        judge: Validator, authors: AuthorCheck, classifier: Classifier, registrar: MetadataWriter, journal: any PassageJournal, acceptsUndecided: Bool = false
    ) {
        self.judge = judge
        self.authors = authors
        self.classifier = classifier
        self.registrar = registrar
        self.journal = journal
        self.acceptsUndecided = acceptsUndecided
    }

    /// Judges a credential by itself, before anything is read of the document: nothing is kept of those who are turned away.
    public func admit(_ credential: PresentedCredential, now: Date) -> Admission {
        if authors.policy == .require, credential.clientChain.isEmpty { return .turnedAway(.nobody) }
        let standing = authors.judged(credential, now: now)
        if authors.refuses(standing.verdict) { return .turnedAway(.stranger(standing.verdict)) }
        return .admitted(AdmittedSender(credential: credential, standing: standing))
    }

    /// Takes a document in from somebody who is judged with it.
    public func receive(_ received: ReceivedDocument, from credential: PresentedCredential) async throws(JournalFailure) -> Reception {
        switch admit(credential, now: received.receivedAt) {
        case .admitted(let sender): return try await receive(received, from: sender)
        case .turnedAway(let reception): return reception
        }
    }

    /// Takes a document in; when this returns, what it says is on disk.
    public func receive(_ received: ReceivedDocument, from sender: AdmittedSender) async throws(JournalFailure) -> Reception {
        let credential = sender.credential
        let examination = judge.examine(received.bytes)
        var reception = Reception(report: examination.report, author: AuthorVerdict(checks: []))
        reception.report.findings.insert(contentsOf: received.remarks, at: 0)
        guard let document = examination.document else { return try await refuse(.document, reception, received, credential, facts: DocumentFacts()) }
        var facts = DocumentFacts(uniqueID: document.uniqueID)

        reception.author = authors.verdict(on: sender.standing, for: document)
        if authors.refuses(reception.author) { return try await refuse(.credential, reception, received, credential, facts: facts) }
        guard reception.report.isAcceptable(undecided: acceptsUndecided) else {
            return try await refuse(.document, reception, received, credential, facts: facts)
        }

        switch classifier.classify(document) {
        case .refused(let findings):
            reception.report.findings += findings
            return try await refuse(.classification, reception, received, credential, facts: facts)
        case .classified(let classified):
            reception.classified = classified
            facts.typeCode = classified.type.code
            facts.classCode = classified.classCode.code
            facts.space = classified.space
            return try await describe(document, classified, reception, received, credential, facts)
        }
    }

    /// Writes the registry entry, and with it the document, the verdicts and the state.
    private func describe(
        _ document: CDADocument, _ classified: Classified, _ reception: Reception, _ received: ReceivedDocument, _ credential: PresentedCredential,
        _ facts: DocumentFacts
    ) async throws(JournalFailure) -> Reception {
        var reception = reception
        var facts = facts
        let identity = SubmissionIdentity(submissionTime: received.receivedAt, from: { UUID() })
        switch registrar.description(of: document, classified: classified, bytes: received.bytes, identity: identity) {
        case .refused(let findings):
            reception.report.findings += findings
            return try await refuse(.metadata, reception, received, credential, facts: facts)
        case .described(let described):
            reception.report.findings += described.remarks
            facts.parentUniqueID = described.relation.flatMap { $0.type.replacesTarget ? $0.targetUniqueID : nil }
            let prepared = PreparedSubmission(described, relationUUID: identity.relation, bytes: received.bytes)
            guard let sealed = try? prepared.sealed else { throw .folder("the registry entry cannot be written as JSON") }
            let order = ForwardingOrder(
                patientID: described.entry.patientId,
                identifiers: RegistryIdentifiers(
                    entryUUID: described.entry.entryUUID, submissionSetUUID: described.submissionSet.entryUUID,
                    submissionSetUniqueID: described.submissionSet.uniqueId),
                metadata: sealed)
            return try await write(.accepted(order), reception, received, credential, facts)
        }
    }

    private func refuse(
        _ refusal: Refusal, _ reception: Reception, _ received: ReceivedDocument, _ credential: PresentedCredential, facts: DocumentFacts
    ) async throws(JournalFailure) -> Reception {
        var reception = reception
        reception.refusal = refusal
        let code =
            refusal == .credential
            ? reception.author.failures.first?.code : reception.report.findings.filter { $0.severity >= .error }.max { $0.severity < $1.severity }?.code
        let failure = PassageFailure(
            code: code ?? refusal.rawValue, failureClass: .refusal, message: "refused: \(refusal.rawValue)", advice: "mend the document and submit it again")
        return try await write(.refused(failure), reception, received, credential, facts)
    }

    private func write(
        _ decision: GatewayDecision, _ reception: Reception, _ received: ReceivedDocument, _ credential: PresentedCredential, _ facts: DocumentFacts
    ) async throws(JournalFailure) -> Reception {
        var reception = reception
        let verdicts = SealedVerdicts(report: reception.report, author: reception.author, classified: reception.classified)
        let submission = Submission(
            receivedAt: received.receivedAt, door: received.door,
            sender: SenderIdentity(
                certificateFingerprint: credential.clientChain.first.map { hexadecimal(Digest.sha256($0)) }, identity: reception.author.identity),
            facts: facts, body: received.bytes, sha256: received.sha256, report: (try? JSONEncoder().encode(verdicts)).map { [UInt8]($0) } ?? [],
            decision: decision)
        switch try await journal.accept(submission) {
        case .written(let passage): reception.passage = passage
        case .known(let passage):
            reception.passage = passage
            reception.isRepetition = true
        case .conflict(let existing):
            reception.passage = existing
            reception.refusal = .conflict
        }
        return reception
    }
}
