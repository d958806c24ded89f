// The verdicts agree with those of the `openssl verify` command.

import CredentialChecks
import Foundation
import TestSupport
import Testing

/// Where the `openssl` command is, nil where the machine has none.
private let opensslCommand = ["/usr/bin/openssl", "/usr/local/bin/openssl"].first { FileManager.default.isExecutableFile(atPath: $0) }

@Suite(.enabled(if: opensslCommand != nil, "needs the openssl command"))
struct OpenSSLVerifyTests {
    @Test func `verdicts agree with the command's`() throws {
        let authority = try testAuthority.get()
        let stranger = try DevelopmentAuthority(named: "Unknown", now: testMoment)
        let folder = FileManager.default.temporaryDirectory.appending(path: "passerelle-verify-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        func write(_ text: String, _ name: String) throws -> String {
            try Data(text.utf8).write(to: folder.appending(path: name))
            return folder.appending(path: name).path
        }
        let rootFile = try write(authority.root.certificate.pem, "root.pem")
        let helpersFile = try write(authority.issuing.certificate.pem + stranger.issuing.certificate.pem, "helpers.pem")
        let subject = DistinguishedName([[(.country, "FR")], [(.commonName, "x")]])
        func request(_ start: Double, _ end: Double, _ purposes: [String] = [ExtendedKeyUsage.clientAuthentication]) -> CertificateRequest {
            CertificateRequest(subject: subject, notBefore: testMoment + start, notAfter: testMoment + end, extendedKeyUsages: purposes)
        }
        var altered = try authority.issue(request(-60, 60)).certificate.der
        altered[altered.count - 3] ^= 0x10
        let cases: [(String, Certificate, Bool)] = [
            ("good", try authority.issue(request(-60, 60)).certificate, true),
            ("good-rsa", try authority.client(named: "rsa", now: testMoment, keys: .rsa2048).certificate, true),
            ("no-purpose", try authority.issue(request(-60, 60, [])).certificate, true),
            ("expired", try authority.issue(request(-60, -30)).certificate, false),
            ("not-yet", try authority.issue(request(30, 60)).certificate, false),
            ("server", try authority.server(now: testMoment).certificate, false),
            ("stranger", try stranger.issue(request(-60, 60)).certificate, false),
            ("self-signed", try DevelopmentAuthority.selfSigned(request(-60, 60)).certificate, false),
            ("altered", try Certificate(der: altered), false),
            ("authority", authority.issuing.certificate, false),
        ]
        let check = CertificatePathCheck(anchors: try TrustAnchors([authority.root.certificate]))
        for (name, certificate, expected) in cases {
            let verdict = check.verdict(on: [certificate, authority.issuing.certificate, stranger.issuing.certificate], at: testMoment)
            let leafFile = try write(certificate.pem, "\(name).pem")
            let command = ChildProcess()
            command.executableURL = URL(filePath: opensslCommand!)
            command.arguments = [
                "verify", "-purpose", "sslclient", "-attime", "\(Int(testMoment.timeIntervalSince1970))", "-auth_level", "2", "-no-CApath", "-no-CAstore",
                "-CAfile", rootFile, "-untrusted", helpersFile, leafFile,
            ]
            let output = Pipe()
            command.standardOutput = output
            command.standardError = output
            try command.run()
            let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            command.waitUntilExit()
            #expect((command.terminationStatus == 0) == expected, "\(name): \(said)")
            #expect(verdict.isTrusted == expected, "\(name)")
            // The command prints OpenSSL's number: "error 10 at 0 depth lookup".
            if let failure = verdict.failures.first {
                #expect(said.contains("error \(failure.openSSLCode) at \(failure.depth) depth"), "\(name): \(said)")
            }
        }
    }
}
