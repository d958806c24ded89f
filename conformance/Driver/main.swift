// Hands one case of a conformance suite to the parts of the gateway; not shipped.

import Glibc

/// The suites that can be driven, each in its own file: name, what follows it, and the work, which answers the exit status.
let subcommands: [(name: String, arguments: String, run: ([String]) -> Int32)] = [
    ("xml", "FILE|-", XMLCase.run),
    ("jwt", "FILE | --cost ROUNDS", JWTCase.run),
    ("zip", "FILE", ZIPCase.run),
    ("saml", "FILE | --cost ROUNDS", SAMLCase.run),
    ("directory", "PATH COUNT < IDENTIFIERS", DirectoryCase.run),
    ("schematron", "", SchematronCase.run),
    ("truth", "SHARED samples|mutants|speed", TruthCase.run),
    ("judge", "SHARED PLAN [--svrl]", JudgeWorker.run),
    ("qt3", "", QT3Case.run),
]

let arguments = Array(CommandLine.arguments.dropFirst())
if let wanted = subcommands.first(where: { $0.name == arguments.first }) {
    exit(wanted.run(Array(arguments.dropFirst())))
}
for subcommand in subcommands {
    let usage = Array("usage: conformance-driver \(subcommand.name) \(subcommand.arguments)\n".utf8)
    _ = write(STDERR_FILENO, usage, usage.count)
}
exit(2)
