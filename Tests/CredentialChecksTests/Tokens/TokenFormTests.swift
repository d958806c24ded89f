// The form of a token, its algorithm, its key and its signature.

import CredentialChecks
import Testing

@Suite struct TokenFormTests {
    @Test(arguments: [SampleTokens.rsa, SampleTokens.ec])
    func `a token of the issuer is taken`(signer: TokenSigner) throws {
        let token = try signer.sign(SampleTokens.claims)
        let verdict = TokenCheck(SampleTokens.policy).verdict(on: Array(token.utf8), keys: SampleTokens.keys, certificate: nil, now: SampleTokens.now)
        #expect(verdict.faults.isEmpty)
        #expect(verdict.token?.subject == "f:1:899700000001")
        #expect(verdict.token?.expires == SampleTokens.now + 240)
        #expect(verdict.token?.isBound == false)
    }

    @Test(arguments: [SignatureAlgorithm.rs384, .rs512, .ps256, .ps384, .ps512])
    func `each algorithm over RSA signs and verifies, where it is pinned`(algorithm: SignatureAlgorithm) throws {
        let signer = TokenSigner(key: try PrivateKey(.rsa2048), keyIdentifier: "k", algorithm: algorithm)
        let keys = try JSONWebKeySet(try TokenSigner.keySet([signer]))
        var policy = SampleTokens.policy
        policy.algorithms = [algorithm]
        #expect(try SampleTokens.faults(SampleTokens.claims, policy: policy, keys: keys, by: signer).isEmpty)
        #expect(try SampleTokens.faults(SampleTokens.claims, keys: keys, by: signer) == ["token.algorithm header.alg"])
    }

    @Test(arguments: ["none", "None", "HS256", "HS512", "ES256K", "EdDSA", "RS1", "rs256", "", "PS256"])
    func `an algorithm that is not pinned is refused before any key is looked for`(name: String) throws {
        #expect(try SampleTokens.faults(SampleTokens.claims, header: ["alg": .string(name)]) == ["token.algorithm header.alg"])
    }

    @Test func `a header cannot name an algorithm of another key type`() throws {
        #expect(try SampleTokens.faults(SampleTokens.claims, header: ["alg": "RS256"]) == ["token.key-unfit header.alg"])
        #expect(try SampleTokens.faults(SampleTokens.claims, header: ["kid": "rsa"]) == ["token.key-unfit header.alg"])
    }

    @Test func `a key that nobody published is not found`() throws {
        #expect(try SampleTokens.faults(SampleTokens.claims, header: ["kid": "other"]) == ["token.key-unknown header.kid"])
        #expect(try SampleTokens.faults(SampleTokens.claims, header: ["kid": ""]) == ["token.key-unknown header.kid"])
        #expect(try SampleTokens.faults(SampleTokens.claims, header: ["kid": "a\u{0}"]) == ["token.key-unknown header.kid"])
        let long = JSONValue.string(String(repeating: "k", count: UnverifiedToken.longestKeyIdentifier + 1))
        #expect(try SampleTokens.faults(SampleTokens.claims, header: ["kid": long]) == ["token.key-unknown header.kid"])
        #expect(try SampleTokens.faults(SampleTokens.claims, keys: nil) == ["token.keys-unavailable header.kid"])
    }

