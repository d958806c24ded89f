// The errands that a message orders beside the forwarding of its documents: mails, acknowledgements, deletions.

import Acknowledgement
import CDADocuments
import Foundation
import Intake
import Journal
import XDSMessages

/// What the subject of a mail names, out of the header of the document.
struct MailFacts: Sendable {
    var title = ""
    var family = ""
    var given = ""
    var birthDate = ""

    init(_ document: CDADocument) {
        title = document.header.title?.text ?? ""
        let name = document.patient?.name
        family = (name?.usedFamily ?? name?.birthFamily)?.text ?? ""
        given = (name?.usedGiven ?? name?.firstBirthGiven ?? name?.birthGivens.first)?.text ?? ""
        if let written = document.patient?.birthTime?.rawValue?.prefix(8), written.count == 8 {
            birthDate = "\(written.suffix(2))/\(written.dropFirst(4).prefix(2))/\(written.prefix(4))"
        }
    }
}

/// Writes the orders of one message.
struct TransmissionErrands {
    let message: DocumentTransmission
    let routes: TransmissionRoutes

    /// What is ordered with a document: the acknowledgement of its message's deposit, and a mail for each mailbox.
    ///
    /// - Parameter first: the first document of the message, under which the one acknowledgement for all of them is known.
    func orders(for documentID: String, _ facts: MailFacts, first: String) throws -> [ErrandOrder] {
        var orders = try mails(of: documentID, facts)
        if routes.isForRecord, let notice = try deposit(of: first) { orders.append(notice) }
        return orders
    }

    /// The deletion of a document, in the record store and in mailboxes; `first` as above.
    func deletion(_ order: WithdrawalOrder, _ facts: MailFacts, bytes: [UInt8], objects: RegistryObjectList, first: String) throws -> [ErrandOrder] {
        let documentID = order.entry.uniqueId
        let enclosure = MailOrder.Enclosure(objects: objects, bytes: Data(bytes))
        var orders = try mails(of: documentID, facts, enclosing: enclosure)
        if routes.isForRecord {
            orders.append(
                ErrandOrder(
                    kind: .withdrawal, topic: "DMP", destination: "store", key: withdrawalKey(documentID), documentUniqueID: documentID,
                    patientID: order.entry.patientId, content: try order.sealed, followers: try deposit(of: first).map { [$0] } ?? []))
        }
        return orders
    }

    /// By which a repetition of a deletion is known.
    func withdrawalKey(_ documentID: String) -> String { key("withdrawal", documentID) }

    private func mails(of documentID: String, _ facts: MailFacts, enclosing: MailOrder.Enclosure? = nil) throws -> [ErrandOrder] {
        try routes.mailboxes.map { box in
            var followers: [ErrandOrder] = []
            if message.flags.wantsReceipt, let notice = try notice(.delivery, documentID, cue: .delivery, box) { followers.append(notice) }
            if message.flags.wantsReadReceipt, let notice = try notice(.reading, documentID, cue: .reading, box) { followers.append(notice) }
            let order = MailOrder(
                audience: box.audience, recipient: box.address, replyTo: message.replyTo?.mailAddress, title: facts.title, family: facts.family,
                given: facts.given, birthDate: facts.birthDate,
                text: message.mailTexts[box.audience == .patient ? "CORPSMAIL_PATIENT" : "CORPSMAIL_PS"], action: message.action.mailAction,
                endsConversation: box.audience == .patient && message.flags.endsPatientMail,
                wantsDeliveryReport: followers.contains { $0.cue == .delivery }, wantsReadReport: followers.contains { $0.cue == .reading },
                enclosure: enclosing)
            return ErrandOrder(
                kind: .mail, topic: box.audience.rawValue, destination: "mail", key: key("mail", documentID, box.address),
                // What goes to one mailbox arrives in order: a correction behind what it corrects.
                lane: "mailbox \(box.address)", documentUniqueID: documentID, content: [UInt8](try JSONEncoder().encode(order)), followers: followers)
        }
    }

    /// One for the message, whatever it carries: it names the message (OBX-4) and no document.
    private func deposit(of first: String) throws -> ErrandOrder? {
        message.flags.wantsReceipt ? try notice(.deposit, first, cue: .ending, nil) : nil
    }

    private func notice(
        _ event: BusinessAcknowledgement.Event, _ documentID: String, cue: ErrandCue, _ box: TransmissionRoutes.Mailbox?
    ) throws -> ErrandOrder? {
        guard let partner = routes.partner else { return nil }
        let origin = message.origin
        let notice = BusinessAcknowledgement(
            event, from: .init(application: origin.receivingApplication, facility: origin.receivingFacility),
            to: .init(application: origin.sendingApplication, facility: origin.sendingFacility), processingID: origin.processingID,
            characterSet: origin.characterSet, messageID: message.controlID, recipientID: box?.personID, recipientAddress: box?.address)
        return ErrandOrder(
            kind: .notice, topic: event.rawValue, destination: partner, key: key(event.rawValue, documentID, box?.address ?? ""), lane: "partner \(partner)",
            documentUniqueID: documentID, cue: cue, content: [UInt8](try JSONEncoder().encode(notice)))
    }

    /// A message is known by its sender and its control id: the same one again orders nothing twice, another one is served for itself.
    private func key(_ parts: String...) -> String { (["hl7", message.sendingSystem, message.controlID] + parts).joined(separator: "\u{1F}") }
}

extension TransmissionAction {
    /// What a mail says has become of the document.
    fileprivate var mailAction: MailOrder.Action {
        switch self {
        case .new: .new
        case .replace: .change
        case .delete: .delete
        }
    }
}
