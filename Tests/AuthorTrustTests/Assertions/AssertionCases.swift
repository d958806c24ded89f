// Signers, claims and documents for the tests of assertions.

import AuthorTrust
import CDADocuments
import ClinicalTypes
import CredentialChecks
import Foundation
import SignedXML

enum AssertionCases {
    static let patient = ClaimedPatient(identifier: "279035121518989", root: "1.2.250.1.213.1.4.10")
    static let direct = try! SandboxAssertions(authority: authority, holder: physician, now: now)
    static let indirect = try! SandboxAssertions(authority: authority, organization: hospital, now: now)
    /// The certificates of the connections.
    static let card = try! authority.card(for: physician, now: now).certificate
    static let server = try! authority.certificate(for: hospital, now: now).certificate
    static let trust = CertificateTrust(anchors: try! authority.anchors(), requirements: CertificateRequirements(acceptsTestProducts: true))

    /// A document of the physician for the hospital, about the patient.
    static let deposited = document(
        #"<id root="1.2.3.4"/><recordTarget><patientRole><id root="1.2.250.1.213.1.4.10" extension="279035121518989"/></patientRole></recordTarget>"#
            + author(professional("899900063480"), structure: "1750803447"))

    static func claims(_ mode: AuthenticationMode = .direct) -> VIHF { VIHF(of: physician, mode: mode, structure: hospital.identifier, patient: patient) }

    /// What is said of an assertion that comes over the right connection with the document.
    static func verdict(
        _ claims: VIHF = claims(), fault: AssertionFault? = nil, policy: AssertionPolicy = .national, uses: (any AssertionUses)? = nil,
        sender: Certificate?? = nil, document: CDADocument? = deposited, trust: CertificateTrust = trust, at moment: Date = now
    ) throws -> AssertionVerdict {
        let signer = claims.mode == .direct ? direct : indirect
        let bytes = try signer.assertion(claims, fault: fault, now: now)
        return AssertionCheck(trust: trust, policy: policy, uses: uses).verdict(
            on: bytes, sender: sender ?? (claims.mode == .direct ? card : server), document: document, now: moment)
    }
}

extension AssertionVerdict {
    /// The codes of the checks that failed.
    var refusals: [String] { failures.map(\.code) }
}
