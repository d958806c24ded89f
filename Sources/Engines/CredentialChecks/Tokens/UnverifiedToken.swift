// A token taken apart: read strictly, and nothing in it believed.

import StrictJSON

/// The header of a token, as far as anything here depends on it.
public struct TokenHeader: Sendable, Hashable {
    /// The algorithm as written (`alg`).
    public let algorithm: String
    /// The key that it names (`kid`).
    public let keyIdentifier: String?
    /// The media type (`typ`).
    public let type: String?
    /// Members that bring or point to a key; they are never used.
    public let embeddedKeys: [String]
}

/// A signed token (JWS in compact form, RFC 7515, 7.1) whose signature was not checked.
///
/// Its claims are out of reach; `TokenCheck` turns it into a `VerifiedToken`.
public struct UnverifiedToken: Sendable {
    /// The longest token that is read, in bytes: what fits into a request's head.
    public static let greatestByteCount = 32 << 10
    /// The longest key identifier, in bytes.
    public static let longestKeyIdentifier = 256

    /// The header.
    public let header: TokenHeader
    /// The issuer that it names, for choosing what to check it against; proven by nothing yet.
    public let claimedIssuer: String?
    let payload: JSONObject
    let signedBytes: [UInt8]
    let signature: [UInt8]

    /// Takes a token apart.
    public init(_ token: [UInt8]) throws(TokenFault) {
        guard token.count <= Self.greatestByteCount else {
            throw TokenFault(.tooLarge, "token", expected: "at most \(Self.greatestByteCount) bytes", received: "\(token.count) bytes")
        }
        let parts = token.split(separator: UInt8(ascii: "."), maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count != 5 else { throw TokenFault(.encrypted, "token", expected: "3 parts (JWS)", received: "5 parts (JWE)") }
        guard parts.count == 3, !parts[0].isEmpty, !parts[1].isEmpty else {
            throw TokenFault(.parts, "token", expected: "3 parts", received: parts.count == 3 ? "an empty part" : "\(parts.count) parts")
        }
        header = try TokenHeader(try Self.object(parts[0], "header"))
        payload = try Self.object(parts[1], "payload")
        guard let signature = Base64URL.decode(parts[2]) else { throw TokenFault(.encoding, "signature", expected: "base64url") }
        self.signature = signature
        signedBytes = Array(token[..<parts[1].endIndex])
        claimedIssuer = payload["iss"]?.text
    }

    private static func object(_ part: ArraySlice<UInt8>, _ name: String) throws(TokenFault) -> JSONObject {
        guard let bytes = Base64URL.decode(part) else { throw TokenFault(.encoding, name, expected: "base64url without padding") }
        let value: JSONValue
        do throws(JSONFault) { value = try JSONReader.read(bytes) } catch {
            let code: TokenFaultCode = error.code == .duplicateName ? .duplicateMember : .json
            throw TokenFault(code, name, expected: "a JSON object (RFC 8259), each name once", received: "\(error.code.rawValue) at byte \(error.offset)")
        }
        guard let object = value.object else { throw TokenFault(.json, name, expected: "an object", received: value.kind) }
        return object
    }
}

extension TokenHeader {
    private static let bringsKey = ["jwk", "jku", "x5u", "x5c"]

    fileprivate init(_ members: JSONObject) throws(TokenFault) {
        func text(_ name: String) throws(TokenFault) -> String? {
            guard let member = members[name] else { return nil }
            guard let text = member.text else { throw TokenFault(.header, "header.\(name)", expected: "a text", received: member.kind) }
            return text
        }
        guard let algorithm = try text("alg") else { throw TokenFault(.header, "header.alg", expected: "an algorithm") }
        self.algorithm = algorithm
        type = try text("typ")
        keyIdentifier = try text("kid")
        if let keyIdentifier {
            let isPlain = keyIdentifier.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7f }
            guard isPlain, keyIdentifier.utf8.count <= UnverifiedToken.longestKeyIdentifier else {
                throw TokenFault(
                    .keyUnknown, "header.kid", expected: "at most \(UnverifiedToken.longestKeyIdentifier) printable characters", received: keyIdentifier)
            }
        }
        // No extension is understood here, so none may be critical (RFC 7515, 4.1.11; RFC 7797, 6).
        for name in ["crit", "b64"] where members[name] != nil { throw TokenFault(.criticalHeader, "header.\(name)", expected: "absent") }
        if members["zip"] != nil { throw TokenFault(.transformed, "header.zip", expected: "absent") }
        if let content = try text("cty"), content.lowercased().hasSuffix("jwt") {
            throw TokenFault(.transformed, "header.cty", expected: "no token within the token", received: content)
        }
        embeddedKeys = Self.bringsKey.filter { members[$0] != nil }
    }
}
