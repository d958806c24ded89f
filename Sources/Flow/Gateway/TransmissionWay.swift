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
    /// What was ordered by a deletion.
    public var errands: [Errand] = []
    /// What was found of the message itself: codes and places.
    public var findings: [Finding] = []
}

/// The way of a hospital's message.
///
/// All documents of a message are weighed before the first is written down, and one that is refused refuses all; they are written down in one commit,
/// with what is to be done beside the forwarding. The answer comes after that, and the same message again gets the same answer, since a document is
/// known by its id and its bytes, and an errand by the message that ordered it.
public struct TransmissionWay: Sendable {
    private let intake: TransmissionIntake
    let documents: DocumentWay
    let routing: TransmissionRouting

    /// Puts intake before the way of documents.
    ///
    /// - Parameters:
    ///   - intake: opens messages.
    ///   - documents: the way that every document goes.
    ///   - routing: which destinations are served beside the record store, and who is told of the end.
    public init(intake: TransmissionIntake, documents: DocumentWay, routing: TransmissionRouting = TransmissionRouting()) {
        self.intake = intake
        self.documents = documents
        self.routing = routing
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
        do throws(UnservedTransmission) {
            let routes = try routing.routes(of: transmission)
            reception.findings += routes.remarks
            if transmission.action == .delete {
                await withdraw(transmission, routes, by: sender, at: moment, &reception)
            } else {
                await keep(transmission, routes, from: sender, at: moment, &reception)
            }
        } catch {
            let unserved = error.disagreement
            reception.reply = .refused(ApplicationError(unserved.error), at: unserved.place, findings: [unserved.finding], submission: nil)
            reception.findings.append(unserved.finding)
        }
    }

    private func keep(
        _ transmission: DocumentTransmission, _ routes: TransmissionRoutes, from sender: AdmittedSender, at moment: Date,
        _ reception: inout TransmissionReception
    ) async {
        var instructions = SubmissionInstructions(transmission)
        instructions.isForRecord = routes.isForRecord
        let errands = TransmissionErrands(message: transmission, routes: routes)
        let replaces = transmission.documents.contains { (try? CDADocument.read($0.bytes).get())?.relatedDocuments.isEmpty == false }
        do throws(JournalFailure) {
            var weighed: [(document: WeighedDocument, enclosure: EnclosedDocument, disagreements: [TransmissionDisagreement])] = []
            for enclosure in transmission.documents {
                var disagreements: [TransmissionDisagreement] = []
                var facts: MailFacts?
                var document = try await documents.weigh(enclosure.received(at: moment, door: "mllp"), from: sender, under: instructions) { document in
                    facts = MailFacts(document)
                    disagreements = transmission.disagreements(with: document, at: enclosure, siblingReplaces: replaces)
                    return disagreements.map(\.finding)
                }
                if document.reception.refusal == nil, let facts, let documentID = document.submission.facts.uniqueID {
                    let first = weighed.first?.document.submission.facts.uniqueID ?? documentID
                    guard let orders = try? errands.orders(for: documentID, facts, first: first) else { throw .folder("an errand cannot be written as JSON") }
                    document.submission.errands = orders
                }
                weighed.append((document, enclosure, disagreements))
            }
            let refused = weighed.filter { $0.document.reception.refusal != nil }
            // What is refused is kept, with its findings; what would have been accepted beside it is not, for the message comes again as a whole.
            let chosen = refused.isEmpty ? weighed : refused
            switch try await documents.keep(chosen.map(\.document)) {
            case .conflicting(let conflicts):
                reception.passages = conflicts.compactMap(\.existing)
                if let first = conflicts.first {
                    reception.reply = .refused(
                        ApplicationError(.wrongVersion), at: chosen[first.index].enclosure.place, findings: [RoutingFinding.idTaken],
                        submission: first.existing?.id.text)
                }
            case .kept(let receptions):
                for (kept, (_, enclosure, disagreements)) in zip(receptions, chosen) {
                    if let passage = kept.passage { reception.passages.append(passage) }
                    if let refusal = kept.refusal { reception.reply = answer(refusal, kept, enclosure, disagreements) }
                }
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
        if refusal == .conflict {
            return .refused(ApplicationError(.wrongVersion), at: enclosure.place, findings: [RoutingFinding.deletedBefore], submission: submission)
        }
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
