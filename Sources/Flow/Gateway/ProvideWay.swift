// The way of a submission over XDS.b: take it apart, hold its metadata against its documents, keep all of them or none, answer once all is written down.

public import ClinicalTypes
public import Foundation
import Intake
public import Journal
import SubmissionMetadata
public import XDSMessages

/// What became of a submission over XDS.b.
public struct ProvideReception: Sendable {
    /// What is answered.
    public enum Answer: Sendable {
        /// The registry's answer: all of it was taken, or none.
        case registry(RegistryResponse)
        /// Who sends may not send this: the checks that failed, and the submission that tells them.
        case credentialRefused(AuthorVerdict, submission: String?)
    }

    /// The answer that is owed.
    public var answer: Answer
    /// The documents that were written down, refused ones too.
    public var passages: [Passage] = []
    /// What was found of the submission: codes and places.
    public var findings: [Finding] = []
    /// What the sender is told of it, whatever the form of the answer.
    public var problems: [SubmissionProblem] = []
    /// Why the journal could not write, where it could not.
    public var journalFailure: JournalFailure?
}

/// The way of a submission over XDS.b (ITI-41).
///
/// All documents of a submission are accepted or none is: each is weighed before the first is written down, and all are written in one commit. The registry entries that are forwarded
/// are written from the documents; what the submission says otherwise is told, and refuses where it concerns identity. The same submission again is
/// answered the same, since a document is known by its id and its bytes.
public struct ProvideWay: Sendable {
    let documents: DocumentWay

    /// Puts the reading of submissions before the way of documents.
    public init(documents: DocumentWay) { self.documents = documents }

    /// Takes a submission in.
    ///
    /// - Parameters:
    ///   - request: the submission, read.
    ///   - sender: who sends.
    ///   - moment: when it came.
    ///   - door: the door that it came through.
    ///   - language: the language of the words in the answer.
    public func receive(
        _ request: ProvideAndRegisterRequest, from sender: AdmittedSender, at moment: Date, door: String = "xds", language: Language = .english
    ) async -> ProvideReception {
        var reception = await take(request, from: sender, at: moment, door: door)
        guard case .registry(let response) = reception.answer else { return reception }
        reception.answer = .registry(RegistryResponse(status: response.status, errors: reception.problems.map { RegistryError($0, in: language) }))
        return reception
    }

    /// Takes a submission in; the answer is a success or a failure without words.
    private func take(_ request: ProvideAndRegisterRequest, from sender: AdmittedSender, at moment: Date, door: String) async -> ProvideReception {
        let submission = ProvidedSubmission(request)
        var reception = ProvideReception(answer: .registry(.success), findings: submission.remarks.map(\.finding))
        let refusing = submission.remarks.filter(\.refuses)
        guard refusing.isEmpty else {
            return reception.refused(refusing.map(SubmissionProblem.init))
        }
        do throws(JournalFailure) {
            let weighed = try await weigh(submission, from: sender, at: moment, door: door)
            var kept: [WeighedEntry] = []
            if weighed.allSatisfy({ $0.document.reception.refusal == nil }) {
                switch try await keep(weighed, of: submission) {
                case .kept(let entries): kept = entries
                case .conflicting(let taken):
                    reception.findings += taken.map(\.finding)
                    return reception.refused(taken.map(SubmissionProblem.init))
                }
            } else {
                // What is refused is kept, with its findings; what would have been accepted beside it is not, for the submission comes again as a whole.
                for var entry in weighed where entry.document.reception.refusal != nil {
                    entry.document.reception = try await documents.keep(entry.document)
                    kept.append(entry)
                }
            }
            var problems: [SubmissionProblem] = []
            for entry in kept {
                let document = entry.document.reception
                if let passage = document.passage, document.refusal != .conflict { reception.passages.append(passage) }
                reception.findings += entry.remarks.map(\.finding)
                if document.refusal == .credential || document.refusal == .credentialMissing {
                    reception.answer = .credentialRefused(document.author, submission: document.passage?.id.text)
                }
                problems += SubmissionProblem.problems(of: document, entry.provided, entry.remarks)
            }
            guard case .registry = reception.answer else { return reception }
            if problems.contains(where: \.isError) { return reception.refused(problems) }
            reception.problems = submission.remarks.map(SubmissionProblem.init) + problems
        } catch {
            reception.journalFailure = error
            return reception.refused([SubmissionProblem(error)])
        }
        return reception
    }

