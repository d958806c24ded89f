// Revocation lists: what is read of them, and what a path says of each way in which one may be missing or wrong.

import CredentialChecks
import Foundation
import Testing

@Suite struct RevocationListTests {
    let authority: DevelopmentAuthority
    let leaf: IssuedCertificate
    let other: IssuedCertificate

    init() throws {
        authority = try testAuthority.get()
        leaf = try authority.client(named: "leaf", now: testMoment)
        other = try authority.client(named: "other", now: testMoment)
    }

    private let day: TimeInterval = 86_400

    private func list(
        of issuer: IssuedCertificate? = nil, revoking: [Certificate] = [], from start: TimeInterval = -3600, to end: TimeInterval? = 86_400,
        extensions: [CertificateExtension] = [], base: UInt? = nil, number: UInt = 1, signedBy signer: IssuedCertificate? = nil, sha1: Bool = false
    ) throws -> RevocationList {
        var request = RevocationListRequest(
            revoking: revoking, reason: .keyCompromise, thisUpdate: testMoment + start, nextUpdate: end.map { testMoment + $0 }, number: number)
        request.extensions = extensions
        request.base = base
        if sha1 { request.digest = .sha1 }
        return try RevocationList(der: (signer ?? issuer ?? authority.issuing).revocationList(request), allowsSHA1Signatures: sha1)
    }

    private func ofRoot() throws -> RevocationList { try list(of: authority.root) }

    private func refusals(_ lists: [RevocationList], _ use: RevocationListUse = .required, at moment: Date = testMoment) throws -> [String] {
        let check = CertificatePathCheck(anchors: try authority.anchors(), lists: RevocationLists(lists), listUse: use)
        return check.verdict(on: leaf.chain, at: moment).failures.map(\.description)
    }

    @Test func `a certificate on its issuer's list is refused, and another is not`() throws {
        #expect(try refusals([list(revoking: [other.certificate]), ofRoot()]) == [])
        #expect(try refusals([list(revoking: [leaf.certificate, other.certificate]), ofRoot()]) == ["certificate.revoked at depth 0"])
    }

    @Test func `an issuing authority on its own issuer's list is refused at its place`() throws {
        let ofRoot = try list(of: authority.root, revoking: [authority.issuing.certificate])
        #expect(try refusals([list(), ofRoot]).contains("certificate.revoked at depth 1"))
    }

