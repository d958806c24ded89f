// Keys in a PKCS#11 token sign without leaving it; the token is SoftHSM's, made on the spot.

import CredentialChecks
import Foundation
import SignedXML
import TestSupport
import Testing

/// A token of SoftHSM with one key, in a folder of its own; nil where the machine lacks the tools.
private enum SoftToken {
    static let module = ["/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so", "/usr/lib64/pkcs11/libsofthsm2.so"]
        .first { FileManager.default.fileExists(atPath: $0) }
    static let isPossible: Bool = {
        guard module != nil else { return false }
        let engines = ["/usr/lib/x86_64-linux-gnu/engines-3/pkcs11.so", "/usr/lib/aarch64-linux-gnu/engines-3/pkcs11.so", "/usr/lib64/engines-3/pkcs11.so"]
        return engines.contains { FileManager.default.fileExists(atPath: $0) } && Peer.find("softhsm2-util") != nil
    }()

    /// Makes the token once: the module is loaded once in a process, and reads its configuration then.
    static let made: Bool = {
        do {
            let folder = FileManager.default.temporaryDirectory.appending(path: "token-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder.appending(path: "tokens"), withIntermediateDirectories: true)
            let configuration = folder.appending(path: "softhsm2.conf")
            try Data("directories.tokendir = \(folder.path)/tokens\nlog.level = ERROR\n".utf8).write(to: configuration)
            setenv("SOFTHSM2_CONF", configuration.path, 1)
            _ = try Peer.run("softhsm2-util", ["--init-token", "--free", "--label", "passerelle", "--pin", "12 34;", "--so-pin", "8765"])
            for (label, issued) in [("ec", Signers.elliptic), ("rsa", Signers.rsa)] {
                let key = folder.appending(path: "\(label).key")
                try Data(try issued.keyPEM().utf8).write(to: key)
                let id = label == "ec" ? "01" : "02"
                let arguments = ["--import", key.path, "--token", "passerelle", "--label", label, "--id", id, "--pin", "12 34;"]
                _ = try Peer.run("softhsm2-util", arguments)
                try FileManager.default.removeItem(at: key)
            }
            return true
        } catch {
            return false
        }
    }()

    static func key(_ label: String, pin: String = "12 34;") -> TokenKey {
        _ = made
        return TokenKey(module: module ?? "", uri: "pkcs11:token=passerelle;object=\(label);type=private", pin: pin)
    }
}

@Suite(.serialized, .enabled(if: SoftToken.isPossible, "needs softhsm2 and libengine-pkcs11-openssl")) struct TokenTests {
    @Test func `a key in a token signs, of either kind`() throws {
        #expect(SoftToken.made, "the token could be made")
        for (label, issued) in [("ec", Signers.elliptic), ("rsa", Signers.rsa)] {
            let key = try SigningKey(token: SoftToken.key(label), certificate: issued.certificate.der)
            for _ in 0..<3 { #expect(try read(signed(with: key), by: issued).subject == "899700000001") }
            #expect(refusal(of: try signed(with: key), by: Signers.other) != nil)
        }
    }

    @Test func `the way to a token is not the way to any other key of the process`() throws {
        _ = try SigningKey(token: SoftToken.key("ec"), certificate: Signers.elliptic.certificate.der)
        for kind in KeyKind.allCases { #expect(throws: Never.self) { try PrivateKey(kind) } }
    }

    @Test func `a key of a token and another's certificate are no signer`() throws {
        #expect(throws: SigningKeyFailure.otherCertificate) { try SigningKey(token: SoftToken.key("ec"), certificate: Signers.other.certificate.der) }
    }

    @Test func `a wrong key name is refused, and nothing hangs`() throws {
        #expect(throws: SigningKeyFailure.tokenRefused) { try SigningKey(token: SoftToken.key("none"), certificate: Signers.elliptic.certificate.der) }
    }

    @Test func `a module that is none is refused`() throws {
        let key = TokenKey(module: "/nowhere.so", uri: "pkcs11:object=x", pin: "1")
        let failure = try #require(throws: SigningKeyFailure.self) { try SigningKey(token: key, certificate: Signers.elliptic.certificate.der) }
        #expect([.engineMissing, .tokenRefused].contains(failure))
    }

    @Test func `threads sign at once with one token`() async throws {
        let key = try SigningKey(token: SoftToken.key("ec"), certificate: Signers.elliptic.certificate.der)
        try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<32 { group.addTask { try read(signed(with: key)).subject } }
            for try await subject in group { #expect(subject == "899700000001") }
        }
    }
}
