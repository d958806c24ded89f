// An archive that deletes (action D): its documents are those that are held, of this patient and this sender; then each deletion is written down as an errand.

import AuthorTrust
import ClinicalTypes
import Foundation
import Journal
import XDSMessages

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
    /// Orders the deletion of every document of a submission, or of none.
    func withdraw(_ submission: XDMSubmission, from sender: AdmittedSender, at moment: Date, _ reception: inout ArchiveReception) async {
        let ordering = DeletionOrdering(documents: provides.documents, deletions: deletions)
        // The same archive again orders nothing twice; another one is served for itself.
        let key = ["xdm", submission.objects.submissionSets.first?.uniqueId ?? ""]
        var orders: [ErrandOrder] = []
        for document in submission.documents {
            do throws(DeletionRefusal) {
                let (order, remarks) = try await ordering.order(for: document.bytes, from: sender, at: moment, key: key)
                orders.append(order)
                reception.findings += remarks
            } catch {
                switch error {
                case .unreadable: reception.findings.append(DeletionFinding.unreadable(document))
                case .sender(let verdict): reception.author = verdict
                case .findings(let findings): reception.findings += findings
                case .objection(.unknown): reception.findings.append(DeletionFinding.unknown(document))
                case .objection(.otherPatient): reception.findings.append(DeletionFinding.otherPatient(document))
                case .objection(.replaced): reception.findings.append(DeletionFinding.replaced(document))
                case .objection(.otherBytes): reception.findings.append(DeletionFinding.otherDocument(document))
                case .objection(.unavailable(let code)): reception.unavailable = code
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

    /// What is held is no document that says whose it is: a signature, for instance.
    static let unjudged = finding(
        "document.deletion-unjudged", nil,
        Bilingual(
            fr: "Ce qui est détenu sous cet identifiant n'est pas un document CDA lisible : rien ne dit qui peut le supprimer.",
            en: "What is held under this id is no CDA document that can be read: nothing says who may delete it."))

    private static func finding(_ code: String, _ document: XDMDocument?, _ message: Bilingual) -> Finding {
        let place = document.map { [$0.file, $0.entry.entryUUID].compactMap(\.self).joined(separator: ", ") }
        return Finding(code: code, severity: .error, stage: .intake, message: message, found: place)
    }
}
