// Who carries errands in this gateway, and which destinations a message may ask for, out of the configuration.

import Delivery
import Foundation
import Gateway
import Journal

extension GatewayRuntime {
    /// The carriers of this gateway: deletions always, mails and business acknowledgements where a relay and partners are configured.
    func errandCarriers() throws -> [ErrandCarrier] {
        let store = configuration.store
        var carriers = [
            withdrawals.carrier(
                policy: RetryPolicy(longest: Double(store.pauseSeconds), budgetHours: Double(store.retryHours)), parallel: store.parallel)
        ]
        if let mail = try mailCarrier() { carriers.append(mail) }
        let partners = try noticeClients()
        if !partners.isEmpty {
            let notices = configuration.notices
            carriers.append(
                .notices(
                    over: partners, journal: journal,
                    policy: RetryPolicy(longest: Double(notices.pauseSeconds), budgetHours: Double(notices.retryHours)), now: surroundings.now))
        }
        return carriers
    }

    /// What a message may ask for.
    func transmissionRouting() throws -> TransmissionRouting {
        let carriesMail = try errandCarriers().contains { $0.kind == .mail }
        guard configuration.mllp.mailboxes != .carry || carriesMail else {
            throw Self.wrong("mllp.mailboxes", "no mail can be carried, for no relay is configured (mail.relayURL)")
        }
        return TransmissionRouting(
            mailboxes: MailboxUse(rawValue: configuration.mllp.mailboxes.rawValue) ?? .refuse,
            mailTable: MailTableUse(rawValue: configuration.mllp.mailTable.rawValue) ?? .warn, partners: NoticePartners(Set(try noticeClients().keys)),
            withdrawals: withdrawals, errands: journal)
    }

    /// Deletes documents in the store.
    var withdrawals: Withdrawals { Withdrawals(store: store, assertions: assertions, now: surroundings.now) }

    /// A connection for each partner, made when it is needed.
    private func noticeClients() throws -> [String: MLLPClient] {
        let settings = configuration.notices
        var security: MLLPDestination.Security?
        if !settings.authorities.isEmpty {
            security = MLLPDestination.Security(authorities: .file(try Self.certificates("notices.authorities", settings.authorities)))
            if !settings.certificate.isEmpty {
                security?.certificate = .file(try Self.certificates("notices.certificate", settings.certificate))
                security?.key = .file(try Self.file("notices.key", settings.key))
            }
        } else if !settings.certificate.isEmpty {
            throw Self.wrong("notices.authorities", "the authorities of the partners were expected, for a certificate is set")
        }
        var clients: [String: MLLPClient] = [:]
        for partner in settings.partners {
            guard let equals = partner.lastIndex(of: "="), equals != partner.startIndex,
                var destination = MLLPDestination(String(partner[partner.index(after: equals)...]), security: security)
            else { throw Self.wrong("notices.partners", "APPLICATION/FACILITY=host:port was expected") }
            destination.answerSeconds = Double(settings.answerSeconds)
            clients[String(partner[..<equals])] = MLLPClient(destination)
        }
        return clients
    }
}
