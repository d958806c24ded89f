// The forms of one FHIR exchange: which form came, which form is wanted, and how answers are written.

import Acknowledgement
import AuthorTrust
import ClinicalTypes
import FHIRResources
import Foundation
import Gateway
import HTTPTypes
import Hummingbird
import NIOCore

/// One FHIR exchange: the form and the language of what is answered.
struct FHIRConversation: Sendable {
    /// The form of the answer; JSON where the asked one is not spoken.
    let format: FHIRFormat
    /// Whether the caller takes the form.
    let isAcceptable: Bool
    /// The language of words.
    let language: Language

    /// Reads `_format` and `Accept`; where both leave it open, the answer has the form of what came (FHIR R4, 3.1.0.1.8 and 3.1.0.1.11).
    init(_ request: Request) {
        language = request.language
        let own = request.headers[.contentType].flatMap { FHIRFormat(mediaType: $0) } ?? .json
        if let asked = request.uri.queryParameters["_format"] {
            let wanted = FHIRFormat(mediaType: String(asked).replacing(" ", with: "+"))
            format = wanted ?? own
            isAcceptable = wanted != nil
            return
        }
        guard let accept = request.headers[.accept] else {
            format = own
            isAcceptable = true
            return
        }
        var best: (format: FHIRFormat, weight: Double)?
        for range in accept.split(separator: ",").prefix(32) {
            let parts = range.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" } }
            let weight = parts.dropFirst().first { $0.lowercased().hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
            let type = parts.first?.lowercased() ?? ""
            let wanted = type == "*/*" || type == "application/*" ? own : FHIRFormat(mediaType: range.split(separator: ";q=").first.map(String.init) ?? type)
            if let wanted, weight > best?.weight ?? 0 { best = (wanted, weight) }
        }
        format = best?.format ?? own
        isAcceptable = best != nil
    }

    /// A resource as an answer.
    func answer(_ resource: FHIRElement, status: Int = 200) -> Response {
        let body = format == .json ? resource.json : resource.xml
        var fields: HTTPFields = [.contentType: format.mediaType]
        fields[.contentLength] = String(body.count)
        return Response(status: .init(code: status), headers: fields, body: .init(byteBuffer: ByteBuffer(bytes: body)))
    }

    /// Issues as an answer.
    func outcome(_ issues: [FHIRIssue], status: Int, closes: Bool = false) -> Response {
        var response = answer(FHIRIssue.outcome(issues, in: language), status: status)
        response.headers[.contentLanguage] = language.rawValue
        if closes { response.headers[.connection] = "close" }
        return response
    }

    /// A problem that every door knows, as an outcome.
    func problem(_ problem: Problem, closes: Bool = false) -> Response {
        let type =
            switch problem.kind {
            case .credentialMissing: "login"
            case .credentialRefused: "forbidden"
            case .notFound: "not-found"
            case .methodNotAllowed, .unsupportedMediaType: "not-supported"
            case .conflict: "duplicate"
            case .tooLarge, .fieldsTooLarge: "too-long"
            case .tooManyRequests: "throttled"
            case .timeout, .unavailable: "transient"
            case .internalFailure: "exception"
            default: "invalid"
            }
        var issues = [FHIRIssue(type: type, code: problem.kind.rawValue, words: problem.detail, submission: problem.submission)]
        // A credential that does not hold is told check by check; what was received stays out.
        issues += problem.checks.prefix(20).map { FHIRIssue(type: type, code: $0.code, words: $0.hint, expression: nil) }
        var response = outcome(issues, status: problem.kind.status, closes: closes)
        if let retryAfter = problem.retryAfter { response.headers[.retryAfter] = String(max(0, retryAfter)) }
        if problem.kind == .credentialMissing { response.headers[.wwwAuthenticate] = "ClientCertificate realm=\"passerelle\"" }
        return response
    }
}

extension Request {
    /// Whether the request is one of FHIR, whose errors are told as OperationOutcome.
    var isFHIR: Bool { uri.path == "/fhir" || uri.path.hasPrefix("/fhir/") }

    /// A problem in the form of the door that was knocked at.
    func answer(_ problem: Problem) -> Response {
        isFHIR ? FHIRConversation(self).problem(problem) : Response(problem.answer(in: language))
    }
}
