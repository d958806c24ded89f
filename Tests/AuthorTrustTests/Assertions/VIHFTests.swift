// An assertion of the French profile is believed when everything in it is right, and each fault has its code.

import AuthorTrust
import CDADocuments
import ClinicalTypes
import CredentialChecks
import Foundation
import SignedXML
import TestSupport
import Testing

@Suite struct VIHFTests {
    @Test(arguments: AuthenticationMode.allCases)
    func `an assertion as it should be is believed in every mode`(mode: AuthenticationMode) throws {
        let verdict = try AssertionCases.verdict(AssertionCases.claims(mode))
        #expect(verdict.refusals == [])
        var claims = AssertionCases.claims(mode)
        claims.sector.displayName = "Cabinet individuel"
        #expect(verdict.claims == claims)
        let identity = try #require(verdict.identity)
        #expect(identity.kind == .assertion)
        #expect(identity.person == "899900063480")
        #expect(identity.profession?.code == "10")
        #expect(identity.expertise.map(\.code) == ["SM26"])
        #expect(identity.structures.map(\.identifier) == ["1750803447"])
        #expect(identity.structures.map(\.sector?.code) == ["SA07"])
        #expect(verdict.checks.allSatisfy { $0.source == .assertion && !$0.field.isEmpty })
    }

    /// What each fault of the sandbox is told as, in direct and in indirect mode.
    static let expected: [AssertionFault: (direct: [String], indirect: [String])] = [
        .otherPatient: (["assertion.other-patient"], ["assertion.other-patient"]),
        .clockAhead: (["assertion.not-yet-valid"], ["assertion.not-yet-valid"]),
        .clockBehind: (["assertion.expired"], ["assertion.expired"]), .expired: (["assertion.expired"], ["assertion.expired"]),
        .longWindow: (["assertion.window"], ["assertion.window"]),
        .specialityMissing: (["assertion.speciality-missing"], ["assertion.speciality-missing"]),
        .specialityUnknown: (["assertion.speciality-unknown"], ["assertion.speciality-unknown"]),
        .professionUnknown: (["assertion.profession-unknown"], ["assertion.profession-unknown"]),
        .otherStructure: (["assertion.other-author-structure"], ["assertion.other-structure", "assertion.other-sender", "assertion.other-author-structure"]),
        .otherUser: (["assertion.other-signer", "assertion.other-sender", "assertion.other-author"], ["assertion.other-author"]),
        .sectorUnknown: (["assertion.sector-unknown"], ["assertion.sector-unknown"]),
        .reasonMissing: (["assertion.reason-missing"], ["assertion.reason-missing"]), .version: (["assertion.version"], ["assertion.version"]),
        .connectionCertificate: (["certificate.wrong-purpose"], ["certificate.wrong-purpose"]),
        .unknownAuthority: (["certificate.untrusted-issuer"], ["certificate.untrusted-issuer"]),
        .otherIssuer: (["assertion.issuer-mismatch"], ["assertion.issuer-mismatch"]),
        .tampered: (["assertion.signature-invalid"], ["assertion.signature-invalid"]), .unsigned: (["assertion.unsigned"], ["assertion.unsigned"]),
        .replay: ([], []),
    ]

    @Test(arguments: AssertionFault.allCases)
    func `each fault is refused by its name`(fault: AssertionFault) throws {
        let wanted = try #require(Self.expected[fault])
        for (mode, codes) in [(AuthenticationMode.direct, wanted.direct), (.indirect, wanted.indirect)] {
            let verdict = try AssertionCases.verdict(AssertionCases.claims(mode), fault: fault)
            #expect(verdict.refusals == codes, "\(mode)")
            #expect((verdict.identity == nil) == !codes.isEmpty)
            #expect((verdict.assertion == nil) == !codes.isEmpty)
        }
    }

