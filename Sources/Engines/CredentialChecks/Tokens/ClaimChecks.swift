// The checks on the claims of a token whose signature holds.

/// The claims of a token, judged one by one: every fault is told, not only the first.
struct ClaimChecks {
    let claims: JSONObject
    let policy: TokenPolicy
    let header: TokenHeader
    /// The client certificate of the connection, DER; nil where there is none.
    let certificate: [UInt8]?
    /// Seconds since 1970.
    let now: Double
    private(set) var faults: [TokenFault] = []

    init(_ token: UnverifiedToken, policy: TokenPolicy, certificate: [UInt8]?, now: Double) {
        (claims, header) = (token.payload, token.header)
        (self.policy, self.certificate, self.now) = (policy, certificate, now)
        checkKind()
        checkIssuer()
        checkAudience()
        checkAuthorizedParty()
        checkTimes()
        checkSubject()
        checkBinding()
    }

    private mutating func report(_ code: TokenFaultCode, _ field: String, expected: String? = nil, received: String? = nil) {
        faults.append(TokenFault(code, field, expected: expected, received: received))
    }

    /// A text claim, nil where there is none to go on with; one of another form is reported.
    private mutating func text(_ name: String, isRequired: Bool = false) -> String? {
        guard let value = claims[name] else {
            if isRequired { report(.claimMissing, name, expected: "a text") }
            return nil
        }
        guard let text = value.text, !text.isEmpty else {
            report(.claimForm, name, expected: "a text", received: value.text == nil ? value.kind : "an empty text")
            return nil
        }
        return text
    }

    /// A moment in seconds since 1970 (NumericDate, RFC 7519, 2).
    private mutating func moment(_ name: String, isRequired: Bool = false) -> Double? {
        guard let value = claims[name] else {
            if isRequired { report(.claimMissing, name, expected: "seconds since 1970") }
            return nil
        }
        guard let number = value.number else {
            report(.claimForm, name, expected: "seconds since 1970", received: value.kind)
            return nil
        }
        return number
    }

    private mutating func checkKind() {
        let types: Set<String> = policy.kind == .access ? ["jwt", "at+jwt", "application/at+jwt"] : ["jwt"]
        if let type = header.type, !types.contains(type.lowercased()) {
            report(.kind, "header.typ", expected: types.sorted().joined(separator: " | "), received: type)
        }
        // Keycloak, on which the national provider is built, says the kind in a claim, too.
        let wanted = policy.kind == .access ? "Bearer" : "ID"
        if let kind = text("typ"), kind.lowercased() != wanted.lowercased() { report(.kind, "typ", expected: wanted, received: kind) }
    }

    private mutating func checkIssuer() {
        guard let issuer = text("iss", isRequired: true) else { return }
        // Scalar by scalar: Swift holds texts for equal that Unicode holds for equivalent.
        guard issuer.utf8.elementsEqual(policy.issuer.utf8) else { return report(.issuer, "iss", expected: policy.issuer, received: issuer) }
    }

    private mutating func checkAudience() {
        let named: [String]
        switch claims["aud"] {
        case nil: return report(.claimMissing, "aud", expected: listed(policy.audiences))
        case .string(let one)?: named = [one]
        case .array(let several)?:
            named = several.compactMap(\.text)
            guard named.count == several.count else { return report(.claimForm, "aud", expected: "texts") }
        case let other?: return report(.claimForm, "aud", expected: "a text or a list of texts", received: other.kind)
        }
        let isMeant = named.contains { one in policy.audiences.contains { $0.utf8.elementsEqual(one.utf8) } }
        if !isMeant { report(.audience, "aud", expected: listed(policy.audiences), received: listed(named)) }
    }

    private mutating func checkAuthorizedParty() {
        let party = text("azp")
        guard let wanted = policy.authorizedParties else { return }
        guard let party else {
            if claims["azp"] == nil { report(.claimMissing, "azp", expected: listed(wanted)) }
            return
        }
        if !wanted.contains(party) { report(.authorizedParty, "azp", expected: listed(wanted), received: party) }
    }

    private mutating func checkTimes() {
        let (end, begin, issued) = (moment("exp", isRequired: true), moment("nbf"), moment("iat"))
        if let issued, issued > now + policy.skew { report(.issuedInFuture, "iat", expected: "at most \(written(now))", received: written(issued)) }
        if let begin, begin > now + policy.skew { report(.notYetValid, "nbf", expected: "at most \(written(now))", received: written(begin)) }
        guard let end else { return }
        guard end + policy.skew > now else { return report(.expired, "exp", expected: "after \(written(now))", received: written(end)) }
        let lifetime = end - (issued ?? begin ?? now)
        if lifetime > policy.longestLifetime {
            report(.lifetime, "exp", expected: "at most \(written(policy.longestLifetime)) s of validity", received: "\(written(lifetime)) s")
        }
    }

    private mutating func checkSubject() { _ = text("sub", isRequired: true) }

    private mutating func checkBinding() {
        let field = "cnf.x5t#S256"
        guard let confirmation = claims["cnf"] else {
            if policy.binding == .required { report(.unbound, field, expected: "the thumbprint of the client certificate") }
            return
        }
        // A token bound to a key in another way must not pass as one that is not bound.
        guard let thumbprint = confirmation.object?["x5t#S256"]?.text else { return report(.claimForm, field, expected: "a text", received: confirmation.kind) }
        guard let certificate else {
            return report(.binding, field, expected: "a connection with the certificate of that thumbprint", received: "no client certificate")
        }
        let presented = Base64URL.encode(Digest.sha256(certificate))
        if presented != thumbprint { report(.binding, field, expected: presented, received: thumbprint) }
    }

    private func listed(_ values: some Collection<String>) -> String {
        values.sorted().prefix(4).joined(separator: " | ") + (values.count > 4 ? " …" : "")
    }

    private func written(_ seconds: Double) -> String { Int64(exactly: seconds.rounded()).map(String.init) ?? "\(seconds)" }
}
