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
    private let documents: DocumentWay

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
            var weighed: [(document: WeighedDocument, provided: ProvidedEntry, remarks: [SubmissionRemark])] = []
            for provided in submission.entries {
                weighed.append(try await weigh(provided, of: submission, from: sender, at: moment, door: door))
            }
            let refused = weighed.filter { $0.document.reception.refusal != nil }
            var kept: [(reception: Reception, provided: ProvidedEntry, remarks: [SubmissionRemark])] = []
            if refused.isEmpty {
                switch try await documents.keep(weighed.map(\.document)) {
                case .kept(let receptions): kept = zip(weighed, receptions).map { ($1, $0.provided, $0.remarks) }
                case .conflicting(let places):
                    let taken = places.map { weighed[$0.index].provided.uniqueIDTaken }
                    reception.findings += taken.map(\.finding)
                    return reception.refused(taken.map(SubmissionProblem.init))
                }
            } else {
                // What is refused is kept, with its findings; what would have been accepted beside it is not, for the submission comes again as a whole.
                for (document, provided, remarks) in refused { kept.append((try await documents.keep(document), provided, remarks)) }
            }
            var problems: [SubmissionProblem] = []
            for (document, provided, remarks) in kept {
                if let passage = document.passage, document.refusal != .conflict { reception.passages.append(passage) }
                reception.findings += remarks.map(\.finding)
                if document.refusal == .credential || document.refusal == .credentialMissing {
                    reception.answer = .credentialRefused(document.author, submission: document.passage?.id.text)
                }
                problems += SubmissionProblem.problems(of: document, provided, remarks)
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

    private func weigh(
        _ provided: ProvidedEntry, of submission: ProvidedSubmission, from sender: AdmittedSender, at moment: Date, door: String
    ) async throws(JournalFailure) -> (document: WeighedDocument, provided: ProvidedEntry, remarks: [SubmissionRemark]) {
        let instructions = SubmissionInstructions(
            visibility: provided.visibility, contentType: submission.contentType, submitter: submission.submitter)
        var remarks: [SubmissionRemark] = []
        let document = try await documents.weigh(
            ReceivedDocument(xds: provided.bytes, at: moment, door: door), from: sender, under: instructions,
            comparison: { described in
                remarks = provided.differences(from: described)
                return remarks.map(\.finding)
            })
        return (document, provided, remarks)
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
