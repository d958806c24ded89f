// What judging a token costs: microseconds, warm, on one thread.

import AuthorTrust
import ClinicalTypes
import CredentialChecks
import Foundation

/// `conformance-driver jwt --cost ROUNDS`: prints the median for each kind of key.
enum JWTCost {
    static func run(rounds: Int) -> Int32 {
        let now = Date(timeIntervalSince1970: 1_800_000_000)
        let holder = CardHolder(identifier: "899900063480", title: "Médecin", givenName: "A", surname: "B", profession: 10, expertise: ["SM26"])
        do {
            for kind in [KeyKind.rsa2048, .ecP256] {
                let provider = try DevelopmentIdentityProvider(issuer: "https://identity.invalid", keys: kind)
                let text = try provider.token(
                    for: holder, at: [NamedStructure(identifier: "1750803447")], audience: "passerelle", certificate: nil, now: now, fault: nil)
                let keys = try JSONWebKeySet(provider.keySet)
                let policy = TokenPolicy(issuer: "https://identity.invalid", audiences: ["passerelle"], algorithms: [.rs256, .es256])
                let token = PresentedToken(token: Array(text.utf8), keys: keys)
                let trust = TokenTrust(policy: policy)
                print("\(kind.rawValue), \(token.token.count) bytes")
                let parts: [(String, () throws -> Bool)] = [
                    ("whole reading", { trust.reading(of: token, certificate: nil, now: now).identity != nil }),
                    ("form alone", { try UnverifiedToken(token.token).header.algorithm.isEmpty == false }),
                ]
                for (name, work) in parts {
                    guard let median = try SAMLCost.median(of: rounds, work) else { return 1 }
                    print("  \(name.padding(toLength: 24, withPad: " ", startingAt: 0))\(Int(median.rounded())) µs")
                }
            }
            return 0
        } catch {
            return 4
        }
    }
}
