// Judges documents by the official schemas as often as it is told to, and says what it took: our side of the comparison with Saxon.

import Foundation
import Glibc
import SchematronEngine
import Synchronization
import XMLTree

/// `conformance-driver judge SHARED PLAN [--svrl]`: a line of PLAN is a document and the names of its schemas, with tabs between.
///
/// Reads requests from standard input, a line each, parts with tabs between: `round THREADS` judges every document once, `parse` only reads them, `one FILE
/// SCHEMAS…` judges one. The answer has a line for each document (its place, processor time of the thread and the clock's time in nanoseconds) and `done` with
/// the same of the whole process. With `--svrl` every report is written as SVRL, schema by schema, as Saxon's stylesheets do.
enum JudgeWorker {
    struct Job: Sendable {
        let bytes: [UInt8]
        /// What applies to every document is one set: its contexts are one machine.
        let generic: RuleSet
        let others: [RuleSet]
    }

    static func run(_ arguments: [String]) -> Int32 {
        guard arguments.count >= 2, let pack = TruthPack(arguments[0]), let plan = try? String(contentsOfFile: arguments[1], encoding: .utf8) else { return 2 }
        let writes = arguments.contains("--svrl")
        do {
            let start = Stopwatch()
            var jobs: [Job] = []
            for line in plan.split(separator: "\n") {
                if let job = try job(line.split(separator: "\t").map(String.init), pack) { jobs.append(job) }
            }
            print("ready \(start.elapsed.clock)")
            fflush(nil)
            while let request = readLine() {
                let words = request.split(separator: "\t").map(String.init)
                let whole = Stopwatch(ofProcess: true)
                var times: [Stopwatch.Times] = []
                switch words.first {
                case "round": times = round(jobs, threads: words.count > 1 ? Int(words[1]) ?? 1 : 1, pack.documents, writes: writes)
                case "parse": times = try jobs.map { job in try Stopwatch.time { _ = try FrozenTree.parse(job.bytes) } }
                case "one":
                    if let job = try job(Array(words.dropFirst()), pack) { times = [try judge(job, pack.documents, writes: writes)] }
                default: break
                }
                let used = whole.elapsed
                if words.first == "one", let time = times.first {
                    print("done \(time.processor) \(time.clock)")
                } else {
                    for (place, time) in times.enumerated() { print(place, time.processor, time.clock) }
                    print("done \(used.processor) \(used.clock)")
                }
                fflush(nil)
            }
        } catch {
            print("failed: \(error)")
            return 1
        }
        return 0
    }

    private static func job(_ words: [String], _ pack: TruthPack) throws -> Job? {
        guard let file = words.first, let data = try? Data(contentsOf: URL(filePath: file)) else { return nil }
        let others = try words.dropFirst().filter { !TruthPack.isGeneric($0) }.map { try pack.rules($0) }
        return Job(bytes: Array(data), generic: try pack.rules("generic"), others: others)
    }

    /// Reads a document and judges it by all its schemas, every finding's place in the source included.
    private static func judge(_ job: Job, _ documents: RuleDocuments, writes: Bool) throws -> Stopwatch.Times {
        try Stopwatch.time {
            let tree = try FrozenTree.parse(job.bytes, limits: ParseLimits(bytes: 1 << 28, nodes: 40_000_000))
            let report = job.generic.judge(tree, with: job.others, options: RunOptions(documents: documents))
            var lines = 0
            for finding in report.findings { lines &+= finding.node.line }
            if writes {
                for set in [job.generic] + job.others {
                    for schema in set.schemas { lines &+= report.svrl(for: schema).utf8.count }
                }
            }
            withExtendedLifetime(lines) {}
        }
    }

    private static func round(_ jobs: [Job], threads: Int, _ documents: RuleDocuments, writes: Bool) -> [Stopwatch.Times] {
        let next = Atomic(0)
        let times = Mutex([Stopwatch.Times](repeating: Stopwatch.Times(processor: -1, clock: -1), count: jobs.count))
        let finished = DispatchGroup()
        for _ in 0..<threads {
            finished.enter()
            let thread = Thread {
                while true {
                    let place = next.wrappingAdd(1, ordering: .relaxed).oldValue
                    if place >= jobs.count { break }
                    if let time = try? judge(jobs[place], documents, writes: writes) { times.withLock { $0[place] = time } }
                }
                finished.leave()
            }
            thread.stackSize = 16 << 20
            thread.start()
        }
        finished.wait()
        return times.withLock { $0 }
    }
}

/// Processor time and the clock's time since a moment.
struct Stopwatch {
    /// Nanoseconds.
    struct Times: Sendable {
        var processor: Int
        var clock: Int
    }

    private let processorClock: clockid_t
    private let begin: Times

    /// Starts; processor time is that of the thread, or of the whole process.
    init(ofProcess: Bool = false) {
        processorClock = ofProcess ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_THREAD_CPUTIME_ID
        begin = Self.now(processorClock)
    }

    var elapsed: Times {
        let now = Self.now(processorClock)
        return Times(processor: now.processor - begin.processor, clock: now.clock - begin.clock)
    }

    static func time(_ work: () throws -> Void) rethrows -> Times {
        let watch = Stopwatch()
        try work()
        return watch.elapsed
    }

    private static func now(_ processorClock: clockid_t) -> Times {
        Times(processor: nanoseconds(processorClock), clock: nanoseconds(CLOCK_MONOTONIC))
    }

    private static func nanoseconds(_ clock: clockid_t) -> Int {
        var time = timespec()
        clock_gettime(clock, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }
}
