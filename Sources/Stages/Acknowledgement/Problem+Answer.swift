// A problem as problem+json.

public import ClinicalTypes

extension Problem {
    /// The answer in one language: `application/problem+json`, with the members `code`, `findings`, `counts`, `checks` and `submission`.
    ///
    /// Messages of findings and hints of checks stand in both languages, as in every report; title and detail in the asked one.
    public func answer(in language: Language) -> HTTPAnswer {
        var fields = [HTTPAnswer.Field("Content-Language", language.rawValue)]
        if let retryAfter { fields.append(HTTPAnswer.Field("Retry-After", String(max(0, retryAfter)))) }
        // RFC 9110, 11.6.1 demands a challenge; none is registered for TLS client certificates.
        let challenges = [kind == .credentialMissing ? "ClientCertificate realm=\"passerelle\"" : nil, bearerChallenge].compactMap(\.self)
        if !challenges.isEmpty { fields.append(HTTPAnswer.Field("WWW-Authenticate", challenges.joined(separator: ", "))) }
        return HTTPAnswer(status: kind.status, mediaType: "application/problem+json", fields: fields, value: ProblemOutline(self, language))
    }
}

extension Problem {
    /// What a client of OAuth 2 reads of a refused token (RFC 6750, 3): the error, and our code as its description; without an error where no token came.
    private var bearerChallenge: String? {
        guard let first = checks.first(where: { $0.source == .token }) else { return nil }
        let realm = "Bearer realm=\"passerelle\""
        let error: String
        switch first.code {
        case "token.absent": return realm
        case "token.too-large", "token.parts", "token.encoding", "token.json", "token.duplicate-member": error = "invalid_request"
        case "token.assurance-too-low": error = "insufficient_scope"
        default: error = "invalid_token"
        }
        return "\(realm), error=\"\(error)\", error_description=\"\(first.code)\""
    }
}

/// The members of a problem in JSON; absent and empty ones are left out.
private struct ProblemOutline: Encodable {
    var type: String
    var title: String
    var status: Int
    var detail: String
    var instance: String?
    var code: String
    var submission: String?
    var counts: FindingCounts?
    var findings: [FindingOutline]?
    var checks: [CheckOutline]?
    var retryAfter: Int?

    init(_ problem: Problem, _ language: Language) {
        type = "urn:passerelle:problem:\(problem.kind.rawValue)"
        title = problem.kind.title[language]
        status = problem.kind.status
        detail = problem.detail[language]
        instance = problem.submission.map { SubmissionAnswer.path(of: $0) }
        code = problem.kind.rawValue
        submission = problem.submission
        counts = problem.findings.isEmpty ? nil : FindingCounts(problem.findings)
        findings = problem.findings.isEmpty ? nil : problem.findings.map(FindingOutline.init)
        checks = problem.checks.isEmpty ? nil : problem.checks.map(CheckOutline.init)
        retryAfter = problem.retryAfter.map { max(0, $0) }
    }
}
