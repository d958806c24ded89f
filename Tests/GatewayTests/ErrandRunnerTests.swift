// How errands are carried out: retried, parked, given up, and brought to an end that is written down.

import Delivery
import Foundation
import Gateway
import Journal
import SandboxSupport
import Synchronization
import Testing

/// A journal of errands in a folder, gone with the test, and a clock.
final class ErrandPlace: Sendable {
    let folder = FileManager.default.temporaryDirectory.appending(path: "errands-\(UUID().uuidString)").path
    let clock = TestClock()
    let journal: SQLiteJournal

    init() throws { journal = try SQLiteJournal(folder: folder, now: clock.now) }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func order(_ key: String, kind: ErrandKind = .notice, lane: String? = nil) async throws -> Errand {
        let order = ErrandOrder(kind: kind, topic: "Z01", destination: "lab", key: key, lane: lane, content: Array(key.utf8))
        return try await journal.accept([order], now: clock.now)[0]
    }

    /// Waits until an errand stands there, moving the clock so that no pause holds it back.
    func eventually(_ id: ErrandID, is state: ErrandState, _ runner: RunningErrands) async throws -> Errand {
        try await SandboxSupport.eventually("\(state) of \(id)") {
            let errand = try await self.journal.errand(id)
            if errand?.state == state { return errand }
            self.clock.advance(by: 60)
            runner.tick()
            return nil
        }
    }
}

/// A runner at work.
final class RunningErrands: Sendable {
    private let task: Task<Void, Never>
    private let ticks: AsyncStream<Void>.Continuation

    init(_ place: ErrandPlace, _ carriers: [ErrandCarrier]) {
        let (stream, ticks) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        self.ticks = ticks
        let clock = place.clock
        let runner = ErrandRunner(journal: place.journal, carriers: carriers, now: { clock.now }, pause: { await Task.yield() })
        task = Task { await runner.run(ticks: stream) }
    }

    func tick() { ticks.yield() }

    func stop() async {
        task.cancel()
        await task.value
    }
}

/// A carrier that gives prepared results, and remembers what it was given.
final class Script: Sendable {
    private let state: Mutex<(results: [ErrandResult], carried: [String])>

    init(_ results: [ErrandResult]) { state = Mutex((results, [])) }

    var carried: [String] { state.withLock { $0.carried } }

    func carrier(_ kind: ErrandKind = .notice, budgetHours: Double = 72) -> ErrandCarrier {
        ErrandCarrier(kind: kind, policy: RetryPolicy(budgetHours: budgetHours)) { [self] load in
            state.withLock { state in
                state.carried.append(String(decoding: load.content, as: UTF8.self))
                return state.results.isEmpty ? .done(detail: nil) : state.results.removeFirst()
            }
        }
    }
}

private let trouble = PassageFailure(code: "network.no-connection", failureClass: .transient, message: "no connection")
private let refusal = PassageFailure(code: "notice.refused", failureClass: .permanent, message: "refused")

@Suite struct ErrandRunnerTests {
    @Test func `an errand is carried out with what was sealed of it`() async throws {
        let place = try ErrandPlace()
        let script = Script([.done(detail: "AA")])
        let errand = try await place.order("a")
        let runner = RunningErrands(place, [script.carrier()])
        _ = try await place.eventually(errand.id, is: .done, runner)
        #expect(script.carried == ["a"])
        #expect(try await place.journal.record(of: errand.id)?.timeline.last?.detail == "AA")
        await runner.stop()
    }

    @Test func `one that fails is tried again, one that waits behind it in its lane goes after it`() async throws {
        let place = try ErrandPlace()
        let script = Script([.later(trouble), .later(trouble, pause: 120), .done(detail: nil)])
        let first = try await place.order("a", lane: "lab")
        let second = try await place.order("b", lane: "lab")
        let runner = RunningErrands(place, [script.carrier()])
        _ = try await place.eventually(second.id, is: .done, runner)
        #expect(script.carried == ["a", "a", "a", "b"])
        #expect(try await place.journal.errand(first.id)?.attempts == 3)
        await runner.stop()
    }

    @Test(arguments: [(ErrandResult.park(refusal), ErrandState.parked), (.giveUp(refusal), .givenUp)])
    func `one that needs a person is parked, one that is refused is given up`(result: ErrandResult, state: ErrandState) async throws {
        let place = try ErrandPlace()
        let errand = try await place.order("a")
        let runner = RunningErrands(place, [Script([result]).carrier()])
        #expect(try await place.eventually(errand.id, is: state, runner).failure == refusal)
        await runner.stop()
    }

    @Test func `one whose budget is spent is parked, and names the last failure`() async throws {
        let place = try ErrandPlace()
        let errand = try await place.order("a")
        let runner = RunningErrands(place, [Script(Array(repeating: .later(trouble, pause: 1200), count: 50)).carrier(budgetHours: 1)])
        let parked = try await place.eventually(errand.id, is: .parked, runner)
        #expect(parked.failure?.code == "delivery.budget-spent" && parked.failure?.message.contains(trouble.code) == true)
        await runner.stop()
    }

    @Test func `errands that nobody carries stay queued`() async throws {
        let place = try ErrandPlace()
        let mail = try await place.order("m", kind: .mail)
        let notice = try await place.order("n")
        let runner = RunningErrands(place, [Script([]).carrier()])
        _ = try await place.eventually(notice.id, is: .done, runner)
        #expect(try await place.journal.errand(mail.id)?.state == .queued)
        await runner.stop()
    }

    @Test func `a stop lets the errand in work come to its end`() async throws {
        let place = try ErrandPlace()
        let errand = try await place.order("a")
        let (began, begin) = AsyncStream.makeStream(of: Void.self)
        let (freed, free) = AsyncStream.makeStream(of: Void.self)
        let carrier = ErrandCarrier(kind: .notice, policy: RetryPolicy()) { _ in
            begin.yield()
            for await _ in freed { break }
            return .done(detail: nil)
        }
        let runner = RunningErrands(place, [carrier])
        for await _ in began { break }
        async let stopped: Void = runner.stop()
        free.yield()
        await stopped
        #expect(try await place.journal.errand(errand.id)?.state == .done)
    }

    @Test func `a mail whose document cannot be read is parked`() async throws {
        let place = try ErrandPlace()
        let errand = try await place.order("no order", kind: .mail)
        let runner = RunningErrands(place, [.mail(journal: place.journal, policy: RetryPolicy()) { _ in .done(detail: nil) }])
        #expect(try await place.eventually(errand.id, is: .parked, runner).failure?.code == "gateway.content-unreadable")
        await runner.stop()
    }
}
