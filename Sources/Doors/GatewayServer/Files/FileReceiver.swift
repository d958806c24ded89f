// Takes files in, a document or an archive of documents each, and says what the sender would be told over HTTP.

import Acknowledgement
import AuthorTrust
import ClinicalTypes
import CredentialChecks
import Foundation
import Gateway
import Intake
import Journal
import Logging
import ZIPArchives

/// Takes files in, in the name of one sender.
struct FileReceiver: Sendable {
    /// What became of a file.
    enum Result: Sendable {
        /// It is written down, or refused for good; the passages whose sender is owed the outcome.
        case decided(FileOutcome, owed: [PassageID])
        /// Nothing of it can be said now: it is to be tried again.
        case later(code: String)
    }

    let way: DocumentWay
    let archives: ArchiveWay
    let keeper: Doorkeeper
    let journal: any PassageJournal
    /// Who sends: the certificates of the configuration, leaf first.
    let credential: PresentedCredential
    /// The door's name in the journal.
    let door: String
    let documentBytes: Int
    let archiveBytes: Int
    let logger: Logger

    /// The most that is read of a file.
    var mostBytes: Int { max(documentBytes, archiveBytes) }

    /// Whether bytes are an archive rather than a document: no XML begins so (APPNOTE 4.3.7, 4.3.16).
    static func isArchive(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0x50, 0x4B, 0x05, 0x06]) }

    /// Takes a file in; when this returns a decision, what it says is on disk.
    func receive(_ bytes: [UInt8], at now: Date) async -> Result {
        let sender: AdmittedSender
        switch await keeper.admit(credential) {
        // The fault is the configuration's, not the file's: it waits until that is mended.
        case .turnedAway(let stranger): return .later(code: stranger.author.failures.first?.code ?? stranger.refusal?.rawValue ?? "credential")
        case .admitted(let admitted): sender = admitted
        }
        return Self.isArchive(bytes) ? await receiveArchive(bytes, from: sender, now) : await receiveDocument(bytes, from: sender, now)
    }

    /// The outcome of a file that was not read.
    func refusal(_ finding: Finding, _ kind: Problem.Kind = .documentRefused) -> FileOutcome {
        FileOutcome(isAccepted: false, json: Problem(kind, findings: [finding]).answer(in: .english).body)
    }

    /// The outcome of a file of more bytes than are read.
    func tooLarge(_ byteCount: Int) -> FileOutcome {
        let finding = DocumentIntake(maximumByteCount: mostBytes).tooLarge(byteCount).1
        return FileOutcome(isAccepted: false, json: Problem(.tooLarge, findings: finding).answer(in: .english).body)
    }

    private func receiveDocument(_ bytes: [UInt8], from sender: AdmittedSender, _ now: Date) async -> Result {
        let fingerprint = credential.clientChain.first.map { hexadecimal(Digest.sha256($0)) }
        switch DocumentIntake(maximumByteCount: documentBytes).receive(
            Envelope(contentType: "application/xml", body: bytes), at: now, door: door, sender: fingerprint)
        {
        case .refused(let reason, let findings):
            let problem = Problem(reason == .tooLarge ? .tooLarge : .documentRefused, findings: findings)
            return .decided(FileOutcome(isAccepted: false, json: problem.answer(in: .english).body, refusal: Self.refusal(in: findings)), owed: [])
        case .received(let document):
            let reception: Reception
            do throws(JournalFailure) {
                reception = try await way.receive(document, from: sender)
            } catch {
                return .later(code: error.code)
            }
            log(reception.passage.map { [$0] } ?? [], isAccepted: reception.refusal == nil, bytes.count, reception.refusal?.rawValue)
            let outcome = FileOutcome(
                isAccepted: reception.refusal == nil, json: reception.answer(in: .english).body,
                refusal: reception.refusal.map { Self.refusal(in: reception.report.findings, reception.author, $0.rawValue) })
            // A conflict is about somebody else's passage, whose sender is owed an answer still.
            return .decided(outcome, owed: reception.refusal == .conflict ? [] : owed([reception.passage].compactMap(\.self)))
        }
    }

    private func receiveArchive(_ bytes: [UInt8], from sender: AdmittedSender, _ now: Date) async -> Result {
        let reception = await archives.receive(bytes, from: sender, at: now, door: door)
        if let failure = reception.journalFailure { return .later(code: failure.code) }
        if let code = reception.unavailable { return .later(code: code) }
        if !reception.deletions.isEmpty {
            logger.info("deletions", metadata: ["door": "\(door)", "errands": "\(reception.deletions.map(\.id.text).joined(separator: " "))"])
            let answers = reception.deletions.map {
                DeletionAnswer(id: $0.id.text, state: $0.state.rawValue, uniqueId: $0.documentUniqueID, submission: $0.passage?.text)
            }
            return .decided(FileOutcome(isAccepted: true, json: DeletionAnswer.accepted(answers).body), owed: [])
        }
        log(reception.passages, isAccepted: reception.isAccepted, bytes.count, reception.findings.first { $0.severity >= .error }?.code)
        do throws(JournalFailure) {
            var answers: [SubmissionAnswer] = []
            var findings = reception.findings
            for passage in reception.passages {
                guard let record = try await journal.record(of: passage.id) else { continue }
                let answer = SubmissionAnswer(record, sealed: try await journal.content(of: passage.id)?.report)
                answers.append(answer)
                if !reception.isAccepted { findings += answer.report?.findings ?? [] }
            }
            let answer: HTTPAnswer
            if reception.isAccepted {
                answer = answers.count == 1 ? answers[0].shown() : SubmissionAnswer.page(answers, next: nil)
            } else if let author = reception.author {
                let report = ValidationReport(findings: findings, packs: [])
                answer = Problem.credentialRefused(author, report: report, submission: answers.first?.id).answer(in: .english)
            } else {
                answer = Problem(.documentRefused, submission: answers.first?.id, findings: findings).answer(in: .english)
            }
            let refusal = reception.isAccepted ? nil : Self.refusal(in: findings, reception.author)
            return .decided(FileOutcome(isAccepted: reception.isAccepted, json: answer.body, refusal: refusal), owed: owed(reception.passages))
        } catch {
            return .later(code: error.code)
        }
    }

    /// What refuses: a failed check of the sender, else the first error.
    private static func refusal(in findings: [Finding], _ author: AuthorVerdict? = nil, _ reason: String = "document") -> (code: String, words: Bilingual) {
        if let check = author?.failures.first, reason.hasPrefix("credential") || findings.allSatisfy({ $0.severity < .error }) {
            return (check.code, check.hint)
        }
        if let first = findings.first(where: { $0.severity >= .error }) { return (first.code, first.message) }
        return ("document.\(reason)", Bilingual(fr: "Le document est refusé.", en: "The document is refused."))
    }

    private func owed(_ passages: [Passage]) -> [PassageID] { passages.filter { $0.senderLeg == .owed }.map(\.id) }

    private func log(_ passages: [Passage], isAccepted: Bool, _ byteCount: Int, _ refusal: String?) {
        logger.info(
            "received",
            metadata: [
                "door": "\(door)", "passages": "\(passages.map(\.id.text).joined(separator: " "))", "refusal": "\(isAccepted ? "-" : refusal ?? "-")",
                "bytes": "\(byteCount)",
            ])
    }
}
