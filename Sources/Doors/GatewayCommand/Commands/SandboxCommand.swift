// `passerelle sandbox`: gateway, record store and development certificates in one process on loopback.

public import ArgumentParser
public import AuthorTrust
import Foundation
import GatewayServer

/// Runs a complete sandbox.
struct SandboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sandbox", abstract: "Run a gateway and a record store on loopback, with development certificates.",
        discussion: "Everything is kept in one folder and found again at the next start. Its certificates are worth nothing outside of it.",
        subcommands: [CredentialCommand.self])

    @Option(help: "The folder of the sandbox.", completion: .directory) var folder = "./sandbox"
    @Option(help: "The port of the gateway.") var port = 8443
    @Option(help: "The port of the record store, which speaks XDS.b (/xds) and FHIR (/fhir).") var storePort = 9443
    @Option(help: "The port of a plain door for HL7 v2 over MLLP; senders need no certificate there. Closed unless given.") var mllpPort: Int?
    @Option(help: "The port of a door for HL7 v2 over MLLP with TLS. Closed unless given.") var mllpTLSPort: Int?
    @Option(help: "A folder into which documents are dropped; they count as the hospital's. None unless given.", completion: .directory)
    var dropFolder: String?
    @Option(help: "What a failed author check does: require refuses, report only tells, off skips.") var authorPolicy = AuthorCheckPolicy.require
    @OptionGroup var packs: PackOptions
    @Option(help: "The least level that is logged.") var logLevel = "notice"
    @Flag(help: "Write certificates and configuration, and end; then `passerelle serve` and `passerelle store serve` run the two apart.")
    var prepare = false
    @OptionGroup var misbehaviour: MisbehaviourOptions
    @OptionGroup var testing: PlainDoorOption
    @OptionGroup var measuring: IdleDoorOption

    func run() async throws {
        let sandbox = SandboxFolder(folder)
        try sandbox.prepare(
            port: port, storePort: storePort, policy: authorPolicy.rawValue, packs: packs.pack, packFolder: packs.absoluteFolder, now: Date())
        if prepare {
            Terminal.say("prepared \(sandbox.root.path)")
            return
        }
        let yaml = try String(contentsOf: sandbox.configurationFile, encoding: .utf8)
        var configuration = try ConfigurationReader.read(
            yaml: yaml, file: sandbox.configurationFile.path, environment: ProcessInfo.processInfo.environment)
        configuration.listen.plainLoopbackPort = testing.port
        configuration.listen.hasIdleDoor = measuring.idleDoor
        if let mllpPort {
            configuration.mllp.port = mllpPort
            configuration.mllp.plainPolicy = .report
        }
        if let mllpTLSPort { configuration.mllp.tlsPort = mllpTLSPort }
        if let dropFolder {
            configuration.folders.paths = [dropFolder]
            configuration.folders.certificate = sandbox.pki("hospital.pem").path
        }
        let logger = try ServiceRun.logger(level: logLevel)
        let store = try SandboxStore(
            sandbox, misbehaviour: misbehaviour.behaviour(), requiresAssertion: misbehaviour.storeRequiresAssertion, logger: logger)
        let runtime = try GatewayRuntime(configuration, logger: logger)
        let welcome = welcome(sandbox, port: configuration.listen.port)
        var services = [try store.service(port: storePort)]
        services += try runtime.services { door, port in if door == "https" { Terminal.say(welcome) } }
        try await ServiceRun.run(services, logger: logger)
    }

    private func welcome(_ sandbox: SandboxFolder, port: Int) -> String {
        let people = SandboxIdentity.all.map { "  \($0.name.padding(toLength: 12, withPad: " ", startingAt: 0)) \($0.summary)" }.joined(separator: "\n")
        let pki = sandbox.pki("").path
        return """
            The sandbox is open: gateway https://localhost:\(port), record store https://localhost:\(storePort).
            Both speak XDS.b and FHIR: gateway /xds and /fhir, store https://localhost:\(storePort)/xds/repository and https://localhost:\(storePort)/fhir/.
            It lives in \(sandbox.root.path); certificates in \(pki) for:
            \(people)
            Doors: \(doors(port).joined(separator: ", "))

            Try, in another terminal:
              passerelle submit --sandbox \(folder) Samples/accepted/*.xml
              passerelle queue --config \(folder)/gateway.yaml
              curl --cacert \(pki)/authorities.pem --cert \(pki)/doctor.pem --key \(pki)/doctor.key \\
                -H 'Content-Type: application/xml' --data-binary @Samples/accepted/report-consultation.xml https://localhost:\(port)/v1/documents\(messages)
            Ctrl-C ends it.
            """
    }

    /// The doors that are open, by the protocol that each speaks.
    private func doors(_ port: Int) -> [String] {
        let gateway = "https://localhost:\(port)"
        let always = ["\(gateway)/v1/documents (REST)", "\(gateway)/xds/repository (XDS.b)", "\(gateway)/fhir (FHIR R4)"]
        let asked = [mllpPort.map { "localhost:\($0) (MLLP)" }, mllpTLSPort.map { "localhost:\($0) (MLLP over TLS)" }, dropFolder.map { "\($0) (folder)" }]
        return always + asked.compactMap(\.self)
    }

    /// How to send a message, where a plain door is open for it.
    private var messages: String {
        mllpPort.map { "\n  passerelle hl7 send --to localhost:\($0) Samples/messages/accepted/laboratory-new.hl7" } ?? ""
    }
}

extension AuthorCheckPolicy: ExpressibleByArgument {}
