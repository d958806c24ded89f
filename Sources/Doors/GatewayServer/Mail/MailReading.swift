// What is done with one mail: documents are taken in, notices are written down, everything else is left to people.

import Acknowledgement
import Foundation
import Gateway
import Journal
import Logging
import MailMessages

/// Deals with mails, one at a time.
struct MailReading: Sendable {
    let receiver: FileReceiver
    let journal: any PassageJournal & ErrandJournal
    /// Writes answers; nil where no relay is there to take them.
    let answers: MailAnswerWriter?
    let logger: Logger

    /// Deals with a mail, and says how it rests; nil where that has to wait.
    ///
    /// Whatever it says is on disk when it returns.
    func deal(with source: [UInt8], now: Date) async -> Maildir.Rest? {
        let message: MailPart
        do throws(MailFault) {
            message = try MailPart.read(source)
        } catch {
            logger.warning("mail not read", metadata: ["code": "\(error.code.rawValue)", "bytes": "\(source.count)"])
            return .flagged
        }
        if message.mediaType == "multipart/report" { return await hear(message, now) }
        guard let archive = Self.archive(in: message) else {
            logger.info("mail left to people", metadata: ["bytes": "\(source.count)"])
            return .untouched
        }
        switch await receiver.receive(archive, at: now) {
        case .later(let code):
            logger.error("mail waits", metadata: ["code": "\(code)"])
            return nil
        case .decided(let outcome, let owed):
            guard await answer(message, source, outcome, now) else { return nil }
            for id in owed { try? await receiver.journal.markAnswered(id, now: now) }
            return outcome.isAccepted ? .seen : .flagged
        }
    }

    /// The archive of a health mail: by its name, or by the subject and what it is (ITI TF-2 3.32.4.1.2.2).
    static func archive(in message: MailPart) -> [UInt8]? {
        let leaves = message.leaves
        if let named = leaves.first(where: { $0.fileName?.lowercased() == HealthMailWriter.archiveName.lowercased() }) { return named.bytes }
        guard message.header.text("Subject")?.uppercased().hasPrefix(HealthMailWriter.subjectMark) == true else { return nil }
        return leaves.first { FileReceiver.isArchive($0.bytes) }?.bytes
    }

    /// Writes down what a notice says of a mail of ours.
    private func hear(_ message: MailPart, _ now: Date) async -> Maildir.Rest? {
        guard let news = MailNews(message) else { return .seen }
        do throws(JournalFailure) {
            guard let errand = try await journal.errand(news.errand), errand.kind == .mail, errand.topic != MailAnswer.topic else {
                logger.info("notice of no mail of ours")
                return .seen
            }
            _ = try await journal.hear(news.tidings, of: errand.id, now: now)
            logger.info("notice", metadata: ["errand": "\(errand.id)", "says": "\(news.word)"])
            return .seen
        } catch {
            logger.error("journal failed", metadata: ["code": "\(error.code)"])
            return error.isTemporary ? nil : .flagged
        }
    }

    /// Orders the answer, where one is owed; false where the journal cannot write it down now.
    private func answer(_ message: MailPart, _ source: [UInt8], _ outcome: FileOutcome, _ now: Date) async -> Bool {
        guard let answers, let id = message.header.identifier("Message-ID"),
            let answer = answers.answer(to: message, source, refusal: outcome.refusal, id: UUID().uuidString.lowercased(), now: now),
            let order = try? answer.order(to: id)
        else { return true }
        do throws(JournalFailure) {
            _ = try await journal.accept([order], now: now)
            return true
        } catch {
            logger.error("journal failed", metadata: ["code": "\(error.code)"])
            return !error.isTemporary
        }
    }
}

extension MailNews {
    /// What is heard, in a word.
    fileprivate var word: String {
        switch tidings {
        case .delivered: "delivered"
        case .undelivered(let failure): "undelivered \(failure.code)"
        case .read: "read"
        case .unread(let failure): "unread \(failure.code)"
        }
    }
}
