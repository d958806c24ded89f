// The way of a document, in order: examine, authenticate, classify, describe, write down. Forwarding goes on in `Forwarder`.

public import AuthorTrust
public import CDADocuments
public import Classification
public import ClinicalTypes
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
    /// The check of who sends, by certificate, assertion and token.
    public var senders: SenderTrust
    /// Names the type, the class and the space.
    public let classifier: Classifier
    /// Writes the registry entry.
    public let registrar: MetadataWriter
    /// The durable record.
    public let journal: any PassageJournal
    /// Whether a document is accepted when no error was found in it but some rule could not be judged.
    public let acceptsUndecided: Bool
    /// Writes the assertions for the record store; nil where it asks for none.
    public var assertions: RecordAssertions?

    /// Puts the stages in order.
    public init(
        judge: Validator, senders: SenderTrust, classifier: Classifier, registrar: MetadataWriter, journal: any PassageJournal, acceptsUndecided: Bool = false
    ) {
        self.judge = judge
        self.senders = senders
        self.classifier = classifier
        self.registrar = registrar
        self.journal = journal
        self.acceptsUndecided = acceptsUndecided
    }

    /// Judges a sender by itself, before anything is read of the document: nothing is kept of those who are turned away.
    public func admit(_ credential: PresentedCredential, token: PresentedToken? = nil, now: Date) -> Admission {
        if senders.policy == .require, credential.clientChain.isEmpty { return .turnedAway(.nobody) }
        let standing = senders.standing(of: credential, token: token, now: now)
        if senders.refuses(standing.verdict) { return .turnedAway(.stranger(standing.verdict)) }
        return .admitted(AdmittedSender(standing: standing))
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
        try await keep(try await weigh(received, from: sender))
    }

    /// Weighs a document; nothing is written down yet.
    ///
    /// - Parameters:
    ///   - received: the document out of its envelope.
    ///   - sender: who sends.
    ///   - instructions: what the envelope asks for.
    ///   - objections: what the envelope disagrees with in the document; errors refuse.
    ///   - comparison: what the envelope says otherwise than the registry entry that is written from the document; errors refuse.
    public func weigh(
        _ received: ReceivedDocument, from sender: AdmittedSender, under instructions: SubmissionInstructions = .none,
        objections: (CDADocument) -> [Finding] = { _ in [] }, comparison: (DescribedSubmission) -> [Finding] = { _ in [] }
    ) async throws(JournalFailure) -> WeighedDocument {
        let examination = judge.examine(received.bytes)
        var weighing = Weighing(received, credential: sender.credential, report: examination.report)
        guard let document = examination.document else { return weighing.refused(.document) }
        weighing.facts = DocumentFacts(uniqueID: document.uniqueID)

        weighing.reception.author = senders.verdict(on: sender.standing, for: document)
        if senders.refuses(weighing.reception.author) { return weighing.refused(.credential) }
        weighing.reception.report.findings += objections(document)
        guard weighing.reception.report.isAcceptable(undecided: acceptsUndecided) else { return weighing.refused(.document) }

        switch classifier.classify(document) {
        case .refused(let findings): return weighing.refused(.classification, findings)
        case .classified(let classified):
            weighing.reception.report.findings += classifier.remarks(on: document)
            weighing.reception.classified = classified
            weighing.facts.typeCode = classified.type.code
            weighing.facts.classCode = classified.classCode.code
            weighing.facts.space = classified.space
            return try await describe(document, classified, weighing, under: instructions, comparison: comparison)
        }
    }

    /// Writes down what was weighed: the document, the verdicts and the state in one commit.
    public func keep(_ weighed: WeighedDocument) async throws(JournalFailure) -> Reception {
        weighed.reception(of: try await journal.accept(weighed.submission))
    }

    /// Writes the registry entry, unless the patient has said no.
    private func describe(
        _ document: CDADocument, _ classified: Classified, _ known: Weighing, under instructions: SubmissionInstructions,
        comparison: (DescribedSubmission) -> [Finding]
    ) async throws(JournalFailure) -> WeighedDocument {
        var weighing = known
        let identity = SubmissionIdentity(submissionTime: weighing.received.receivedAt, from: { UUID() })
        switch instructions.applied(to: registrar).description(of: document, classified: classified, bytes: weighing.received.bytes, identity: identity) {
        case .refused(let findings): return weighing.refused(.metadata, findings)
        case .described(let written):
            let described = instructions.applied(to: written)
            weighing.reception.report.findings += described.remarks
            let differences = comparison(described)
            guard differences.allSatisfy({ $0.severity < .error }) else { return weighing.refused(.metadata, differences) }
            weighing.reception.report.findings += differences
            // Opposition is to the feeding of the record; what goes elsewhere is another matter.
            if instructions.isForRecord, try await journal.consent(ofPatient: described.entry.patientId)?.opposesFeeding == true {
                return weighing.refused(.consent, [ConsentFinding.feedingOpposed])
            }
            // What the store is never told of needs nobody to tell it.
            let settled = instructions.isForRecord ? claims(for: described, of: document, &weighing) : SettledClaims()
            guard let claims = settled else { return weighing.refused(.metadata) }
            weighing.facts.parentUniqueID = described.relation?.targetUniqueID
            weighing.facts.replacesParent = described.relation?.type.replacesTarget ?? true
            var prepared = PreparedSubmission(described, relationUUID: identity.relation, received: weighing.received, claims: claims.value)
            prepared.add(instructions)
            return try weighing.accepted(prepared, isForRecord: instructions.isForRecord)
        }
    }
}
