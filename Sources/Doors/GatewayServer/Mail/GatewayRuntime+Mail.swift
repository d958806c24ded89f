// Mail out and mail in, out of the configuration.

import Delivery
import Foundation
import Gateway
import MailMessages
import ServiceLifecycle

extension GatewayRuntime {
    /// What hands mails to the relay; nil where none is configured.
    func mailSending() throws -> MailSending? {
        let settings = configuration.mail
        guard !settings.relayURL.isEmpty else { return nil }
        guard let mailbox = MailAddress(settings.from) else { throw Self.wrong("mail.from", "the address of a mailbox was expected") }
        var relay = try Self.relay(settings, ownName: mailbox.domain)
        if !settings.certificate.isEmpty {
            relay.clientCertificate = .file(try Self.certificates("mail.certificate", settings.certificate))
            relay.clientKey = .file(try Self.file("mail.key", settings.key))
        }
        if !settings.user.isEmpty {
            let path = try Self.file("mail.passwordFile", settings.passwordFile)
            guard relay.security != .none else { throw Self.wrong("mail.user", "no account is shown to a relay in plain") }
            relay.user = settings.user
            relay.password = try String(contentsOfFile: path, encoding: .utf8).trimmingCharacters(in: .newlines)
        }
        relay.asksForReports = settings.reports
        relay.totalSeconds = Double(settings.timeoutSeconds)
        let writer = HealthMailWriter(mailbox: mailbox, application: "Passerelle")
        return MailSending(writer: writer, relay: MailRelay(relay), journal: journal, now: surroundings.now)
    }

    /// The carrier of mails; nil where no relay is configured.
    func mailCarrier() throws -> ErrandCarrier? {
        let settings = configuration.mail
        let policy = RetryPolicy(longest: Double(settings.pauseSeconds), budgetHours: Double(settings.retryHours))
        return try mailSending()?.carrier(journal: journal, parallel: settings.parallel, policy: policy)
    }

    /// The door of the mailbox that the configuration names.
    func mailboxServices(whenBound: @escaping @Sendable (String, Int) async -> Void) throws -> [any Service] {
        let settings = configuration.mailbox
        guard !settings.maildir.isEmpty else { return [] }
        let receiver = try fileReceiver(door: "mail", section: "mailbox", certificate: settings.certificate, policy: settings.policy)
        let maildir: Maildir
        do throws(FileFailure) {
            maildir = try Maildir(path: settings.maildir)
        } catch {
            throw Self.wrong("mailbox.maildir", "a folder with new and cur was expected (\(error.reason))")
        }
        let answers = try mailSending().map { MailAnswerWriter(mailbox: $0.writer.mailbox) }
        let reading = MailReading(receiver: receiver, journal: journal, answers: answers, logger: logger)
        return [MailboxDoor(maildir: maildir, reading: reading, logger: logger, whenBound: { await whenBound("mailbox", 0) })]
    }

    private static func relay(_ settings: GatewayConfiguration.Mail, ownName: String) throws -> MailRelaySettings {
        guard let url = URL(string: settings.relayURL), let host = url.host(), !host.isEmpty, ["smtp", "smtps"].contains(url.scheme ?? ""),
            url.path().count <= 1
        else {
            throw wrong("mail.relayURL", "smtps://host:port or smtp://host:port was expected")
        }
        let isImplicit = url.scheme == "smtps"
        let security: MailRelaySettings.Security = isImplicit ? .implicit : settings.allowsPlain ? .none : .startTLS
        var relay = MailRelaySettings(host: host, port: url.port ?? (isImplicit ? 465 : 587), security: security, ownName: ownName)
        if security != .none { relay.authorities = .file(try certificates("mail.authorities", settings.authorities)) }
        return relay
    }
}
