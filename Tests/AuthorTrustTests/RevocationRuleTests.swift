// What is said of revocation: by lists, by responders, and where nothing is known.

import AuthorTrust
import ClinicalTypes
import CredentialChecks
import Foundation
import Testing

@Suite struct RevocationRuleTests {
    private func trust(_ use: RevocationListUse, _ responders: ResponderUse = .off, revoking: [Certificate] = [], lists: Bool = true) throws -> CertificateTrust
    {
        let text = try authority.revocationLists(revoking: revoking, now: now)
        return CertificateTrust(
            anchors: try authority.anchors(), requirements: CertificateRequirements(lists: use, responders: responders, acceptsTestProducts: true),
            lists: lists ? try RevocationLists(file: Array(text.utf8)) : RevocationLists())
    }

    private func verdict(_ card: IssuedCertificate, _ trust: CertificateTrust, at moment: Date = now) -> AuthorVerdict {
        AuthorCheck(trust: trust).verdict(on: card.credential, for: ordinary, now: moment)
    }

    /// A card that names a responder.
    private func card(naming responder: String? = "http://ocsp.test/") throws -> IssuedCertificate {
        let access = responder.map {
            DERValue.sequence([.sequence([.objectIdentifier("1.3.6.1.5.5.7.48.1")!, DERValue(tag: 0x86, content: Array($0.utf8))])])
        }
        return try authority.card(for: physician, now: now, further: access.map { [CertificateExtension(type: "1.3.6.1.5.5.7.1.1", value: $0)] } ?? [])
    }

    @Test func `a revoked card is told with its number, since when and why`() throws {
        let card = try authority.card(for: physician, now: now)
        let verdict = verdict(card, try trust(.required, revoking: [card.certificate]))
        let check = try #require(verdict.failures.first)
        #expect(verdict.failures.count == 1 && verdict.identity == nil && verdict.identities.isEmpty)
        #expect(check.code == "certificate.revoked" && check.field == "serialNumber" && check.certificateDepth == 0 && check.source == .certificate)
        #expect(check.received?.hasPrefix(card.certificate.serialNumber + " since 2027-01-15T") == true && check.received?.hasSuffix("keyCompromise") == true)
    }

    @Test func `a missing list is told as missing, as unknown or not at all`() throws {
        let card = try authority.card(for: physician, now: now)
        let required = verdict(card, try trust(.required, lists: false))
        #expect(required.failures.map(\.code) == [String](repeating: "certificate.revocation-list-missing", count: 3))
        #expect(required.failures[0].expected?.contains("issuing authority") == true)
        let present = verdict(card, try trust(.whenPresent, lists: false))
        #expect(
            present.isTrusted
                && present.checks.filter { $0.code == "certificate.revocation-unknown" }.map(\.outcome) == [.notApplicable, .notApplicable, .notApplicable])
        #expect(verdict(card, try trust(.off)).checks.contains { $0.code == "certificate.revocation-off" && $0.outcome == .notApplicable })
    }

    @Test func `a list past its next update is told with the date`() throws {
        let card = try authority.card(for: physician, now: now)
        let verdict = verdict(card, try trust(.required), at: now + 40 * 86_400)
        #expect(verdict.failures.allSatisfy { $0.code == "certificate.revocation-list-expired" && $0.field == "crl.nextUpdate" && $0.received != nil })
    }

    @Test func `lists that are replaced put an end to what was remembered`() throws {
        let card = try authority.card(for: physician, now: now)
        let trust = try trust(.required)
        #expect(verdict(card, trust).isTrusted && verdict(card, trust).isTrusted && trust.generation == 0)
        trust.replaceLists(try RevocationLists(file: Array(try authority.revocationLists(revoking: [card.certificate], now: now, number: 2).utf8)))
        #expect(!verdict(card, trust).isTrusted && trust.generation == 1)
        trust.replaceLists(try RevocationLists(file: Array(try authority.revocationLists(now: now, number: 3).utf8)))
        #expect(verdict(card, trust).isTrusted)
    }

    @Test func `what was remembered ends when the list does`() throws {
        let card = try authority.card(for: physician, now: now)
        let trust = try trust(.required)
        #expect(verdict(card, trust).isTrusted)
        #expect(verdict(card, trust, at: now + 31 * 86_400).failures.map(\.code).contains("certificate.revocation-list-expired"))
    }

    @Test func `a responder that says nothing refuses where it is required, and else is told`() throws {
        let card = try card()
        for (use, outcome) in [(ResponderUse.soft, CheckOutcome.notApplicable), (.hard, .failed)] {
            let trust = try trust(.off, use)
            let questions = trust.questions(about: card.chainDER, at: now)
            #expect(questions.map(\.certificate) == [card.certificate])
            trust.take(nil, to: questions[0], at: now)
            #expect(trust.questions(about: card.chainDER, at: now).isEmpty, "it is left alone for a while")
            #expect(trust.questions(about: card.chainDER, at: now + 61).count == 1)
            let check = try #require(verdict(card, trust).checks.first { $0.code == "certificate.status-unavailable" })
            #expect(check.outcome == outcome && check.received == "ocsp.unavailable" && check.field == "ocsp" && check.certificateDepth == 0)
            trust.take([1, 2, 3], to: questions[0], at: now + 61)
            #expect(verdict(card, trust, at: now + 61).checks.contains { $0.code == "certificate.status-unavailable" && $0.received == "ocsp.unreadable" })
        }
    }

    @Test func `a card that names no responder is refused where one is required`() throws {
        let card = try authority.card(for: physician, now: now)
        #expect(verdict(card, try trust(.off, .hard)).failures.map(\.code) == ["certificate.responder-missing"])
        #expect(verdict(card, try trust(.off, .soft)).isTrusted)
        #expect(try trust(.off).questions(about: card.chainDER, at: now).isEmpty)
    }

    @Test func `nobody asks about a stranger`() throws {
        let foreign = try stranger.card(for: physician, now: now)
        #expect(try trust(.off, .hard).questions(about: foreign.chainDER, at: now).isEmpty)
        #expect(try trust(.off, .hard).questions(about: [], at: now).isEmpty)
    }
}
