// A certificate judged before any document is read.

import AuthorTrust
import ClinicalTypes
import CredentialChecks
import Foundation
import Testing

@Suite struct StandingTests {
    private let now = Date(timeIntervalSince1970: 1_795_000_000)
    private let holder = CardHolder(identifier: "899900042179", title: "Médecin", givenName: "HÉLÈNE", surname: "ROUVRAY", profession: 10, expertise: ["SM26"])

    @Test func `a trusted card stands by itself, and nothing is said of an author`() throws {
        let authority = try DevelopmentAuthority(now: now)
        let check = AuthorCheck(anchors: try authority.anchors(), acceptsTestProducts: true)
        let card = try authority.card(for: holder, now: now)
        let standing = check.standing(of: PresentedCredential(clientChain: card.chainDER), now: now)
        #expect(standing.isTrusted && standing.identity == "899900042179")
        #expect(!standing.checks.contains { $0.code.hasPrefix("author.") })
    }

    @Test(arguments: [CredentialFault.expired, .notYetValid, .wrongPurpose])
    func `a faulty card does not stand`(fault: CredentialFault) throws {
        let authority = try DevelopmentAuthority(now: now)
        let check = AuthorCheck(anchors: try authority.anchors(), acceptsTestProducts: true)
        let card = try authority.card(for: holder, now: now, fault: fault)
        let standing = check.standing(of: PresentedCredential(clientChain: card.chainDER), now: now)
        #expect(!standing.isTrusted && standing.identity == nil)
    }

    @Test func `a card of an unknown authority does not stand`() throws {
        let check = AuthorCheck(anchors: try DevelopmentAuthority(now: now).anchors(), acceptsTestProducts: true)
        let stranger = try DevelopmentAuthority(named: "somebody else", now: now).card(for: holder, now: now)
        #expect(!check.standing(of: PresentedCredential(clientChain: stranger.chainDER), now: now).isTrusted)
    }
}
