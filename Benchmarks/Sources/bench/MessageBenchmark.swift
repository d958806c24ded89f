// HL7 v2 messages per second over MLLP, beside the bare disk; order and memory.

import Delivery
import Foundation
import GRDB
import Synchronization

/// A gateway in a process of its own, its MLLP door in plain, messages of about 130 KB around documents of about 100 KB.
///
/// Each round measures three sides one after the other: one connection, eight connections, and a plain writer that commits rows of the sealed size one by one. The
/// store is stopped: what counts is what is persisted when it is acknowledged. Then the order in the journal is looked at, patient by patient, and small messages
/// (admissions with a consent) show whether memory grows with their number.
enum MessageBenchmark {
    static func run(_ options: Options, _ bars: inout Bars) async -> Int32 {
        let program = options.program ?? URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "passerelle").path
        let sample = (try? String(contentsOfFile: "../Samples/accepted/report-consultation.xml", encoding: .utf8)) ?? ""
        guard FileManager.default.isExecutableFile(atPath: program) else {
            print("bench messages: no program at \(program); build it (see README.md) or name it with --program")
            return 2
        }
        guard let documents = EnlargedDocument(sample: sample, payload: 75_000, run: UInt64(Date().timeIntervalSince1970)) else {
            print("bench messages: Samples/accepted/report-consultation.xml is not as expected")
            return 2
        }
        do {
            let port = ServerProcess.freePort()
            let settings = ["PASSERELLE_MLLP_PORT": "\(port)", "PASSERELLE_MLLP_PLAIN_POLICY": "report"]
            let sandbox = try Sandbox(program: program, in: options.folder ?? NSTemporaryDirectory(), settings: settings)
            defer { sandbox.end() }
            return try await measure(sandbox, MessageLoad(port: port, documents: documents), options, &bars)
        } catch {
            print("bench messages: \(error)")
            return 2
        }
    }

    private static func measure(_ sandbox: Sandbox, _ load: MessageLoad, _ options: Options, _ bars: inout Bars) async throws -> Int32 {
        for _ in 0..<100 where await load.send(1, seconds: 0.1).answered == 0 { usleep(100_000) }
        guard await load.send(8, seconds: 1).failures.isEmpty else {
            print("bench messages: messages are not accepted: \(await load.send(1, seconds: 0.1).failures)")
            return 2
        }
        sandbox.store.stop()
        let sealed = try sandbox.sealedBytes()
        let disk = try BareDisk(folder: sandbox.folder, rowBytes: sealed)
        print("messages of \(load.bytes) bytes, sealed \(sealed)")
        var rounds: [(one: LoadResult, eight: LoadResult, single: Double, grouped: Double, used: Double)] = []
        for _ in 0..<(options.rounds ?? 5) {
            let one = await load.send(1, seconds: options.seconds / 2)
            let before = sandbox.gateway.processorSeconds
            let eight = await load.send(8, seconds: options.seconds)
            let used = (sandbox.gateway.processorSeconds - before) / Double(max(1, eight.answered)) * 1000
            rounds.append((one, eight, try disk.rate(group: 1, seconds: options.seconds / 4), try disk.rate(group: 8, seconds: options.seconds / 4), used))
        }
        func line(_ name: String, _ unit: String, _ digits: Int, _ value: (Int) -> Double) {
            let each = rounds.indices.map(value)
            print("  \(name): \(Timing.fixed(Timing.median(each), digits))\(unit)  (\(each.map { Timing.fixed($0, digits) }.joined(separator: " ")))")
        }
        line("one connection", "/s", 0) { rounds[$0].one.rate }
        line("latency on one, half", " ms", 1) { rounds[$0].one.latency(0.5) * 1000 }
        line("eight connections", "/s", 0) { rounds[$0].eight.rate }
        line("latency on eight, 99 of 100", " ms", 1) { rounds[$0].eight.latency(0.99) * 1000 }
        line("gateway's processor time a message", " ms", 2) { rounds[$0].used }
        line("the bare disk, one row a commit", "/s", 0) { rounds[$0].single }
        line("the bare disk, eight rows a commit", "/s", 0) { rounds[$0].grouped }
        for (failure, count) in rounds.flatMap({ $0.one.failures.merging($0.eight.failures, uniquingKeysWith: +) }) {
            print("  not accepted: \(count) times \(failure)")
        }
        bars.record("messages.one", Timing.median(rounds.map { $0.one.rate / $0.single }))
        bars.record("messages.eight", Timing.median(rounds.map { $0.eight.rate / $0.grouped }))
        let disordered = try sandbox.disorderedPatients()
        print("  patients whose messages are not in the journal in the order in which they were sent: \(disordered)")
        bars.record("messages.disorder", Double(disordered))
        let growth = await smallMessages(options.messages, sandbox, load)
        bars.record("messages.memory", growth)
        return 0
    }

    /// Sends many admissions with a consent; how much memory the gateway holds at the end over what it held after a tenth of them.
    private static func smallMessages(_ count: Int, _ sandbox: Sandbox, _ load: MessageLoad) async -> Double {
        let step = min(10_000, count / 10)
        let start = ContinuousClock.now
        var (sent, refused, first) = (0, 0, 0.0)
        print("admissions over eight connections: how many so far, a second, the gateway's memory and processor time a message, the journal's files")
        while sent < count {
            let (before, used, part) = (ContinuousClock.now, sandbox.gateway.processorSeconds, min(step, count - sent))
            refused += await load.admissions(part, from: sent)
            sent += part
            if first == 0, sent >= count / 10 { first = sandbox.gateway.residentMegabytes }
            let each = (sandbox.gateway.processorSeconds - used) / Double(part) * 1000
            print(
                "  \(sent)  \(Timing.fixed(Double(part) / Timing.seconds(ContinuousClock.now - before), 0))/s"
                    + "  \(Timing.fixed(sandbox.gateway.residentMegabytes, 1)) MB  \(Timing.fixed(each, 2)) ms  \(Timing.fixed(sandbox.journalMegabytes, 0)) MB"
            )
            // A run of hours is looked at while it goes on.
            fflush(nil)
        }
        let last = sandbox.gateway.residentMegabytes
        let rate = Double(count) / Timing.seconds(ContinuousClock.now - start)
        print("\(count) admissions over eight connections: \(Timing.fixed(rate, 0))/s, \(refused) not accepted")
        print(
            "  memory: \(Timing.fixed(first, 0)) MB after a tenth, \(Timing.fixed(last, 0)) MB at the end, \(Timing.fixed(sandbox.gateway.peakMegabytes, 0)) MB at most"
        )
        return last / max(1, first)
    }
}

extension Sandbox {
    /// How many patients have a message in the journal before one that was sent earlier; the ids of documents are numbered as they were sent.
    fileprivate func disorderedPatients() throws -> Int {
        var configuration = Configuration()
        configuration.readonly = true
        let queue = try DatabaseQueue(path: folder + "/journal/journal.sqlite", configuration: configuration)
        return try queue.read { db in
            try Int.fetchOne(
                db,
                sql: """
                    SELECT count(*) FROM (
                        SELECT patient, CAST(substr(documentID, -9) AS INTEGER) AS sent,
                            lag(CAST(substr(documentID, -9) AS INTEGER)) OVER (PARTITION BY patient ORDER BY sequence) AS earlier FROM passage)
                    WHERE earlier > sent
                    """) ?? -1
        }
    }
}
