// The order in which a sender is judged, and what follows under each policy.

import AuthorTrust
import CDADocuments
import ClinicalTypes
import CredentialChecks
import Foundation
import SignedXML
import Testing

private let provider = try! DevelopmentIdentityProvider(issuer: "https://provider.example/realms/health", keys: .ecP256)

private func presented(_ fault: TokenDefect? = nil) throws -> PresentedToken {
    PresentedToken(token: Array(try provider.token(for: physician, now: now, fault: fault).utf8), keys: try JSONWebKeySet(provider.keySet))
}

private func card(assertion: [UInt8]? = nil) throws -> PresentedCredential {
    PresentedCredential(clientChain: try authority.card(for: physician, now: now).chainDER, assertion: assertion)
}

@Suite struct SenderTrustTests {
    private func trust(_ policy: AuthorCheckPolicy = .require, rights: AuthorCheckPolicy = .report) throws -> SenderTrust {
        SenderTrust(
            certificates: AuthorCheck(anchors: try authority.anchors(), policy: policy, acceptsTestProducts: true),
            tokens: TokenTrust(policy: provider.policy()),
            assertions: AssertionCheck(trust: AssertionCases.trust, uses: nil), together: SenderChecks(rightsPolicy: rights))
    }

    @Test func `a token is judged before any document, an assertion with it`() throws {
        let trust = try trust()
        let assertion = try AssertionCases.direct.assertion(AssertionCases.claims(), fault: .expired, now: now)
        let standing = trust.standing(of: try card(assertion: assertion), token: try presented(), now: now)
        #expect(
            standing.verdict.isTrusted && standing.verdict.checks.contains { $0.source == .token }
                && !standing.verdict.checks.contains { $0.source == .assertion })
        #expect(trust.verdict(on: standing, for: AssertionCases.deposited).refusals == ["assertion.expired"])
        #expect(trust.refuses(trust.standing(of: try card(), token: try presented(.expired), now: now).verdict))
    }

    @Test func `what is not asked for is told, and refuses nobody`() throws {
        var trust = try trust()
        trust.tokens = nil
        trust.assertions = nil
        let standing = trust.standing(of: try card(assertion: [1]), token: try presented(.unsigned), now: now)
        let verdict = trust.verdict(on: standing, for: AssertionCases.deposited)
        #expect(verdict.isTrusted)
        #expect(verdict.checks.filter { $0.code.hasSuffix(".check-off") }.map(\.code) == ["assertion.check-off", "token.check-off"])
    }

    @Test func `a refusal of the rights weighs by its own policy`() throws {
        for (policy, isRefused) in [(AuthorCheckPolicy.require, true), (.report, false), (.off, false)] {
            let trust = try trust(rights: policy)
            let certificate = PresentedCredential(clientChain: try authority.certificate(for: hospital, now: now).chainDER)
            let verdict = trust.verdict(on: trust.standing(of: certificate, token: try presented(), now: now), for: AssertionCases.deposited)
            #expect(trust.refuses(verdict) == isRefused)
            #expect(verdict.refusals == (policy == .off ? [] : ["rights.refused"]))
        }
    }

    @Test func `a document that replaces another one is judged as a replacement`() throws {
        let replacing = document(
            #"<id root="1.2.3.4"/>"# + author(professional("899900063480"), structure: "1750803447")
                + #"<relatedDocument typeCode="RPLC"><parentDocument><id root="1.2.3"/></parentDocument></relatedDocument>"#)
        let trust = try trust()
        let verdict = trust.verdict(on: trust.standing(of: try card(), now: now), for: replacing)
        #expect(verdict.checks.last?.field.contains(" replace,") == true, "\(verdict.checks.last?.field ?? "-")")
    }

    @Test func `under the policy off nothing is judged, and under report nobody is refused`() throws {
        let off = try trust(.off)
        let verdict = off.verdict(on: off.standing(of: .none, token: try presented(.expired), now: now), for: AssertionCases.deposited)
        #expect(verdict.checks.map(\.code) == ["credential.check-off"])
        let report = try trust(.report)
        let told = report.verdict(on: report.standing(of: .none, token: try presented(.expired), now: now), for: AssertionCases.deposited)
        #expect(!told.isTrusted && !report.refuses(told))
    }
}
