// A sender as a whole: card, token, document, directory and rights together.

import ClinicalTypes
import CredentialChecks
import Foundation
import Testing

@testable import AuthorTrust

private let provider = try! DevelopmentIdentityProvider(issuer: "https://provider.example/realms/health", keys: .ecP256)
private let keys = try? JSONWebKeySet(provider.keySet)
private let colleague = CardHolder(identifier: "899900038839", title: "Médecin", givenName: "ANNE", surname: "AUTRE", profession: 10)

private func token(for holder: CardHolder = physician) throws -> TokenReading {
    let text = try provider.token(for: holder, now: now)
    return TokenTrust(policy: provider.policy()).reading(of: PresentedToken(token: Array(text.utf8), keys: keys), certificate: nil, now: now)
}

private func cardVerdict(_ holder: CardHolder = physician) throws -> AuthorVerdict {
    check.verdict(on: try authority.card(for: holder, now: now).credential, for: ordinary, now: now)
}

private func hospitalVerdict() throws -> AuthorVerdict {
    check.verdict(on: try authority.certificate(for: hospital, now: now).credential, for: ordinary, now: now)
}

@Suite struct SenderChecksTests {
    private let strict = SenderChecks(rightsPolicy: .require)

    @Test func `a card and a token of one person deposit directly`() throws {
        let verdict = strict.completed(try cardVerdict(), token: try token(), document: ordinary, intent: SenderIntent())
        #expect(verdict.isTrusted, "\(verdict)")
        #expect(verdict.checks.contains { $0.code == "author.one-person" && $0.received == physician.identifier })
        #expect(verdict.checks.last?.code == "rights.granted")
        #expect(verdict.identity == physician.identifier && verdict.identities.map(\.kind) == [.practitionerCard, .token])
    }

    @Test func `a card and a token of two persons are refused, and both are named`() throws {
        let verdict = strict.completed(try cardVerdict(), token: try token(for: colleague), document: ordinary, intent: SenderIntent())
        #expect(verdict.failures.map(\.code) == ["author.two-persons", "author.other-person"])
        #expect(verdict.failures[0].expected == physician.identifier && verdict.failures[0].received == colleague.identifier)
        #expect(verdict.failures[0].field == "SubjectNameID" && verdict.failures[0].source == .token)
    }

    @Test func `a structure's certificate with a token is reinforced indirect authentication, and deposits nothing`() throws {
        let verdict = strict.completed(try hospitalVerdict(), token: try token(), document: ordinary, intent: SenderIntent())
        #expect(verdict.failures.map(\.code) == ["rights.refused"])
        #expect(verdict.failures[0].field == "TD2.1 deposit, physician/normal, INDIRECTE_RENFORCEE")
        #expect(strict.refuses(verdict, under: .require))
        var lenient = strict
        lenient.rightsPolicy = .report
        #expect(!lenient.refuses(verdict, under: .require))
    }

    @Test func `a structure's certificate alone deposits, and the structure answers for it`() throws {
        let verdict = strict.completed(try hospitalVerdict(), document: ordinary, intent: SenderIntent())
        #expect(verdict.isTrusted && verdict.identity == hospital.identifier)
        #expect(verdict.checks.last?.expected?.hasSuffix("note 4") == true)
    }

    @Test func `a secretary's deposit is accounted to the structure`() throws {
        let card = try authority.card(for: secretary, now: now).credential
        let own = document(author(professional("899900063480"), structure: "1750803447"))
        let verdict = strict.completed(check.verdict(on: card, for: own, now: now), document: own, intent: SenderIntent())
        #expect(verdict.isTrusted, "\(verdict)")
        #expect(verdict.identity == hospital.identifier)
        #expect(verdict.checks.last?.field == "TD2.2 deposit, employee/normal, DIRECTE")
        let hidden = strict.completed(check.verdict(on: card, for: own, now: now), document: own, intent: SenderIntent(action: .hide))
        #expect(hidden.failures.map(\.code) == ["rights.refused"])
    }

    @Test func `a faulty token refuses, whatever the card says`() throws {
        let text = try provider.token(for: physician, now: now, fault: .expired)
        let reading = TokenTrust(policy: provider.policy()).reading(of: PresentedToken(token: Array(text.utf8), keys: keys), certificate: nil, now: now)
        let verdict = strict.completed(try cardVerdict(), token: reading, document: ordinary, intent: SenderIntent())
        #expect(verdict.failures.map(\.code) == ["token.expired"])
        #expect(verdict.identities.map(\.kind) == [.practitionerCard])
        #expect(strict.refuses(verdict, under: .require) && !strict.refuses(verdict, under: .report))
    }

    @Test func `the directory weighs by its own policy`() throws {
        struct Empty: ProfessionalDirectory { func entries(for person: String) throws -> [NamedIdentity] { [] } }
        let rules = DirectoryRules(Empty())
        for (policy, isRefused) in [(AuthorCheckPolicy.require, true), (.report, false), (.off, false)] {
            let checks = SenderChecks(directory: rules, directoryPolicy: policy)
            let verdict = checks.completed(try cardVerdict(), document: ordinary, intent: SenderIntent())
            #expect(checks.refuses(verdict, under: .require) == isRefused)
            #expect(verdict.failures.map(\.code) == (policy == .off ? [] : ["directory.person-unknown"]))
        }
    }

    @Test func `nobody proven is nobody's right`() {
        let verdict = strict.completed(AuthorVerdict(checks: []), intent: SenderIntent())
        #expect(verdict.checks.isEmpty && verdict.identity == nil)
        #expect(SenderChecks().decision(on: [], intent: SenderIntent()) == nil)
    }
}
