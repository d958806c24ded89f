// Tokens of Pro Santé Connect: whom they name, and what is said of each fault.

import AuthorTrust
import ClinicalTypes
import CredentialChecks
import Foundation
import Testing

private let provider = try! DevelopmentIdentityProvider(issuer: "https://provider.example/realms/health", keys: .ecP256)
private let practice = NamedStructure(
    identifier: "1750712184", name: "Clinique des Tilleuls", sector: CodedValue(code: "SA01", system: "1.2.250.1.71.4.2.4"))

private func reading(
    _ token: String, policy: TokenPolicy = provider.policy(), leastAssurance: AssuranceLevel? = nil, certificate: [UInt8]? = nil,
    keys: JSONWebKeySet? = try? JSONWebKeySet(provider.keySet)
) -> TokenReading {
    TokenTrust(policy: policy, leastAssurance: leastAssurance)
        .reading(of: PresentedToken(token: Array(token.utf8), keys: keys), certificate: certificate, now: now)
}

private func failures(_ reading: TokenReading) -> [String] {
    reading.checks.filter { $0.outcome == .failed }.map { "\($0.code) \($0.field)" }
}

@Suite struct TokenTrustTests {
    @Test func `a sound token names its person as the other credentials do`() throws {
        let found = reading(try provider.token(for: physician, at: [practice], now: now))
        #expect(failures(found).isEmpty)
        #expect(found.checks.allSatisfy { $0.source == .token })
        #expect(found.checks.map(\.code).prefix(3) == ["token.form", "token.proof", "token.purpose"])
        let named = try #require(found.identity)
        #expect(named.kind == .token)
        #expect(named.person == physician.identifier)
        #expect(named.familyName == physician.surname)
        #expect(named.profession == physician.profession.map { CodedValue(code: String($0), system: "1.2.250.1.71.1.2.7") })
        #expect(named.expertise.map(\.code) == physician.expertise)
        #expect(named.structures.first == practice)
        #expect(found.claims?.assurance == .low)
        #expect(found.claims?.step == CodedValue(code: "APPPRIP3", system: "1.2.250.1.213.1.5.1.1.1"))
        #expect(found.claims?.means == "CARD")
    }

    @Test(
        arguments: [
            (.expired, "token.expired exp"), (.notYetValid, "token.issued-in-future iat"), (.tooLong, "token.lifetime exp"), (.otherIssuer, "token.issuer iss"),
            (.otherAudience, "token.audience aud"), (.identityToken, "token.kind typ"), (.unknownKey, "token.key-unknown header.kid"),
            (.otherKey, "token.signature signature"), (.unsigned, "token.algorithm header.alg"), (.altered, "token.signature signature"),
            (.otherCertificate, "token.binding cnf.x5t#S256"), (.anonymous, "token.identity-unreadable SubjectNameID"),
            (.twoPersons, "token.identity-contradicted otherIds[0].identifiant"),
        ] as [(TokenDefect, String)])
    func `each fault is named with its member, and names nobody`(fault: TokenDefect, expected: String) throws {
        let found = reading(try provider.token(for: physician, at: [practice], now: now, fault: fault))
        #expect(failures(found) == [expected])
        #expect(found.identity == nil)
        let failed = try #require(found.checks.first { $0.outcome == .failed })
        #expect(failed.hint.fr != failed.hint.en && !failed.hint.fr.isEmpty)
    }

