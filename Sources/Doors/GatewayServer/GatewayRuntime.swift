// A gateway put together from its configuration: stages, journal, store, doors.

import AuthorTrust
import Classification
import ClinicalTypes
import CodeSystems
import CredentialChecks
import Delivery
import Foundation
import Gateway
public import Journal
public import Logging
import PackShelf
public import ServiceLifecycle
import SubmissionMetadata
import Validation

/// A gateway, ready to run.
public struct GatewayRuntime: Sendable {
    let configuration: GatewayConfiguration
    let way: DocumentWay
    let journal: SQLiteJournal
    let store: StoreClient
    let assertions: RecordAssertions?
    let revocation: RevocationService
    let responders: ResponderClient?
    let keySets: KeySetCache?
    let surroundings: GatewaySurroundings
    let logger: Logger

    /// Opens the journal and compiles the rules; throws what is wrong with the configuration, by its key.
    ///
    /// - Parameters:
    ///   - configuration: what was configured.
    ///   - surroundings: the clock that everything goes by, and chance.
    ///   - logger: takes what the gateway has to tell; nothing of patients.
    public init(_ configuration: GatewayConfiguration, in surroundings: GatewaySurroundings = .machine, logger: Logger) throws {
        self.configuration = configuration
        self.surroundings = surroundings
        self.logger = logger
        let core = try RulePack.core()
        let packs = try Self.packs(configuration)
        let trust = try Self.trust(configuration)
        revocation = try Self.revocation(configuration, trust, logger)
        responders =
            configuration.author.responders == .off || configuration.author.policy == .off
            ? nil : ResponderClient(trust: trust, seconds: configuration.author.responderSeconds)
        keySets = configuration.author.policy == .off ? nil : try Self.keySets(configuration)
        guard let sourceID = OID(dotted: configuration.identity.sourceID) else { throw Self.wrong("identity.sourceID", "an object identifier was expected") }
        guard let contentType = CodeTables.contentTypes.entries(of: configuration.identity.contentType).first else {
            throw Self.wrong("identity.contentType", "a code of JDV_J59 was expected, for instance 07")
        }
        assertions = try Self.recordAssertions(configuration, now: surroundings.now())
        journal = try Self.openJournal(configuration, now: surroundings.now())
        store = try Self.storeClient(configuration)
        var way = DocumentWay(
            judge: Validator(
                core: core, packs: packs,
                options: ValidationOptions(
                    strict: configuration.validation.strict, refusesIdentifierExtension: configuration.validation.refusesIDExtension, now: surroundings.now)),
            senders: try Self.senders(configuration, trust, uses: try JournaledUses(journal, now: surroundings.now())),
            classifier: Classifier(),
            registrar: MetadataWriter(options: MetadataOptions(sourceID: sourceID, contentType: contentType)),
            journal: journal, acceptsUndecided: configuration.validation.undecided == .accept)
        way.assertions = assertions
        self.way = way
    }

    /// The services of the gateway: its doors, and the forwarding to the store.
    ///
    /// - Parameter whenBound: Told of every door that is open, by name and port.
    public func services(whenBound: @escaping @Sendable (String, Int) async -> Void = { _, _ in }) throws -> [any Service] {
        let routes = GatewayRoutes(
            way: way, relay: RelayWay(senders: way.senders, store: store, assertions: try Self.relayAssertions(configuration, assertions)),
            deletions: Deletions(withdrawals: withdrawals, errands: journal), journal: journal,
            journalFolder: configuration.journal.folder,
            limits: configuration.limits,
            bodies: BodyReader(limits: configuration.limits), hasIdleDoor: configuration.listen.hasIdleDoor,
            trust: TrustHealth.Sources(configuration: configuration, revocation: revocation, keySets: keySets),
            keeper: Doorkeeper(way: way, responders: responders, keySets: keySets, now: surroundings.now), logger: logger)
        let listener = Listener(name: "https", host: configuration.listen.host, port: configuration.listen.port, limits: configuration.limits)
        var services: [any Service] = [ForwardingService(self), try ErrandService(self), revocation]
        let certificate = try Self.certificates("listen.certificate", configuration.listen.certificate)
        let key = try Self.file("listen.key", configuration.listen.key)
        do {
            services.append(
                try listener.service(
                    certificate: certificate, key: key, clients: .judgedAtRequest, router: routes.router(), logger: logger,
                    whenBound: { await whenBound("https", $0) }))
        } catch {
            throw Self.wrong("listen.key", "the PEM private key of listen.certificate was expected")
        }
        services += try mllpServices(certificate: certificate, key: key, whenBound: whenBound)
        services += try folderServices(whenBound: whenBound)
        services += try mailboxServices(whenBound: whenBound)
        if let port = configuration.listen.plainLoopbackPort {
            let plain = Listener(name: "http", host: "127.0.0.1", port: port, limits: configuration.limits)
            services.append(plain.plainService(router: routes.router(), logger: logger, whenBound: { await whenBound("plain http", $0) }))
        }
        return services
    }

