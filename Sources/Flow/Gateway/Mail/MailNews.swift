// What notices say of mails that were sent: delivered or not, read or not.

import ClinicalTypes
import Delivery
public import Journal
public import MailMessages

/// News of a mail that this gateway sent.
public struct MailNews: Sendable, Hashable {
    /// The errand of the mail.
    public let errand: ErrandID
    /// What is heard of it.
    public let tidings: MailTidings

    /// The news in a message: from a notice of delivery, of reading, or none.
    ///
    /// A mail is named by the id of its errand: as the envelope id that delivery is reported under, and as the left side of its Message-ID. Notices that
    /// name nothing of ours, or say that something is merely late, are no news.
    public init?(_ message: MailPart) {
        if let notice = DeliveryNotice(message) {
            guard let errand = Self.errand(notice.envelopeID) ?? Self.errand(notice.originalMessageID), let told = Self.tidings(of: notice) else { return nil }
            self.errand = errand
            tidings = told
        } else if let notice = DispositionNotice(message) {
            guard let errand = Self.errand(notice.originalMessageID) else { return nil }
            self.errand = errand
            switch (notice.isError, notice.type) {
            case (false, "displayed"), (false, "processed"), (false, "dispatched"): tidings = .read
            default:
                tidings = .unread(
                    PassageFailure(
                        code: Self.code(notice.modifier ?? notice.error)
                            ?? "mdn.\(notice.type == "deleted" || notice.type == "denied" ? notice.type : "failed")",
                        failureClass: .permanent, message: "the recipient's system did not take the document in, or nobody read it"))
            }
        } else {
            return nil
        }
    }

    /// One mail goes to one mailbox: the first failure counts, else that something arrived.
    private static func tidings(of notice: DeliveryNotice) -> MailTidings? {
        if let failed = notice.recipients.first(where: { $0.action == "failed" }) {
            if let code = failed.replyCode { return .undelivered(PassageFailure(DeliveryFailure(smtp: code), .permanent)) }
            let status = failed.status.prefix(12).filter { $0.isNumber || $0 == "." }
            return .undelivered(
                PassageFailure(code: "smtp.status-\(status)", failureClass: .permanent, message: "the mail did not reach the mailbox (status \(status))"))
        }
        return notice.recipients.contains { ["delivered", "relayed", "expanded"].contains($0.action) } ? .delivered : nil
    }

    /// The id of an errand: before the @ of a Message-ID, or an envelope id, whose end may be an angle bracket (see `MailEnvelope`).
    private static func errand(_ name: String?) -> ErrandID? {
        guard let name else { return nil }
        return ErrandID(String(name.prefix { $0 != "@" && $0 != ">" }))
    }

    /// The code in `Error: 902^Patient inconnu`: digits alone, since the rest may hold anything.
    private static func code(_ text: String?) -> String? {
        guard let text else { return nil }
        let digits = text.drop { !$0.isNumber }.prefix { $0.isASCII && $0.isNumber }
        return (1...6).contains(digits.count) ? String(digits) : nil
    }
}
