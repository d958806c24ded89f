// The case of an assertion: is it believed, and if not, which class of refusal is it?

import AuthorTrust
import ClinicalTypes
import CredentialChecks
import Foundation
import SignedXML

/// `conformance-driver saml FILE`: exit 0 and the subject when the assertion is believed, exit 1 and the class when it is refused.
///
/// `SUITE_CASE` holds the case as JSON, with clock and audience; the authority stands at `../keys/ca.crt.pem` beside the folder of the case.
enum SAMLCase {
    private struct Case: Decodable {
        var clock: String
        var audience: String
    }

    static func run(_ arguments: [String]) -> Int32 {
        if arguments.count == 2, arguments[0] == "--cost", let rounds = Int(arguments[1]) { return SAMLCost.run(rounds: rounds) }
        guard arguments.count == 1, let path = arguments.first, let bytes = InputFile.read(path, atMost: 16 << 20),
            let text = ProcessInfo.processInfo.environment["SUITE_CASE"], let suite = try? JSONDecoder().decode(Case.self, from: Data(text.utf8)),
            let now = try? Date(suite.clock, strategy: .iso8601)
        else { return 2 }
        let authority = URL(filePath: path).deletingLastPathComponent().appending(path: "../keys/ca.crt.pem")
        guard let pem = try? String(contentsOf: authority, encoding: .utf8), let anchors = try? TrustAnchors(pem: pem) else { return 2 }
        let check = AssertionCheck(
            trust: CertificateTrust(anchors: anchors),
            policy: .plain(audiences: [suite.audience], singleValued: ["resource-id", "purposeofuse", "VIHF_Version"]))
        let verdict = check.verdict(on: bytes, sender: nil, document: nil, now: now)
        if let assertion = verdict.assertion {
            print(JSONLine([("class", nil), ("subject", assertion.subject)]))
            return 0
        }
        let failure = verdict.failures.first
        print(JSONLine([("class", failure.map { errorClass($0.code) }), ("code", failure?.code), ("field", failure?.field), ("received", failure?.received)]))
        return 1
    }

    /// The suite's name for a code of ours.
    private static func errorClass(_ code: String) -> String {
        switch code {
        case "assertion.absent", "assertion.unsigned": "unsigned"
        case "assertion.unreadable", "assertion.several", "assertion.structure", "assertion.text", "assertion.signature-structure": "structure"
        case "assertion.limits": "limits"
        case "assertion.signature-wrapping": "signature-wrapping"
        case "assertion.algorithm": "algorithm"
        case "assertion.transform": "transform"
        case "assertion.reference": "reference"
        case "assertion.duplicate-id": "duplicate-id"
        case "assertion.signature-invalid": "signature"
        case "assertion.issuer-mismatch": "issuer"
        case "assertion.other-audience": "audience"
        case "assertion.unconfirmed": "subject-confirmation"
        case "assertion.replayed", "assertion.replay-unknown": "replay"
        case "assertion.no-end", "assertion.window", "assertion.not-yet-valid", "assertion.expired", "assertion.authentication": "conditions"
        case "assertion.machinery": "machinery"
        case "assertion.key": "key"
        case let other where other.hasPrefix("certificate."): "key"
        default: "attributes"
        }
    }
}
