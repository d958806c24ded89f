// Runs one benchmark, or all: `bench parse`, `bench structure`, `bench submissions`, `bench all`.

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
        ]
    }

    static func main() async {
        let arguments = Array(CommandLine.arguments.dropFirst())
        let wanted = arguments.first == "all" ? benchmarks() : benchmarks().filter { $0.name == arguments.first }
        guard !wanted.isEmpty, let options = Options(Array(arguments.dropFirst())) else {
            for benchmark in benchmarks() { print("usage: bench \(benchmark.name) [--enforce] [--thresholds PATH] \(benchmark.arguments)") }
            print("usage: bench all [--enforce] [--thresholds PATH]")
            exit(2)
        }
        var bars = Bars()
        for benchmark in wanted {
            print("== \(benchmark.name)")
            let status = await benchmark.run(options, &bars)
            if status != 0 { exit(status) }
            print()
            fflush(nil)
        }
        let allMet = bars.report(thresholds: options.thresholds)
        exit(allMet || !options.enforces ? 0 : 1)
    }
}
