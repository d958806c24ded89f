// An archive that deletes (action D): its documents are those that are held, of this patient and this sender; then each deletion is written down as an errand.

import AuthorTrust
import CDADocuments
import Classification
import ClinicalTypes
import CredentialChecks
import Foundation
public import Journal
import SubmissionMetadata
import XDSMessages

/// Where deletions are ordered, and what is asked before.
public struct Deletions: Sendable {
    let withdrawals: Withdrawals
    let errands: any ErrandJournal

    /// Prepares to order deletions.
    public init(withdrawals: Withdrawals, errands: any ErrandJournal) {
        self.withdrawals = withdrawals
        self.errands = errands
    }
}

/// What the extra metadata `action` of a submission ask for.
enum ArchiveAction {
    /// The documents are submitted.
    case submission
    /// All of them are deleted.
    case deletion
    /// Some are, others are not.
    case mixed

    /// No published text says on which object the word stands, or under which name: it is looked for on the set and on the entries.
    init(of submission: XDMSubmission) {
        func deletes(_ slots: [Slot]) -> Bool {
            slots.contains { slot in
                let name = slot.name.lowercased()
                return (name == "action" || name.hasSuffix(":action")) && slot.values.contains { $0.uppercased() == "D" }
            }
        }
        let entries = submission.objects.documentEntries
        let count = entries.count { deletes($0.extra.slots) }
        if submission.objects.submissionSets.contains(where: { deletes($0.extra.slots) }) || count > 0 && count == entries.count {
            self = .deletion
        } else {
            self = count == 0 ? .submission : .mixed
        }
    }
}

extension ArchiveWay {
    /// Why nothing is deleted.
    private enum Refusal: Error {
        case sender(AuthorVerdict)
        case findings([Finding])
        case unavailable(code: String)
    }

    /// Orders the deletion of every document of a submission, or of none.
    func withdraw(_ submission: XDMSubmission, from sender: AdmittedSender, at moment: Date, _ reception: inout ArchiveReception) async {
        var orders: [ErrandOrder] = []
        for document in submission.documents {
            do throws(Refusal) {
                let order = try described(document, of: submission, from: sender, at: moment, &reception)
                // The same archive again orders nothing twice; another one is served for itself.
                let set = submission.objects.submissionSets.first?.uniqueId ?? ""
                let key = ["xdm", set, order.entry.uniqueId, "withdrawal"].joined(separator: "\u{1F}")
                try await check(order, key, document)
                guard let sealed = try? order.sealed else { throw .unavailable(code: "gateway.content-unwritable") }
                orders.append(
                    ErrandOrder(
                        kind: .withdrawal, topic: "DMP", destination: "store", key: key, documentUniqueID: order.entry.uniqueId,
                        patientID: order.entry.patientId, content: sealed))
            } catch {
                switch error {
                case .sender(let verdict): reception.author = verdict
                case .findings(let findings): reception.findings += findings
                case .unavailable(let code): reception.unavailable = code
                }
                return
            }
        }
        do throws(JournalFailure) {
            reception.deletions = try await deletions.errands.accept(orders, now: moment)
            reception.isAccepted = true
        } catch {
            reception.journalFailure = error
        }
    }

    /// The document as the registry would know it, held against the sender.
    private func described(
        _ document: XDMDocument, of submission: XDMSubmission, from sender: AdmittedSender, at moment: Date, _ reception: inout ArchiveReception
    ) throws(Refusal) -> WithdrawalOrder {
        let documents = provides.documents
        guard case .success(let read) = CDADocument.read(document.bytes), read.uniqueID != nil, read.patient?.ins != nil,
            case .classified(let classified) = documents.classifier.classify(read)
        else { throw .findings([DeletionFinding.unreadable(document)]) }
        let verdict = documents.senders.verdict(on: sender.standing, for: read)
        if documents.senders.refuses(verdict) { throw .sender(verdict) }
        let identity = SubmissionIdentity(submissionTime: moment, from: { UUID() })
        switch documents.registrar.description(of: read, classified: classified, bytes: document.bytes, identity: identity) {
        case .refused(let findings): throw .findings(findings)
        case .described(let described):
            var order = WithdrawalOrder(entry: described.entry, set: described.submissionSet)
            guard let assertions = documents.assertions else { return order }
            switch assertions.claims(for: described.entry, of: described.submissionSet, document: read, known: verdict.identities, at: moment) {
            case .success(let claims): order.claims = claims
            case .failure(let gap):
                let finding = assertions.finding(gap, in: read)
                if assertions.isRequired { throw .findings([finding]) }
                reception.findings.append(finding)
            }
            return order
        }
    }

