// An issuer for tests: keys of each kind, claims that hold, and a check that takes them.

import CredentialChecks
import Testing

/// The issuer of the tests, made once: RSA keys are slow to make.
enum SampleTokens {
    static let now = 1_772_366_400.0
    static let issuer = "https://issuer.example/realms/health"
    static let rsa = signer(.rsa2048, "rsa", .rs256)
    static let ec = signer(.ecP256, "ec", .es256)
    static let keys = try! JSONWebKeySet(try! TokenSigner.keySet([rsa, ec]))
    static let policy = TokenPolicy(issuer: issuer, audiences: ["passerelle"], algorithms: [.rs256, .es256])

    static func signer(_ kind: KeyKind, _ name: String, _ algorithm: SignatureAlgorithm) -> TokenSigner {
        TokenSigner(key: try! PrivateKey(kind), keyIdentifier: name, algorithm: algorithm)
    }

    /// Claims that hold at `now`.
    static var claims: JSONObject {
        JSONObject([
            "iss": .string(issuer), "aud": "passerelle", "sub": "f:1:899700000001", "iat": .number("\(Int(now) - 60)"), "exp": .number("\(Int(now) + 240)"),
            "typ": "Bearer", "azp": "editor",
        ])
    }

    static func claims(_ name: String, _ value: JSONValue?) -> JSONObject {
        var claims = claims
        claims[name] = value
        return claims
    }

    /// The faults of a token with these claims, as `code field`.
    static func faults(
        _ claims: JSONObject, header: KeyValuePairs<String, JSONValue> = [:], policy: TokenPolicy = policy, keys: JSONWebKeySet? = keys,
        certificate: [UInt8]? = nil, by signer: TokenSigner = ec
    ) throws -> [String] {
        faults(of: try signer.sign(claims, header: header), policy: policy, keys: keys, certificate: certificate)
    }

    static func faults(of token: String, policy: TokenPolicy = policy, keys: JSONWebKeySet? = keys, certificate: [UInt8]? = nil) -> [String] {
        let verdict = TokenCheck(policy).verdict(on: Array(token.utf8), keys: keys, certificate: certificate, now: now)
        #expect((verdict.token == nil) == !verdict.faults.isEmpty)
        return verdict.faults.map { "\($0.code.rawValue) \($0.field)" }
    }
}
