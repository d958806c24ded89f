// Takes accepted documents out of the journal and brings each to the store, as many at once as is allowed.

public import Delivery
public import Journal
import XDSMessages

public import struct Foundation.Date

/// Brings accepted documents to the store, in the order that the journal gives, until it is told to stop.
public struct Forwarder: Sendable {
    let journal: any PassageJournal
    let store: StoreClient
    let policy: RetryPolicy
    let parallel: Int
    let assertions: RecordAssertions?
    let now: @Sendable () -> Date
    let draw: @Sendable () -> Double
    let pause: @Sendable () async -> Void
    let observe: @Sendable (ForwardingEvent) -> Void

    /// Prepares to forward.
    ///
    /// - Parameters:
    ///   - journal: Where accepted documents wait.
    ///   - store: The record store.
    ///   - policy: The pauses between attempts, and the budget.
    ///   - parallel: How many documents are on their way at once.
    ///   - assertions: Writes the assertion of each message; nil where the store asks for none.
    ///   - now: The clock.
    ///   - draw: Gives random numbers from 0 up to 1, by which the pauses are spread.
    ///   - pause: Passes the time before the journal is tried again that could not be written.
    ///   - observe: Told of the end of every turn, for logs and metrics.
    public init(
        journal: any PassageJournal, store: StoreClient, policy: RetryPolicy, parallel: Int, assertions: RecordAssertions? = nil,
        now: @escaping @Sendable () -> Date, draw: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) },
        pause: @escaping @Sendable () async -> Void = { try? await Task.sleep(for: .seconds(1)) },
        observe: @escaping @Sendable (ForwardingEvent) -> Void = { _ in }
    ) {
        self.journal = journal
        self.store = store
        self.policy = policy
        self.parallel = max(1, parallel)
        self.assertions = assertions
        self.now = now
        self.draw = draw
        self.pause = pause
        self.observe = observe
    }

    /// Forwards until the task is cancelled; a turn in work is brought to its end first.
    ///
    /// - Parameter ticks: A regular signal, at which passages whose pause is over are looked for.
    public func run(ticks: AsyncStream<Void>) async {
        let (wakeUps, wake) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let arrivals = journal.arrivals()
        let stop = StopSignal()
        async let forwardArrivals: Void = { for await _ in arrivals { wake.yield() } }()
        async let forwardTicks: Void = { for await _ in ticks { wake.yield() } }()
        // What became due before anybody listened rings no bell.
        wake.yield()
        await withTaskCancellationHandler {
            await turns.run(wakeUps, wake) { limit throws(JournalFailure) in
                try await journal.claim(limit: limit, now: now())
            } turn: { claim in
                await turn(claim, stop)
            }
        } onCancel: {
            stop.give()
        }
        _ = await (forwardArrivals, forwardTicks)
    }

    private var turns: TurnTaking { TurnTaking(parallel: parallel, pause: pause) { observe(.journalFailed($0)) } }

    /// One turn of one passage: from its claim to what is written down of it.
    private func turn(_ claim: Claim, _ stop: StopSignal) async {
        let id = claim.passage.id
        let loaded = await turns.persistently(stop) { () throws(JournalFailure) in
            do throws(JournalFailure) {
                return try await PreparedSubmission.load(claim.passage, from: journal)
            } catch {
                if error.isTemporary { throw error }
                return nil
            }
        }
        guard let loaded else { return }
        var outcome = AttemptOutcome.parked(.unreadable)
        if let prepared = loaded { outcome = await deliver(prepared, claim) }
        let ended = await turns.persistently(stop) { () throws(JournalFailure) in try await journal.complete(id, outcome, now: now()) }
        if let ended { observe(.turnEnded(ended)) }
    }

    /// Sends and asks until the turn is decided.
    private func deliver(_ prepared: PreparedSubmission, _ claim: Claim) async -> AttemptOutcome {
        let passage = claim.passage
        var note: String?
        var machine = DeliveryMachine(
            document: prepared.expected, policy: policy, attempts: max(1, passage.attempts), firstAttemptAt: passage.firstAttemptAt ?? now(),
            mayBeStored: claim.mustAskStore, draw: draw)
        var action = machine.start()
        while true {
            switch action {
            case .send: action = await send(prepared, &machine, &note)
            case .askStore: action = await ask(prepared, &machine)
            case .wait, .finish, .park, .reject: return AttemptOutcome(action, note: note)
            }
        }
    }

    private func send(_ prepared: PreparedSubmission, _ machine: inout DeliveryMachine, _ note: inout String?) async -> DeliveryAction {
        do throws(DeliveryFailure) {
            let ends = try await ends(of: prepared)
            note = ends.note
            try await store.submit(prepared.request(ends), header: blocks(for: prepared))
            return machine.storeAccepted()
        } catch {
            return machine.sendingFailed(error, now: now())
        }
    }

    private func ask(_ prepared: PreparedSubmission, _ machine: inout DeliveryMachine) async -> DeliveryAction {
        do throws(DeliveryFailure) {
            guard let entry = try await store.find(uniqueID: prepared.expected.uniqueID, header: blocks(for: prepared)) else {
                return machine.storeLacksIt(now: now())
            }
            return machine.storeHolds(StoredDocument(sha1: entry.hash, size: entry.size))
        } catch {
            return machine.askingFailed(error, now: now())
        }
    }

    /// What the next message about a submission carries to say who acts: signed anew each time, for it is good for minutes only.
    func blocks(for prepared: PreparedSubmission) async throws(DeliveryFailure) -> [[UInt8]] {
        guard let assertions else { return [] }
        return try await assertions.blocks(for: prepared, now: now())
    }
}

/// What the forwarder has to tell.
public enum ForwardingEvent: Sendable {
    /// A turn came to its end; the passage says how.
    case turnEnded(Passage)
    /// The journal failed.
    case journalFailed(JournalFailure)
}