    /// Whether it is held, by this gateway or by the store, in the same bytes: whoever may send those may delete them.
    private func check(_ order: WithdrawalOrder, _ key: String, _ document: XDMDocument) async throws(Refusal) {
        let check = DeletionCheck(passages: provides.documents.journal, errands: deletions.errands, withdrawals: deletions.withdrawals)
        do throws(DeletionObjection) {
            try await check.check(order, key: key, sha256: hexadecimal(Digest.sha256(document.bytes)))
        } catch {
            switch error {
            case .unknown: throw .findings([DeletionFinding.unknown(document)])
            case .otherPatient: throw .findings([DeletionFinding.otherPatient(document)])
            case .replaced: throw .findings([DeletionFinding.replaced(document)])
            case .otherBytes: throw .findings([DeletionFinding.otherDocument(document)])
            case .unavailable(let code): throw .unavailable(code: code)
            }
        }
    }
}

/// What refuses the deletions of an archive; the file and the object are what was found.
enum DeletionFinding {
    static let mixed = finding(
        "xdm.deletion-mixed", nil,
        Bilingual(
            fr: "L'archive supprime certains de ses documents et pas les autres (action D) ; envoyez deux archives.",
            en: "The archive deletes some of its documents and not the others (action D); send two archives."))

    static func unreadable(_ document: XDMDocument) -> Finding {
        finding(
            "xdm.deletion-unreadable", document,
            Bilingual(
                fr: "Une suppression porte le document à supprimer, tel qu'il a été envoyé ; celui-ci n'est pas un document CDA lisible.",
                en: "A deletion carries the document to delete, as it was sent; this one is no CDA document that can be read."))
    }

    static func unknown(_ document: XDMDocument) -> Finding {
        finding(
            "xdm.deletion-unknown", document,
            Bilingual(
                fr: "Le document à supprimer n'est connu ni ici ni du répertoire, ou il est déjà supprimé.",
                en: "The document to delete is known neither here nor to the store, or it is deleted already."))
    }

    static func otherPatient(_ document: XDMDocument) -> Finding {
        finding(
            "xdm.deletion-other-patient", document,
            Bilingual(fr: "Le document détenu sous cet identifiant est d'un autre patient.", en: "The document held under this id is another patient's."))
    }

    static func replaced(_ document: XDMDocument) -> Finding {
        finding(
            "xdm.deletion-replaced", document,
            Bilingual(
                fr: "Une version suivante remplace ce document ; supprimez celle-là.",
                en: "A later version replaces this document; delete that one."))
    }

    static func otherDocument(_ document: XDMDocument) -> Finding {
        finding(
            "xdm.deletion-other-document", document,
            Bilingual(
                fr: "Un autre contenu est détenu sous cet identifiant ; la suppression porte la dernière version, telle qu'elle a été envoyée.",
                en: "Other content is held under this id; a deletion carries the last version, as it was sent."))
    }

    private static func finding(_ code: String, _ document: XDMDocument?, _ message: Bilingual) -> Finding {
        let place = document.map { [$0.file, $0.entry.entryUUID].compactMap(\.self).joined(separator: ", ") }
        return Finding(code: code, severity: .error, stage: .intake, message: message, found: place)
    }
}