    @Test func `a list that is required and missing refuses, at the certificate whose issuer has none`() throws {
        #expect(
            try refusals([]) == [
                "certificate.revocation-list-missing at depth 0", "certificate.revocation-list-missing at depth 1",
                "certificate.revocation-list-missing at depth 2",
            ])
        #expect(try refusals([list()]).contains("certificate.revocation-list-missing at depth 1"))
        #expect(try refusals([ofRoot()]) == ["certificate.revocation-list-missing at depth 0"])
    }

    @Test func `a list that is past its next update or from the future refuses where lists are required`() throws {
        #expect(try refusals([list(from: -2 * day, to: -day), ofRoot()]) == ["certificate.revocation-list-expired at depth 0"])
        #expect(try refusals([list(from: day, to: 2 * day), ofRoot()]) == ["certificate.revocation-list-not-yet-valid at depth 0"])
        #expect(try refusals([list(to: nil), ofRoot()]) == [], "a list without a next update stays in force")
    }

    @Test func `a list that somebody else signed in the issuer's name refuses`() throws {
        let impostor = IssuedCertificate(certificate: authority.issuing.certificate, key: other.key, chain: [])
        #expect(try refusals([list(signedBy: impostor), ofRoot()]) == ["certificate.revocation-list-unusable at depth 0"])
    }

    @Test func `a list of another issuer is none`() throws {
        let stranger = try DevelopmentAuthority(named: "somebody else", now: testMoment)
        #expect(try refusals([list(of: stranger.issuing), ofRoot()]) == ["certificate.revocation-list-missing at depth 0"])
    }

    @Test func `a list for authorities alone says nothing of a client`() throws {
        let scope = DERValue.sequence([DERValue(tag: 0x82, content: [0xff])])
        let onlyAuthorities = CertificateExtension(type: "2.5.29.28", isCritical: true, value: scope)
        #expect(try refusals([list(extensions: [onlyAuthorities]), ofRoot()]).contains("certificate.revocation-list-unusable at depth 0"))
    }

    @Test func `a critical extension that nobody knows makes a list unusable`() throws {
        let unknown = CertificateExtension(type: "1.2.3.4", isCritical: true, value: .integer(1))
        #expect(try refusals([list(extensions: [unknown]), ofRoot()]) == ["certificate.revocation-list-unusable at depth 0"])
    }

    @Test func `a delta adds to the list that it names`() throws {
        let base = try list(number: 5)
        let delta = try list(revoking: [leaf.certificate], base: 5, number: 6)
        let fresh = CertificateExtension(type: "2.5.29.46", value: .sequence([]))
        #expect(try refusals([base, ofRoot()]) == [])
        // OpenSSL looks for deltas where the list or the certificate names a place for them (freshestCRL).
        let announced = try list(extensions: [fresh], number: 5)
        _ = announced
        #expect(try refusals([delta, ofRoot()]) == ["certificate.revocation-list-missing at depth 0"], "a delta alone is no list")
    }

    @Test func `used when present, a missing or expired list is told and refuses nothing, and a revocation refuses`() throws {
        let check = CertificatePathCheck(anchors: try authority.anchors(), lists: RevocationLists(), listUse: .whenPresent)
        let verdict = check.verdict(on: leaf.chain, at: testMoment)
        #expect(verdict.isTrusted && verdict.gaps.map(\.code) == [.revocationListMissing, .revocationListMissing, .revocationListMissing])
        #expect(try refusals([list(from: -2 * day, to: -day)], .whenPresent) == [])
        #expect(try refusals([list(revoking: [leaf.certificate])], .whenPresent) == ["certificate.revoked at depth 0"])
        #expect(try refusals([list(revoking: [leaf.certificate], from: -2 * day, to: -day)], .whenPresent) == ["certificate.revoked at depth 0"])
    }

    @Test func `lists are not looked at where they are off`() throws {
        #expect(try refusals([list(revoking: [leaf.certificate])], .off) == [])
    }

    @Test func `a verdict holds until a list changes`() throws {
        let lists = RevocationLists([try list(), try list(of: authority.root, to: 3600)])
        let check = CertificatePathCheck(anchors: try authority.anchors(), lists: lists, listUse: .required)
        let verdict = check.verdict(on: leaf.chain, at: testMoment)
        #expect(verdict.validity?.contains(testMoment + 3599) == true && verdict.validity?.contains(testMoment + 3600) == false)
    }

    @Test func `a list by SHA-1 is refused unless the switch for it is on`() throws {
        let request = RevocationListRequest(revoking: [leaf.certificate], thisUpdate: testMoment, nextUpdate: nil)
        var weak = request
        weak.digest = .sha1
        let der = try authority.issuing.revocationList(weak)
        #expect(throws: RevocationListFailure.digestTooWeak) { try RevocationList(der: der) }
        #expect(try RevocationList(der: der, allowsSHA1Signatures: true).entryCount == 1)
    }

    @Test func `since when and why is told`() throws {
        let lists = RevocationLists([try list(revoking: [leaf.certificate])])
        let revocation = try #require(lists.revocation(of: leaf.certificate))
        #expect(revocation.reason == .keyCompromise && abs(revocation.date.timeIntervalSince(testMoment - 3600)) < 60)
        #expect(lists.revocation(of: other.certificate) == nil)
    }

    @Test func `files hold one list in DER or many in PEM, and nothing else`() throws {
        let der = try authority.issuing.revocationList(RevocationListRequest(revoking: [leaf.certificate], thisUpdate: testMoment, nextUpdate: nil))
        #expect(try RevocationLists(file: der).lists.map(\.entryCount) == [1])
        let pem = try authority.revocationLists(revoking: [leaf.certificate], now: testMoment)
        #expect(try RevocationLists(file: Array((authority.root.certificate.pem + pem).utf8)).lists.map(\.entryCount) == [1, 0])
        #expect(throws: RevocationListFailure.none) { try RevocationLists(file: []) }
        #expect(throws: RevocationListFailure.none) { try RevocationLists(file: Array(authority.root.certificate.pem.utf8)) }
        #expect(throws: RevocationListFailure.unreadable) { try RevocationLists(file: der + [0]) }
        #expect(throws: RevocationListFailure.unreadable) { try RevocationLists(file: Array(pem.utf8.dropLast(100))) }
        for cut in stride(from: 1, to: der.count, by: 7) {
            #expect(throws: RevocationListFailure.self) { try RevocationLists(file: Array(der.prefix(cut))) }
        }
    }

    @Test func `an entry that OpenSSL has to see keeps the list whole`() throws {
        var request = RevocationListRequest(revoking: [], thisUpdate: testMoment - 60, nextUpdate: testMoment + 60)
        request.entries = [
            .init(serialNumber: leaf.certificate.serialNumber, date: testMoment - 60), .init(serialNumber: "01", date: testMoment, reason: .removed),
            .init(serialNumber: String(repeating: "7f", count: 40), date: testMoment),
        ]
        let whole = try RevocationList(der: authority.issuing.revocationList(request))
        #expect(try refusals([whole, ofRoot()]) == ["certificate.revoked at depth 0"])
    }

    @Test func `numbers of every length are found, and their neighbours are not`() throws {
        let numbers = [
            "01", "7f", "80", "ff", "0100", "7fffffffffffffff", "8000000000000000", String(repeating: "5a", count: 16), String(repeating: "5a", count: 20),
        ]
        var request = RevocationListRequest(revoking: [], thisUpdate: testMoment - 60, nextUpdate: testMoment + 60)
        request.entries = numbers.map { .init(serialNumber: $0, date: testMoment) }
        let lists = RevocationLists([try RevocationList(der: authority.issuing.revocationList(request))])
        #expect(lists.lists[0].entryCount == numbers.count)
        #expect(lists.revocation(of: leaf.certificate) == nil)
        let check = CertificatePathCheck(anchors: try authority.anchors(), lists: RevocationLists(lists.lists + [try ofRoot()]), listUse: .required)
        #expect(check.verdict(on: leaf.chain, at: testMoment).isTrusted)
    }
}
