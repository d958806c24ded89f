// Refuses requests whose form leaves room for two readings, before any route sees them.

import Acknowledgement
import HTTPTypes
import Hummingbird

/// Looks at the target and the head of every request: what could be read in two ways is refused.
struct RequestForm: RouterMiddleware {
    let limits: GatewayConfiguration.Limits

    func handle(
        _ request: Request, context: GatewayRequestContext, next: @concurrent (Request, GatewayRequestContext) async throws -> Response
    ) async throws -> Response {
        if let kind = fault(of: request) {
            var response = request.answer(Problem(kind))
            // What is left of the body is not read: the connection ends with the answer.
            response.headers[.connection] = "close"
            return response
        }
        return try await next(request, context)
    }

    private func fault(of request: Request) -> Problem.Kind? {
        let headers = request.headers
        guard RequestTarget.isPlain(request.head.path ?? "") else { return .badRequest }
        guard headers[values: .contentLength].count <= 1 else { return .badRequest }
        if headers[.transferEncoding] != nil, headers[.contentLength] != nil { return .badRequest }
        if let encoding = headers[.contentEncoding], encoding.lowercased() != "identity" { return .unsupportedMediaType }
        if let announced = headers[.contentLength] {
            guard let length = Int(announced), length >= 0, announced.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return .badRequest }
            if length > limits.bodyBytes { return .tooLarge }
        }
        return nil
    }
}
