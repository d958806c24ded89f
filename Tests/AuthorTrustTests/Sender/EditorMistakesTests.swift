// The mistakes that editors of practice software make, over every kind of credential: what each refusal says, word for word, in both languages.

import AuthorTrust
import CDADocuments
import ClinicalTypes
import CredentialChecks
import Foundation
import SignedXML
import TestSupport
import Testing

private let provider = try! DevelopmentIdentityProvider(issuer: "https://provider.example/realms/health", keys: .ecP256)
private let colleague = CardHolder(identifier: "899900038839", title: "Médecin", givenName: "ANNE", surname: "AUTRE", profession: 10)

private struct EmptyDirectory: ProfessionalDirectory {
    func entries(for person: String) throws -> [NamedIdentity] { [] }
}

/// What a sender shows in one case.
private struct Shown: Sendable {
    var certificate: IssuedCertificate? = try! authority.card(for: physician, now: now)
    var chain: [[UInt8]]?
    var assertion: [UInt8]?
    var token: String?
    var document = AssertionCases.deposited
    var check = AuthorTrustTests.check
    var requiresAssertion = false
    var requiresToken = false
    var uses: (any AssertionUses)?
    var together = SenderChecks(rightsPolicy: .require)

    /// The verdict, every check made as a gateway makes it.
    var verdict: AuthorVerdict {
        get throws {
            let trust = SenderTrust(
                certificates: check, tokens: TokenTrust(policy: provider.policy(), isRequired: requiresToken),
                assertions: AssertionCheck(trust: AssertionCases.trust, policy: .national(isRequired: requiresAssertion), uses: uses), together: together)
            let credential = PresentedCredential(clientChain: chain ?? certificate?.chainDER ?? [], assertion: assertion)
            let presented = try token.map { PresentedToken(token: Array($0.utf8), keys: try JSONWebKeySet(provider.keySet)) }
            return trust.verdict(on: trust.standing(of: credential, token: presented, now: now), for: document)
        }
    }
}

@Suite struct EditorMistakesTests {
    private typealias Mistake = (name: String, shown: @Sendable () throws -> Shown)

    private static func faulty(_ name: String, _ shown: @escaping @Sendable () throws -> Shown) -> Mistake { (name, shown) }

    private static let certificates: [Mistake] = [
        ("no certificate is presented", { Shown(certificate: nil) }),
        ("the file holds no certificate", { Shown(chain: [Array("-----BEGIN".utf8)]) }),
        ("the card's signature certificate is used for TLS", { Shown(certificate: try authority.card(for: physician, use: .signature, now: now)) }),
        ("the card has expired", { Shown(certificate: try authority.card(for: physician, now: now, fault: .expired)) }),
        ("the card is not valid yet", { Shown(certificate: try authority.card(for: physician, now: now, fault: .notYetValid)) }),
        ("the card is of another world's authority", { Shown(certificate: try stranger.card(for: physician, now: now)) }),
        (
            "the intermediate certificate is missing",
            {
                let card = try authority.card(for: physician, now: now)
                let check = AuthorCheck(anchors: try TrustAnchors([authority.root.certificate]), acceptsTestProducts: true)
                return Shown(chain: [card.certificate.der], check: check)
            }
        ),
        ("a test card is used in production", { Shown(check: AuthorCheck(anchors: try authority.anchors())) }),
        ("the key is one of RSA 1024", { Shown(certificate: try authority.card(for: physician, now: now, fault: .weakKey)) }),
        ("the document is a colleague's", { Shown(document: document(author(professional("899900038839"), structure: "1690781810"))) }),
        (
            "the certificate is another hospital's",
            {
                let other = CertifiedOrganization(identifier: "1690781810", name: "AUTRE", department: "Rhône (69)", commonName: "other.test")
                return Shown(
                    certificate: try authority.certificate(for: other, now: now),
                    document: document(author(professional("899900063480"), structure: "1750803447"), custodian: "1750803447"))
            }
        ),
        ("a card sends what a system wrote", { Shown(document: document(author(structure("1750803447"), structure: "1750803447", device: true))) }),
    ]

