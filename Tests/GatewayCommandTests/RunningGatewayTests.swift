// The commands that speak to a gateway: submit, retrieve, queue, store.

import Foundation
import GatewayServer
import Journal
import SandboxSupport
import Testing

@Suite(.enabled(if: BuiltProgram.path != nil, "needs the built program")) struct RunningGatewayTests {
    @Test func `submit waits until the store has each document, and retrieve brings it back`() async throws {
        let sandbox = try TestSandbox()
        let store = try await sandbox.startStore()
        let gateway = try await sandbox.startGateway(storePort: store.port)
        let access = ["--sandbox", sandbox.folder.root.path, "--url", "https://localhost:\(gateway.port)"]
        let files = ["Samples/accepted/report-consultation.xml", "Samples/accepted/treatment-dispensation.xml"]
        let accepted = try await BuiltProgram.run(["submit"] + access + files)
        #expect(accepted.code == 0, "\(accepted.output)\(accepted.complaints)")
        let lines = accepted.output.split(separator: "\n")
        #expect(lines.count == 2 && lines[0].contains("forwarded  [Compte-rendu]") && lines[1].contains("forwarded  [Traitement]"))

        let configuration = ["--config", sandbox.folder.configurationFile.path]
        let original = try SampleDocuments.bytes("accepted/report-consultation")
        let retrieved = try await BuiltProgram.run(["retrieve"] + configuration + ["2.25.293763715782897103925258992680871218996"])
        #expect(retrieved.code == 0 && Array(retrieved.output.utf8) == original)
        #expect(try await BuiltProgram.run(["retrieve"] + configuration + ["1.2.3"]).code == 4)

        let listed = try await BuiltProgram.run(["store", "list", "--folder", sandbox.folder.root.path, "--format", "json"])
        #expect(listed.code == 0 && listed.output.split(separator: "\n").count == 2)

        let refused = try await BuiltProgram.run(["submit"] + access + ["Samples/refused/missing-sex.xml"])
        #expect(refused.code == 1 && refused.output.contains("patient.gender-missing"))
        let other = ["--certificate", sandbox.folder.pki("pharmacist.pem").path, "--key", sandbox.folder.pki("pharmacist.key").path]
        let forbidden = try await BuiltProgram.run(["submit", "--format", "json"] + access + other + ["Samples/accepted/report-hospital-discharge.xml"])
        #expect(forbidden.code == 1 && forbidden.output.contains("author.other-person"))
        try await gateway.services.stop()
        try await store.services.stop()
    }

    @Test func `queue lists, shows, discards and retries beside a gateway that runs`() async throws {
        let sandbox = try TestSandbox()
        let gateway = try await sandbox.startGateway()
        let configuration = ["--config", sandbox.folder.configurationFile.path]
        let receipt = try #require(try await gateway.submit(SampleDocuments.consultation(), as: "doctor").receipt)
        _ = try await gateway.submit(SampleDocuments.bytes("refused/missing-sex"), as: "doctor")

        let all = try await BuiltProgram.run(["queue"] + configuration)
        #expect(all.code == 0 && all.output.split(separator: "\n").count == 2 && all.output.contains(receipt))
        #expect(!all.output.contains("ROUVRAY") && !all.output.contains("LANDRIEUX") && !all.output.contains("258073899904282"))
        let refused = try await BuiltProgram.run(["queue", "list", "--state", "refused", "--format", "json"] + configuration)
        let passage = try JSONSerialization.jsonObject(with: Data(refused.output.utf8)) as? [String: Any]
        #expect(passage?["storeLeg"] as? String == "refused")

        let shown = try await BuiltProgram.run(["queue", "show", receipt] + configuration)
        #expect(shown.code == 0 && shown.output.contains("accepted  received -> queued"))
        // While it is being tried, it is not a person's; between two tries it is.
        try await eventually("it is discarded") { try await BuiltProgram.run(["queue", "discard", "--reason", "test", receipt] + configuration).code == 0 }
        let discarded = try await BuiltProgram.run(["queue", "show", receipt] + configuration)
        #expect(discarded.output.contains("-> rejected") && discarded.output.contains("test; by "))
        let retried = try await BuiltProgram.run(["queue", "retry", receipt] + configuration)
        #expect(retried.code == 0)
        try await eventually("the gateway took it up again") {
            let record = try await gateway.withJournal { try await $0.record(of: #require(PassageID(receipt))) }
            return record?.timeline.last { $0.kind == .retried || $0.kind == .retriedInDoubt } != record?.timeline.last
        }
        for arguments in [["queue", "show", "x"], ["queue", "show", "0197c0de-0000-7000-8000-000000000000"], ["queue", "list", "--state", "asleep"]] {
            #expect(try await BuiltProgram.run(arguments + configuration).code == 2)
        }
        try await gateway.services.stop()
    }

    @Test func `queue works on the journal of a gateway that does not run`() async throws {
        let sandbox = try TestSandbox()
        let gateway = try await sandbox.startGateway()
        let receipt = try #require(try await gateway.submit(SampleDocuments.consultation(), as: "doctor").receipt)
        try await gateway.services.stop()
        let run = try await BuiltProgram.run(["queue", "--config", sandbox.folder.configurationFile.path])
        #expect(run.code == 0 && run.output.hasPrefix(receipt))
    }
}
