// Carries the mails that were ordered to the relay, and says what came of it.

import ClinicalTypes
public import Delivery
public import Foundation
public import Journal
import MailMessages

/// Writes ordered mails and hands them to the relay.
public struct MailSending: Sendable {
    /// Writes the mails.
    public let writer: HealthMailWriter
    private let relay: MailRelay
    private let journal: any ErrandJournal
    private let now: @Sendable () -> Date

    /// Prepares to send.
    ///
    /// - Parameters:
    ///   - writer: writes the mails.
    ///   - relay: takes them over.
    ///   - journal: told of a delivery that the relay cannot report: what it took over is then all that is ever known.
    ///   - now: the clock.
    public init(writer: HealthMailWriter, relay: MailRelay, journal: any ErrandJournal, now: @escaping @Sendable () -> Date) {
        self.writer = writer
        self.relay = relay
        self.journal = journal
        self.now = now
    }

    /// Sends one mail, once.
    public func send(_ work: MailWork) async -> ErrandResult {
        let mail: OutgoingMail
        do {
            mail = try writer.mail(work)
        } catch let failure as HealthMailFailure {
            return .giveUp(PassageFailure(code: failure.rawValue, failureClass: .permanent, message: "the mail cannot be written"))
        } catch {
            return .park(PassageFailure(code: HealthMailFailure.content.rawValue, failureClass: .permanent, message: "the archive cannot be written"))
        }
        let envelope = MailEnvelope(sender: writer.mailbox, recipients: mail.to, reportName: work.order.wantsDeliveryReport ? work.errand.id.text : nil)
        do throws(DeliveryFailure) {
            let acceptance = try await relay.send(mail.bytes, in: envelope)
            guard work.order.wantsDeliveryReport, !acceptance.reportsDelivery else { return .done(detail: "the relay took the mail over") }
            do throws(JournalFailure) {
                _ = try await journal.hear(.delivered, of: work.errand.id, now: now())
            } catch {
                // The mail is out: asking for it again would send it twice.
            }
            return .done(detail: "the relay took the mail over, and reports no delivery")
        } catch {
            return ErrandResult(error)
        }
    }
}

extension MailSending {
    /// Sends one answer, once; from nobody, so that nobody answers it (RFC 8098, 2.1; RFC 3834, 3.3).
    func send(_ answer: MailAnswer) async -> ErrandResult {
        guard let recipient = MailAddress(answer.recipient) else {
            return .giveUp(PassageFailure(code: HealthMailFailure.address.rawValue, failureClass: .permanent, message: "nobody can be answered"))
        }
        do throws(DeliveryFailure) {
            _ = try await relay.send([UInt8](answer.bytes), in: MailEnvelope(sender: nil, recipients: [recipient]))
            return .done(detail: "the relay took the answer over")
        } catch {
            return ErrandResult(error)
        }
    }

    /// The carrier of all mails: those that carry documents, and answers.
    ///
    /// - Parameters:
    ///   - journal: where the documents are.
    ///   - parallel: how many mails at once.
    ///   - policy: the pauses between attempts, and the budget.
    public func carrier(journal: any PassageJournal, parallel: Int, policy: RetryPolicy) -> ErrandCarrier {
        let documents = ErrandCarrier.mail(journal: journal, parallel: parallel, policy: policy, send: { await send($0) })
        return ErrandCarrier(kind: .mail, parallel: parallel, policy: policy) { load in
            guard load.errand.topic == MailAnswer.topic else { return await documents.carry(load) }
            guard let answer = try? JSONDecoder().decode(MailAnswer.self, from: Data(load.content)) else { return .park(.errandUnreadable) }
            return await send(answer)
        }
    }
}

extension ErrandResult {
    /// What a failure of delivery asks of an errand.
    init(_ failure: DeliveryFailure) {
        switch failure.kind {
        case .transient, .ambiguous, .duplicate: self = .later(PassageFailure(failure, .transient), pause: failure.retryAfter)
        case .needsPerson: self = .park(PassageFailure(failure, .permanent))
        case .permanent: self = .giveUp(PassageFailure(failure, .permanent))
        }
    }
}

extension PassageFailure {
    /// A failure of delivery in the words of the journal.
    init(_ failure: DeliveryFailure, _ failureClass: FailureClass) {
        self.init(code: failure.code, failureClass: failureClass, message: failure.message.en)
    }
}
