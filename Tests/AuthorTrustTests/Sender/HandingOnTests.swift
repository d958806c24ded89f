// What the record can be told of somebody who consults it: the assertion as it came where nothing binds it to this gateway, else a structure's own words.

import AuthorTrust
import CDADocuments
import ClinicalTypes
import CredentialChecks
import Foundation
import SignedXML
import Testing
import XMLTree

private let provider = try! DevelopmentIdentityProvider(issuer: "https://provider.example/realms/health", keys: .ecP256)

@Suite struct HandingOnTests {
    private static let structure = "1750803447"

    private func consulting(
        _ claims: VIHF, assertion changed: (String) -> String = { $0 }, signed made: [UInt8]? = nil, withToken: Bool = false
    ) throws -> ConsultingSender {
        let trust = SenderTrust(
            certificates: AuthorCheck(anchors: try authority.anchors(), policy: .require, acceptsTestProducts: true),
            tokens: TokenTrust(policy: provider.policy()),
            assertions: AssertionCheck(
                trust: AssertionCases.trust, policy: AssertionPolicy(audiences: ["urn:gateway"], isNational: true), uses: nil))
        let signer = claims.mode == .direct ? AssertionCases.direct : AssertionCases.indirect
        let chain = claims.mode == .direct ? try authority.card(for: physician, now: now).chainDER : try authority.certificate(for: hospital, now: now).chainDER
        let bytes = try made ?? Array(changed(String(decoding: signer.assertion(claims, now: now), as: UTF8.self)).utf8)
        let token = withToken ? PresentedToken(token: Array(try provider.token(for: physician, now: now).utf8), keys: try JSONWebKeySet(provider.keySet)) : nil
        let standing = trust.standing(of: PresentedCredential(clientChain: chain, assertion: bytes), token: token, now: now)
        return trust.consulting(standing, for: AssertionTarget(patients: [AssertionCases.patient]))
    }

    private func obstacle(_ sender: ConsultingSender, over connection: String? = structure) -> HandingOnObstacle? {
        do throws(HandingOnObstacle) {
            _ = try sender.handedOn(over: connection)
            return nil
        } catch { return error }
    }

    /// An assertion of the hospital, changed before it is signed.
    private func signed(_ changed: (String) -> String) throws -> ConsultingSender {
        let claims = AssertionCases.claims(.reinforced)
        let issued = AssertionCases.indirect.signer
        let key = try SigningKey(pem: try issued.keyPEM(), certificate: issued.certificate.der, chain: issued.chain.dropFirst().map(\.der))
        let unsigned = changed(String(decoding: try AssertionCases.indirect.assertion(claims, fault: .unsigned, now: now), as: UTF8.self))
        return try consulting(claims, signed: try key.sign(try FrozenTree.parse(Array(unsigned.utf8)).root))
    }

