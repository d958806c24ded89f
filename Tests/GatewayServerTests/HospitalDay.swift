// A hospital with its record store and its gateway, all real but the time: sockets, files and certificates are, and an hour passes in a moment.

import AuthorTrust
import Foundation
import GatewayServer
import Journal
import RecordStore
import SandboxSupport
import Testing

/// A gateway between the systems of a hospital and a record store, by a clock that the test moves.
final class HospitalDay {
    let clock = VirtualClock()
    /// The system that takes business acknowledgements; it is busy once.
    let partner: Partner
    let desk: HospitalSystem
    let laboratory: HospitalSystem
    let radiology: HospitalSystem
    private let sandbox: TestSandbox
    private var store: RunningStore
    private var gateway: RunningGateway
    private var journal: SQLiteJournal

    init() async throws {
        sandbox = try TestSandbox()
        partner = try Partner([.answer("AR")])
        let clock = clock
        store = try await sandbox.startStore(now: { clock.now })
        gateway = try await Self.startGateway(sandbox, store.port, partner, clock)
        journal = try GatewayRuntime.secondaryJournal(gateway.configuration)
        let port = try #require(gateway.mllpPort)
        (desk, laboratory, radiology) = (HospitalSystem("GAM", port: port), HospitalSystem("SIL", port: port), HospitalSystem("RIS", port: port))
    }

    /// The gateway as it is configured by default, but for its doors; every pause as long as it may be.
    private static func startGateway(_ sandbox: TestSandbox, _ storePort: Int, _ partner: Partner, _ clock: VirtualClock) async throws -> RunningGateway {
        try await sandbox.startGateway(storePort: storePort, in: clock.surroundings(draw: { 1 })) {
            $0.mllp.port = 0
            $0.mllp.plainPolicy = .report
            $0.notices.partners = ["*=127.0.0.1:\(partner.port)"]
        }
    }

    /// Ends the gateway and starts another on its journal.
    func restartGateway() async throws {
        try await journal.close()
        try await gateway.services.stop()
        gateway = try await Self.startGateway(sandbox, store.port, partner, clock)
        journal = try GatewayRuntime.secondaryJournal(gateway.configuration)
        for system in [desk, laboratory, radiology] { system.reconnect(to: try #require(gateway.mllpPort)) }
    }

    /// Ends the record store.
    func closeStore() async throws { try await store.services.stop() }

    /// Starts the record store again where it was.
    func openStore() async throws {
        let clock = clock
        store = try await sandbox.startStore(port: store.port, now: { clock.now })
    }

    /// Ends everything.
    func end() async throws {
        try await journal.close()
        try await gateway.services.stop()
        try await store.services.stop()
    }

    /// Waits until nothing is being done and nothing is due at the time that the clock shows; when the next work is due, nil for never.
    func settled() async throws -> Date? {
        let journal = journal
        return try await eventually("everything that is due is done") { () -> Date?? in
            let before = try await self.passages()
            let errands = try await journal.errands(matching: ErrandFilter(), before: nil, limit: 500).errands
            let now = clock.now
            let isAtRest =
                before.allSatisfy { $0.storeLeg != .sending && $0.nextAttempt.map { $0 > now } != false }
                && errands.allSatisfy { $0.state != .sending && $0.nextAttempt.map { $0 > now } != false }
            // Passages and errands are read one after the other: they belong together when nothing happened between.
            if isAtRest, try await self.passages() == before {
                return .some((before.compactMap(\.nextAttempt) + errands.compactMap(\.nextAttempt)).min())
            }
            clock.call()
            return nil
        }
    }

    /// Lets the clock run from one due instant to the next, up to an instant or until nothing is left to do.
    func live(until end: Date = .distantFuture) async throws {
        while let next = try await settled(), next <= end { clock.advance(to: next) }
        if end != .distantFuture { clock.advance(to: end) }
    }

    /// All passages, newest first.
    func passages() async throws -> [Passage] { try await journal.passages(matching: PassageFilter(), before: nil, limit: 500).passages }

    /// The instants at which a document was taken up to be sent, in seconds after another.
    func attempts(of document: String, since start: Date) async throws -> [Double] {
        let page = try await journal.passages(matching: PassageFilter(documentUniqueID: document), before: nil, limit: 1)
        let passage = try #require(page.passages.first)
        let record = try #require(try await journal.record(of: passage.id))
        return record.timeline.filter { $0.kind == .claimed }.map { $0.instant.timeIntervalSince(start) }
    }

    /// The same of the deletion of a document.
    func attempts(toDelete document: String, since start: Date) async throws -> [Double] {
        let errands = try await journal.errands(matching: ErrandFilter(kinds: [.withdrawal]), before: nil, limit: 500).errands
        let errand = try #require(errands.first { $0.documentUniqueID == document })
        return try #require(try await journal.record(of: errand.id)).timeline.filter { $0.kind == .claimed }.map { $0.instant.timeIntervalSince(start) }
    }

    /// What a patient allows.
    func consent(of patient: String) async throws -> PatientConsent? {
        try await journal.consent(ofPatient: "\(patient)^^^&1.2.250.1.213.1.4.10&ISO^NH")
    }

    /// What the store holds, in the order in which it came.
    func stored() async throws -> [RecordStore.StoredDocument] { try await store.repository.documents() }

    /// What the partner was told: for each control id of a message, `Y` or `N` under each control id of an acknowledgement.
    var told: [String: [String: String]] {
        var told: [String: [String: String]] = [:]
        for message in partner.received {
            let (header, result) = (Self.fields(message[0]), Self.fields(message[2]))
            #expect(header[8] == "ZAM^Z01^ZAM_Z01")
            told[result[4], default: [:]][header[9]] = String(result[5].prefix(1))
        }
        return told
    }

    private static func fields(_ segment: String) -> [String] { segment.split(separator: "|", omittingEmptySubsequences: false).map(String.init) }
}
