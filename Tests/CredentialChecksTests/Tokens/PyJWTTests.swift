// Tokens of ours are what PyJWT takes for tokens, and the other way round.

import CredentialChecks
import Foundation
import TestSupport
import Testing

/// The Python of the system, with PyJWT and its cryptography; nil where the machine has none.
private let python: URL? = {
    let command = URL(filePath: "/usr/bin/python3")
    guard FileManager.default.isExecutableFile(atPath: command.path) else { return nil }
    return (try? run(command, "import jwt, cryptography", "")) == "" ? command : nil
}()

/// Runs a script with a text as its input; gives what it says.
private func run(_ command: URL, _ script: String, _ input: String) throws -> String {
    let process = ChildProcess()
    process.executableURL = command
    process.arguments = ["-c", script]
    let (fed, said) = (Pipe(), Pipe())
    process.standardInput = fed
    process.standardOutput = said
    process.standardError = said
    try process.run()
    try fed.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try fed.fileHandleForWriting.close()
    let output = said.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: output, as: UTF8.self)
}

@Suite(.enabled(if: python != nil, "needs /usr/bin/python3 with python3-jwt and python3-cryptography")) struct PyJWTTests {
    private static let algorithms: [SignatureAlgorithm] = [.rs256, .rs384, .rs512, .ps256, .ps384, .ps512, .es256]

    /// One key of RSA for all its algorithms: making one is slow.
    private static let signers: [TokenSigner] = {
        let (rsa, ec) = (try! PrivateKey(.rsa2048), try! PrivateKey(.ecP256))
        return algorithms.map { TokenSigner(key: $0 == .es256 ? ec : rsa, keyIdentifier: $0.rawValue, algorithm: $0) }
    }()

    private static let theirCheck = """
        import json, sys, jwt
        given = json.load(sys.stdin)
        keys = {k["kid"]: jwt.PyJWK(k).key for k in given["keys"]["keys"]}
        for token in given["tokens"]:
            try:
                name = jwt.get_unverified_header(token)["alg"]
                claims = jwt.decode(token, keys[jwt.get_unverified_header(token)["kid"]], algorithms=[name], audience="passerelle",
                    issuer=given["issuer"], options={"verify_exp": False, "verify_iat": False, "require": ["exp", "sub"]})
                print("taken", claims["sub"])
            except (jwt.InvalidTokenError, KeyError) as error:
                print("refused")
        """

    @Test func `PyJWT takes what is signed here, and refuses it when a byte is changed`() throws {
        var tokens: [String] = []
        for signer in Self.signers {
            let token = try signer.sign(SampleTokens.claims)
            let dot = try #require(token.lastIndex(of: "."))
            let next = token.index(after: dot)
            tokens += [token, token[...dot] + (token[next] == "A" ? "B" : "A") + token[token.index(after: next)...]]
        }
        let keys = String(decoding: try TokenSigner.keySet(Self.signers), as: UTF8.self)
        let list = tokens.map { "\"\($0)\"" }.joined(separator: ",")
        let input = "{\"keys\": \(keys), \"issuer\": \"\(SampleTokens.issuer)\", \"tokens\": [\(list)]}"
        let said = try run(try #require(python), Self.theirCheck, input).split(separator: "\n").map(String.init)
        #expect(said == Self.signers.flatMap { _ in ["taken f:1:899700000001", "refused"] })
    }

    private static let theirTokens = """
        import base64, json, sys, jwt
        from cryptography.hazmat.primitives.asymmetric import ec, rsa
        def text(number, size): return base64.urlsafe_b64encode(number.to_bytes(size, "big")).rstrip(b"=").decode()
        claims = json.load(sys.stdin)
        rsa_key = rsa.generate_private_key(65537, 2048)
        numbers = rsa_key.public_key().public_numbers()
        keys = [{"kty": "RSA", "kid": "rsa", "n": text(numbers.n, 256), "e": "AQAB"}]
        tokens = [jwt.encode(claims, rsa_key, a, headers={"kid": "rsa"}) for a in ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512")]
        for name, curve, size, algorithm in (("P-256", ec.SECP256R1(), 32, "ES256"), ("P-384", ec.SECP384R1(), 48, "ES384"), ("P-521", ec.SECP521R1(), 66, "ES512")):
            key = ec.generate_private_key(curve)
            point = key.public_key().public_numbers()
            keys.append({"kty": "EC", "kid": name, "crv": name, "x": text(point.x, size), "y": text(point.y, size)})
            tokens += [jwt.encode(claims, key, algorithm, headers={"kid": name}) for _ in range(8)]
        print(json.dumps({"keys": keys, "tokens": tokens}))
        """

    @Test func `what PyJWT signs is taken here, and refused when a byte is changed`() throws {
        let input = String(decoding: JSONValue.object(SampleTokens.claims).encoded, as: UTF8.self)
        let said = try run(try #require(python), Self.theirTokens, input)
        let made = try #require(JSONReader.read(Array(said.utf8)).object)
        let keys = try JSONWebKeySet(Array(said.utf8))
        #expect(keys.keys.map(\.kind) == [.rsa(bits: 2048), .ec(.p256), .ec(.p384), .ec(.p521)])
        var policy = SampleTokens.policy
        policy.algorithms = Set(SignatureAlgorithm.allCases)
        let tokens = (made["tokens"]?.elements ?? []).compactMap(\.text)
        #expect(tokens.count == 30)
        for token in tokens {
            #expect(SampleTokens.faults(of: token, policy: policy, keys: keys).isEmpty)
            let dot = try #require(token.lastIndex(of: "."))
            let next = token.index(after: dot)
            let changed = token[...dot] + (token[next] == "A" ? "B" : "A") + token[token.index(after: next)...]
            #expect(SampleTokens.faults(of: String(changed), policy: policy, keys: keys) == ["token.signature signature"])
        }
    }
}
