// `POST /v1/idle`: takes a body and does nothing with it, so that the work of the other paths can be measured against it.

import HTTPTypes
import Hummingbird
import NIOCore

/// The path that does no work; it exists only when the command line asks for it.
enum IdleRoute {
    /// The largest answer, in bytes.
    static let largestAnswer = 64 << 10

    /// Reads the body to its end and answers 202 with as many bytes as `?bytes=` says, like a receipt of that size.
    static func answer(_ request: Request) async throws -> Response {
        for try await _ in request.body {}
        let wanted = request.uri.queryParameters["bytes"].flatMap { Int($0) } ?? 0
        let body = ByteBuffer(repeating: UInt8(ascii: " "), count: min(max(0, wanted), largestAnswer))
        return Response(
            status: .accepted, headers: [.contentType: "application/json", .contentLength: String(body.readableBytes)], body: .init(byteBuffer: body))
    }
}
