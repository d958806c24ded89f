// Durable submissions per second, beside the same server answering without work and beside the bare disk.

import Foundation

/// Gateway and store in processes of their own, mutual TLS, documents of about 100 KB, 32 requests in flight, the author check in force.
///
/// Each round measures three sides one after the other: submissions, the idle door of the same server, and a plain writer that commits rows of the
/// sealed size in groups as large as the journal's were a moment before. First while everything is forwarded, then with the store stopped.
enum SubmissionBenchmark {
    private struct Round {
        var submissions: LoadResult
        var idle: LoadResult
        var disk: Double
        var group: Double
        /// Processor seconds of gateway, store and client, over the submissions until nothing of them is left to do.
        var used: (gateway: Double, store: Double, client: Double)
        /// Processor seconds of the gateway over the idle door.
        var usedIdle: Double
        /// Until everything was forwarded, in seconds; nil where nothing is.
        var untilForwarded: Double?

        var lower: Double { min(idle.rate, disk) }
    }

    static func run(_ options: Options, _ bars: inout Bars) async -> Int32 {
        let program = options.program ?? URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "passerelle").path
        let sample = (try? String(contentsOfFile: "../Samples/accepted/report-consultation.xml", encoding: .utf8)) ?? ""
        guard FileManager.default.isExecutableFile(atPath: program) else {
            print("bench submissions: no program at \(program); build it (see README.md) or name it with --program")
            return 2
        }
        let seed = UInt64(Date().timeIntervalSince1970)
        guard let documents = EnlargedDocument(sample: sample, payload: 75_000, run: seed) else {
            print("bench submissions: Samples/accepted/report-consultation.xml is not as expected")
            return 2
        }
        do {
            let sandbox = try Sandbox(program: program, in: options.folder ?? NSTemporaryDirectory())
            defer { sandbox.end() }
            return try await measure(sandbox, documents, options, &bars)
        } catch {
            print("bench submissions: \(error)")
            return 2
        }
    }

    private static func measure(_ sandbox: Sandbox, _ documents: EnlargedDocument, _ options: Options, _ bars: inout Bars) async throws -> Int32 {
        let client = LoadClient(url: sandbox.url, pki: sandbox.pki, name: "doctor")
        defer { client.close() }
        for _ in 0..<100 where await client.ask("/health/ready") == nil { usleep(100_000) }
        let warmUp = await client.load("/v1/documents", documents, seconds: 2)
        guard warmUp.answered > 0, await drained(client) else {
            print("bench submissions: nothing is accepted or forwarded: \(warmUp.failures)")
            return 2
        }
        let disk = try BareDisk(folder: sandbox.folder, rowBytes: try sandbox.sealedBytes())
        let size = documents.number(0).reduce(0) { $0 + $1.count }
        print("documents of \(size) bytes, sealed \(try sandbox.sealedBytes()), receipts of \(warmUp.answerBytes), \(LoadClient.concurrency) in flight")
        for (title, bar, isForwarding) in [("forwarding", "submissions.forwarding", true), ("accepting only", "submissions.accepting", false)] {
            if !isForwarding { sandbox.store.stop() }
            var rounds: [Round] = []
            for _ in 0..<(options.rounds ?? 5) {
                rounds.append(
                    try await round(sandbox, client, documents, disk, receipt: warmUp.answerBytes, seconds: options.seconds, isForwarding: isForwarding))
            }
            bars.record(bar, report(title, rounds))
        }
        print("gateway: at most \(Timing.fixed(sandbox.gateway.peakMegabytes, 0)) MB of memory")
        return 0
    }

    private static func round(
        _ sandbox: Sandbox, _ client: LoadClient, _ documents: EnlargedDocument, _ disk: BareDisk, receipt: Int, seconds: Double, isForwarding: Bool
    ) async throws -> Round {
        let beforeIdle = sandbox.gateway.processorSeconds
        let idle = await client.load("/v1/idle?bytes=\(receipt)", documents, seconds: seconds / 2)
        let before = used(sandbox)
        let start = ContinuousClock.now
        let watch = CommitWatch(sandbox.journalLog)
        let submissions = await client.load("/v1/documents", documents, seconds: seconds)
        let commits = watch.stop().commitsPerSecond
        var untilForwarded: Double?
        if isForwarding {
            guard await drained(client) else { throw CocoaError(.executableRuntimeMismatch) }
            untilForwarded = Timing.seconds(ContinuousClock.now - start)
        }
        let after = used(sandbox)
        let group = max(1, submissions.rate / max(commits, 0.001))
        return Round(
            submissions: submissions, idle: idle, disk: try disk.rate(group: group, seconds: seconds / 2), group: group,
            used: (after.gateway - before.gateway, after.store - before.store, after.client - before.client),
            usedIdle: before.gateway - beforeIdle, untilForwarded: untilForwarded)
    }

    private static func used(_ sandbox: Sandbox) -> (gateway: Double, store: Double, client: Double) {
        (sandbox.gateway.processorSeconds, sandbox.store.processorSeconds, Timing.seconds(Timing.processorTime()))
    }

    /// Waits until nothing is queued or being sent; false when that takes more than two minutes.
    private static func drained(_ client: LoadClient) async -> Bool {
        struct Counts: Decodable { var passages: [String: Int] }
        for _ in 0..<6000 {
            if let body = await client.ask("/health/ready?counts=1"), let counts = try? JSONDecoder().decode(Counts.self, from: Data(body)),
                ["queued", "sending", "inDoubt"].allSatisfy({ counts.passages[$0] ?? 0 == 0 })
            {
                return true
            }
            usleep(20_000)
        }
        return false
    }

    /// Prints the rounds; the median share of the lower of both.
    private static func report(_ title: String, _ rounds: [Round]) -> Double {
        func median(_ value: (Round) -> Double) -> Double { Timing.median(rounds.map(value)) }
        func line(_ name: String, _ value: (Round) -> Double, _ digits: Int = 0, _ unit: String = "/s") {
            let each = rounds.map { Timing.fixed(value($0), digits) }.joined(separator: " ")
            print("  \(name): \(Timing.fixed(median(value), digits))\(unit)  (\(each))")
        }
        print("\(title), median of \(rounds.count) rounds (each round)")
        line("durable submissions", { $0.submissions.rate })
        line("the idle door", { $0.idle.rate })
        line("the bare disk, same groups", { $0.disk })
        line("documents to a commit", { $0.group }, 1, "")
        line("latency, half", { $0.submissions.latency(0.5) * 1000 }, 1, " ms")
        line("latency, 99 of 100", { $0.submissions.latency(0.99) * 1000 }, 1, " ms")
        if rounds.allSatisfy({ $0.untilForwarded != nil }) {
            line("accepted and forwarded", { Double($0.submissions.answered) / ($0.untilForwarded ?? .infinity) })
        }
        line("gateway's processor time a submission", { $0.used.gateway / Double($0.submissions.answered) * 1000 }, 2, " ms")
        line("store's", { $0.used.store / Double($0.submissions.answered) * 1000 }, 2, " ms")
        line("client's", { $0.used.client / Double($0.submissions.answered) * 1000 }, 2, " ms")
        line("gateway's at the idle door", { $0.usedIdle / Double($0.idle.answered) * 1000 }, 2, " ms")
        line("share of the idle door", { $0.submissions.rate / $0.idle.rate }, 3, "")
        line("share of the bare disk", { $0.submissions.rate / $0.disk }, 3, "")
        line("share of the lower of both", { $0.submissions.rate / $0.lower }, 3, "")
        for (failure, count) in rounds.flatMap({ $0.submissions.failures }) { print("  not accepted: \(count) times \(failure)") }
        for (failure, count) in rounds.flatMap({ $0.idle.failures }) { print("  the idle door refused: \(count) times \(failure)") }
        return median { $0.submissions.rate / $0.lower }
    }
}
