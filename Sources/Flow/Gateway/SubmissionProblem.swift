// What the sender of a submission is told: the code, the place and the cure, whatever the form of the answer; never content.

public import ClinicalTypes
import Journal
import SubmissionMetadata
public import XDSMessages

/// One thing that the sender of a submission is told.
public struct SubmissionProblem: Sendable, Hashable {
    /// The code that a registry would answer (ITI TF-3 table 4.2.4.1-2).
    public var registryCode: RegistryErrorCode
    /// Whether it refuses.
    public var isError = true
    /// The stable code of the finding; nil for a remark on several of them.
    public var code: String?
    /// What is wrong, where in the document, and the cure.
    public var words: Bilingual
    /// The object of the submission that is meant, by its id there.
    public var object: String?
    /// The receipt under which a refused document is kept.
    public var submission: String?
}

extension SubmissionProblem {
    /// How many findings of a document are told; all of them are kept with its passage.
    private static let toldFindings = 20

    /// A remark on the submission.
    init(_ remark: SubmissionRemark) {
        self.init(
            registryCode: remark.kind.registryCode, isError: remark.refuses, code: remark.kind.rawValue, words: remark.finding.message,
            object: remark.object.isEmpty ? nil : remark.object)
    }

    /// What is to be told of one document: every error of a refused one, the remarks on an accepted one.
    static func problems(of kept: Reception, _ provided: ProvidedEntry, _ remarks: [SubmissionRemark]) -> [SubmissionProblem] {
        let object = provided.entry.entryUUID
        guard let refusal = kept.refusal else { return remarks.map(SubmissionProblem.init) }
        let submission = kept.passage?.id.text
        switch refusal {
        case .credential, .credentialMissing: return []
        case .conflict: return [SubmissionProblem(provided.uniqueIDTaken)]
        case .document, .classification, .metadata, .consent:
            let refusing = remarks.filter(\.refuses)
            if !refusing.isEmpty { return refusing.map(SubmissionProblem.init) }
            let findings = kept.report.findings.filter { $0.severity >= .error }
            let code: RegistryErrorCode =
                refusal == .consent ? .localPolicyRestriction : kept.report.verdict == .undecided ? .repositoryError : .invalidDocumentContent
            var problems = findings.prefix(toldFindings).map { finding in
                SubmissionProblem(registryCode: code, code: finding.code, words: finding.told, object: object, submission: submission)
            }
            if findings.count > toldFindings || problems.isEmpty {
                let more = Bilingual(
                    fr: "\(findings.count) constats en tout, conservés avec la soumission.", en: "\(findings.count) findings in all, kept with the submission.")
                problems.append(SubmissionProblem(registryCode: code, words: more, object: object, submission: submission))
            }
            return problems
        }
    }

    /// The journal cannot write down: the same submission may come again later.
    init(_ failure: JournalFailure) {
        self.init(
            registryCode: failure == .full ? .repositoryOutOfResources : failure.isTemporary ? .repositoryBusy : .repositoryError, code: failure.code,
            words: Bilingual(
                fr: "La passerelle ne peut rien écrire : rien n'a été accepté ; soumettez de nouveau plus tard.",
                en: "The gateway cannot write anything down: nothing was accepted; submit again later."))
    }
}

extension RegistryError {
    /// A problem as a registry tells it.
    init(_ problem: SubmissionProblem, in language: Language) {
        let code = problem.code.map { "[\($0)] " } ?? ""
        let receipt = problem.submission.map { " [\($0)]" } ?? ""
        self.init(
            problem.registryCode, code + problem.words[language] + receipt, severity: problem.isError ? .error : .warning, location: problem.object)
    }
}

extension Finding {
    /// Words, place in the document and cure, without content.
    fileprivate var told: Bilingual {
        let spot = place.map { " (CDA \($0.line):\($0.column)\($0.xpath.map { " \($0)" } ?? ""))" } ?? ""
        return Bilingual(fr: message.fr + spot + (edit.map { " " + $0.summary.fr } ?? ""), en: message.en + spot + (edit.map { " " + $0.summary.en } ?? ""))
    }
}
