// The folder door over a real folder: dropped, judged, told, moved away, and nothing lost between.

import Foundation
import GatewayServer
import Journal
import SandboxSupport
import Testing

@Suite struct FolderDoorTests {
    /// A gateway that takes files from a folder of the sandbox in the doctor's name.
    private struct Door {
        let sandbox: TestSandbox
        let folder: URL

        init() throws {
            sandbox = try TestSandbox()
            folder = sandbox.folder.root.appending(path: "drop")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        }

        func start(_ change: (inout GatewayConfiguration) -> Void = { _ in }) async throws -> RunningGateway {
            try await sandbox.startGateway {
                $0.folders.paths = [folder.path]
                $0.folders.certificate = sandbox.folder.pki("doctor.pem").path
                change(&$0)
            }
        }

        /// Writes elsewhere and moves in, as the protocol asks.
        func drop(_ bytes: [UInt8], as name: String) throws {
            let draft = folder.appending(path: name + ".part")
            try Data(bytes).write(to: draft)
            #expect(rename(draft.path, folder.appending(path: name).path) == 0)
        }

        /// The outcome beside where the file came, once the file itself has been moved away.
        func outcome(_ name: String) async throws -> (isAccepted: Bool, json: [String: Any]) {
            try await eventually("\(name) is moved away") {
                for (kind, isAccepted) in [("accepted", true), ("refused", false)] {
                    let told = folder.appending(path: "\(name).\(kind).json")
                    guard FileManager.default.fileExists(atPath: folder.appending(path: "\(kind)/\(name)").path), let data = try? Data(contentsOf: told) else {
                        continue
                    }
                    return (isAccepted, (try? JSONSerialization.jsonObject(with: data)) as? [String: Any] ?? [:])
                }
                return nil
            }
        }

