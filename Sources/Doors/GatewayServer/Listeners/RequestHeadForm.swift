// The head of a request as it arrives, line by line: what frames the body, and what must not be there twice.

/// Gathers what the frame of a request depends on (RFC 9112, 3 to 6).
struct RequestHeadForm {
    /// How the end of the body is told.
    enum Body: Equatable {
        case none
        case length(UInt64)
        case chunked
    }

    private let limits: RequestFraming.Limits
    private var isVersion11 = true
    private var hosts = 0
    private var fields = 0
    private var length: UInt64?
    private var isChunked = false
    private(set) var endsConnection = false
    /// The length of the lines read so far.
    private(set) var bytes = 0

    init(limits: RequestFraming.Limits) { self.limits = limits }

    /// Refuses a request line that is too long already.
    func checkRequestLine(_ line: [UInt8]) throws(RequestFault) {
        guard line.count > limits.methodBytes else { return }
        guard let space = line.prefix(limits.methodBytes + 1).firstIndex(of: 0x20) else { throw .requestLine }
        // The target, two spaces and the version.
        if line.count > space + limits.targetBytes + 10 { throw .targetTooLong }
    }

    /// Reads the request line (RFC 9112, 3).
    mutating func begin(_ line: [UInt8]) throws(RequestFault) {
        try checkRequestLine(line)
        let parts = line.split(separator: 0x20, omittingEmptySubsequences: false)
        guard parts.count == 3, !parts[0].isEmpty, parts[0].allSatisfy(Self.isTokenCharacter), !parts[1].isEmpty else { throw .requestLine }
        guard Self.methods.contains(String(decoding: parts[0], as: UTF8.self)) else { throw .method }
        guard parts[1].allSatisfy({ (0x21...0x7E).contains($0) }) else { throw .requestLine }
        guard parts[1].count <= limits.targetBytes else { throw .targetTooLong }
        if parts[2].elementsEqual("HTTP/1.1".utf8) {
            isVersion11 = true
        } else if parts[2].elementsEqual("HTTP/1.0".utf8) {
            isVersion11 = false
        } else {
            throw parts[2].starts(with: "HTTP/".utf8) ? .version : .requestLine
        }
        bytes = line.count + 2
    }

    /// Reads a field (RFC 9112, 5).
    mutating func field(_ line: [UInt8]) throws(RequestFault) {
        bytes += line.count + 2
        fields += 1
        guard bytes <= limits.headBytes, fields <= limits.fields else { throw .fieldsTooLarge }
        let (name, value) = try Self.split(line)
        switch name {
        case "host":
            hosts += 1
            guard hosts == 1, !value.contains(where: { $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "/") }) else { throw .host }
        case "content-length":
            guard length == nil, (1...18).contains(value.count), value.allSatisfy({ (0x30...0x39).contains($0) }) else { throw .contentLength }
            length = value.reduce(0) { $0 * 10 + UInt64($1 - 0x30) }
        case "transfer-encoding":
            guard !isChunked, isVersion11, value.map({ $0 | 0x20 }).elementsEqual("chunked".utf8) else { throw .transferEncoding }
            isChunked = true
        case "connection":
            let options = value.split(separator: UInt8(ascii: ",")).map { String(decoding: $0, as: UTF8.self).lowercased().filter { $0 != " " && $0 != "\t" } }
            if options.contains("close") { endsConnection = true }
        default: break
        }
    }

    /// Ends the head: how the body is framed.
    func end() throws(RequestFault) -> Body {
        guard hosts == 1 || !isVersion11 else { throw .host }
        guard length == nil || !isChunked else { throw .lengthAndTransferEncoding }
        if isChunked { return .chunked }
        guard let length, length > 0 else { return .none }
        return .length(length)
    }

    /// The methods that are handed on to the routes, which know where each is allowed: none that makes a tunnel or an echo.
    private static let methods: Set<String> = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

    /// Divides a field into its name, in small letters, and its value without the space around it.
    static func split(_ line: [UInt8]) throws(RequestFault) -> (name: String, value: ArraySlice<UInt8>) {
        guard line.first != 0x20, line.first != 0x09 else { throw .lineFolding }
        let name = line.prefix { $0 != UInt8(ascii: ":") }
        guard !name.isEmpty, name.count < line.count, name.allSatisfy(isTokenCharacter) else { throw .fieldName }
        var value = line[(name.endIndex + 1)...].drop { $0 == 0x20 || $0 == 0x09 }
        while value.last == 0x20 || value.last == 0x09 { value.removeLast() }
        return (String(decoding: name, as: UTF8.self).lowercased(), value)
    }

    /// Whether a byte may stand in a method or in a field's name (RFC 9110, 5.6.2).
    private static func isTokenCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case UInt8(ascii: "!"), 0x23...0x27, 0x2A, 0x2B, 0x2D, 0x2E, 0x5E, 0x5F, 0x60, 0x7C, 0x7E: true
        default: false
        }
    }
}
