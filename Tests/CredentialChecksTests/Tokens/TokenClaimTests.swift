// The claims of a token: whose it is, for whom, from when to when, and bound to what.

import CredentialChecks
import Testing

@Suite struct TokenClaimTests {
    private func at(_ seconds: Int) -> JSONValue { .number("\(Int(SampleTokens.now) + seconds)") }

    @Test(
        arguments: [
            ("iss", "https://issuer.example/realms/health/", "token.issuer iss"), ("iss", "HTTPS://issuer.example/realms/health", "token.issuer iss"),
            ("iss", 5, "token.claim-form iss"), ("iss", nil, "token.claim-missing iss"), ("aud", "Passerelle", "token.audience aud"),
            ("aud", ["other"], "token.audience aud"), ("aud", [], "token.audience aud"), ("aud", ["passerelle", 1], "token.claim-form aud"),
            ("aud", true, "token.claim-form aud"), ("aud", nil, "token.claim-missing aud"), ("sub", nil, "token.claim-missing sub"),
            ("sub", "", "token.claim-form sub"), ("sub", ["a": 1], "token.claim-form sub"), ("exp", nil, "token.claim-missing exp"),
            ("exp", .null, "token.claim-form exp"), ("exp", "1772366500", "token.claim-form exp"), ("exp", .number("1e400"), "token.claim-form exp"),
            ("exp", -1, "token.expired exp"), ("exp", .number("9223372036854775808"), "token.lifetime exp"), ("nbf", [1], "token.claim-form nbf"),
            ("iat", "now", "token.claim-form iat"), ("typ", "ID", "token.kind typ"), ("typ", "Refresh", "token.kind typ"),
            ("cnf", 1, "token.claim-form cnf.x5t#S256"),
            ("cnf", ["jkt": "abc"], "token.claim-form cnf.x5t#S256"), ("azp", 1, "token.claim-form azp"),
        ] as [(String, JSONValue?, String)])
    func `a claim that is wrong is named`(name: String, value: JSONValue?, fault: String) throws {
        #expect(try SampleTokens.faults(SampleTokens.claims(name, value)) == [fault])
    }

    @Test func `an audience may stand in a list`() throws {
        #expect(try SampleTokens.faults(SampleTokens.claims("aud", ["account", "passerelle"])).isEmpty)
    }

    @Test func `every claim that is wrong is told`() throws {
        var claims = SampleTokens.claims("iss", "x")
        claims["aud"] = "y"
        claims["exp"] = 5
        claims["sub"] = nil
        #expect(try SampleTokens.faults(claims) == ["token.issuer iss", "token.audience aud", "token.expired exp", "token.claim-missing sub"])
    }

    @Test func `clocks may stand a minute apart, and no more`() throws {
        #expect(try SampleTokens.faults(SampleTokens.claims("exp", at(-59))).isEmpty)
        #expect(try SampleTokens.faults(SampleTokens.claims("exp", at(-60))) == ["token.expired exp"])
        #expect(try SampleTokens.faults(SampleTokens.claims("nbf", at(60))).isEmpty)
        #expect(try SampleTokens.faults(SampleTokens.claims("nbf", at(61))) == ["token.not-yet-valid nbf"])
        #expect(try SampleTokens.faults(SampleTokens.claims("iat", at(61))) == ["token.issued-in-future iat"])
        #expect(TokenPolicy(issuer: "", audiences: [], skew: 86_400).skew == TokenPolicy.greatestSkew)
    }

    @Test func `a token for a day is too long`() throws {
        #expect(try SampleTokens.faults(SampleTokens.claims("exp", at(86_400))) == ["token.lifetime exp"])
        var claims = SampleTokens.claims("exp", at(86_400))
        claims["iat"] = nil
        #expect(try SampleTokens.faults(claims) == ["token.lifetime exp"])
    }

    @Test func `a client that is not listed is refused`() throws {
        var policy = SampleTokens.policy
        policy.authorizedParties = ["editor"]
        #expect(try SampleTokens.faults(SampleTokens.claims, policy: policy).isEmpty)
        #expect(try SampleTokens.faults(SampleTokens.claims("azp", "other"), policy: policy) == ["token.authorized-party azp"])
        #expect(try SampleTokens.faults(SampleTokens.claims("azp", nil), policy: policy) == ["token.claim-missing azp"])
    }

    @Test(arguments: [("JWT", true), ("at+jwt", true), ("application/at+jwt", true), ("jwt", true), ("logout+jwt", false), ("JOSE", false)])
    func `an access token is of a media type for access`(type: String, isTaken: Bool) throws {
        #expect(try SampleTokens.faults(SampleTokens.claims, header: ["typ": .string(type)]) == (isTaken ? [] : ["token.kind header.typ"]))
    }

    @Test func `an identity token is taken where one is wanted, and an access token is not`() throws {
        var policy = SampleTokens.policy
        policy.kind = .identity
        #expect(try SampleTokens.faults(SampleTokens.claims("typ", "ID"), policy: policy).isEmpty)
        #expect(try SampleTokens.faults(SampleTokens.claims, policy: policy) == ["token.kind typ"])
        #expect(try SampleTokens.faults(SampleTokens.claims("typ", "ID"), header: ["typ": "at+jwt"], policy: policy) == ["token.kind header.typ"])
    }

    @Test func `a bound token counts with its certificate alone`() throws {
        let certificate: [UInt8] = [1, 2, 3]
        let bound = SampleTokens.claims("cnf", ["x5t#S256": .string(Base64URL.encode(Digest.sha256(certificate)))])
        #expect(try SampleTokens.faults(bound, certificate: certificate).isEmpty)
        #expect(try SampleTokens.faults(bound, certificate: [1, 2]) == ["token.binding cnf.x5t#S256"])
        #expect(try SampleTokens.faults(bound) == ["token.binding cnf.x5t#S256"])
        var policy = SampleTokens.policy
        policy.binding = .required
        #expect(try SampleTokens.faults(SampleTokens.claims, policy: policy, certificate: certificate) == ["token.unbound cnf.x5t#S256"])
        #expect(try SampleTokens.faults(bound, policy: policy, certificate: certificate).isEmpty)
    }
}