    @Test func `every defect has a case`() { #expect(TokenDefect.allCases.count == 13) }

    @Test func `after a broken proof nothing is said of the claims`() throws {
        let found = reading(try provider.token(for: physician, now: now, fault: .altered))
        #expect(found.checks.filter { $0.outcome == .passed }.map(\.code) == ["token.form"])
        #expect(found.checks.filter { $0.outcome == .notApplicable }.count == 6)
        #expect(failures(reading("no token")) == ["token.parts token"])
        #expect(failures(reading(try provider.token(for: physician, now: now), keys: nil)) == ["token.keys-unavailable header.kid"])
    }

    @Test func `a bound token counts with its certificate alone, and a binding may be demanded`() throws {
        let bound = try provider.token(for: physician, certificate: [7], now: now)
        #expect(failures(reading(bound, certificate: [7])).isEmpty)
        #expect(reading(bound, certificate: [7]).checks.contains { $0.code == "token.certificate" && $0.outcome == .passed })
        #expect(failures(reading(bound, certificate: [8])) == ["token.binding cnf.x5t#S256"])
        let free = try provider.token(for: physician, now: now)
        #expect(reading(free).checks.contains { $0.code == "token.certificate" && $0.outcome == .notApplicable })
        #expect(failures(reading(free, policy: provider.policy(binding: .required), certificate: [7])) == ["token.unbound cnf.x5t#S256"])
    }

    @Test func `a level of assurance may be demanded`() throws {
        let token = try provider.token(for: physician, now: now)
        #expect(failures(reading(token, leastAssurance: .low)).isEmpty)
        #expect(failures(reading(token, leastAssurance: .substantial)) == ["token.assurance-too-low acr"])
        #expect(AssuranceLevel(claim: "https://eidas.europa.eu/LoA/substantial") == .substantial)
        #expect(AssuranceLevel(claim: "eidas4") == nil)
        for level in AssuranceLevel.allCases { #expect(AssuranceLevel(claim: level.claim) == level) }
    }

    @Test func `a provider's key survives being written down`() throws {
        let again = try DevelopmentIdentityProvider(issuer: provider.issuer, keyPEM: provider.keyPEM(), keys: .ecP256)
        #expect(failures(reading(try again.token(for: physician, now: now))).isEmpty)
    }

    @Test func `a token that cannot be read makes nobody fetch keys`() async {
        let cache = KeySetCache { throw CancellationError() }
        for token in ["", "a.b.c", "eyJhbGciOiJub25lIn0.e30."] {
            let presented = await PresentedToken(token: Array(token.utf8), cache: cache, now: 0)
            #expect(presented.keys == nil)
        }
        #expect(await cache.current.lastFault == nil)
        #expect("\(PresentedToken(token: [1, 2], keys: nil))" == "token(2 bytes)")
    }
}

@Suite struct ProfessionalClaimsTests {
    private func claims(_ members: KeyValuePairs<String, JSONValue>) -> ProfessionalClaims { ProfessionalClaims(JSONObject(members)) }

    @Test func `the profession is the one that the role names, in the list of its category`() {
        let practices: JSONValue = [
            "exercices": [
                ["codeProfession": "10", "codeCategorieProfessionnelle": "C", "codeSavoirFaire": "SM26"],
                ["codeProfession": "21", "codeCategorieProfessionnelle": "E", "codeSavoirFaire": ""],
            ]
        ]
        let pharmacist = claims(["SubjectNameID": "899700000001", "SubjectRefPro": practices, "SubjectRole": ["21^1.2.250.1.213.1.1.5.5"]])
        #expect(pharmacist.named?.profession == CodedValue(code: "21", system: "1.2.250.1.71.1.2.8"))
        #expect(pharmacist.named?.expertise == [])
        let first = claims(["SubjectNameID": "899700000001", "SubjectRefPro": practices])
        #expect(first.named?.profession == CodedValue(code: "10", system: "1.2.250.1.71.1.2.7"))
        #expect(first.named?.expertise == [CodedValue(code: "SM26", system: "1.2.250.1.71.4.2.5")])
        let roleAlone = claims(["SubjectNameID": "899700000001", "SubjectRole": "60^1.2.250.1.213.1.1.5.5"])
        #expect(roleAlone.named?.profession == CodedValue(code: "60", system: "1.2.250.1.71.1.2.7"))
    }

    @Test func `a site with several numbers stands once for each, after the structure chosen at sign-in`() {
        let activity: JSONValue = [
            "numeroFinessSite": "750712184", "numeroSiretSite": "73282932000074", "numeroSirenSite": "x", "codeSecteurDactivite": "SA01",
            "raisonSocialeSite": "Clinique", "identifiantTechniqueDeLaStructure": "R10000",
        ]
        let found = claims([
            "SubjectNameID": "899700000001", "SubjectOrganizationID": "1690781810", "SubjectOrganization": "Centre",
            "Secteur_Activite": "SA07^1.2.250.1.71.4.2.4", "SubjectRefPro": ["exercices": [["codeProfession": "10", "activities": [activity, activity]]]],
        ])
        #expect(found.named?.structures.map(\.identifier) == ["1690781810", "1750712184", "373282932000074", "R10000"])
        #expect(found.named?.structures.map { $0.sector?.code } == ["SA07", "SA01", "SA01", "SA01"])
    }

    @Test func `an identifier of another form names nobody`() {
        for text in ["", "12", "99700000001", "x", "912345", "8997000000012"] { #expect(claims(["SubjectNameID": .string(text)]).named == nil, "\(text)") }
        #expect(claims(["SubjectNameID": 5]).named == nil)
        #expect(claims(["preferred_username": "899700000001"]).named?.person == "899700000001")
        #expect(claims([:]).description == "claims of nobody")
    }

    @Test func `other identifiers of other directories contradict nobody`() {
        func contradiction(_ own: String, _ origin: String, _ other: String) -> String? {
            claims(["SubjectNameID": .string(own), "otherIds": [["identifiant": .string(other), "origine": .string(origin), "qualite": 1]]])
                .contradiction?.identifier
        }
        #expect(contradiction("899700000001", "RPPS", "99700000001") == nil)
        #expect(contradiction("899700000001", "rpps", "899700000001") == nil)
        #expect(contradiction("899700000001", "ADELI", "751234567") == nil)
        #expect(contradiction("899700000001", "RPPS", "99700000002") == "99700000002")
        #expect(contradiction("0751234567", "ADELI", "751234568") == "751234568")
        #expect(contradiction("3750712184/5", "RPPS", "99700000002") == nil)
    }

    @Test func `emergency regulation is told in both spellings`() {
        #expect(claims(["Acces_Regulation_Medicale": true]).isRegulation)
        #expect(claims(["Acces_Regulation_Medicale": "TRUE"]).isRegulation)
        #expect(!claims(["Acces_Regulation_Medicale": "false"]).isRegulation)
    }
}