    /// The packs of the configuration, ready to judge.
    private static func packs(_ configuration: GatewayConfiguration) throws -> [RulePack] {
        let shelf = RulePackShelf(folder: configuration.packs.folder, environment: ProcessInfo.processInfo.environment)
        return try configuration.packs.use.map { reference in
            do throws(PackFailure) {
                return try shelf.pack(reference)
            } catch {
                throw wrong("packs.use", "\(error)")
            }
        }
    }

    /// The client of the store, with the gateway's credentials.
    static func storeClient(_ configuration: GatewayConfiguration) throws -> StoreClient {
        guard configuration.store.repositoryURL.hasPrefix("https://") else { throw wrong("store.repositoryURL", "an https address was expected") }
        return StoreClient(
            connection: StoreConnection(
                StoreConnectionSettings(
                    clientCertificate: .file(try certificates("store.certificate", configuration.store.certificate)),
                    clientKey: .file(try file("store.key", configuration.store.key)),
                    authorities: .file(try certificates("store.authorities", configuration.store.authorities)),
                    connectSeconds: Double(configuration.store.connectSeconds), totalSeconds: Double(configuration.store.timeoutSeconds),
                    connections: configuration.store.parallel)),
            repository: configuration.store.repositoryURL,
            registry: configuration.store.registryURL.isEmpty ? configuration.store.repositoryURL : configuration.store.registryURL)
    }

    private static func openJournal(_ configuration: GatewayConfiguration, now: Date) throws -> SQLiteJournal {
        do {
            try FileManager.default.createDirectory(atPath: configuration.journal.folder, withIntermediateDirectories: true)
        } catch {
            throw wrong("journal.folder", "the folder cannot be made")
        }
        return try namingKeys { try SQLiteJournal(folder: configuration.journal.folder, key: try journalKey(configuration), now: now) }
    }

    /// Says which key of the configuration is to be mended when a journal cannot be opened.
    private static func namingKeys(_ open: () throws -> SQLiteJournal) throws -> SQLiteJournal {
        do {
            return try open()
        } catch let failure as JournalFailure {
            switch failure {
            case .malformedKey: throw wrong("journal.keyFile", "32 bytes in hexadecimal were expected (\(failure.code))")
            case .wrongKey: throw wrong("journal.keyFile", "the key is not the one that this journal was made with (\(failure.code))")
            case .locked: throw wrong("journal.folder", "another gateway works in this folder (\(failure.code))")
            case .newerSchema: throw wrong("journal.folder", "the journal was written by a newer version (\(failure.code))")
            case .folder(let reason), .damaged(let reason): throw wrong("journal.folder", "\(reason) (\(failure.code))")
            default: throw failure
            }
        }
    }

    /// The journal of a configuration, opened beside the gateway that may be running on it.
    public static func secondaryJournal(_ configuration: GatewayConfiguration) throws -> SQLiteJournal {
        // A visitor makes nothing: a key that is not there is a mistake in the configuration.
        try namingKeys {
            let keyFile = configuration.journal.keyFile
            let key = keyFile.isEmpty ? nil : try JournalKey(file: keyFile)
            return try SQLiteJournal(folder: configuration.journal.folder, key: key, role: .visitor, now: Date())
        }
    }

    /// The key of the journal, nil where it is kept in the journal's own folder.
    static func journalKey(_ configuration: GatewayConfiguration) throws -> JournalKey? {
        guard !configuration.journal.keyFile.isEmpty else { return nil }
        return try JournalKey.kept(at: configuration.journal.keyFile)
    }

    /// The path of a PEM file that holds certificates.
    static func certificates(_ key: String, _ path: String) throws -> String {
        let path = try file(key, path)
        guard let pem = FileManager.default.contents(atPath: path), let chain = try? Certificate.chain(pem: String(decoding: pem, as: UTF8.self)),
            !chain.isEmpty
        else { throw wrong(key, "a PEM file of certificates was expected") }
        return path
    }

    static func file(_ key: String, _ path: String) throws -> String {
        guard !path.isEmpty else { throw wrong(key, "a file was expected, and none is set") }
        guard FileManager.default.isReadableFile(atPath: path) else { throw wrong(key, "no such file, or it cannot be read") }
        return path
    }

    static func wrong(_ key: String, _ problem: String) -> ConfigurationFailure {
        ConfigurationFailure(key: key, source: "configuration", problem: problem)
    }
}