    @Test func `without a key identifier, one fitting key is meant and two are none`() throws {
        let payload = JSONValue.object(SampleTokens.claims).encoded
        let token = try SampleTokens.ec.sign(header: Array(#"{"alg":"ES256"}"#.utf8), payload: payload)
        #expect(SampleTokens.faults(of: token).isEmpty)
        let other = SampleTokens.signer(.ecP256, "ec2", .es256)
        let two = try JSONWebKeySet(try TokenSigner.keySet([SampleTokens.ec, other]))
        #expect(SampleTokens.faults(of: token, keys: two) == ["token.key-unknown header.kid"])
    }

    @Test func `another key's signature does not hold`() throws {
        let other = SampleTokens.signer(.ecP256, "ec", .es256)
        #expect(try SampleTokens.faults(SampleTokens.claims, by: other) == ["token.signature signature"])
    }

    @Test(arguments: ["jwk", "jku", "x5u", "x5c"])
    func `a key that the token brings is never used`(member: String) throws {
        let other = SampleTokens.signer(.ecP256, "ec", .es256)
        let brought: JSONValue = member == "jwk" ? try other.publishedKey() : member == "x5c" ? ["MIIB"] : "http://127.0.0.1:9/keys"
        #expect(try SampleTokens.faults(SampleTokens.claims, header: [member: brought], by: other) == ["token.signature header.\(member)"])
        #expect(try SampleTokens.faults(SampleTokens.claims, header: [member: brought]).isEmpty)
    }

    @Test func `a byte changed anywhere breaks the token`() throws {
        let token = Array(try SampleTokens.ec.sign(SampleTokens.claims).utf8)
        for place in stride(from: 0, to: token.count, by: 5) where token[place] != UInt8(ascii: ".") {
            var changed = token
            changed[place] = changed[place] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            let verdict = TokenCheck(SampleTokens.policy).verdict(on: changed, keys: SampleTokens.keys, certificate: nil, now: SampleTokens.now)
            #expect(verdict.token == nil, "byte \(place)")
        }
    }

    @Test(arguments: [0, 63, 65, 70])
    func `a signature on P-256 has 64 bytes and no zero half`(length: Int) throws {
        let parts = try SampleTokens.ec.sign(SampleTokens.claims).split(separator: ".")
        let signed = parts[0] + "." + parts[1] + "."
        #expect(SampleTokens.faults(of: signed + Base64URL.encode([UInt8](repeating: 1, count: length))) == ["token.signature signature"])
        #expect(SampleTokens.faults(of: signed + Base64URL.encode([UInt8](repeating: 0, count: 64))) == ["token.signature signature"])
        let half = [UInt8](repeating: 0, count: 32) + [UInt8](repeating: 1, count: 32)
        #expect(SampleTokens.faults(of: signed + Base64URL.encode(half)) == ["token.signature signature"])
    }

    @Test(arguments: ["", "a", "a.b", ".", "..", "...", "a..c", ".b.c", "a.b.c.d", "a.b.c.d.e.f"])
    func `a token has three parts`(text: String) {
        #expect(SampleTokens.faults(of: text) == ["token.parts token"])
    }

    @Test func `an encrypted token is told as one`() {
        #expect(SampleTokens.faults(of: "a.b.c.d.e") == ["token.encrypted token"])
    }

    @Test func `a token longer than a request's head is not looked into`() {
        #expect(SampleTokens.faults(of: String(repeating: "a", count: UnverifiedToken.greatestByteCount + 1)) == ["token.too-large token"])
    }

    @Test(arguments: [
        (#"{"alg":"ES256","alg":"none"}"#, "token.duplicate-member header"), (#"["ES256"]"#, "token.json header"), ("{", "token.json header"),
        ("{}", "token.header header.alg"), (#"{"alg":1}"#, "token.header header.alg"), (#"{"alg":"ES256","kid":1}"#, "token.header header.kid"),
        (#"{"alg":"ES256","typ":null}"#, "token.header header.typ"), (#"{"alg":"ES256","crit":[]}"#, "token.critical-header header.crit"),
        (#"{"alg":"ES256","b64":false}"#, "token.critical-header header.b64"), (#"{"alg":"ES256","zip":"DEF"}"#, "token.transformed header.zip"),
        (#"{"alg":"ES256","cty":"JWT"}"#, "token.transformed header.cty"),
    ])
    func `a header that asks for more than a signature is refused`(header: String, fault: String) throws {
        let token = try SampleTokens.ec.sign(header: Array(header.utf8), payload: JSONValue.object(SampleTokens.claims).encoded)
        #expect(SampleTokens.faults(of: token) == [fault])
    }

    @Test(arguments: [("[1]", "token.json payload"), ("x", "token.json payload"), (#"{"exp":1,"exp":9}"#, "token.duplicate-member payload")])
    func `a payload is one object with each claim once`(payload: String, fault: String) throws {
        #expect(SampleTokens.faults(of: try SampleTokens.ec.sign(header: Array(#"{"alg":"ES256"}"#.utf8), payload: Array(payload.utf8))) == [fault])
    }

    @Test func `the fault that is told holds no control character and has an end`() throws {
        let kid = "x\n" + String(repeating: "y", count: 200)
        let token = Array(try SampleTokens.ec.sign(SampleTokens.claims, header: ["kid": .string(kid)]).utf8)
        let fault = try #require(TokenCheck(SampleTokens.policy).verdict(on: token, keys: nil, certificate: nil, now: 0).faults.first)
        #expect(fault.received?.hasPrefix("x\\u{a}y") == true)
        #expect((fault.received?.count ?? 999) < 100)
        #expect("\(fault)" == "token.key-unknown at header.kid")
    }

    @Test func `whatever bytes come, a verdict is given`() throws {
        let sound = Array(try SampleTokens.ec.sign(SampleTokens.claims, header: ["jku": "https://keys.example/\u{1F600}"]).utf8)
        let header = JSONValue.object(SampleTokens.claims).encoded
        var state: UInt64 = 42
        func next(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
        for _ in 0..<3000 {
            var (token, json) = (sound, header)
            for _ in 0...next(4) {
                token[next(token.count)] = UInt8(next(256))
                json[next(json.count)] = UInt8(next(256))
            }
            token.removeLast(next(token.count))
            let verdict = TokenCheck(SampleTokens.policy).verdict(on: token, keys: SampleTokens.keys, certificate: nil, now: SampleTokens.now)
            #expect(verdict.token == nil && verdict.faults.count == 1)
            if let value = try? JSONReader.read(json) { #expect((try? JSONReader.read(value.encoded)) == value) }
        }
    }
}
