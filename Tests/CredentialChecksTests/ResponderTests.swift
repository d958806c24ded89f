// Answers of OCSP responders, made by the openssl command, held against the question and against who may answer.

import CredentialChecks
import Foundation
import Testing

@Suite(.enabled(if: Command.path != nil, "needs the openssl command"))
struct ResponderTests {
    let authority: DevelopmentAuthority
    let leaf: IssuedCertificate
    let other: IssuedCertificate
    let check: ResponderAnswerCheck
    private let command: Command
    /// The command dates its answers by the clock of the machine.
    private let now = Date()

    init() throws {
        authority = try DevelopmentAuthority(now: now - 86_400)
        leaf = try authority.client(named: "leaf", now: now)
        other = try authority.client(named: "other", now: now)
        check = ResponderAnswerCheck(anchors: try authority.anchors())
        command = try Command()
        try write(authority.issuing, "issuing")
        try index(revoked: [])
    }

    private func write(_ issued: IssuedCertificate, _ name: String) throws {
        try command.write(issued.certificate.pem, "\(name).pem")
        try command.write(issued.keyPEM(), "\(name).key")
    }

    /// The database of the command: one line a certificate.
    private func index(revoked: Set<String>) throws {
        let lines = [leaf, other].map { issued in
            let number = issued.certificate.serialNumber
            return revoked.contains(number)
                ? "R\t491231235959Z\t250101000000Z,keyCompromise\t\(number)\tunknown\t/CN=\(number)" : "V\t491231235959Z\t\t\(number)\tunknown\t/CN=\(number)"
        }
        try command.write(lines.joined(separator: "\n") + "\n", "index.txt")
    }

    private func delegate(_ usages: [String] = ["1.3.6.1.5.5.7.3.9"], by issuer: IssuedCertificate? = nil) throws -> IssuedCertificate {
        try (issuer ?? authority.issuing).issue(
            CertificateRequest(
                subject: DistinguishedName([[(.commonName, "responder")]]), notBefore: now - 300, notAfter: now + 3600, extendedKeyUsages: usages))
    }

    private func answer(_ question: ResponderQuestion, signer: String = "issuing", _ more: [String] = ["-ndays", "1"]) throws -> [UInt8] {
        try Data(question.der).write(to: command.folder.appending(path: "request.der"))
        let said = try command.run(
            arguments: [
                "ocsp", "-index", "index.txt", "-CA", "issuing.pem", "-rsigner", "\(signer).pem", "-rkey", "\(signer).key", "-reqin", "request.der",
                "-respout", "response.der",
            ] + more)
        #expect(said.status == 0, "\(said.output)")
        return [UInt8](try Data(contentsOf: command.folder.appending(path: "response.der")))
    }

    private func question(_ issued: IssuedCertificate? = nil, withNonce: Bool = true) throws -> ResponderQuestion {
        try ResponderQuestion(about: (issued ?? leaf).certificate, issuedBy: authority.issuing.certificate, withNonce: withNonce)
    }

    @Test func `a good certificate is good, and a revoked one tells since when and why`() throws {
        defer { command.remove() }
        let good = try check.status(answer(question()), to: question(withNonce: false), at: now)
        #expect(good.standing == .good && good.nextUpdate != nil)
        try index(revoked: [leaf.certificate.serialNumber])
        let asked = try question()
        guard case .revoked(let revocation) = try check.status(answer(asked), to: asked, at: now).standing else {
            Issue.record("not revoked")
            return
        }
        #expect(revocation.reason == .keyCompromise && revocation.date == Date(timeIntervalSince1970: 1_735_689_600))
    }

    @Test func `a certificate that the responder does not know is unknown`() throws {
        defer { command.remove() }
        let asked = try question(authority.client(named: "unlisted", now: now))
        #expect(try check.status(answer(asked), to: asked, at: now).standing == .unknown)
    }

    @Test func `a responder that the issuer names may answer`() throws {
        defer { command.remove() }
        try write(delegate(), "delegate")
        let asked = try question()
        #expect(try check.status(answer(asked, signer: "delegate"), to: asked, at: now).standing == .good)
    }

