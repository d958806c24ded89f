// What all do alike who take work out of the journal: claim while there is room, and hold on to what could not be written down.

import Journal

/// Takes work out of the journal as long as there is room for it, and sees that what was begun is written down.
struct TurnTaking: Sendable {
    /// How many turns are in work at once.
    let parallel: Int
    /// Passes the time before the journal is tried again that could not be written.
    let pause: @Sendable () async -> Void
    /// Told of every failure of the journal.
    let journalFailed: @Sendable (JournalFailure) -> Void

    /// Takes turns at each signal until the task is cancelled; turns in work come to their end first.
    ///
    /// - Parameters:
    ///   - wakeUps: signals that work may have come.
    ///   - wake: gives such a signal, at the end of each turn.
    ///   - claim: takes work out of the journal, at most so much.
    ///   - turn: one turn, from its claim to what is written down of it.
    func run<Work: Sendable>(
        _ wakeUps: AsyncStream<Void>, _ wake: AsyncStream<Void>.Continuation, claim: @Sendable (Int) async throws(JournalFailure) -> [Work],
        turn: @escaping @Sendable (Work) async -> Void
    ) async {
        await withDiscardingTaskGroup { group in
            let room = Room(parallel)
            for await _ in wakeUps {
                var claimed = true
                while claimed, !Task.isCancelled {
                    claimed = false
                    let free = room.free
                    guard free > 0 else { break }
                    do throws(JournalFailure) {
                        for work in try await claim(free) {
                            claimed = true
                            room.take()
                            group.addTask {
                                // The turn outlives a stop: what was begun is brought to a state that is written down.
                                await Task { await turn(work) }.value
                                room.giveBack()
                                wake.yield()
                            }
                        }
                    } catch {
                        journalFailed(error)
                    }
                }
            }
        }
    }

    /// Repeats what the journal could not do, for as long as it may come to itself and nobody asks to stop.
    ///
    /// What stayed `sending` would hold up all that waits behind it until the next start; left so at a stop, it is asked about or sent again then.
    func persistently<Value>(_ stop: StopSignal, _ work: () async throws(JournalFailure) -> Value) async -> Value? {
        while true {
            do throws(JournalFailure) {
                return try await work()
            } catch {
                journalFailed(error)
                guard error.isTemporary, error != .closed, !stop.isGiven else { return nil }
                await pause()
            }
        }
    }
}
