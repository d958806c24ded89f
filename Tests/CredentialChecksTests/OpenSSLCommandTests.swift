// What is read of certificates, and what is said of paths, is what the `openssl` command says.

import CredentialChecks
import Foundation
import Testing

/// A generator that gives the same numbers on every run (SplitMix64).
private struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

@Suite(.enabled(if: Command.path != nil, "needs the openssl command"))
struct OpenSSLCommandTests {
    let authority: DevelopmentAuthority
    private let command: Command

    init() throws {
        authority = try testAuthority.get()
        command = try Command()
        try command.write(authority.root.certificate.pem, "root.pem")
        try command.write(try authority.root.keyPEM(), "root.key")
    }

    @Test func `a signature by SHA-1 is refused`() throws {
        defer { try? FileManager.default.removeItem(at: command.folder) }
        // The command dates what it signs by the clock of the machine.
        let authority = try DevelopmentAuthority(now: Date())
        try command.write(authority.root.certificate.pem, "root.pem")
        try command.write(try authority.root.keyPEM(), "root.key")
        try command.write("keyUsage=critical,digitalSignature\nextendedKeyUsage=clientAuth\n", "leaf.ext")
        #expect(try command.run("req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", "leaf.key", "-subj", "/CN=leaf", "-out", "leaf.csr").status == 0)
        let check = CertificatePathCheck(anchors: try TrustAnchors([authority.root.certificate]))
        for (digest, expected) in [("-sha1", ["certificate.digest-too-weak at depth 0"]), ("-sha256", [])] {
            let signed = try command.run(
                "x509", "-req", "-in", "leaf.csr", "-CA", "root.pem", "-CAkey", "root.key", "-set_serial", "7", "-days", "3650", digest, "-extfile", "leaf.ext",
                "-out", "leaf.pem")
            #expect(signed.status == 0, "\(signed.output)")
            let leaf = try Certificate.chain(pem: command.read("leaf.pem"))
            #expect(check.verdict(on: leaf, at: leaf[0].notBefore.addingTimeInterval(60)).failures.map(\.description) == expected)
        }
    }

    @Test func `every field is what the command prints`() throws {
        defer { try? FileManager.default.removeItem(at: command.folder) }
        let form = DateFormatter()
        form.locale = Locale(identifier: "en_US_POSIX")
        form.timeZone = TimeZone(identifier: "UTC")
        form.dateFormat = "yyyy-MM-dd HH:mm:ss'Z'"
        // Before and after 2050 the encodings of times differ.
        for (start, end) in [(testMoment, testMoment + 60), (testMoment - 1_800_000_000, testMoment + 40 * DevelopmentAuthority.year)] {
            let subject = DistinguishedName([[(.country, "FR")], [(.organization, "Maison Œuvre")], [(.commonName, "a, b+c=\"d\"")]])
            let issued = try authority.issue(CertificateRequest(subject: subject, notBefore: start, notAfter: end)).certificate
            try command.write(issued.pem, "one.pem")
            let said = try command.run(
                "x509", "-in", "one.pem", "-noout", "-serial", "-fingerprint", "-sha256", "-startdate", "-enddate", "-dateopt", "iso_8601", "-subject",
                "-nameopt",
                "utf8,sep_multiline"
            ).output
            #expect(said.contains("serial=\(issued.serialNumber)\n"))
            let bytes = stride(from: 0, to: 64, by: 2).map { issued.fingerprint.uppercased().dropFirst($0).prefix(2) }.joined(separator: ":")
            #expect(said.contains("Fingerprint=\(bytes)\n"), "\(said)")
            #expect(said.contains("notBefore=\(form.string(from: issued.notBefore))\n"), "\(said)")
            #expect(said.contains("notAfter=\(form.string(from: issued.notAfter))\n"), "\(said)")
            for text in [issued.subject.text(.country), issued.subject.text(.organization), issued.subject.text(.commonName)] {
                #expect(said.contains("=" + (try #require(text)) + "\n"), "\(said)")
            }
        }
    }

    @Test(arguments: 0..<24)
    func `a path made at random is trusted exactly where the command trusts it`(seed: Int) throws {
        defer { try? FileManager.default.removeItem(at: command.folder) }
        var random = Seeded(state: UInt64(seed))
        func rarely() -> Bool { Int.random(in: 0..<5, using: &random) == 0 }
        func request(_ name: String, role: CertificateRequest.AuthorityRole) -> CertificateRequest {
            let isAuthority = role != .none
            var request = CertificateRequest(
                subject: DistinguishedName([[(.commonName, name)]]), notBefore: testMoment - (rarely() ? -10 : 60), notAfter: testMoment + (rarely() ? 0 : 60),
                keyUsages: isAuthority ? [.certificateSigning] : [.digitalSignature],
                extendedKeyUsages: isAuthority ? [] : [ExtendedKeyUsage.clientAuthentication], authority: role)
            if rarely() { request.keyUsages = [.keyEncipherment] }
            if rarely() { request.extendedKeyUsages = [ExtendedKeyUsage.serverAuthentication] }
            if rarely() { request.extensions = [CertificateExtension(type: "1.2.3.4", isCritical: true, bytes: [5, 0])] }
            return request
        }
        var top = authority.root
        for level in 0..<Int.random(in: 0...2, using: &random) {
            top = try top.issue(request("level \(level)", role: rarely() ? .none : .authority(below: Int.random(in: 0...1, using: &random))))
        }
        var leaf = try top.issue(request("leaf", role: .none))
        if rarely() {
            var der = leaf.certificate.der
            der[der.count - 4] ^= 4
            leaf = IssuedCertificate(certificate: try Certificate(der: der), key: leaf.key, chain: [try Certificate(der: der)] + leaf.chain.dropFirst())
        }
        try command.write(leaf.certificate.pem, "leaf.pem")
        try command.write(leaf.chain.dropFirst().map(\.pem).joined() + authority.issuing.certificate.pem, "helpers.pem")
        let said = try command.run(
            "verify", "-purpose", "sslclient", "-attime", "\(Int(testMoment.timeIntervalSince1970))", "-auth_level", "2", "-verify_depth", "4", "-no-CApath",
            "-no-CAstore", "-CAfile", "root.pem", "-untrusted", "helpers.pem", "leaf.pem")
        let verdict = CertificatePathCheck(anchors: try TrustAnchors([authority.root.certificate])).verdict(on: leaf.chain, at: testMoment)
        #expect(verdict.isTrusted == (said.status == 0), "\(verdict.failures) \(said.output)")
        #expect(verdict.isTrusted || verdict.failures.contains { said.output.contains("error \($0.openSSLCode) at \($0.depth) depth") }, "\(said.output)")
    }
}
