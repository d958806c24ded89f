// Hands mails to the relay over SMTP.

import Dispatch
import MailMessages

/// What the relay said when it took a mail over.
public struct MailAcceptance: Sendable, Hashable {
    /// Whether the relay will have delivery reported; it did not know how where false.
    public var reportsDelivery: Bool
}

/// The relay that mails are handed to (SMTP over libcurl).
///
/// A mail counts as handed over when the relay has answered the end of its data with 250. Every mail has a connection of its own.
public final class MailRelay: Sendable {
    /// How it is reached.
    public let settings: MailRelaySettings
    private let queue = DispatchQueue(label: "mail-relay", attributes: .concurrent)

    /// Prepares to send; nothing is connected yet.
    public init(_ settings: MailRelaySettings) {
        MultiHandle.initialise()
        self.settings = settings
    }

    /// Hands a mail over; cancelling the task ends the exchange.
    ///
    /// - Parameters:
    ///   - mail: the message, lines ended by CR LF.
    ///   - envelope: from whom and to whom.
    public func send(_ mail: [UInt8], in envelope: MailEnvelope) async throws(DeliveryFailure) -> MailAcceptance {
        let reports = settings.asksForReports && envelope.reportName != nil && envelope.sender != nil
        let first = await exchange(mail, envelope, reports: reports)
        guard let failure = first.failure else { return MailAcceptance(reportsDelivery: reports) }
        // A relay that does not know the words of RFC 3461 says so at once, and may know all others.
        guard reports, [501, 504, 555].contains(first.replyCode) else { throw failure }
        if let failure = await exchange(mail, envelope, reports: false).failure { throw failure }
        return MailAcceptance(reportsDelivery: false)
    }

    private func exchange(_ mail: [UInt8], _ envelope: MailEnvelope, reports: Bool) async -> MailExchange.Outcome {
        let exchange = MailExchange(mail: mail, envelope: envelope, reports: reports, settings: settings)
        return await withTaskCancellationHandler {
            await withCheckedContinuation { waiting in
                // The work blocks: it has a thread of its own, for those of tasks are few.
                queue.async { waiting.resume(returning: exchange.perform()) }
            }
        } onCancel: {
            exchange.patience.end()
        }
    }
}
