// A sandbox of a test's own: certificates, a record store and gateways on free ports of loopback, gone with the test.

public import Delivery
public import Foundation
public import GatewayServer
public import Journal
public import Logging
public import RecordStore

/// A sandbox of a test's own.
public final class TestSandbox: Sendable {
    /// Its folder, with certificates for everybody.
    public let folder: SandboxFolder

    /// Makes certificates and configuration.
    public init() throws {
        folder = SandboxFolder(FileManager.default.temporaryDirectory.appending(path: "passerelle-test-\(UUID().uuidString)").path)
        try folder.prepare(port: 0, storePort: 1, policy: "require", now: Date())
    }

    deinit { try? FileManager.default.removeItem(at: folder.root) }

    /// Opens the record store, on a free port unless it had one before.
    public func startStore(
        port: Int = 0, misbehaviour: Misbehaviour = .none, requiresAssertion: Bool = false, now: @escaping @Sendable () -> Date = { Date() }
    ) async throws -> RunningStore {
        let store = try SandboxStore(folder, misbehaviour: misbehaviour, requiresAssertion: requiresAssertion, now: now, logger: quiet)
        let doors = OpenDoors()
        let services = RunningServices([try store.service(port: port, whenBound: { doors.open("store", at: $0) })])
        let bound = try await doors.port(of: "store")
        try folder.prepare(port: 0, storePort: bound, policy: "require", now: Date())
        return RunningStore(repository: store.repository, port: bound, services: services)
    }

    /// The configuration of a gateway before this store.
    public func configuration(storePort: Int = 1) throws -> GatewayConfiguration {
        let yaml = try String(contentsOf: folder.configurationFile, encoding: .utf8)
        var configuration = try ConfigurationReader.read(yaml: yaml, file: "gateway.yaml", environment: [:])
        configuration.store.repositoryURL = "https://localhost:\(storePort)/xds/repository"
        configuration.store.registryURL = "https://localhost:\(storePort)/xds/registry"
        return configuration
    }

    /// Opens a gateway.
    public func startGateway(
        storePort: Int = 1, in surroundings: GatewaySurroundings = .machine, logger: Logger = quiet, _ change: (inout GatewayConfiguration) -> Void = { _ in }
    ) async throws -> RunningGateway {
        var configuration = try configuration(storePort: storePort)
        configuration.listen.plainLoopbackPort = 0
        change(&configuration)
        let doors = OpenDoors()
        let services = RunningServices(
            try GatewayRuntime(configuration, in: surroundings, logger: logger).services { name, port in doors.open(name, at: port) })
        return RunningGateway(
            sandbox: self, configuration: configuration, port: try await doors.port(of: "https"), plainPort: try await doors.port(of: "plain http"),
            mllpPort: configuration.mllp.port < 0 ? nil : try await doors.port(of: "mllp"),
            mllpTLSPort: configuration.mllp.tlsPort < 0 ? nil : try await doors.port(of: "mllps"), services: services)
    }

    /// A client that shows the certificate of this name; nil shows none.
    public func client(_ name: String?) -> StoreConnection {
        StoreConnection(
            StoreConnectionSettings(
                clientCertificate: name.map { .file(folder.pki("\($0).pem").path) }, clientKey: name.map { .file(folder.pki("\($0).key").path) },
                authorities: .file(folder.pki("authorities.pem").path)))
    }
}

/// A record store that runs.
public struct RunningStore: Sendable {
    /// The store itself.
    public let repository: RegistryRepository
    /// The port of its HTTPS door.
    public let port: Int
    /// What runs.
    public let services: RunningServices
}

/// A gateway that runs.
public struct RunningGateway: Sendable {
    /// Its sandbox.
    public let sandbox: TestSandbox
    /// Its configuration.
    public let configuration: GatewayConfiguration
    /// The port of its HTTPS door.
    public let port: Int
    /// The port of its plain door.
    public let plainPort: Int
    /// The port of its plain MLLP door; nil where it is closed.
    public let mllpPort: Int?
    /// The port of its MLLP door over TLS; nil where it is closed.
    public let mllpTLSPort: Int?
    /// What runs.
    public let services: RunningServices

    /// The address of a path behind the HTTPS door.
    public func url(_ path: String) -> String { "https://localhost:\(port)\(path)" }

    /// Submits a document with the certificate of this name.
    public func submit(
        _ bytes: [UInt8], as name: String?, contentType: String = "application/xml", fields: [(name: String, value: String)] = []
    ) async throws -> Delivery.StoreAnswer {
        try await sandbox.client(name).send(StoreRequest(url: url("/v1/documents"), contentType: contentType, fields: fields, body: [bytes]))
    }

    /// Asks for a path with the certificate of this name.
    public func get(_ path: String, as name: String?) async throws -> Delivery.StoreAnswer { try await sandbox.client(name).send(.question(url(path))) }

    /// Works with the journal, opened beside the gateway as `passerelle queue` does.
    public func withJournal<Value>(_ body: (SQLiteJournal) async throws -> Value) async throws -> Value {
        let journal = try GatewayRuntime.secondaryJournal(configuration)
        let value = try await body(journal)
        try await journal.close()
        return value
    }
}

extension Delivery.StoreAnswer {
    /// The body as JSON; empty when it is none.
    public var json: [String: Any] { ((try? JSONSerialization.jsonObject(with: Data(body))) as? [String: Any]) ?? [:] }
    /// The receipt of a submission.
    public var receipt: String? { json["id"] as? String }
    /// The code of a problem.
    public var code: String? { json["code"] as? String }
}

/// A logger that says nothing below critical.
public let quiet: Logger = {
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    return logger
}()
