// Takes errands out of the journal and has each carried out, as many of a kind at once as its carrier allows.

import Delivery
public import Journal

public import struct Foundation.Date

/// Has errands carried out, in the order that the journal gives, until it is told to stop.
public struct ErrandRunner: Sendable {
    let journal: any PassageJournal & ErrandJournal
    let carriers: [ErrandCarrier]
    let now: @Sendable () -> Date
    let draw: @Sendable () -> Double
    let pause: @Sendable () async -> Void
    let observe: @Sendable (ErrandRunnerEvent) -> Void

    /// Prepares to run.
    ///
    /// - Parameters:
    ///   - journal: where errands wait.
    ///   - carriers: one for each kind that is carried out; errands of other kinds stay queued.
    ///   - now: the clock.
    ///   - draw: gives random numbers from 0 up to 1, by which the pauses are spread.
    ///   - pause: passes the time before the journal is tried again that could not be written.
    ///   - observe: told of the end of every turn, for logs and metrics.
    public init(
        journal: any PassageJournal & ErrandJournal, carriers: [ErrandCarrier], now: @escaping @Sendable () -> Date,
        draw: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) },
        pause: @escaping @Sendable () async -> Void = { try? await Task.sleep(for: .seconds(1)) },
        observe: @escaping @Sendable (ErrandRunnerEvent) -> Void = { _ in }
    ) {
        self.journal = journal
        self.carriers = carriers
        self.now = now
        self.draw = draw
        self.pause = pause
        self.observe = observe
    }

    /// Runs until the task is cancelled; a turn in work is brought to its end first.
    ///
    /// - Parameter ticks: a regular signal, at which errands whose pause is over are looked for.
    public func run(ticks: AsyncStream<Void>) async {
        let stop = StopSignal()
        let bells = carriers.map { _ in AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1)) }
        let ring: @Sendable () -> Void = { for bell in bells { bell.continuation.yield() } }
        let arrivals = journal.arrivals()
        async let forwardArrivals: Void = { for await _ in arrivals { ring() } }()
        async let forwardTicks: Void = { for await _ in ticks { ring() } }()
        // What became due before anybody listened rings no bell.
        ring()
        await withTaskCancellationHandler {
            await withDiscardingTaskGroup { group in
                for (carrier, bell) in zip(carriers, bells) {
                    group.addTask { await self.run(carrier, bell.stream, bell.continuation, stop) }
                }
            }
        } onCancel: {
            stop.give()
        }
        _ = await (forwardArrivals, forwardTicks)
    }

    /// Errands of one kind: a slow one of another kind does not hold them up.
    private func run(_ carrier: ErrandCarrier, _ wakeUps: AsyncStream<Void>, _ wake: AsyncStream<Void>.Continuation, _ stop: StopSignal) async {
        await turns(of: carrier).run(wakeUps, wake) { limit throws(JournalFailure) in
            try await journal.claimErrands([carrier.kind], limit: limit, now: now())
        } turn: { errand in
            await turn(errand, carrier, stop)
        }
    }

    private func turns(of carrier: ErrandCarrier) -> TurnTaking {
        TurnTaking(parallel: carrier.parallel, pause: pause) { observe(.journalFailed($0)) }
    }

    /// One turn of one errand: from its claim to what is written down of it.
    private func turn(_ errand: Errand, _ carrier: ErrandCarrier, _ stop: StopSignal) async {
        let turns = turns(of: carrier)
        let loaded = await turns.persistently(stop) { () throws(JournalFailure) in
            do throws(JournalFailure) {
                return try await journal.content(of: errand.id)
            } catch {
                if error.isTemporary { throw error }
                return nil
            }
        }
        guard let loaded else { return }
        var result = ErrandResult.park(.errandUnreadable)
        if let content = loaded { result = await carrier.carry(ErrandLoad(errand: errand, content: content)) }
        let outcome = outcome(of: result, errand, carrier.policy)
        let ended = await turns.persistently(stop) { () throws(JournalFailure) in try await journal.complete(errand.id, outcome, now: now()) }
        if let ended { observe(.turnEnded(ended)) }
    }

    /// What a result means for the errand: the pause by the attempts so far, and the end of the budget.
    private func outcome(of result: ErrandResult, _ errand: Errand, _ policy: RetryPolicy) -> ErrandOutcome {
        switch result {
        case .done(let detail): return .done(detail: detail)
        case .park(let failure): return .parked(failure)
        case .giveUp(let failure): return .givenUp(failure)
        case .later(let failure, let asked):
            let next = now().addingTimeInterval(policy.pause(after: errand.attempts, draw: draw(), retryAfter: asked))
            guard next.timeIntervalSince(errand.firstAttemptAt ?? now()) <= policy.budget else { return .parked(.errandBudgetSpent(after: failure)) }
            return .postponed(until: next, failure)
        }
    }
}

/// What the runner has to tell.
public enum ErrandRunnerEvent: Sendable {
    /// A turn came to its end; the errand says how.
    case turnEnded(Errand)
    /// The journal failed.
    case journalFailed(JournalFailure)
}

extension PassageFailure {
    /// What was sealed of an errand cannot be read any more.
    static let errandUnreadable = PassageFailure(
        code: "gateway.content-unreadable", failureClass: .permanent, message: "what was sealed of the errand cannot be read",
        advice: "restore the journal's key file, then retry; or discard")

    /// The time for trying is over; the last failure is named.
    static func errandBudgetSpent(after failure: PassageFailure) -> PassageFailure {
        PassageFailure(
            code: "delivery.budget-spent", failureClass: failure.failureClass, message: "tried for as long as configured; last: \(failure.code)",
            advice: failure.advice ?? "retry once the cause is gone, or discard")
    }
}
