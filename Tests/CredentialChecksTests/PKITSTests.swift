// NIST's Public Key Interoperability Test Suite, where its vectors are at hand: conformance/suites/pkits/run fetches them.

import Foundation
import TestSupport
import Testing

@testable import CredentialChecks

private let vectors = ProcessInfo.processInfo.environment["PASSERELLE_PKITS"].map { URL(filePath: $0) }

@Suite(.enabled(if: vectors != nil, "needs the vectors: conformance/suites/pkits/run"))
struct PKITSTests {
    /// One question: a signed message, the policies asked for, and the right answer.
    private struct Case {
        var title: String
        var policies: [String] = ["any"]
        var flags = ""
        var accepts: Bool
        var name: String { title + (policies == ["any"] ? "" : " [\(policies.joined(separator: " "))]") + (flags.isEmpty ? "" : " (\(flags))") }
    }

    private static func table(_ name: String) throws -> [[String]] {
        let text = try String(contentsOf: projectRoot.appending(path: "conformance/suites/pkits/\(name)"), encoding: .utf8)
        return text.split(separator: "\n").dropFirst().map { $0.split(separator: ";", omittingEmptySubsequences: false).map(String.init) }
    }

    @Test func `every path of PKITS is judged as NIST says, but for the misses of the ledger`() throws {
        let folder = try #require(vectors)
        let root = try Certificate(der: [UInt8](Data(contentsOf: folder.appending(path: "certs/TrustAnchorRootCertificate.crt"))))
        let anchors = try TrustAnchors([root])
        let special = Dictionary(
            grouping: try Self.table("policies.csv").map {
                Case(title: $0[0], policies: $0[1].split(separator: " ").map(String.init), flags: $0[2], accepts: $0[3] == "accept")
            }, by: \.title)
        let misses = Dictionary(try Self.table("known-misses.csv").map { ($0[0], $0[1]) }, uniquingKeysWith: { first, _ in first })

        var (passed, surprises, unread): (Int, [String], [String]) = (0, [], [])
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "smime").path).filter { $0.hasSuffix(".eml") }.sorted()
        for file in files {
            let text = try String(contentsOf: folder.appending(path: "smime/\(file)"), encoding: .isoLatin1)
            guard let message = SignedMessage(text) else {
                unread.append(file)
                continue
            }
            let accepts = !message.title.hasPrefix("Invalid") && message.title != "Missing CRL Test1"
            let cases = special[message.title] ?? [Case(title: message.title, accepts: accepts)]
            for one in cases {
                let verdict = check(anchors, message, one).verdict(on: message.presented, at: Date(timeIntervalSince1970: 1_795_000_000))
                if verdict.isTrusted == one.accepts { passed += 1 }
                if (verdict.isTrusted != one.accepts) != (misses[one.name] != nil) {
                    surprises.append("\(one.name): \(verdict.failures.map { "\($0) \($0.openSSLCode)" })")
                }
            }
        }
        print("PKITS: \(passed) right, \(misses.count) known misses, \(unread.count) unread of \(files.count) messages")
        #expect(unread.isEmpty)
        #expect(surprises.isEmpty, "\(surprises.joined(separator: "\n"))")
        #expect(files.count > 220)
    }

    private func check(_ anchors: TrustAnchors, _ message: SignedMessage, _ one: Case) -> CertificatePathCheck {
        var policies = PolicyRequirements()
        policies.accepted = one.policies.map { $0 == "any" ? "2.5.29.32.0" : "2.16.840.1.101.3.2.1.48.\($0)" }
        policies.isExplicit = one.flags == "explicit"
        policies.allowsMapping = one.flags != "no-mapping"
        policies.allowsAnyPolicy = one.flags != "no-any"
        var keys = KeyRules()
        keys.allowsDSA = true
        return CertificatePathCheck(
            anchors: anchors, purpose: .any, maximumIntermediates: 10, keyRules: keys,
            lists: RevocationLists(message.lists.compactMap { try? RevocationList(der: $0) }), listUse: .required, policies: policies)
    }
}

/// A signed message of S/MIME: the signer's certificate, those that came along, and the revocation lists.
private struct SignedMessage {
    let title: String
    let presented: [Certificate]
    let lists: [[UInt8]]

    init?(_ text: String) {
        let lines = text.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
        guard let subject = lines.first(where: { $0.hasPrefix("Subject: ") }),
            let start = lines.firstIndex(where: { $0.lowercased().hasPrefix("content-transfer-encoding: base64") })
        else { return nil }
        title = subject.dropFirst(9).trimmingCharacters(in: .whitespaces)
        let body = lines[start...].drop { !$0.isEmpty }.prefix { !$0.hasPrefix("--") }.joined()
        // ContentInfo { OID, [0] SignedData { version, digests, content, [0] certificates, [1] lists, signers } }
        guard let bytes = Data(base64Encoded: body), let signed = DERValue(bytes)?.elements?.last?.elements?.first?.elements,
            let certificates = signed.first(where: { $0.tag == 0xa0 })?.elements, let signer = signed.last?.elements?.first?.elements, signer.count > 1,
            let identity = signer[1].elements, identity.count == 2
        else { return nil }
        lists = (signed.first { $0.tag == 0xa1 }?.elements ?? []).map(\.encoded)
        let all = certificates.compactMap { try? Certificate(der: $0.encoded) }
        let number = hexadecimal(identity[1].content).uppercased()
        func matches(_ certificate: Certificate) -> Bool {
            let own = certificate.serialNumber.hasPrefix("-") ? nil : certificate.serialNumber.drop { $0 == "0" }
            let wanted = number.drop { $0 == "0" }
            return (own.map { $0 == wanted } ?? true) && !certificate.isAuthority && certificate.issuer.der == identity[0].encoded
        }
        guard let leaf = all.first(where: matches) ?? all.last else { return nil }
        presented = [leaf] + all.filter { $0 != leaf }
    }
}
