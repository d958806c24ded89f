// The routes of the HTTPS door.

import Acknowledgement
import AuthorTrust
import ClinicalTypes
import Delivery
import Gateway
import HTTPTypes
import Hummingbird
import Journal
import Logging

/// Binds every path of the door to what answers it.
struct GatewayRoutes: Sendable {
    let way: DocumentWay
    let journal: any PassageJournal
    let store: StoreClient
    let limits: GatewayConfiguration.Limits
    let hasIdleDoor: Bool
    let logger: Logger

    func router() -> Router<GatewayRequestContext> {
        let bodies = BodyReader(limits: limits)
        let documents = DocumentRoutes(way: way, journal: journal, bodies: bodies, logger: logger)
        let submissions = SubmissionRoutes(journal: journal, requiresCertificate: way.authors.policy == .require, logger: logger)
        let health = HealthRoutes(journal: journal)
        let router = Router(context: GatewayRequestContext.self)
        router.middlewares.add(RequestForm(limits: limits))
        router.middlewares.add(ProblemPages())
        router.post("v1/documents") { request, context in try await documents.submit(request, context) }
        router.post("v1/validate") { request, context in try await documents.validate(request, context) }
        router.get("v1/submissions") { request, context in try await submissions.list(request, context) }
        router.get("v1/submissions/:id") { request, context in try await submissions.show(request, context) }
        router.get("health/live") { _, _ in health.live() }
        router.get("health/ready") { request, _ in await health.ready(withCounts: request.uri.queryParameters["counts"] == "1") }
        if hasIdleDoor { router.post("v1/idle") { request, _ in try await IdleRoute.answer(request) } }
        return router
    }
}

/// Gives the errors of the router itself, such as an unknown path, the form of every other problem.
struct ProblemPages: RouterMiddleware {
    func handle(
        _ request: Request, context: GatewayRequestContext, next: @concurrent (Request, GatewayRequestContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPError {
            let kind: Problem.Kind =
                switch error.status {
                case .notFound: .notFound
                case .methodNotAllowed: .methodNotAllowed
                case .contentTooLarge: .tooLarge
                default: error.status.code >= 500 ? .internalFailure : .badRequest
                }
            return Response(Problem(kind).answer(in: request.language))
        }
    }
}

extension Request {
    /// The language that the sender prefers.
    var language: Language { Language(acceptLanguage: headers[.acceptLanguage]) }
}

extension Response {
    /// An answer of the acknowledgement stage, as HTTP.
    init(_ answer: HTTPAnswer) {
        var fields = HTTPFields()
        for field in answer.fields {
            if let name = HTTPField.Name(field.name) { fields.append(HTTPField(name: name, value: field.value)) }
        }
        fields[.contentLength] = String(answer.body.count)
        self.init(status: .init(code: answer.status), headers: fields, body: .init(byteBuffer: ByteBuffer(bytes: answer.body)))
    }
}