    private static let assertions: [Mistake] =
        [
            faulty("the assertion is forgotten") { Shown(requiresAssertion: true) },
            faulty("the assertion is a second time used, for another document") {
                let uses = RememberedUses()
                let assertion = try AssertionCases.direct.assertion(AssertionCases.claims(), now: now)
                let other = document(
                    #"<id root="9.9"/><recordTarget><patientRole><id root="1.2.250.1.213.1.4.10" extension="279035121518989"/></patientRole></recordTarget>"#
                        + author(professional("899900063480"), structure: "1750803447"))
                _ = try Shown(assertion: assertion, uses: uses).verdict
                return Shown(assertion: assertion, document: other, uses: uses)
            },
            faulty("an indirect assertion names another structure than its signer's") {
                let assertion = try AssertionCases.indirect.assertion(AssertionCases.claims(.indirect), fault: .otherStructure, now: now)
                return Shown(certificate: try authority.certificate(for: hospital, now: now), assertion: assertion)
            },
            faulty("the token stands where the assertion should") { Shown(assertion: Array(try provider.token(for: physician, now: now).utf8)) },
        ]
        + ([
            ("the clock is an hour ahead", .clockAhead), ("the clock is an hour behind", .clockBehind), ("the assertion is for another patient", .otherPatient),
            ("the speciality is missing", .specialityMissing), ("the speciality is of no list", .specialityUnknown),
            ("the sector is of no list", .sectorUnknown), ("the assertion is signed with the connection's certificate", .connectionCertificate),
            ("the assertion is not signed", .unsigned), ("the assertion was formatted after signing", .tampered),
            ("the issuer is not the signer", .otherIssuer), ("break glass without a reason", .reasonMissing), ("the user is not the card's holder", .otherUser),
            ("the version of the profile is an old one", .version), ("the assertion is valid for a day", .longWindow),
        ] as [(String, AssertionFault)])
        .map { name, fault in
            faulty(name) { Shown(assertion: try AssertionCases.direct.assertion(AssertionCases.claims(), fault: fault, now: now)) }
        }

    private static let tokens: [Mistake] =
        [
            faulty("the token is forgotten") { Shown(requiresToken: true) },
            faulty("the token is cut") { Shown(token: String(try provider.token(for: physician, now: now).prefix(200))) },
            faulty("card and token are of two persons") { Shown(token: try provider.token(for: colleague, now: now)) },
            faulty("a token of reinforced indirect authentication deposits") {
                Shown(certificate: try authority.certificate(for: hospital, now: now), token: try provider.token(for: physician, now: now))
            },
            faulty("the professional is in no directory") {
                Shown(together: SenderChecks(directory: DirectoryRules(EmptyDirectory()), directoryPolicy: .require))
            },
        ]
        + ([
            ("the token has expired", .expired), ("the provider's clock is ahead", .notYetValid), ("the token is meant for another service", .otherAudience),
            ("the token is of the other environment", .otherIssuer), ("the id token is sent instead of the access token", .identityToken),
            ("the key is not published", .unknownKey), ("the token is not signed", .unsigned), ("the payload was changed", .altered),
            ("the token is bound to another certificate", .otherCertificate), ("the scope gives no national identifier", .anonymous),
        ] as [(String, TokenDefect)])
        .map { name, fault in faulty(name) { Shown(token: try provider.token(for: physician, now: now, fault: fault)) } }

    @Test(arguments: Language.allCases)
    func `each mistake is refused with its field, what was expected, what came and what to do`(language: Language) throws {
        var text = ""
        for (name, shown) in Self.certificates + Self.assertions + Self.tokens {
            let failures = try shown().verdict.failures
            #expect(!failures.isEmpty, "\(name)")
            text += "# \(name)\n"
            for check in failures {
                let link = check.certificateDepth.map { ", certificate \($0)" } ?? ""
                text += "\(check.code)\(link)\n  field    \(check.field)\n  expected \(check.expected ?? "-")\n  received \(check.received ?? "-")\n"
                text += "  \(check.hint[language])\n"
                #expect(!check.hint.fr.isEmpty && !check.hint.en.isEmpty)
            }
        }
        // Cards are made anew for each run.
        text.replace(#/expected [A-Za-z0-9_-]{43}\n/#, with: "expected (the thumbprint of the card)\n")
        #expect(!text.contains("279035121518989") && !text.contains("277076322082910"), "no patient is told whole")
        try expectSnapshot(text, named: "editor-mistakes.\(language.rawValue).txt")
    }

    @Test func `what no mistake is made of is accepted`() throws {
        let card = try Shown(assertion: AssertionCases.direct.assertion(AssertionCases.claims(), now: now), token: provider.token(for: physician, now: now))
        #expect(try card.verdict.refusals == [])
        let hospital = try Shown(
            certificate: authority.certificate(for: hospital, now: now),
            assertion: AssertionCases.indirect.assertion(AssertionCases.claims(.indirect), now: now))
        #expect(try hospital.verdict.refusals == [])
    }
}