    @Test(arguments: Language.allCases)
    func `each refusal reads as a person needs it`(language: Language) throws {
        var text = ""
        for fault in AssertionFault.allCases {
            for mode in [AuthenticationMode.direct, .indirect] {
                text += "# \(fault.rawValue), \(mode.rawValue)\n"
                for check in try AssertionCases.verdict(AssertionCases.claims(mode), fault: fault).failures {
                    let told = "\(check.code)\n  field    \(check.field)\n  expected \(check.expected ?? "-")\n  received \(check.received ?? "-")\n"
                    text += told + "  \(check.hint[language])\n"
                }
            }
        }
        #expect(!text.contains("279035121518989") && !text.contains("277076322082910"), "no patient is told whole")
        try expectSnapshot(text, named: "assertion-refusals.\(language.rawValue).txt")
    }

    @Test func `a replay is told for another document, not for the same one again`() throws {
        let uses = RememberedUses()
        let other = document(
            #"<id root="9.9"/><recordTarget><patientRole><id root="1.2.250.1.213.1.4.10" extension="279035121518989"/></patientRole></recordTarget>"#
                + author(professional("899900063480"), structure: "1750803447"))
        for _ in 0..<2 { #expect(try AssertionCases.verdict(fault: .replay, uses: uses).refusals == []) }
        #expect(try AssertionCases.verdict(fault: .replay, uses: uses, document: other).refusals == ["assertion.replayed"])
        #expect(try AssertionCases.verdict(fault: .replay, uses: uses, document: nil).refusals == [], "without a document nothing is used")
        var tolerant = AssertionPolicy.national
        tolerant.refusesReplay = false
        #expect(try AssertionCases.verdict(fault: .replay, policy: tolerant, uses: uses, document: other).refusals == [])
        #expect(uses.count == 1)
    }

    @Test func `a use is recorded only of an assertion that is believed`() throws {
        let uses = RememberedUses()
        for fault in AssertionFault.allCases where fault != .replay { _ = try AssertionCases.verdict(fault: fault, uses: uses) }
        #expect(uses.count == 0)
    }

    @Test func `a record of uses is bounded, and forgets what has expired`() throws {
        let uses = RememberedUses(capacity: 2)
        func use(_ name: String, _ until: Double) -> AssertionUse { AssertionUse(assertion: name, purpose: "p", until: now + until) }
        #expect(uses.record(use("a", 10), now: now) == .first)
        #expect(uses.record(use("b", 20), now: now) == .first)
        #expect(uses.record(use("c", 30), now: now) == .full)
        #expect(uses.record(use("a", 10), now: now) == .again)
        #expect(uses.record(AssertionUse(assertion: "b", purpose: "q", until: now + 20), now: now) == .replayed)
        #expect(uses.record(use("c", 30), now: now + 11) == .first)
        #expect(uses.count == 2)
    }

    @Test func `test products sign only where tests are made`() throws {
        let production = CertificateTrust(anchors: try authority.anchors())
        #expect(try AssertionCases.verdict(trust: production).refusals == ["certificate.test-product"])
    }

    @Test func `a mode is held to its certificates`() throws {
        // A card that signs for an indirect mode, an organisation that connects for a direct one.
        let bytes = try AssertionCases.direct.assertion(AssertionCases.claims(.indirect), now: now)
        let check = AssertionCheck(trust: AssertionCases.trust, uses: nil)
        let signedByCard = check.verdict(on: bytes, sender: AssertionCases.server, document: nil, now: now)
        #expect(signedByCard.refusals == ["assertion.signer-product"])
        #expect(try AssertionCases.verdict(sender: .some(AssertionCases.server)).refusals == ["assertion.other-sender"])
        #expect(try AssertionCases.verdict(AssertionCases.claims(.indirect), sender: .some(AssertionCases.card)).refusals == ["assertion.other-sender"])
        #expect(try AssertionCases.verdict(sender: .some(nil)).refusals == [], "the connection is judged elsewhere")
    }

    @Test func `a card's profession and speciality bind what is claimed`() throws {
        var claims = AssertionCases.claims()
        claims.expertise = CodedValue(code: "SM02", system: "1.2.250.1.71.4.2.5")
        #expect(try AssertionCases.verdict(claims).refusals == ["assertion.other-speciality"])
        claims.profession = CodedValue(code: "60", system: "1.2.250.1.71.1.2.7")
        claims.expertise = nil
        #expect(try AssertionCases.verdict(claims).refusals == ["assertion.other-profession"])
    }

    @Test func `a document that a system wrote is held to the structure alone`() throws {
        let system = document(
            #"<recordTarget><patientRole><id root="1.2.250.1.213.1.4.10" extension="279035121518989"/></patientRole></recordTarget>"#
                + author(#"<id root="1.2"/>"#, structure: "1750803447", device: true))
        #expect(try AssertionCases.verdict(AssertionCases.claims(.indirect), document: system).refusals == [])
    }

    @Test func `who answers for a document may send it`() throws {
        let entered = document(
            #"<recordTarget><patientRole><id root="1.2.250.1.213.1.4.10" extension="279035121518989"/></patientRole></recordTarget>"#
                + author(professional("899900038839"), structure: "1750803447") + part("legalAuthenticator", professional("899900063480")))
        #expect(try AssertionCases.verdict(document: entered).refusals == [])
    }

    @Test func `without an end the moment of issue bounds the use`() throws {
        let key = try SigningKey(pem: try AssertionCases.direct.signer.keyPEM(), certificate: AssertionCases.direct.signer.certificate.der)
        let bytes = try VIHFWriter(key: key).assertion(AssertionCases.claims(), at: AssertionMoments(issued: now, lifetime: nil))
        let check = AssertionCheck(trust: AssertionCases.trust, uses: nil)
        for (seconds, codes) in [(0.0, []), (359, []), (361, ["assertion.expired"]), (-59, []), (-61, ["assertion.not-yet-valid"])] {
            #expect(check.verdict(on: bytes, sender: nil, document: nil, now: now + seconds).refusals.prefix(1) == codes[...], "\(seconds) s")
        }
    }

    @Test func `an assertion completes the verdict on the certificate`() throws {
        let assertion = try AssertionCases.indirect.assertion(AssertionCases.claims(.indirect), now: now)
        let credential = PresentedCredential(clientChain: [AssertionCases.server.der], assertion: assertion)
        #expect("\(credential)" == "credential(1 certificates, assertion)")
        let before = AuthorVerdict(checks: [], identity: hospital.identifier)
        let check = AssertionCheck(trust: AssertionCases.trust)
        let (verdict, claims, _) = check.completed(before, by: credential, document: AssertionCases.deposited, now: now)
        #expect(verdict.isTrusted && verdict.checks.count > 8)
        #expect(verdict.identities.map(\.person) == ["899900063480"])
        #expect(claims?.mode == .indirect && claims?.access == .normal)

        let faulty = PresentedCredential(clientChain: [], assertion: Array("<x/>".utf8))
        #expect(check.completed(before, by: faulty, now: now).verdict.failures.map(\.code) == ["assertion.absent"])
        #expect(check.completed(before, by: .none, now: now).verdict == before)
        let required = AssertionCheck(trust: AssertionCases.trust, policy: AssertionPolicy(isNational: true, isRequired: true))
        #expect(required.completed(before, by: .none, now: now).verdict.failures.map(\.code) == ["assertion.absent"])
    }

    @Test func `a header field may carry an assertion`() {
        let bytes = Array("<a>?>é</a>".utf8)
        let text = Data(bytes).base64EncodedString()
        let url = text.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
        for field in ["SAML \(text)", "saml  \(text)", "SAML \(url)", "SAML \(text.prefix(8))\r\n \(text.dropFirst(8))"] {
            #expect(PresentedCredential.assertion(inAuthorization: field) == bytes, "\(field)")
        }
        for field in ["", "SAML", "SAML ", "Bearer \(text)", "SAML !!!", "SAML \(String(repeating: "A", count: 600_000))"] {
            #expect(PresentedCredential.assertion(inAuthorization: field) == nil)
        }
    }

    @Test func `nothing of a patient or a user is described`() throws {
        #expect("\(AssertionCases.claims())" == "VIHF 4.0 DIRECTE normal")
        #expect("\(AssertionCases.patient)" == "patient")
    }
}
