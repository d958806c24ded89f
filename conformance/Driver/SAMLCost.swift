// What judging an assertion costs: microseconds for each of its parts, warm, on one thread.

import AuthorTrust
import ClinicalTypes
import CredentialChecks
import Foundation
import SignedXML

/// `conformance-driver saml --cost ROUNDS`: prints the median of each part.
enum SAMLCost {
    static func run(rounds: Int) -> Int32 {
        let now = Date(timeIntervalSince1970: 1_800_000_000)
        let organization = CertifiedOrganization(identifier: "1750803447", name: "HOPITAL", department: "Paris (75)", commonName: "dpi.test")
        let holder = CardHolder(identifier: "899900063480", title: "Médecin", givenName: "A", surname: "B", profession: 10, expertise: ["SM26"])
        let patient = ClaimedPatient(identifier: "279035121518989", root: "1.2.250.1.213.1.4.10")
        let claims = VIHF(of: holder, mode: .indirect, structure: organization.identifier, patient: patient)
        do {
            for keys in [KeyKind.rsa2048, .ecP256] {
                let authority = try DevelopmentAuthority(now: now, keys: keys)
                let signer = try authority.certificate(for: organization, use: .signature, now: now, keys: keys)
                let key = try SigningKey(pem: try signer.keyPEM(), certificate: signer.certificate.der, chain: signer.chain.dropFirst().map(\.der))
                let writer = try VIHFWriter(key: key)
                let bytes = try writer.assertion(claims, at: AssertionMoments(issued: now))
                let requirements = CertificateRequirements(acceptsTestProducts: true)
                let trust = CertificateTrust(anchors: try authority.anchors(), requirements: requirements)
                let check = AssertionCheck(trust: trust, uses: nil)
                let parts: [(String, () throws -> Bool)] = [
                    ("whole verdict", { check.verdict(on: bytes, sender: nil, document: nil, now: now).isTrusted }),
                    (
                        "signature and claims",
                        { try UnverifiedAssertion(in: bytes).assertion(signedBy: signer.certificate.der).attributes.count > 10 }
                    ), ("parse and shape alone", { try UnverifiedAssertion(in: bytes).signature.certificates.count == 2 }),
                    (
                        "path of the signer",
                        { CertificatePathCheck(anchors: trust.anchors, purpose: .signature).verdict(on: signer.chainDER, at: now).isTrusted }
                    ), ("write and sign", { try writer.assertion(claims, at: AssertionMoments(issued: now)).count > 1_000 }),
                ]
                print("\(keys.rawValue), \(bytes.count) bytes")
                for (name, work) in parts {
                    guard let median = try median(of: rounds, work) else { return 1 }
                    print("  \(name.padding(toLength: 24, withPad: " ", startingAt: 0))\(Int(median.rounded())) µs")
                }
            }
            return 0
        } catch {
            return 4
        }
    }

    /// The median in microseconds; nil where the work says no.
    static func median(of rounds: Int, _ work: () throws -> Bool) throws -> Double? {
        var seen: [Double] = []
        for _ in 0..<max(3, rounds) {
            let start = ContinuousClock.now
            guard try work() else { return nil }
            let time = (ContinuousClock.now - start).components
            seen.append(Double(time.seconds) * 1e6 + Double(time.attoseconds) / 1e12)
        }
        return seen.sorted()[seen.count / 2]
    }
}
