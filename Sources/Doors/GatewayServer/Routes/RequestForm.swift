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
            var response = Response(Problem(kind).answer(in: request.language))
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

/// Reads request targets as strictly as they may be read (RFC 3986, 3.3).
enum RequestTarget {
    /// The longest target.
    static let longest = 8192

    /// Whether a target is an absolute path without anything that a second reader could decode differently:
    /// no dot segments, no encoded separators or control characters, no percent sign that encodes nothing.
    static func isPlain(_ target: String) -> Bool {
        guard target.utf8.count <= longest, target.utf8.first == UInt8(ascii: "/") else { return false }
        let path = target.utf8.prefix { $0 != UInt8(ascii: "?") }
        guard let decoded = decode(path), decoded.allSatisfy({ $0 >= 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\\") }) else { return false }
        guard decode(target.utf8.dropFirst(path.count)) != nil, String(validating: decoded, as: UTF8.self) != nil else { return false }
        return !decoded.split(separator: UInt8(ascii: "/")).contains {
            $0.elementsEqual([UInt8(ascii: ".")]) || $0.elementsEqual([UInt8(ascii: "."), UInt8(ascii: ".")])
        }
    }

    /// Percent-decodes; nil where a percent sign is not followed by two hexadecimal digits, or an encoded separator stands.
    private static func decode(_ bytes: Substring.UTF8View) -> [UInt8]? {
        var result: [UInt8] = []
        var rest = bytes[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                result.append(byte)
                continue
            }
            guard let high = rest.popFirst().flatMap(hexadecimalDigit), let low = rest.popFirst().flatMap(hexadecimalDigit) else { return nil }
            let decoded = high << 4 | low
            // A decoded percent sign or separator would mean something else to a reader that decodes twice.
            guard decoded != UInt8(ascii: "/"), decoded != UInt8(ascii: "%") else { return nil }
            result.append(decoded)
        }
        return result
    }

    private static func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }
}
