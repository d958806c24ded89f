// Which gateway to submit to, and with which certificate.

import ArgumentParser
import Foundation
import GatewayServer

/// Where a gateway is, whom to trust, and what to show it.
struct GatewayOptions: ParsableArguments {
    @Option(help: "The folder of a running sandbox; stands for all the others.", completion: .directory) var sandbox: String?
    @Option(help: "The address of the gateway, for instance https://gateway.example:8443.") var url: String?
    @Option(help: "PEM file of the authorities that issue the gateway's certificate.", completion: .file()) var authorities: String?
    @Option(help: "PEM file of the client certificate chain.", completion: .file()) var certificate: String?
    @Option(help: "PEM file of the client key.", completion: .file()) var key: String?

    /// The gateway.
    func gateway() throws -> GatewayClient {
        if let sandbox {
            let folder = SandboxFolder(sandbox)
            guard folder.isPrepared, let yaml = try? String(contentsOf: folder.configurationFile, encoding: .utf8) else {
                throw ProgramExit.configuration("\(sandbox) is no sandbox; `passerelle sandbox --folder \(sandbox)` makes one")
            }
            let configuration = try ConfigurationReader.read(yaml: yaml, file: folder.configurationFile.path, environment: [:])
            return GatewayClient(
                url: url ?? "https://localhost:\(configuration.listen.port)", authorities: folder.pki("authorities.pem").path,
                credentials: .sandbox(folder, chosen: certificate.map { ($0, key ?? $0) }))
        }
        guard let url, let authorities, let certificate, let key else {
            throw ProgramExit.usage("either --sandbox, or all of --url, --authorities, --certificate and --key are needed")
        }
        return GatewayClient(url: url, authorities: authorities, credentials: .files(certificate: certificate, key: key))
    }
}
