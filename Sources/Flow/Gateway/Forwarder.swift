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
    let now: @Sendable () -> Date
    let observe: @Sendable (ForwardingEvent) -> Void

    /// Prepares to forward.
    ///
    /// - Parameters:
    ///   - journal: Where accepted documents wait.
    ///   - store: The record store.
    ///   - policy: The pauses between attempts, and the budget.
    ///   - parallel: How many documents are on their way at once.
    ///   - now: The clock.
    ///   - observe: Told of the end of every turn, for logs and metrics.
    public init(
        journal: any PassageJournal, store: StoreClient, policy: RetryPolicy, parallel: Int, now: @escaping @Sendable () -> Date,
        observe: @escaping @Sendable (ForwardingEvent) -> Void = { _ in }
    ) {
        self.journal = journal
        self.store = store
        self.policy = policy
        self.parallel = max(1, parallel)
        self.now = now
        self.observe = observe
    }

    /// Forwards until the task is cancelled; a turn in work is brought to its end first.
    ///
    /// - Parameter ticks: A regular signal, at which passages whose pause is over are looked for.
    public func run(ticks: AsyncStream<Void>) async {
        let (wakeUps, wake) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let arrivals = journal.arrivals()
        async let forwardArrivals: Void = { for await _ in arrivals { wake.yield() } }()
        async let forwardTicks: Void = { for await _ in ticks { wake.yield() } }()
        await withDiscardingTaskGroup { group in
            let room = Room(parallel)
            for await _ in wakeUps {
                var claimed = true
                while claimed, !Task.isCancelled {
                    claimed = false
                    let free = room.free
                    guard free > 0 else { break }
                    do throws(JournalFailure) {
                        for claim in try await journal.claim(limit: free, now: now()) {
                            claimed = true
                            room.take()
                            group.addTask {
                                // The turn outlives a stop: what was begun is brought to a state that is written down.
                                await Task { await self.turn(claim) }.value
                                room.giveBack()
                                wake.yield()
                            }
                        }
                    } catch {
                        observe(.journalFailed(error))
                    }
                }
            }
        }
        _ = await (forwardArrivals, forwardTicks)
    }

    /// One turn of one passage: from its claim to what is written down of it.
    func turn(_ claim: Claim) async {
        let passage = claim.passage
        do throws(JournalFailure) {
            guard let prepared = try await PreparedSubmission.load(passage, from: journal) else {
                let passage = try await journal.complete(passage.id, .parked(.unreadable), now: now())
                return observe(.turnEnded(passage))
            }
            var note: String?
            var machine = DeliveryMachine(
                document: prepared.expected, policy: policy, attempts: max(1, passage.attempts), firstAttemptAt: passage.firstAttemptAt ?? now(),
                mayBeStored: claim.mustAskStore)
            var action = machine.start()
            while true {
                switch action {
                case .send: action = await send(prepared, &machine, &note)
                case .askStore: action = await ask(prepared, &machine)
                case .wait, .finish, .park, .reject:
                    let passage = try await journal.complete(passage.id, AttemptOutcome(action, note: note), now: now())
                    return observe(.turnEnded(passage))
                }
            }
        } catch {
            // The journal could not be read or written: the passage stays `sending` and is asked about when the journal opens again.
            observe(.journalFailed(error))
        }
    }

    private func send(_ prepared: PreparedSubmission, _ machine: inout DeliveryMachine, _ note: inout String?) async -> DeliveryAction {
        do throws(DeliveryFailure) {
            var target: String?
            if let relation = prepared.relation {
                target = try await entryUUID(of: relation.targetUniqueID)
                // The earlier document never reached this store: there is nothing to replace, and this one is its first version there.
                note = target == nil ? "the store does not know the earlier document: submitted without the relation" : nil
            }
            try await store.submit(prepared.request(target: target))
            return machine.storeAccepted()
        } catch {
            return machine.sendingFailed(error, now: now())
        }
    }

    private func ask(_ prepared: PreparedSubmission, _ machine: inout DeliveryMachine) async -> DeliveryAction {
        do throws(DeliveryFailure) {
            guard let entry = try await store.find(uniqueID: prepared.expected.uniqueID) else { return machine.storeLacksIt(now: now()) }
            return machine.storeHolds(StoredDocument(sha1: entry.hash, size: entry.size))
        } catch {
            return machine.askingFailed(error, now: now())
        }
    }

    /// The registry's name for the document that another one replaces: what this gateway gave it, or what the store says.
    private func entryUUID(of uniqueID: String) async throws(DeliveryFailure) -> String? {
        let filter = PassageFilter(storeLegs: [.forwarded], documentUniqueID: uniqueID)
        if let page = try? await journal.passages(matching: filter, before: nil, limit: 1), let known = page.passages.first?.identifiers?.entryUUID {
            return known
        }
        return try await store.find(uniqueID: uniqueID)?.entryUUID
    }
}

/// What the forwarder has to tell.
public enum ForwardingEvent: Sendable {
    /// A turn came to its end; the passage says how.
    case turnEnded(Passage)
    /// The journal failed.
    case journalFailed(JournalFailure)
}
