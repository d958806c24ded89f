// `passerelle sandbox credential`: a certificate of the sandbox's authority, good or with a fault.

public import ArgumentParser
public import AuthorTrust
import Foundation
import GatewayServer

/// Issues a credential of a sandbox.
struct CredentialCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "credential", abstract: "Issue a certificate of the sandbox's authority, good or with a fault.",
        discussion: """
            KIND is one of \(SandboxIdentity.everybody.map(\.name).joined(separator: ", ")). Writes KIND.pem, the chain to present, and KIND.key. A revoked \
            certificate is put on the sandbox's list, which a running gateway reads again within a second.
            """)

    @Argument(help: "Who the certificate names.") var kind: String
    @Option(help: "What is wrong with it.") var fault: CredentialFault?
    @Option(help: "Which of the two certificates.") var use = CardUse.authentication
    // Not `--folder`: the option of the command above would take it.
    @Option(name: .customLong("sandbox"), help: "The folder of the sandbox, prepared before.", completion: .directory) var folder = "./sandbox"
    @Option(help: "Where to write.", completion: .directory) var out = "."
    @Option(help: "The address of an OCSP responder to name in it.") var responder: String?
    @Option(help: "Also write KIND.p12 (PKCS#12), under this password.") var pkcs12: String?

    func run() throws {
        guard let identity = SandboxIdentity.everybody.first(where: { $0.name == kind }) else {
            throw ProgramExit.usage("no such kind: \(kind); one of \(SandboxIdentity.everybody.map(\.name).joined(separator: ", ")) was expected")
        }
        let sandbox = SandboxFolder(folder)
        guard sandbox.isPrepared else { throw ProgramExit.usage("\(sandbox.root.path) is no sandbox yet: passerelle sandbox --prepare --folder \(folder)") }
        let files = try sandbox.issueCredential(
            for: identity, use: use, fault: fault, responder: responder, into: URL(filePath: out, directoryHint: .isDirectory), password: pkcs12, now: Date())
        for file in files { Terminal.say(file.path) }
    }
}

extension CredentialFault: ExpressibleByArgument {}
extension CardUse: ExpressibleByArgument {}
