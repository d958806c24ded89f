// `passerelle sandbox credential`: a certificate, an assertion or a token of the sandbox's people, good or with a fault.

public import ArgumentParser
public import AuthorTrust
import CDADocuments
import ClinicalTypes
import Foundation
import GatewayServer

/// Issues a credential of a sandbox.
struct CredentialCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "credential", abstract: "Issue a certificate, an assertion or a token of the sandbox, good or with a fault.",
        discussion: """
            KIND is one of \(SandboxIdentity.everybody.map(\.name).joined(separator: ", ")).

            A certificate is written as KIND.pem, the chain to present, and KIND.key; a revoked one is put on the sandbox's list, which a running gateway \
            reads again within a second. An assertion (VIHF) is written as KIND.saml, and for the header field Authorization as KIND.saml.header; a token as \
            KIND.jwt. Both live a few minutes.

            Faults of certificates: \(names(CredentialFault.self)).

            Faults of assertions: \(names(AssertionFault.self)).

            Faults of tokens: \(names(TokenDefect.self)).
            """)

    /// The kinds of credential.
    enum Form: String, ExpressibleByArgument, CaseIterable { case certificate, assertion, token }

    @Argument(help: "Who the credential names.") var kind: String
    @Option(help: "What to issue.") var form = Form.certificate
    @Option(help: "What is wrong with it.") var fault: String?
    @Option(help: "Which of the two certificates.") var use = CardUse.authentication
    // Not `--folder`: the option of the command above would take it.
    @Option(name: .customLong("sandbox"), help: "The folder of the sandbox, prepared before.", completion: .directory) var folder = "./sandbox"
    @Option(help: "Where to write.", completion: .directory) var out = "."
    @Option(help: "The address of an OCSP responder to name in a certificate.") var responder: String?
    @Option(help: "Also write KIND.p12 (PKCS#12), under this password.") var pkcs12: String?
    @Option(help: "The document that an assertion is for: it gives patient and structure.", completion: .file()) var document: String?
    @Option(help: "How an assertion says that the person was authenticated: DIRECTE, INDIRECTE or INDIRECTE_RENFORCEE.") var mode = AuthenticationMode.direct
    @Option(help: "Why an assertion says that the record is accessed: normal, bris_de_glace or centre_15.") var access = AccessMode.normal
    @Option(help: "The reason that an assertion says, which bris_de_glace asks for.") var reason: String?
    @Option(help: "PEM file of the client certificate to bind a token to.", completion: .file()) var bind: String?
    @Option(help: "A structure (Struct_IdNat) where a token says that the person practises; may be repeated.") var structure: [String] = []

    func run() throws {
        guard let identity = SandboxIdentity.everybody.first(where: { $0.name == kind }) else {
            throw ProgramExit.usage("no such kind: \(kind); one of \(SandboxIdentity.everybody.map(\.name).joined(separator: ", ")) was expected")
        }
        let sandbox = SandboxFolder(folder)
        guard sandbox.isPrepared else { throw ProgramExit.usage("\(sandbox.root.path) is no sandbox yet: passerelle sandbox --prepare --folder \(folder)") }
        let place = URL(filePath: out, directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        switch form {
        case .certificate:
            let files = try sandbox.issueCredential(
                for: identity, use: use, fault: try named(CredentialFault.self), responder: responder, into: place, password: pkcs12, now: Date())
            for file in files { Terminal.say(file.path) }
        case .assertion: try issueAssertion(identity, sandbox, into: place)
        case .token: try issueToken(identity, sandbox, into: place)
        }
    }

    private func issueAssertion(_ identity: SandboxIdentity, _ sandbox: SandboxFolder, into place: URL) throws {
        guard let document, case .success(let read) = CDADocument.read(try InputFiles.read(document)) else {
            throw ProgramExit.usage("an assertion is for a document: --document FILE")
        }
        let made = try sandbox.issueAssertion(
            for: identity, mode: mode, document: read, access: access, reason: reason, fault: try named(AssertionFault.self), now: Date())
        guard let made else {
            throw ProgramExit.usage("\(kind) cannot send this document in mode \(mode.rawValue): a person, a patient and a structure of the sandbox are needed")
        }
        try write(made, as: "saml", into: place)
        try write(Array("Authorization: SAML \(Data(made).base64EncodedString())\n".utf8), as: "saml.header", into: place)
    }

    private func issueToken(_ identity: SandboxIdentity, _ sandbox: SandboxFolder, into place: URL) throws {
        let certificate = try bind.map { String(decoding: try InputFiles.read($0), as: UTF8.self) }
        let made = try sandbox.issueToken(
            for: identity, structures: structure, certificate: certificate, fault: try named(TokenDefect.self), now: Date())
        guard let made else { throw ProgramExit.usage("\(kind) is no person: tokens name persons") }
        try write(Array((made + "\n").utf8), as: "jwt", into: place)
    }

    private func write(_ bytes: [UInt8], as type: String, into place: URL) throws {
        let file = place.appending(path: kind + (fault.map { "-\($0)" } ?? "") + ".\(type)")
        guard FileManager.default.createFile(atPath: file.path, contents: Data(bytes), attributes: [.posixPermissions: 0o600]) else {
            throw ProgramExit.usage("\(file.path) cannot be written")
        }
        Terminal.say(file.path)
    }

    private func named<Fault: RawRepresentable<String> & CaseIterable>(_ type: Fault.Type) throws -> Fault? {
        guard let fault else { return nil }
        guard let found = Fault(rawValue: fault) else { throw ProgramExit.usage("no such fault of a \(form.rawValue): \(fault); one of \(Self.names(type))") }
        return found
    }

    private static func names<Fault: RawRepresentable<String> & CaseIterable>(_ type: Fault.Type) -> String {
        type.allCases.map(\.rawValue).joined(separator: ", ")
    }
}

extension CardUse: ExpressibleByArgument {}
extension AuthenticationMode: ExpressibleByArgument {}
extension AccessMode: ExpressibleByArgument {}