        func names(_ subfolder: String = "") throws -> [String] {
            try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: subfolder).path).sorted()
        }
    }

    private func codes(_ json: [String: Any]) -> [String] { ((json["findings"] as? [[String: Any]]) ?? []).compactMap { $0["code"] as? String } }

    @Test func `a document that is moved in is taken, and its receipt stands beside where it came`() async throws {
        let door = try Door()
        let gateway = try await door.start()
        let bytes = try SampleDocuments.consultation()
        try door.drop(bytes, as: "report.xml")
        let (isAccepted, json) = try await door.outcome("report.xml")
        #expect(isAccepted && json["state"] as? String == "queued")
        #expect(try Data(contentsOf: door.folder.appending(path: "accepted/report.xml")) == Data(bytes))
        let id = try #require(json["id"] as? String)
        let passage = try await gateway.withJournal { journal in
            try await eventually("the outcome counts as told") {
                let passage = try await journal.passages(matching: .init(), before: nil, limit: 9).passages.first
                return passage?.senderLeg == .answered ? passage : nil
            }
        }
        #expect(passage.id.text == id && passage.door == "folder")
        #expect(try door.names(".work").isEmpty && door.names() == [".work", "accepted", "refused", "report.xml.accepted.json"])
        try await gateway.services.stop()
    }

    @Test func `a file that is written in place is taken when it is closed`() async throws {
        let door = try Door()
        let gateway = try await door.start()
        try Data(SampleDocuments.consultation()).write(to: door.folder.appending(path: "written.xml"))
        #expect(try await door.outcome("written.xml").isAccepted)
        try await gateway.services.stop()
    }

    @Test func `what is refused is told as over HTTP, and kept apart`() async throws {
        let door = try Door()
        let gateway = try await door.start()
        try door.drop(Array("<ClinicalDocument/>".utf8), as: "broken.xml")
        let (isAccepted, json) = try await door.outcome("broken.xml")
        #expect(!isAccepted && json["code"] as? String == "document.refused" && !codes(json).isEmpty)
        try door.drop([], as: "empty.xml")
        #expect(try await codes(door.outcome("empty.xml").json) == ["intake.empty"])
        // Of somebody else's document, the credential is refused.
        try door.drop(SampleDocuments.radiograph(), as: "foreign.xml")
        #expect(try await door.outcome("foreign.xml").json["code"] as? String == "credential.refused")
        try await gateway.services.stop()
    }

    @Test func `the same file again gets the same receipt, and both are kept`() async throws {
        let door = try Door()
        let gateway = try await door.start()
        let bytes = try SampleDocuments.consultation()
        try door.drop(bytes, as: "twice.xml")
        let first = try await door.outcome("twice.xml").json["id"] as? String
        try FileManager.default.removeItem(at: door.folder.appending(path: "twice.xml.accepted.json"))
        try door.drop(bytes, as: "twice.xml")
        #expect(try await door.outcome("twice.xml").json["id"] as? String == first && first != nil)
        try await eventually("both are moved away") { try door.names("accepted").count == 2 }
        let count = try await gateway.withJournal { try await $0.passages(matching: .init(), before: nil, limit: 9).passages.count }
        #expect(count == 1)
        try await gateway.services.stop()
    }

    @Test func `a mended file takes back what was told of the first`() async throws {
        let door = try Door()
        let gateway = try await door.start()
        try door.drop(Array("<a/>".utf8), as: "mended.xml")
        #expect(try await !door.outcome("mended.xml").isAccepted)
        try door.drop(SampleDocuments.consultation(), as: "mended.xml")
        try await eventually("it is accepted") { try door.names("accepted") == ["mended.xml"] }
        #expect(try door.names().filter { $0.hasPrefix("mended") } == ["mended.xml.accepted.json"])
        try await gateway.services.stop()
    }

    @Test func `an archive is judged as a set`() async throws {
        let door = try Door()
        let gateway = try await door.start()
        let documents = [try SampleDocuments.consultation(), try SampleDocuments.consultation()]
        try door.drop(ArchiveOfDocuments.bytes(documents), as: "two.zip")
        let (isAccepted, json) = try await door.outcome("two.zip")
        #expect(isAccepted && (json["submissions"] as? [[String: Any]])?.count == 2)
        // One that is another author's refuses both.
        let other = try SampleDocuments.text("report-consultation").replacing("899900042179", with: "899900044837")
            .replacing("2.25.293763715782897103925258992680871218996", with: SampleDocuments.freshID())
        try door.drop(ArchiveOfDocuments.bytes([try SampleDocuments.consultation(), Array(other.utf8)]), as: "mixed.zip")
        #expect(try await !door.outcome("mixed.zip").isAccepted)
        let accepted = try await gateway.withJournal { journal in
            try await journal.passages(matching: .init(storeLegs: [.queued, .sending]), before: nil, limit: 9).passages.count
        }
        #expect(accepted == 2)
        try await gateway.services.stop()
    }

    @Test func `an archive that deletes is taken, and its receipts are those of the deletions`() async throws {
        let door = try Door()
        let gateway = try await door.start()
        let bytes = try SampleDocuments.consultation()
        try door.drop(bytes, as: "report.xml")
        let submission = try #require(try await door.outcome("report.xml").json["id"] as? String)
        try door.drop(ArchiveOfDocuments.bytes([bytes], action: "D"), as: "deletion.zip")
        let (isAccepted, json) = try await door.outcome("deletion.zip")
        let deletions = try #require(json["deletions"] as? [[String: Any]])
        #expect(isAccepted && deletions.count == 1)
        #expect(deletions[0]["submission"] as? String == submission && deletions[0]["id"] != nil && deletions[0]["uniqueId"] != nil)
        // Of somebody else's document, the credential is refused; what nobody could have sent is not known.
        try door.drop(ArchiveOfDocuments.bytes([SampleDocuments.radiograph()], action: "D"), as: "foreign.zip")
        #expect(try await door.outcome("foreign.zip").json["code"] as? String == "credential.refused")
        try await gateway.services.stop()
    }

    @Test func `an archive that is none, lies or holds several sets is refused by name`() async throws {
        let door = try Door()
        let gateway = try await door.start()
        let whole = try ArchiveOfDocuments.bytes([try SampleDocuments.consultation()])
        try door.drop(Array(whole.dropLast(30)), as: "cut.zip")
        #expect(try await codes(door.outcome("cut.zip").json) == ["zip.end-missing"])
        try door.drop(ArchiveOfDocuments.bytes([try SampleDocuments.consultation(), try SampleDocuments.consultation()], inOneSet: false), as: "sets.zip")
        #expect(try await codes(door.outcome("sets.zip").json).contains("xdm.several-sets"))
        #expect(try door.names("accepted").isEmpty)
        try await gateway.services.stop()
    }

    @Test func `unfinished and hidden files are left alone`() async throws {
        let door = try Door()
        for name in ["a.xml.part", "b.TMP", ".hidden.xml", "c.xml.refused.json"] {
            try Data(SampleDocuments.consultation()).write(to: door.folder.appending(path: name))
        }
        let gateway = try await door.start()
        try door.drop(SampleDocuments.consultation(), as: "whole.xml")
        #expect(try await door.outcome("whole.xml").isAccepted)
        #expect(Set(try door.names()).isSuperset(of: ["a.xml.part", "b.TMP", ".hidden.xml", "c.xml.refused.json"]))
        try await gateway.services.stop()
    }

    @Test func `links, pipes and files over the limit are told and moved, and nothing of them is read`() async throws {
        let door = try Door()
        let gateway = try await door.start { $0.limits.bodyBytes = 64 << 10 }
        let outside = door.sandbox.folder.root.appending(path: "outside.xml")
        try Data(SampleDocuments.consultation()).write(to: outside)
        let beside = door.sandbox.folder.root.appending(path: "beside")
        #expect(symlink(outside.path, beside.path) == 0 && rename(beside.path, door.folder.appending(path: "link.xml").path) == 0)
        #expect(try await codes(door.outcome("link.xml").json) == ["file.unreadable"])
        #expect(FileManager.default.fileExists(atPath: outside.path))
        #expect(mkfifo(beside.path, 0o600) == 0 && rename(beside.path, door.folder.appending(path: "pipe.xml").path) == 0)
        try await eventually("the pipe is told") { try door.names().contains("pipe.xml.refused.json") }
        let file = FileManager.default.createFile(atPath: beside.path, contents: nil)
        #expect(file && truncate(beside.path, 8 << 30) == 0 && rename(beside.path, door.folder.appending(path: "huge.xml").path) == 0)
        #expect(try await codes(door.outcome("huge.xml").json) == ["intake.too-large"])
        // A document between the limit of documents and that of archives is read and refused.
        try door.drop([UInt8](repeating: 0x20, count: 100 << 10), as: "large.xml")
        #expect(try await codes(door.outcome("large.xml").json) == ["intake.too-large"])
        try await gateway.services.stop()
    }

    @Test func `a name that is no text, and the longest name, have their outcome`() async throws {
        let door = try Door()
        let gateway = try await door.start()
        let draft = door.folder.appending(path: "draft.part")
        func drop(_ name: [UInt8]) throws {
            try Data(SampleDocuments.consultation()).write(to: draft)
            let target = Array((door.folder.path + "/").utf8) + name + [0]
            #expect(target.withUnsafeBytes { rename(draft.path, $0.baseAddress!.assumingMemoryBound(to: CChar.self)) } == 0)
        }
        try drop([0x72, 0xE9, 0xFF, 0x2E, 0x78])
        try drop(Array(repeating: 0x6C, count: 255))
        try await eventually("both are accepted") {
            // FileManager leaves out what is no text: the folder itself counts.
            guard let stream = opendir(door.folder.appending(path: "accepted").path) else { return false }
            defer { closedir(stream) }
            var count = 0
            while readdir(stream) != nil { count += 1 }
            return count == 4
        }
        let told = try door.names().filter { $0.hasSuffix(".accepted.json") && $0.hasPrefix("lll") }
        #expect(told.count == 1 && told[0].utf8.count == 255)
        try await gateway.services.stop()
    }

    @Test func `what was interrupted at any step begins again, and gets the same receipt`() async throws {
        let door = try Door()
        let bytes = try SampleDocuments.consultation()
        let first = try await door.start()
        try door.drop(bytes, as: "known.xml")
        let id = try await door.outcome("known.xml").json["id"] as? String
        try await first.services.stop()

        // Claimed and written down, without an outcome; claimed and told, not moved; claimed alone; and an outcome of which a part was written.
        let work = door.folder.appending(path: ".work")
        try FileManager.default.moveItem(at: door.folder.appending(path: "accepted/known.xml"), to: work.appending(path: "known.xml"))
        try FileManager.default.removeItem(at: door.folder.appending(path: "known.xml.accepted.json"))
        try Data(bytes).write(to: work.appending(path: "told.xml"))
        try Data("{}".utf8).write(to: door.folder.appending(path: "told.xml.accepted.json"))
        try Data(SampleDocuments.consultation()).write(to: work.appending(path: "claimed.xml"))
        try Data("{".utf8).write(to: door.folder.appending(path: ".outcome-0.tmp"))
        let second = try await door.start()
        #expect(try await door.outcome("known.xml").json["id"] as? String == id && id != nil)
        #expect(try await door.outcome("told.xml").json["id"] as? String == id)
        #expect(try await door.outcome("claimed.xml").isAccepted)
        #expect(try door.names(".work").isEmpty && !door.names().contains(".outcome-0.tmp"))
        try await second.services.stop()
    }

    @Test func `what stood there before the start is taken once it has rested`() async throws {
        let door = try Door()
        let file = door.folder.appending(path: "early.xml")
        try Data(SampleDocuments.consultation()).write(to: file)
        try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSinceNow: -3600)], ofItemAtPath: file.path)
        let gateway = try await door.start()
        #expect(try await door.outcome("early.xml").isAccepted)
        try await gateway.services.stop()
    }

    @Test func `a folder without a certificate that holds keeps the gateway from starting`() async throws {
        let door = try Door()
        for wrong in ["", "/nowhere.pem", door.sandbox.folder.pki("gateway-client.pem").path] {
            let failure = await #expect(throws: ConfigurationFailure.self) { try await door.start { $0.folders.certificate = wrong } }
            #expect(failure?.key == "folders.certificate")
        }
        let failure = await #expect(throws: ConfigurationFailure.self) { try await door.start { $0.folders.paths = ["/nowhere"] } }
        #expect(failure?.key == "folders.paths")
    }

    @Test func `no name of a file is logged`() async throws {
        let door = try Door()
        let record = LogRecord()
        let gateway = try await door.sandbox.startGateway(logger: record.logger) {
            $0.folders.paths = [door.folder.path]
            $0.folders.certificate = door.sandbox.folder.pki("doctor.pem").path
        }
        try door.drop(SampleDocuments.consultation(), as: "DUPONT-ANNE.xml")
        #expect(try await door.outcome("DUPONT-ANNE.xml").isAccepted)
        try await gateway.services.stop()
        #expect(!record.lines.contains { $0.contains("DUPONT") } && record.lines.contains { $0.contains("folder") })
    }
}
