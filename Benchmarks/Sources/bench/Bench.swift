// Runs one benchmark: `bench parse`, `bench structure`, `bench submissions`, `bench messages` or `bench queries`.

import Foundation

/// The benchmarks, each in its own file.
@main
enum Bench {
    private struct Benchmark {
        var name: String
        /// What may follow the name.
        var arguments: String
        /// The work; answers the exit status.
        var run: (Options, inout Bars) async -> Int32
    }

    private static func benchmarks() -> [Benchmark] {
        [
            Benchmark(name: "parse", arguments: "[--rounds N] [FILES…]") { ParseBenchmark.run($0, &$1) },
            Benchmark(name: "structure", arguments: "[--rounds N] [FILES…]") { StructureBenchmark.run($0, &$1) },
            Benchmark(name: "submissions", arguments: "[--rounds N] [--seconds N] [--program PATH] [--folder PATH]") {
                await SubmissionBenchmark.run($0, &$1)
            },
            Benchmark(name: "messages", arguments: "[--rounds N] [--seconds N] [--messages N] [--program PATH] [--folder PATH]") {
                await MessageBenchmark.run($0, &$1)
            },
            Benchmark(name: "queries", arguments: "[--rounds N] [--folder PATH]") { await QueryBenchmark.run($0, &$1) },
        ]
    }

    static func main() async {
        let arguments = Array(CommandLine.arguments.dropFirst())
        guard let wanted = benchmarks().first(where: { $0.name == arguments.first }), let options = Options(Array(arguments.dropFirst())) else {
            for benchmark in benchmarks() { print("usage: bench \(benchmark.name) [--enforce] [--thresholds PATH] \(benchmark.arguments)") }
            exit(2)
        }
        print("== \(wanted.name)")
        var bars = Bars()
        let status = await wanted.run(options, &bars)
        if status != 0 { exit(status) }
        let allMet = bars.report(thresholds: options.thresholds)
        exit(allMet || !options.enforces ? 0 : 1)
    }
}
