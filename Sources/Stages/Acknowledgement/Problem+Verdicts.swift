// Problems out of the verdicts of the stages.

public import ClinicalTypes

extension Problem {
    /// A document that the judge, the classifier or the registrar refused: 422 with every finding.
    public static func documentRefused(_ report: ValidationReport, submission: String?) -> Problem {
        let errors = report.count(of: .error) + report.count(of: .fatal)
        if report.verdict == .undecided { return undecided(report, submission: submission) }
        let detail = Bilingual(
            fr: "Le document enfreint des règles : \(errors) \(errors > 1 ? "erreurs" : "erreur"), chacune avec sa place dans findings.",
            en: "The document breaks rules: \(errors) \(errors == 1 ? "error" : "errors"), each with its place in findings.")
        return Problem(.documentRefused, detail: detail, submission: submission, findings: report.findings)
    }

    /// A document that could not be judged whole: 422, since nobody knows whether it is valid.
    private static func undecided(_ report: ValidationReport, submission: String?) -> Problem {
        let detail = Bilingual(
            fr: "Aucune erreur du document, mais des règles n'ont pas pu être évaluées (codes undecided.*) : le verdict est réservé. Prévenir l'exploitant.",
            en: "No error of the document, but some rules could not be judged (codes undecided.*): there is no verdict. Tell the operator of the gateway.")
        return Problem(.documentRefused, detail: detail, submission: submission, findings: report.findings)
    }

    /// A credential that was refused: 401 where none was presented, else 403; every check that failed, and what the judge found.
    public static func credentialRefused(_ verdict: AuthorVerdict, report: ValidationReport? = nil, submission: String?) -> Problem {
        let failures = verdict.failures
        let isMissing = failures.contains { $0.code == "certificate.none" }
        let detail = failures.first.map { first in
            Bilingual(fr: "\(first.field) [\(first.code)] : \(first.hint.fr)", en: "\(first.field) [\(first.code)]: \(first.hint.en)")
        }
        return Problem(
            isMissing ? .credentialMissing : .credentialRefused, detail: detail, submission: submission, findings: report?.findings ?? [], checks: failures)
    }

    /// Other bytes are held under this unique id: 409 with the submission that holds it.
    public static func conflict(uniqueID: String?, heldBy submission: String) -> Problem {
        let name = uniqueID.map { " \($0)" } ?? ""
        return Problem(
            .conflict,
            detail: Bilingual(
                fr: "L'identifiant\(name) désigne déjà un autre contenu. Un document corrigé reçoit un nouvel identifiant et remplace l'ancien (RPLC).",
                en: "The id\(name) already names other content. A corrected document gets an id of its own and replaces the former one (RPLC)."),
            submission: submission)
    }

    /// An envelope that was not opened: 413, 415, or 422 for an empty one.
    public static func envelopeRefused(_ kind: Kind, _ findings: [Finding]) -> Problem {
        Problem(kind, detail: findings.first?.message, findings: findings)
    }
}
