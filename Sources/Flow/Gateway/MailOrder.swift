// A mail that was ordered with a document: what was asked for, and what the writer of the mail is given.

public import Delivery
public import Foundation
public import Journal
public import XDSMessages

/// A mail to one mailbox, as it was ordered; sealed in the journal.
public struct MailOrder: Sendable, Hashable, Codable {
    /// Whose mailbox it is.
    public enum Audience: String, Sendable, Hashable, Codable {
        /// A professional, an organisation or an application.
        case professional
        /// The patient: `<INS>@patient.mssante.fr`.
        case patient
    }

    /// What has become of the document (extra metadata `action` of the archive).
    public enum Action: String, Sendable, Hashable, Codable {
        /// It is sent for the first time.
        case new = "N"
        /// It takes the place of an earlier one.
        case change = "C"
        /// It is deleted.
        case delete = "D"
    }

    /// What a deletion encloses itself, since its document has no passage.
    public struct Enclosure: Sendable, Hashable, Codable {
        /// The registry entry and the submission set.
        public var objects: RegistryObjectList
        /// The document's bytes.
        public var bytes: Data

        /// Encloses a document.
        public init(objects: RegistryObjectList, bytes: Data) {
            self.objects = objects
            self.bytes = bytes
        }
    }

    /// Whose mailbox it is.
    public var audience: Audience
    /// The address of the mailbox.
    public var recipient: String
    /// Where answers go; nil for the gateway's own mailbox.
    public var replyTo: String?
    /// What the subject names: the title of the document, the patient's family and given name, the birth date as dd/mm/yyyy.
    public var title: String, family: String, given: String, birthDate: String
    /// The text of the mail; nil where the sender wrote none.
    public var text: String?
    /// What has become of the document.
    public var action: Action
    /// The patient may not answer (`X-MSS-MES: FIN`).
    public var endsConversation: Bool
    /// Delivery is to be reported (DSN), because a business acknowledgement Z02 waits for it.
    public var wantsDeliveryReport: Bool
    /// Reading is to be reported (MDN), because a business acknowledgement Z03 waits for it.
    public var wantsReadReport: Bool
    /// The document of a deletion; nil where the passage has it.
    public var enclosure: Enclosure?

    /// Orders a mail.
    public init(
        audience: Audience, recipient: String, replyTo: String? = nil, title: String, family: String, given: String, birthDate: String, text: String? = nil,
        action: Action = .new, endsConversation: Bool = false, wantsDeliveryReport: Bool = false, wantsReadReport: Bool = false, enclosure: Enclosure? = nil
    ) {
        self.audience = audience
        self.recipient = recipient
        self.replyTo = replyTo
        self.title = title
        self.family = family
        self.given = given
        self.birthDate = birthDate
        self.text = text
        self.action = action
        self.endsConversation = endsConversation
        self.wantsDeliveryReport = wantsDeliveryReport
        self.wantsReadReport = wantsReadReport
        self.enclosure = enclosure
    }
}

/// A mail to be written and sent: the order, and the document with its registry entry.
public struct MailWork: Sendable {
    /// The errand; its name stays the same over all attempts, and is what a Message-ID is made of.
    public let errand: Errand
    /// What was ordered.
    public let order: MailOrder
    /// The submission set and the registry entry of the document, as they were described at acceptance.
    public let objects: RegistryObjectList
    /// The unique id of the document that this one replaces.
    public let replaces: String?
    /// The document's bytes.
    public let bytes: [UInt8]
}

extension ErrandCarrier {
    /// A carrier of mails: opens what was sealed, takes the document from the journal, and has the mail written and sent.
    ///
    /// - Parameters:
    ///   - journal: where the documents are.
    ///   - parallel: how many mails at once.
    ///   - policy: the pauses between attempts, and the budget.
    ///   - send: writes and sends one mail, once.
    public static func mail(
        journal: any PassageJournal, parallel: Int = 4, policy: RetryPolicy, send: @escaping @Sendable (MailWork) async -> ErrandResult
    ) -> ErrandCarrier {
        ErrandCarrier(kind: .mail, parallel: parallel, policy: policy) { load in
            guard let order = try? JSONDecoder().decode(MailOrder.self, from: Data(load.content)) else { return .park(.errandUnreadable) }
            if let enclosure = order.enclosure {
                return await send(
                    MailWork(errand: load.errand, order: order, objects: enclosure.objects, replaces: nil, bytes: [UInt8](enclosure.bytes)))
            }
            do throws(JournalFailure) {
                guard let id = load.errand.passage, let passage = try await journal.passage(id),
                    let prepared = try await PreparedSubmission.load(passage, from: journal)
                else { return .park(.errandUnreadable) }
                return await send(
                    MailWork(
                        errand: load.errand, order: order, objects: prepared.objects, replaces: prepared.relations.first?.targetUniqueID, bytes: prepared.bytes)
                )
            } catch {
                return error.isTemporary
                    ? .later(PassageFailure(code: error.code, failureClass: .transient, message: "the journal cannot be read")) : .park(.errandUnreadable)
            }
        }
    }
}