    @Test func `a responder without the purpose, or of another issuer, may not`() throws {
        defer { command.remove() }
        try write(delegate([ExtendedKeyUsage.clientAuthentication]), "client")
        try write(delegate(by: authority.root), "uncle")
        let stranger = try DevelopmentAuthority(named: "somebody else", now: now)
        try write(delegate(by: stranger.issuing), "stranger")
        for (name, failures) in [
            ("client", [ResponderFailure.responderNotAuthorized, .signatureInvalid]), ("uncle", [.responderNotAuthorized]), ("stranger", [.signatureInvalid]),
        ] {
            let asked = try question()
            let bytes = try answer(asked, signer: name)
            let failure = #expect(throws: ResponderFailure.self, "\(name)") { try check.status(bytes, to: asked, at: now) }
            #expect(failure.map(failures.contains) == true, "\(name): \(String(describing: failure))")
        }
    }

    @Test func `an answer that was altered is refused`() throws {
        defer { command.remove() }
        let asked = try question()
        let bytes = try answer(asked)
        var refused = 0
        for position in stride(from: 0, to: bytes.count, by: 5) {
            var altered = bytes
            altered[position] ^= 0x01
            // What is not signed, such as a certificate that goes along, may change.
            guard let status = try? check.status(altered, to: asked, at: now) else {
                refused += 1
                continue
            }
            #expect(status.standing == .good)
        }
        #expect(refused > 40)
        for length in stride(from: 0, to: bytes.count, by: 11) {
            #expect(throws: ResponderFailure.self) { try check.status(Array(bytes.prefix(length)), to: asked, at: now) }
        }
        #expect(throws: ResponderFailure.unreadable) { try check.status(bytes + [0], to: asked, at: now) }
        #expect(throws: ResponderFailure.unreadable) { try check.status([UInt8](repeating: 0x30, count: 300 << 10), to: asked, at: now) }
    }

    @Test func `an answer to another question is refused`() throws {
        defer { command.remove() }
        let (first, second) = (try question(), try question())
        #expect(throws: ResponderFailure.nonceDiffers) { try check.status(try answer(first), to: second, at: now) }
        let aboutOther = try question(other)
        #expect(throws: ResponderFailure.otherCertificate) { try check.status(try answer(aboutOther), to: question(withNonce: false), at: now) }
    }

    @Test func `an answer is good for its time alone`() throws {
        defer { command.remove() }
        let asked = try question(withNonce: false)
        let lasting = try answer(asked)
        #expect(throws: ResponderFailure.outdated) { try check.status(lasting, to: asked, at: now + 2 * 86_400) }
        #expect(throws: ResponderFailure.fromTheFuture) { try check.status(lasting, to: asked, at: now - 600) }
        let passing = try answer(asked, [])
        #expect(try check.status(passing, to: asked, at: now + 3000).standing == .good)
        #expect(throws: ResponderFailure.outdated) { try check.status(passing, to: asked, at: now + 2 * 86_400) }
    }

    @Test func `a responder that cannot answer is told as such`() throws {
        // OCSPResponse { tryLater }
        #expect(throws: ResponderFailure.refused) { try check.status([0x30, 0x03, 0x0a, 0x01, 0x03], to: question(), at: now) }
    }

    @Test func `addresses of responders are those over HTTP`() throws {
        func access(_ uris: [String]) -> CertificateExtension {
            let descriptions = uris.map { DERValue.sequence([.objectIdentifier("1.3.6.1.5.5.7.48.1")!, DERValue(tag: 0x86, content: Array($0.utf8))]) }
            return CertificateExtension(type: "1.3.6.1.5.5.7.1.1", value: .sequence(descriptions))
        }
        var request = CertificateRequest(subject: DistinguishedName([[(.commonName, "c")]]), notBefore: now, notAfter: now + 60)
        request.extensions = [access(["ldap://x", "http://ocsp.test/a", "file:///etc/passwd", "HTTPS://ocsp.test/b"])]
        #expect(try authority.issue(request).certificate.responders == ["http://ocsp.test/a", "HTTPS://ocsp.test/b"])
        #expect(leaf.certificate.responders.isEmpty)
    }
}
