// The case of a token: is it accepted, for whom, and if not, which class of refusal is it?

import CredentialChecks
import Foundation

/// `conformance-driver jwt FILE`: exit 0 and the subject when the token is accepted, exit 1, the class, the code and the member when it is refused.
///
/// The suite's case (SUITE_CASE: JSON with `jwks`, `issuer`, `audience` and `clock`) says what to check against; its key set is read from the folder
/// above the working directory, where the runner starts each case.
enum JWTCase {
    private struct SuiteCase: Decodable {
        var jwks: String
        var issuer: String
        var audience: String
        var clock: String
    }

    static func run(_ arguments: [String]) -> Int32 {
        if arguments.count == 2, arguments[0] == "--cost", let rounds = Int(arguments[1]) { return JWTCost.run(rounds: rounds) }
        guard arguments.count == 1, let path = arguments.first, let token = InputFile.read(path, atMost: UnverifiedToken.greatestByteCount + 1),
            let written = ProcessInfo.processInfo.environment["SUITE_CASE"],
            let suite = try? JSONDecoder().decode(SuiteCase.self, from: Data(written.utf8)), let now = try? Date(suite.clock, strategy: .iso8601),
            let set = InputFile.read("../" + suite.jwks, atMost: JSONWebKeySet.greatestByteCount + 1), let keys = try? JSONWebKeySet(set)
        else { return 2 }
        let policy = TokenPolicy(issuer: suite.issuer, audiences: [suite.audience], algorithms: [.rs256, .es256])
        let verdict = TokenCheck(policy).verdict(on: token, keys: keys, certificate: nil, now: now.timeIntervalSince1970)
        guard let fault = verdict.faults.first else {
            print(JSONLine([("class", nil), ("subject", verdict.token?.subject)]))
            return 0
        }
        let members = [("class", errorClass(fault.code)), ("code", fault.code.rawValue), ("field", fault.field)]
        print(JSONLine(members + [("expected", fault.expected), ("received", fault.received)]))
        return 1
    }

    /// The suite's name for a code of ours.
    private static func errorClass(_ code: TokenFaultCode) -> String {
        switch code {
        case .tooLarge: "limits"
        case .parts, .encrypted, .encoding, .json, .duplicateMember, .header, .criticalHeader, .transformed, .kind: "structure"
        case .algorithm: "algorithm"
        case .keysUnavailable, .keyUnknown, .keyUnfit: "key"
        case .signature: "signature"
        case .claimMissing, .claimForm, .issuer, .audience, .authorizedParty, .expired, .notYetValid, .issuedInFuture, .lifetime, .binding, .unbound:
            "claims"
        }
    }
}