    @Test func `an assertion that was handed on holds before the record's judge, whatever it stood in`() throws {
        let claims = AssertionCases.claims(.reinforced)
        // As it comes in an envelope that declares the namespaces of others.
        let sender = try consulting(claims) { text in
            #"<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns="urn:other" xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion"><s:Header>"#
                + #"<w:Security xmlns:w="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd">"#
                + text + "</w:Security></s:Header><s:Body><a/></s:Body></s:Envelope>"
        }
        #expect(sender.verdict.refusals == [])
        let block = try sender.handedOn(over: Self.structure)
        let envelope =
            Array(#"<soap:Envelope xmlns:soap="http://www.w3.org/2003/05/soap-envelope"><soap:Header>"#.utf8) + block
            + Array("</soap:Header><soap:Body/></soap:Envelope>".utf8)
        let judged = AssertionCheck(trust: AssertionCases.trust, uses: nil).verdict(
            on: envelope, sender: AssertionCases.server, target: AssertionTarget(patients: [AssertionCases.patient]), now: now)
        #expect(judged.failures.map(\.code) == [])
        #expect(judged.claims?.subject == claims.subject && judged.claims?.patient == claims.patient && judged.claims?.mode == .reinforced)
        let changed = Array(String(decoding: envelope, as: UTF8.self).replacing(AssertionCases.patient.identifier, with: "277076322082910").utf8)
        #expect(!AssertionCheck(trust: AssertionCases.trust, uses: nil).verdict(on: changed, sender: AssertionCases.server, document: nil, now: now).isTrusted)
    }

    @Test func `an assertion that is bound to something else stays here, for a named reason`() throws {
        let reinforced = AssertionCases.claims(.reinforced)
        #expect(obstacle(try consulting(reinforced)) == nil)
        #expect(obstacle(try consulting(AssertionCases.claims(.direct))) == .ofCard)
        #expect(obstacle(try consulting(reinforced), over: "1060780590") == .otherConnection)
        #expect(obstacle(try consulting(reinforced), over: nil) == .otherConnection)
        // A token beside it widens the mode: the assertion alone would say less than is known.
        #expect(obstacle(try consulting(AssertionCases.claims(.indirect), withToken: true)) == .otherMode)
        #expect(obstacle(try consulting(AssertionCases.claims(.indirect))) == nil)
    }

    @Test func `an audience, a single use, a recipient and the proof of a key are promises to this gateway alone`() throws {
        func conditions(_ inside: String) throws -> ConsultingSender {
            try signed { $0.replacing(#/<saml2:Conditions([^>]*)></saml2:Conditions>/#) { "<saml2:Conditions\($0.1)>\(inside)</saml2:Conditions>" } }
        }
        func confirmation(_ method: String, _ data: String = "") throws -> ConsultingSender {
            let written = "<saml2:SubjectConfirmation Method=\"urn:oasis:names:tc:SAML:2.0:cm:\(method)\">\(data)</saml2:SubjectConfirmation>"
            return try signed { $0.replacing("</saml2:Subject>", with: written + "</saml2:Subject>") }
        }
        let audience = try conditions("<saml2:AudienceRestriction><saml2:Audience>urn:gateway</saml2:Audience></saml2:AudienceRestriction>")
        #expect(audience.verdict.refusals == [] && obstacle(audience) == .audience)
        let once = try conditions("<saml2:OneTimeUse/>")
        #expect(once.verdict.refusals == [] && obstacle(once) == .usedOnce)
        let addressed = try confirmation("bearer", #"<saml2:SubjectConfirmationData Recipient="urn:gateway"/>"#)
        #expect(addressed.verdict.refusals == [] && obstacle(addressed) == .bound)
        #expect(obstacle(try confirmation("bearer")) == nil)
        #expect(obstacle(try confirmation("sender-vouches")) == nil)
    }

    @Test func `somebody with a card is stated in the reinforced mode, under the name of the card`() throws {
        var claims = AssertionCases.claims(.direct)
        claims.subjectName = nil
        (claims.access, claims.reason) = (.breakGlass, "détresse vitale")
        claims.confidentiality = CodedValue(code: "MASQUE_REPRESENTANTS", system: "1.2.3")
        let stated = try consulting(claims).statement()
        #expect(stated.mode == .reinforced && stated.person == physician.identifier && stated.structure == Self.structure)
        #expect(stated.name == [physician.surname, physician.givenName].compactMap(\.self).joined(separator: " "))
        #expect(stated.profession == claims.profession && stated.expertise == claims.expertise && stated.sector.code == claims.sector.code)
        #expect(stated.patient == AssertionCases.patient && stated.access == .breakGlass && stated.reason == "détresse vitale")
        #expect(stated.confidentiality == claims.confidentiality)
        #expect(stated.authenticatedBy?.hasSuffix("SmartcardPKI") == true && stated.authenticated == now)
    }

    @Test func `a structure that speaks for its people stays in its mode`() throws {
        #expect(try consulting(AssertionCases.claims(.indirect)).statement().mode == .indirect)
        #expect(try consulting(AssertionCases.claims(.reinforced)).statement().mode == .reinforced)
        #expect(try consulting(AssertionCases.claims(.indirect), withToken: true).statement().mode == .reinforced)
    }

    @Test func `of somebody who is not proven nothing is stated and nothing handed on`() throws {
        let faulty = try consulting(AssertionCases.claims(.reinforced)) { $0.replacing(">urn:dmp<", with: "> urn:dmp<") }
        #expect(faulty.claims == nil && obstacle(faulty) != nil)
        #expect(throws: StatementObstacle.unproven) { try faulty.statement() }
    }
}
