// The way of a hospital's message: open it, hold its documents against it, send them the way of all documents, answer once all is written down.

import Acknowledgement
import CDADocuments
public import ClinicalTypes
public import Foundation
public import HL7v2Messages
public import Intake
public import Journal
import SubmissionMetadata

/// What became of a message.
public struct TransmissionReception: Sendable {
    /// The answer that is owed.
    public var reply: Reply
    /// The header of the message, which the answer is written for; nil where it could not be read.
    public var header: MessageHeader?
    /// The documents that were written down, refused ones too.
    public var passages: [Passage] = []
    /// What was found of the message itself: codes and places.
    public var findings: [Finding] = []
}

/// The way of a hospital's message.
///
/// All documents of a message are weighed before the first is written down, and one that is refused refuses all. The answer comes after the journal
/// has them, and the same message again gets the same answer, since a document is known by its id and its bytes.
public struct TransmissionWay: Sendable {
    private let intake: TransmissionIntake
    private let documents: DocumentWay
    private let ignoresMailboxes: Bool

    /// Puts intake before the way of documents.
    ///
    /// - Parameters:
    ///   - intake: opens messages.
    ///   - documents: the way that every document goes.
    ///   - ignoresMailboxes: whether a wish for mail beside the record is left to somebody else; else such a message is refused.
    public init(intake: TransmissionIntake, documents: DocumentWay, ignoresMailboxes: Bool = false) {
        self.intake = intake
        self.documents = documents
        self.ignoresMailboxes = ignoresMailboxes
    }

    /// Takes a message in, without its frame.
    public func receive(_ bytes: [UInt8], from sender: AdmittedSender, at moment: Date, limits: MessageLimits) async -> TransmissionReception {
        switch HL7Message.read(bytes, limits: limits) {
        case .failure(let unreadable):
            let (reply, finding) = intake.refusal(of: unreadable)
            return TransmissionReception(reply: reply, header: unreadable.header, findings: [finding])
        case .success(let message):
            var reception = TransmissionReception(reply: .taken, header: message.header)
            switch intake.receive(message) {
            case .refused(let reply, let findings):
                reception.reply = reply
                reception.findings = findings
            case .nothing: break
            case .consent(let notice): await record(notice, at: moment, &reception)
            case .documents(let transmission): await receive(transmission, from: sender, at: moment, &reception)
            }
            return reception
        }
    }

    /// The answer to somebody who is turned away: nothing of the message is kept, and only its header is read.
    public func turnAway(_ stranger: Reception, message bytes: [UInt8], limits: MessageLimits) -> TransmissionReception {
        let header: MessageHeader? =
            switch HL7Message.read(bytes, limits: limits) {
            case .success(let message): message.header
            case .failure(let unreadable): unreadable.header
            }
        return TransmissionReception(
            reply: .credentialRefused(stranger.author, ApplicationError(.authorNotAuthorised), submission: nil), header: header)
    }

    private func receive(_ transmission: DocumentTransmission, from sender: AdmittedSender, at moment: Date, _ reception: inout TransmissionReception) async {
        reception.findings = transmission.remarks
        if let unserved = transmission.unserved(ignoringMailboxes: ignoresMailboxes) {
            reception.reply = .refused(ApplicationError(unserved.error), at: unserved.place, findings: [unserved.finding], submission: nil)
            reception.findings.append(unserved.finding)
            return
        }
        let instructions = SubmissionInstructions(transmission)
        let replaces = transmission.documents.contains { (try? CDADocument.read($0.bytes).get())?.relatedDocuments.isEmpty == false }
        do throws(JournalFailure) {
            var weighed: [(WeighedDocument, EnclosedDocument, [TransmissionDisagreement])] = []
            for enclosure in transmission.documents {
                var disagreements: [TransmissionDisagreement] = []
                let document = try await documents.weigh(enclosure.received(at: moment, door: "mllp"), from: sender, under: instructions) { document in
                    disagreements = transmission.disagreements(with: document, at: enclosure, siblingReplaces: replaces)
                    return disagreements.map(\.finding)
                }
                weighed.append((document, enclosure, disagreements))
            }
            let refused = weighed.filter { $0.0.reception.refusal != nil }
            // What is refused is kept, with its findings; what would have been accepted beside it is not, for the message comes again as a whole.
            for (document, enclosure, disagreements) in refused.isEmpty ? weighed : refused {
                let kept = try await documents.keep(document)
                if let passage = kept.passage { reception.passages.append(passage) }
                if let refusal = kept.refusal { reception.reply = answer(refusal, kept, enclosure, disagreements) }
            }
        } catch {
            reception.reply = .unavailable
        }
    }

    /// Keeps what a patient allows, under each national identity that the message names.
    private func record(_ notice: ConsentNotice, at moment: Date, _ reception: inout TransmissionReception) async {
        let consent = PatientConsent(opposesFeeding: notice.opposesFeeding, allowsConsultation: notice.allowsConsultation, announcedAt: moment)
        do throws(JournalFailure) {
            for id in notice.patientIDs {
                guard let authority = id.authority, NationalHealthIdentifierSpace(rawValue: authority) != nil else { continue }
                try await documents.journal.record(consent, ofPatient: "\(id.value)^^^&\(authority)&ISO^NH")
            }
        } catch {
            reception.reply = .unavailable
        }
    }

    /// What a refusal answers: the error of the first disagreement, else of the refusal.
    private func answer(_ refusal: Refusal, _ kept: Reception, _ enclosure: EnclosedDocument, _ disagreements: [TransmissionDisagreement]) -> Reply {
        let submission = kept.passage?.id.text
        if refusal == .credential || refusal == .credentialMissing {
            return .credentialRefused(kept.author, ApplicationError(.authorNotAuthorised), submission: submission)
        }
        if let first = disagreements.first(where: { $0.finding.severity >= .error }) {
            return .refused(ApplicationError(first.error), at: first.place, findings: [first.finding], submission: submission)
        }
        return .refused(ApplicationError(.other), at: enclosure.place, findings: kept.report.findings, submission: submission)
    }
}

extension ApplicationError {
    /// An error of the profile.
    init(_ error: TransmissionError) { self.init(code: error.rawValue, text: error.text) }
}
