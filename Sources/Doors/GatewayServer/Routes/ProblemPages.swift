// The errors of the router itself, such as an unknown path, in the form of every other problem.

import Acknowledgement
import HTTPTypes
import Hummingbird
import Logging

/// Answers what no route answered: 404, 405 with the methods that are allowed, or 500 for broken machinery.
struct ProblemPages: RouterMiddleware {
    /// Whose paths are known.
    enum Door: Sendable { case gateway, store }

    let door: Door
    let logger: Logger

    func handle(
        _ request: Request, context: GatewayRequestContext, next: @concurrent (Request, GatewayRequestContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPError {
            return answer(to: error.status, request)
        } catch let error as CancellationError {
            throw error
        } catch {
            // What an error says may hold content: its type alone is written down.
            logger.error("request failed", metadata: ["error": "\(type(of: error))"])
            return answer(to: .internalServerError, request)
        }
    }

    private func answer(to status: HTTPResponse.Status, _ request: Request) -> Response {
        let kind: Problem.Kind
        var allowed: String?
        switch status {
        case .notFound:
            allowed = door.methods(for: request.uri.path)
            kind = allowed == nil ? .notFound : .methodNotAllowed
        case .methodNotAllowed: kind = .methodNotAllowed
        case .contentTooLarge: kind = .tooLarge
        default: kind = status.code >= 500 ? .internalFailure : .badRequest
        }
        var response = request.answer(Problem(kind))
        if let allowed { response.headers[.allow] = allowed }
        return response
    }
}

extension ProblemPages.Door {
    /// The methods of a path that exists.
    fileprivate func methods(for path: String) -> String? {
        let segments = path.split(separator: "/")
        return shared(segments) ?? (self == .gateway ? gateway(segments) : store(segments))
    }

    private func shared(_ segments: [Substring]) -> String? {
        switch segments {
        case ["fhir"], ["xds", "repository"]: "POST"
        case ["fhir", "metadata"], ["fhir", "List"]: "GET, HEAD"
        case ["fhir", "DocumentReference", "_search"], ["fhir", "List", "_search"]: "POST"
        case _ where segments.count == 3 && segments.starts(with: ["fhir", "DocumentReference"]): "GET, HEAD, PATCH"
        case _ where segments.count == 3 && (segments.starts(with: ["fhir", "List"]) || segments.starts(with: ["fhir", "Binary"])): "GET, HEAD"
        default: nil
        }
    }

    private func gateway(_ segments: [Substring]) -> String? {
        switch segments {
        case ["v1", "documents"], ["v1", "validate"]: "POST"
        case ["fhir", "DocumentReference"]: "GET, HEAD, POST"
        case ["v1", "submissions"], ["health", "live"], ["health", "ready"]: "GET, HEAD"
        case _ where segments.count == 3 && segments.starts(with: ["v1", "submissions"]): "GET, HEAD"
        default: nil
        }
    }

    private func store(_ segments: [Substring]) -> String? {
        switch segments {
        // A document within its metadata (ITI-105) is not taken: the store writes no metadata of its own.
        case ["fhir", "DocumentReference"]: "GET, HEAD"
        case _ where segments.first == "xds": "POST"
        default: nil
        }
    }
}
