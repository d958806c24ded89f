// What the program says of itself.

import TestSupport
import Testing

@Suite(.enabled(if: BuiltProgram.path != nil, "needs the built program")) struct HelpTests {
    @Test(arguments: [
        [], ["validate"], ["classify"], ["submit"], ["retrieve"], ["queue"], ["queue", "list"], ["queue", "show"], ["queue", "retry"], ["queue", "discard"],
        ["sandbox"], ["sandbox", "credential"], ["serve"], ["store"], ["store", "serve"], ["store", "list"], ["directory"], ["directory", "import"],
        ["directory", "show"], ["directory", "list"], ["credentials"], ["credentials", "check"], ["config"], ["config", "print"], ["config", "keys"], ["xpath"],
        ["schematron"], ["diff-packs"], ["xdm"], ["xdm", "make"], ["xdm", "show"], ["hl7"], ["hl7", "show"],
        ["hl7", "validate"], ["hl7", "send"], ["translate"],
    ])
    func `the help of every command is as it was`(command: [String]) async throws {
        let run = try await BuiltProgram.run(command + ["--help"])
        #expect(run.code == 0 && run.complaints.isEmpty)
        try expectSnapshot(run.output, named: "help" + command.map { "-\($0)" }.joined() + ".txt")
    }

    @Test func `the keys of the configuration are as they were`() async throws {
        let run = try await BuiltProgram.run(["config", "keys"])
        #expect(run.code == 0)
        try expectSnapshot(run.output, named: "config-keys.txt")
    }

    @Test func `the effective configuration shows what the file and the environment change`() async throws {
        let run = try await BuiltProgram.run(
            ["config", "print"], environment: ["PASSERELLE_LISTEN_PORT": "1234", "PASSERELLE_STORE_REPOSITORY_URL": "https://store.example/xds"])
        #expect(run.code == 0)
        try expectSnapshot(run.output, named: "config-print.txt")
    }
}
