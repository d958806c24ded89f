// Two other implementations judge our signatures, and we judge theirs: xmlsec1 of the command line, and signxml of Python.

import CredentialChecks
import Foundation
import SignedXML
import TestSupport
import Testing
import XMLTree

/// Programs beside this one.
enum Peer {
    /// The path of a program, nil where the machine lacks it.
    static func find(_ name: String) -> String? {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(name)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// A Python that has signxml: `PASSERELLE_PEER_PYTHON`, or the one of the path.
    static let python: String? = {
        let candidates = [ProcessInfo.processInfo.environment["PASSERELLE_PEER_PYTHON"], find("python3")].compactMap(\.self)
        return candidates.first { (try? execute($0, ["-c", "import signxml, lxml"]))?.status == 0 }
    }()

    static func run(_ name: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
        try execute(try #require(find(name)), arguments)
    }

    static func execute(_ path: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
        let process = ChildProcess()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }

    /// A folder for the files of one test.
    static func folder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "peer-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }
}

extension IssuedCertificate {
    /// Writes key, certificate and root as PEM files.
    fileprivate func write(to folder: URL) throws {
        try Data(try keyPEM().utf8).write(to: folder.appending(path: "key.pem"))
        try Data(certificate.pem.utf8).write(to: folder.appending(path: "certificate.pem"))
    }
}

private let signers = [Signers.elliptic, Signers.rsa]
private let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Peers/signxml_peer.py").path

@Suite struct PeerTests {
    @Test(.enabled(if: Peer.find("xmlsec1") != nil, "needs xmlsec1"), arguments: [0, 1])
    func `xmlsec1 verifies what we sign, and refuses what was changed`(signer: Int) throws {
        let folder = try Peer.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try signers[signer].write(to: folder)
        let file = folder.appending(path: "signed.xml")
        let arguments = [
            "--verify", "--pubkey-cert-pem", folder.appending(path: "certificate.pem").path, "--id-attr:ID", "urn:oasis:names:tc:SAML:2.0:assertion:Assertion",
            file.path,
        ]
        let text = try signed(by: signers[signer])
        try Data(text.utf8).write(to: file)
        let verified = try Peer.run("xmlsec1", arguments)
        #expect(verified.status == 0, "\(verified.output)")
        try Data(text.replacing("899700000001", with: "899700000002").utf8).write(to: file)
        #expect(try Peer.run("xmlsec1", arguments).status != 0)
    }

    @Test(.enabled(if: Peer.find("xmlsec1") != nil, "needs xmlsec1"), arguments: [0, 1], ["sha256", "sha512", "sha1"])
    func `what xmlsec1 signs verifies with us, and SHA-1 only where it is switched on`(signer: Int, digest: String) throws {
        let folder = try Peer.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try signers[signer].write(to: folder)
        let kind = signer == 0 ? "ecdsa" : "rsa"
        guard kind == "rsa" || digest != "sha1" else { return }
        let more = digest == "sha1" ? "http://www.w3.org/2000/09/xmldsig#" : "http://www.w3.org/2001/04/xmldsig-more#"
        let digests = digest == "sha1" ? "http://www.w3.org/2000/09/xmldsig#" : "http://www.w3.org/2001/04/xmlenc#"
        let template = """
            <ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignedInfo>\
            <ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/><ds:SignatureMethod Algorithm="\(more)\(kind)-\(digest)"/>\
            <ds:Reference URI="#_a1"><ds:Transforms><ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/>\
            <ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/></ds:Transforms><ds:DigestMethod Algorithm="\(digests)\(digest)"/>\
            <ds:DigestValue/></ds:Reference></ds:SignedInfo><ds:SignatureValue/><ds:KeyInfo><ds:X509Data/></ds:KeyInfo></ds:Signature>
            """
        let file = folder.appending(path: "template.xml")
        try Data(assertionText().replacing("</saml2:Issuer>", with: "</saml2:Issuer>" + template).utf8).write(to: file)
        let keys = [folder.appending(path: "key.pem").path, folder.appending(path: "certificate.pem").path].joined(separator: ",")
        let output = folder.appending(path: "signed.xml")
        let made = try Peer.run(
            "xmlsec1",
            ["--sign", "--privkey-pem", keys, "--id-attr:ID", "urn:oasis:names:tc:SAML:2.0:assertion:Assertion", "--output", output.path, file.path])
        try #require(made.status == 0, "\(made.output)")
        let text = try String(contentsOf: output, encoding: .utf8)
        if digest == "sha1" {
            #expect(refusal(of: text, by: signers[signer]) == .algorithm)
            #expect(refusal(of: text, by: signers[signer], policy: .acceptingSHA1) == nil)
        } else {
            #expect(try read(text, by: signers[signer]).subject == "899700000001")
            #expect(refusal(of: text.replacing("899700000001", with: "899700000002"), by: signers[signer]) == .invalid)
        }
    }

    /// Namespaces that come, go and hide each other, white space in attributes, references, comments and sections.
    private static let awkward = """
        <x xmlns="urn:d" xmlns:p="urn:p" xmlns:q="urn:q" p:b="2" a="1" q:a="&#10;&#9; &quot;&lt;&amp;&#13;"><y xmlns="" xmlns:p="urn:other"><p:z/>\
        <z xmlns="urn:d"/></y><!-- gone --><![CDATA[<&]]> &gt; é\u{1F600}&#13;</x>
        """

    @Test(.enabled(if: Peer.find("xmlsec1") != nil, "needs xmlsec1"))
    func `xmlsec1 agrees about the canonical form of awkward elements`() throws {
        let folder = try Peer.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try Signers.elliptic.write(to: folder)
        let file = folder.appending(path: "signed.xml")
        let text = assertionText(attributes: "<saml2:Attribute Name=\"a\"><saml2:AttributeValue>\(Self.awkward)</saml2:AttributeValue></saml2:Attribute>")
        let ours = try signed(text)
        try Data(ours.utf8).write(to: file)
        let id = ["--id-attr:ID", "urn:oasis:names:tc:SAML:2.0:assertion:Assertion"]
        let verified = try Peer.run("xmlsec1", ["--verify", "--pubkey-cert-pem", folder.appending(path: "certificate.pem").path] + id + [file.path])
        #expect(verified.status == 0, "\(verified.output)")

        // Once more over the text as it was written, with our signature as the template.
        let start = try #require(ours.range(of: "<ds:Signature "))
        let end = try #require(ours.range(of: "</ds:Signature>"))
        let template = String(ours[start.lowerBound..<end.upperBound])
            .replacing(#/<ds:DigestValue>[^<]*/#, with: "<ds:DigestValue>").replacing(#/<ds:SignatureValue>[^<]*/#, with: "<ds:SignatureValue>")
            .replacing(#/<ds:X509Certificate>.*</ds:X509Certificate>/#, with: "")
        try Data(text.replacing("</saml2:Issuer>", with: "</saml2:Issuer>" + template).utf8).write(to: file)
        let keys = [folder.appending(path: "key.pem").path, folder.appending(path: "certificate.pem").path].joined(separator: ",")
        let output = folder.appending(path: "theirs.xml")
        let made = try Peer.run("xmlsec1", ["--sign", "--privkey-pem", keys] + id + ["--output", output.path, file.path])
        try #require(made.status == 0, "\(made.output)")
        // The signature holds; the reader then refuses a value that it would have to guess at.
        #expect(refusal(of: try String(contentsOf: output, encoding: .utf8)) == .structure)
        #expect(refusal(of: try String(contentsOf: output, encoding: .utf8).replacing(" a=\"1\"", with: " a=\"2\"")) == .invalid)
    }

    @Test(.enabled(if: Peer.python != nil, "needs signxml, from PyPI (PASSERELLE_PEER_PYTHON)"), arguments: [0, 1])
    func `signxml verifies what we sign, and what it signs verifies with us`(signer: Int) throws {
        let folder = try Peer.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try signers[signer].write(to: folder)
        let (ours, theirs) = (folder.appending(path: "ours.xml"), folder.appending(path: "theirs.xml"))
        try Data(try signed(by: signers[signer]).utf8).write(to: ours)
        let python = try #require(Peer.python)
        let verified = try Peer.execute(python, [script, "verify", folder.path, ours.path])
        #expect(verified.status == 0 && verified.output.contains("899700000001"), "\(verified.output)")
        try Data(try signed(by: signers[signer]).replacing("899700000001", with: "899700000002").utf8).write(to: ours)
        #expect(try Peer.execute(python, [script, "verify", folder.path, ours.path]).status == 1)

        let source = folder.appending(path: "source.xml")
        try Data(assertionText().utf8).write(to: source)
        let made = try Peer.execute(python, [script, "sign", folder.path, source.path, theirs.path])
        try #require(made.status == 0, "\(made.output)")
        let text = try String(contentsOf: theirs, encoding: .utf8)
        #expect(try read(text, by: signers[signer]).subject == "899700000001")
        #expect(refusal(of: text.replacing("899700000001", with: "899700000002"), by: signers[signer]) == .invalid)
    }
}
