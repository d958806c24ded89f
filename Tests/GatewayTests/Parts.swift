// The parts of a way and of a forwarder, all real: rules, certificates, a SQLite journal, a record store behind HTTPS.

import AuthorTrust
import Classification
import ClinicalTypes
import CredentialChecks
import Delivery
import Foundation
import Gateway
import GatewayServer
import Intake
import Journal
import RecordStore
import SandboxSupport
import SubmissionMetadata
import Synchronization
import Testing
import Validation
import XDSMessages

/// The embedded rules, compiled once for all tests.
let rules = Result { try RulePack.core() }

/// A folder with a journal, certificates and the way before them; gone with the test.
final class GatewayParts: Sendable {
    let sandbox: TestSandbox
    let journal: SQLiteJournal
    let way: DocumentWay
    let clock = TestClock()

    init(
        _ sandbox: TestSandbox? = nil, policy: AuthorCheckPolicy = .require, requiresHealthIdentity: Bool = true, assertions: RecordAssertions? = nil,
        journal name: String = "journal"
    ) throws {
        let sandbox = try sandbox ?? TestSandbox()
        self.sandbox = sandbox
        journal = try SQLiteJournal(folder: sandbox.folder.root.appending(path: name).path, now: clock.now)
        let authorities = try Certificate.chain(pem: String(contentsOf: sandbox.folder.pki("authorities.pem"), encoding: .utf8))
        let pack = try rules.get()
        let clock = clock
        var way = DocumentWay(
            judge: Validator(
                schema: pack.schema, pack: pack.identity,
                options: ValidationOptions(requiresHealthIdentity: requiresHealthIdentity, now: { clock.now })),
            senders: SenderTrust(
                certificates: AuthorCheck(anchors: try TrustAnchors(authorities), policy: policy, acceptsTestProducts: true)), classifier: Classifier(),
            registrar: MetadataWriter(options: MetadataOptions(sourceID: try #require(OID(dotted: "1.2.250.1.213.4.1.99")))), journal: journal)
        way.assertions = assertions
        self.way = way
    }

    /// What a client with the certificate of this name shows.
    func credential(_ name: String?) throws -> PresentedCredential {
        guard let name else { return .none }
        let chain = try Certificate.chain(pem: String(contentsOf: sandbox.folder.pki("\(name).pem"), encoding: .utf8))
        return PresentedCredential(clientChain: chain.map(\.der))
    }

    /// Hands a document in.
    @discardableResult
    func receive(_ bytes: [UInt8], as name: String?) async throws -> Reception {
        try await way.receive(try received(bytes), from: credential(name))
    }

    func received(_ bytes: [UInt8]) throws -> ReceivedDocument {
        let envelope = Envelope(contentType: "application/xml", contentEncoding: nil, body: bytes)
        guard case .received(let document) = DocumentIntake().receive(envelope, at: clock.now, door: "https", sender: nil) else {
            throw CocoaError(.fileReadCorruptFile)
        }
        return document
    }

    /// What was sealed of a passage's verdicts.
    func verdicts(of passage: Passage?) async throws -> SealedVerdicts {
        let id = try #require(passage).id
        let content = try #require(try await journal.content(of: id))
        return try JSONDecoder().decode(SealedVerdicts.self, from: Data(try #require(content.report)))
    }

    /// How many passages are written down.
    var passageCount: Int {
        get async throws { try await journal.passages(matching: PassageFilter(), before: nil, limit: 500).passages.count }
    }
}

/// A clock that tests move.
final class TestClock: Sendable {
    private let moment = Mutex(Date(timeIntervalSince1970: Date().timeIntervalSince1970.rounded()))

    var now: Date { moment.withLock { $0 } }

    func advance(by seconds: Double) { moment.withLock { $0 += seconds } }
}

/// A forwarder at work between a journal and a store.
final class RunningForwarder: Sendable {
    private let task: Task<Void, Never>
    private let ticks: AsyncStream<Void>.Continuation
    let events: ForwardingEvents

    init(
        _ parts: GatewayParts, journal: any PassageJournal, storePort: Int, parallel: Int = 4, budgetHours: Double = 72, assertions: RecordAssertions? = nil
    ) {
        let (stream, ticks) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        self.ticks = ticks
        let events = ForwardingEvents()
        self.events = events
        let clock = parts.clock
        let forwarder = Forwarder(
            journal: journal, store: parts.storeClient(storePort), policy: RetryPolicy(budgetHours: budgetHours), parallel: parallel, assertions: assertions,
            now: { clock.now },
            pause: { await Task.yield() }, observe: { events.add($0) })
        task = Task { await forwarder.run(ticks: stream) }
    }

    /// Lets it look for what is due.
    func tick() { ticks.yield() }

    /// Ends it; what is in work is brought to its end.
    func stop() async {
        task.cancel()
        await task.value
    }
}

/// What a forwarder told.
final class ForwardingEvents: Sendable {
    private let told = Mutex<[ForwardingEvent]>([])

    func add(_ event: ForwardingEvent) { told.withLock { $0.append(event) } }

    /// The turns that came to their end: the document's id and the leg.
    var turns: [(document: String, leg: StoreLeg)] {
        told.withLock { events in
            events.compactMap { event in
                guard case .turnEnded(let passage) = event else { return nil }
                return (passage.facts.uniqueID ?? "", passage.storeLeg)
            }
        }
    }

    var journalFailures: [JournalFailure] {
        told.withLock { events in
            events.compactMap { event in
                guard case .journalFailed(let failure) = event else { return nil }
                return failure
            }
        }
    }
}

extension GatewayParts {
    /// The client of a store on this port, with the gateway's own certificate.
    func storeClient(_ port: Int) -> StoreClient {
        StoreClient(
            connection: StoreConnection(
                StoreConnectionSettings(
                    clientCertificate: .file(sandbox.folder.pki("gateway-client.pem").path), clientKey: .file(sandbox.folder.pki("gateway-client.key").path),
                    authorities: .file(sandbox.folder.pki("authorities.pem").path))),
            repository: "https://localhost:\(port)/xds/repository", registry: "https://localhost:\(port)/xds/registry")
    }

    /// Waits until a passage stands there, moving the clock so that no pause holds it back.
    func eventually(_ id: PassageID, is leg: StoreLeg, _ forwarder: RunningForwarder, moving: Bool = true) async throws -> Passage {
        try await SandboxSupport.eventually("\(leg) of \(id)") {
            let passage = try await self.journal.passage(id)
            if passage?.storeLeg == leg { return passage }
            if moving { self.clock.advance(by: 60) }
            forwarder.tick()
            return nil
        }
    }
}
