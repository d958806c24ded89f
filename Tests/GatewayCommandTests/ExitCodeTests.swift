// How the program ends: 0 all accepted, 1 some document refused, 2 usage, 3 configuration or rules, 4 the gateway, the store or the network.

import SandboxSupport
import Testing

@Suite(.enabled(if: BuiltProgram.path != nil, "needs the built program")) struct ExitCodeTests {
    private static let document = "Samples/accepted/report-consultation.xml"
    private static let table: [(arguments: [String], code: Int32)] = [
        (["validate", document], 0),
        (["validate", document, "Samples/accepted/laboratory-report.xml"], 0),
        (["validate", "Samples/refused/missing-sex.xml"], 1),
        (["validate", document, "Samples/refused/missing-sex.xml"], 1),
        (["validate", "Samples/hostile/billion-laughs.xml"], 1),
        (["classify", document], 0),
        (["classify", "Samples/refused/unknown-type-code.xml"], 1),
        (["classify", "Samples/hostile/pdf-bytes.xml"], 1),
        ([], 0), (["--version"], 0), (["config", "print"], 0), (["config", "keys"], 0),
        (["validate"], 2), (["validate", "Samples/no-such-file.xml"], 2), (["validate", "--format", "verse", document], 2),
        (["validate", "Samples"], 2), (["dance"], 2), (["validate", "--nonsense"], 2), (["submit", document], 2),
        (["submit", "--patience", "0", "--sandbox", "nowhere", document], 2),
        (["validate", "--schema", "no-such-schema.xsd", document], 3),
        (["validate", "--schema", "Samples/README.md", document], 3),
        (["config", "print", "--config", "no-such-file.yaml"], 3), (["config", "print", "--config", "Samples/README.md"], 3), (["serve"], 3),
        (["queue", "list"], 3), (["store", "serve", "--folder", "no-such-folder"], 3), (["store", "list", "--folder", "no-such-folder"], 3),
        (["submit", "--sandbox", "no-such-folder", document], 3),
        (
            [
                "submit", "--url", "https://localhost:1", "--authorities", "a.pem", "--certificate", "c.pem", "--key", "k.pem",
                document,
            ], 4
        ),
    ]

    @Test(arguments: table.indices)
    func `a command ends with its code`(row: Int) async throws {
        let (arguments, code) = Self.table[row]
        let run = try await BuiltProgram.run(arguments)
        #expect(run.code == code, "\(arguments): \(run.complaints)")
        // Whoever reads only the complaints learns why there is nothing else to read.
        if code >= 2 { #expect(!run.complaints.isEmpty) }
    }

    @Test(arguments: [
        (["PASSERELLE_LISTEN_PORT": "https"], "PASSERELLE_LISTEN_PORT: listen.port: a whole number from 0 to 65535 was expected"),
        (["PASSERELLE_LISTEN_PROT": "1"], "environment: PASSERELLE_LISTEN_PROT: no such key; did you mean PASSERELLE_LISTEN_PORT?"),
    ])
    func `a wrong configuration ends with 3 and names the key`(environment: [String: String], complaint: String) async throws {
        let run = try await BuiltProgram.run(["config", "print"], environment: environment)
        #expect(run.code == 3 && run.complaints == "passerelle: \(complaint)\n")
    }
}
