// What a refusal answers over XDS.b: the code of the registry error, the place, and the cure; never content.

import ClinicalTypes
import Journal
import SubmissionMetadata
import XDSMessages

extension RegistryError {
    /// How many findings of a document are told; all of them are kept with its passage.
    private static let toldFindings = 20

    /// What is to be told of one document: every error of a refused one, the remarks on an accepted one.
    static func errors(of kept: Reception, _ provided: ProvidedEntry, _ remarks: [SubmissionRemark], in language: Language) -> [RegistryError] {
        let object = provided.entry.entryUUID
        guard let refusal = kept.refusal else { return remarks.map { $0.registryError(in: language) } }
        let submission = kept.passage.map { " [\($0.id.text)]" } ?? ""
        switch refusal {
        case .credential, .credentialMissing: return []
        case .conflict: return [provided.uniqueIDTaken.registryError(in: language)]
        case .document, .classification, .metadata, .consent:
            let refusing = remarks.filter(\.refuses)
            if !refusing.isEmpty { return refusing.map { $0.registryError(in: language) } }
            let findings = kept.report.findings.filter { $0.severity >= .error }
            let code: RegistryErrorCode =
                refusal == .consent ? .localPolicyRestriction : kept.report.verdict == .undecided ? .repositoryError : .invalidDocumentContent
            var errors = findings.prefix(toldFindings).map { RegistryError(code, $0.told(in: language) + submission, location: object) }
            if findings.count > toldFindings || errors.isEmpty {
                let more = Bilingual(
                    fr: "\(findings.count) constats en tout, conservés avec la soumission.", en: "\(findings.count) findings in all, kept with the submission.")
                errors.append(RegistryError(code, more[language] + submission, location: object))
            }
            return errors
        }
    }

    /// The journal cannot write down: the same submission may come again later.
    init(_ failure: JournalFailure, in language: Language) {
        let words = Bilingual(
            fr: "La passerelle ne peut rien écrire : rien n'a été accepté ; soumettez de nouveau plus tard.",
            en: "The gateway cannot write anything down: nothing was accepted; submit again later.")
        let code: RegistryErrorCode = failure == .full ? .repositoryOutOfResources : failure.isTemporary ? .repositoryBusy : .repositoryError
        self.init(code, "[\(failure.code)] \(words[language])")
    }
}

extension Finding {
    /// Code, words, place in the document and cure, without content.
    fileprivate func told(in language: Language) -> String {
        var text = "[\(code)] \(message[language])"
        if let place { text += " (CDA \(place.line):\(place.column)\(place.xpath.map { " \($0)" } ?? ""))" }
        if let edit { text += " " + edit.summary[language] }
        return text
    }
}