    /// A document of the submission on the scales.
    private struct WeighedEntry {
        let provided: ProvidedEntry
        var document: WeighedDocument
        var remarks: [SubmissionRemark] = []
    }

    /// What became of a submission that nothing speaks against.
    private enum KeptEntries {
        case kept([WeighedEntry])
        case conflicting([SubmissionRemark])
    }

    /// Weighs every document, and every signature whose document is acceptable; in the order of the submission.
    private func weigh(
        _ submission: ProvidedSubmission, from sender: AdmittedSender, at moment: Date, door: String
    ) async throws(JournalFailure) -> [WeighedEntry] {
        var weighed: [Int: WeighedEntry] = [:]
        for place in submission.order {
            let provided = submission.entries[place]
            let received = ReceivedDocument(xds: provided.bytes, at: moment, door: door)
            var instructions = SubmissionInstructions(
                visibility: provided.isSignature ? [] : provided.visibility, contentType: submission.contentType, submitter: submission.submitter)
            instructions.relationType = provided.relationType
            instructions.folders = provided.folders
            instructions.references = provided.references
            if provided.isSignature {
                let signed = provided.signed.lazy.compactMap { object -> WeighedDocument? in
                    guard case .sibling(let place, _) = object else { return nil }
                    return weighed[place]?.document
                }
                guard let first = signed.first,
                    let document = try documents.weigh(signature: provided, of: first, received, from: sender, under: instructions)
                else { continue }
                weighed[place] = WeighedEntry(provided: provided, document: document)
            } else {
                var remarks: [SubmissionRemark] = []
                let document = try await documents.weigh(
                    received, from: sender, under: instructions,
                    comparison: { described in
                        remarks = provided.differences(from: described)
                        return remarks.map(\.finding)
                    })
                weighed[place] = WeighedEntry(provided: provided, document: document, remarks: remarks)
            }
        }
        return weighed.sorted { $0.key < $1.key }.map(\.value)
    }

    /// Writes all down, what others relate to first; the answer is in the order of the submission.
    private func keep(_ weighed: [WeighedEntry], of submission: ProvidedSubmission) async throws(JournalFailure) -> KeptEntries {
        let order = submission.order
        switch try await documents.keep(order.map { weighed[$0].document }) {
        case .conflicting(let conflicts): return .conflicting(conflicts.map { weighed[order[$0.index]].provided.uniqueIDTaken })
        case .kept(let receptions):
            var kept = weighed
            for (place, reception) in zip(order, receptions) {
                kept[place].document.reception = reception
                if reception.isRepetition, let late = try await late(kept[place], as: reception) { kept[place].remarks.append(late) }
            }
            return .kept(kept)
        }
    }

    /// What a document that was here before does not bring to the registry, since it is forwarded as it came first.
    private func late(_ entry: WeighedEntry, as reception: Reception) async throws(JournalFailure) -> SubmissionRemark? {
        guard let asked = entry.document.prepared, !asked.folders.isEmpty || !asked.references.isEmpty, let passage = reception.passage,
            let known = try await PreparedSubmission.load(passage, from: documents.journal)
        else { return nil }
        let isThere = asked.folders.allSatisfy(known.folders.contains) && asked.references.allSatisfy(known.references.contains)
        return isThere ? nil : entry.provided.companionsLate
    }
}

extension ProvideReception {
    /// The same, with nothing taken.
    fileprivate func refused(_ problems: [SubmissionProblem]) -> ProvideReception {
        var refused = self
        refused.answer = .registry(.failure([]))
        refused.problems = problems
        return refused
    }
}
