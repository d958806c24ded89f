// Runs one benchmark: `bench parse [--rounds N] [FILES…]`.

import Glibc

/// The benchmarks, each in its own file: name, what may follow it, and the work, which answers the exit status.
let subcommands: [(name: String, arguments: String, run: ([String]) -> Int32)] = [
    ("parse", "[--rounds N] [FILES…]", ParseBenchmark.run)
]

let arguments = Array(CommandLine.arguments.dropFirst())
if let wanted = subcommands.first(where: { $0.name == arguments.first }) {
    exit(wanted.run(Array(arguments.dropFirst())))
}
for subcommand in subcommands { print("usage: bench \(subcommand.name) \(subcommand.arguments)") }
exit(2)
