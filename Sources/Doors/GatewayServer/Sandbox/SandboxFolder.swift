// The folder of a sandbox: its authority, its certificates, its configuration, its state.

import CredentialChecks
public import Foundation

/// The folder in which a sandbox keeps everything; nothing of it is for production.
public struct SandboxFolder: Sendable {
    /// The folder.
    public let root: URL

    /// Names a folder; nothing is made yet.
    public init(_ path: String) { root = URL(filePath: path, directoryHint: .isDirectory).absoluteURL }

    /// The configuration of the gateway.
    public var configurationFile: URL { root.appending(path: "gateway.yaml") }
    /// The folder of the record store.
    public var storeFolder: URL { root.appending(path: "store") }

    /// A file of the sandbox's certificates.
    public func pki(_ name: String) -> URL { root.appending(path: "pki/\(name)") }

    /// Whether the folder holds a sandbox already.
    public var isPrepared: Bool { FileManager.default.fileExists(atPath: configurationFile.path) }

    /// Makes what is missing: the authority, certificates for everybody and for both servers, and the configuration.
    ///
    /// - Parameters:
    ///   - port: the port of the gateway.
    ///   - storePort: the port of the record store.
    ///   - policy: what a failed author check does.
    ///   - packs: the rule packs to judge by besides the core pack.
    ///   - packFolder: their folder; empty for the user's.
    ///   - now: the present moment.
    public func prepare(port: Int, storePort: Int, policy: String, packs: [String] = [], packFolder: String = "", now: Date) throws {
        try FileManager.default.createDirectory(at: pki(""), withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try FileManager.default.createDirectory(at: storeFolder, withIntermediateDirectories: true)
        if !FileManager.default.fileExists(atPath: pki("authorities.pem").path) { try issueCertificates(now: now) }
        try writeRevocationLists(now: now)
        try prepareIdentityProvider()
        try prepareSeals(now: now)
        let packs = packs.isEmpty ? "" : "packs:\n  folder: \(quoted(packFolder))\n  use: \(quoted(packs.joined(separator: ",")))\n"
        try (configuration(port: port, storePort: storePort, policy: policy) + packs).write(to: configurationFile, atomically: true, encoding: .utf8)
        try "port: \(storePort)\n".write(to: root.appending(path: "store.yaml"), atomically: true, encoding: .utf8)
    }

    /// The port of the record store, as it was prepared.
    public func storePort() -> Int? {
        guard let text = try? String(contentsOf: root.appending(path: "store.yaml"), encoding: .utf8) else { return nil }
        return Int(text.drop { !$0.isNumber }.prefix { $0.isNumber })
    }

    private func issueCertificates(now: Date) throws {
        let authority = try DevelopmentAuthority(named: "Passerelle sandbox", now: now)
        for (name, text) in try authority.files() { try write(text, to: name) }
        try write(authority.server(now: now), named: "gateway")
        try write(authority.server(now: now), named: "store")
        try write(authority.client(named: "Passerelle gateway", now: now), named: "gateway-client")
        for identity in SandboxIdentity.all { try write(identity.issue(by: authority, now: now), named: identity.name) }
        // Written last: the folder counts as prepared only when everything before it is there.
        try write(authority.authoritiesPEM, to: "authorities.pem")
    }

    func write(_ issued: IssuedCertificate, named name: String) throws {
        try write(issued.chainPEM, to: "\(name).pem")
        try write(try issued.keyPEM(), to: "\(name).key")
    }

    func write(_ text: String, to name: String) throws {
        let mode = name.hasSuffix(".key") ? 0o600 : 0o644
        guard FileManager.default.createFile(atPath: pki(name).path, contents: Data(text.utf8), attributes: [.posixPermissions: mode]) else {
            throw CocoaError(.fileWriteUnknown)
        }
    }

    private func configuration(port: Int, storePort: Int, policy: String) -> String {
        """
        # The gateway of a sandbox, written by `passerelle sandbox`. Its certificates are worth nothing outside of it.
        listen:
          host: 127.0.0.1
          port: \(port)
          certificate: \(quoted(pki("gateway.pem").path))
          key: \(quoted(pki("gateway.key").path))
        author:
          authorities: \(quoted(pki("authorities.pem").path))
          policy: \(policy)
          acceptsTestProducts: true
          revocation: required
          revocationLists: \(quoted(pki("revoked.crl").path))
          reloadSeconds: 1
        token:
          issuer: \(Self.issuer)
          keySet: \(quoted(pki("identity-keys.json").path))
          audiences: \(Self.audience)
        journal:
          folder: \(quoted(root.appending(path: "journal").path))
        store:
          repositoryURL: https://localhost:\(storePort)/xds/repository
          registryURL: https://localhost:\(storePort)/xds/registry
          repositoryID: \(SandboxStore.repositoryID)
          authorities: \(quoted(pki("authorities.pem").path))
          certificate: \(quoted(pki("gateway-client.pem").path))
          key: \(quoted(pki("gateway-client.key").path))
          assertion:
            policy: whenPossible
            certificates: \(list(SandboxIdentity.structures.map { pki(Self.seal($0) + ".pem").path }))
            keys: \(list(SandboxIdentity.structures.map { pki(Self.seal($0) + ".key").path }))
            software:
              homologation: SANDBOX

        """
    }

    private func list(_ texts: [String]) -> String { "[" + texts.map(quoted).joined(separator: ", ") + "]" }

    private func quoted(_ text: String) -> String { "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\"" }
}
