// Archives made and shown by the program.

import Foundation
import SandboxSupport
import Testing

@Suite(.enabled(if: BuiltProgram.path != nil, "needs the built program")) struct XDMCommandTests {
    private static let document = "Samples/accepted/imaging-chest-radiograph.xml"
    private static let corrected = "Samples/accepted/imaging-chest-radiograph-corrected.xml"

    private struct Account: Decodable {
        struct Submission: Decodable {
            struct Document: Decodable { var file: String, uniqueId: String, size: Int }
            var folder: String
            var documents: [Document]
        }
        struct Fault: Decodable { var code: String, message: String }
        var isAcceptable: Bool
        var submissions: [Submission]
        var faults: [Fault]
    }

    private static func withFile<Result>(_ work: (String) async throws -> Result) async throws -> Result {
        let file = FileManager.default.temporaryDirectory.appending(path: "passerelle-xdm-\(UUID().uuidString).zip")
        defer { try? FileManager.default.removeItem(at: file) }
        return try await work(file.path)
    }

    @Test func `an archive that was made is shown without a fault`() async throws {
        try await Self.withFile { file in
            let made = try await BuiltProgram.run(["xdm", "make", Self.document, Self.corrected, "-o", file])
            #expect(made.code == 0 && made.output == "\(file): 2 document(s)\n", "\(made.complaints)")
            let shown = try await BuiltProgram.run(["xdm", "show", file, "--format", "json"])
            let account = try JSONDecoder().decode(Account.self, from: Data(shown.output.utf8))
            #expect(shown.code == 0 && account.isAcceptable && account.faults.isEmpty)
            #expect(account.submissions.map(\.folder) == ["IHE_XDM/SUBSET01"])
            #expect(account.submissions[0].documents.map(\.file) == ["IHE_XDM/SUBSET01/DOC0001.XML", "IHE_XDM/SUBSET01/DOC0002.XML"])
            let sizes = try [Self.document, Self.corrected].map { try FileManager.default.attributesOfItem(atPath: Self.path($0))[.size] as? Int }
            #expect(account.submissions[0].documents.map(\.size) == sizes)
            let text = try await BuiltProgram.run(["xdm", "show", file])
            #expect(text.output.hasPrefix("\(file): acceptable\n  IHE_XDM/SUBSET01  2.25."))
        }
    }

    @Test func `a correction without what it corrects is told, and made`() async throws {
        try await Self.withFile { file in
            let made = try await BuiltProgram.run(["xdm", "make", Self.corrected, "-o", file, "--lang", "fr"])
            #expect(made.code == 0 && made.output.contains("n'est pas dans l'archive"))
        }
    }

    @Test(arguments: [
        (["Samples/refused/missing-sex.xml"], 1), ([document, "Samples/refused/missing-sex.xml"], 1), (["Samples/hostile/billion-laughs.xml"], 1),
        ([document, "Samples/no-such-file.xml"], 2), ([document, document], 2), ([document, "--source-id", "x"], 2), ([document, "--activity", "x"], 2),
        ([], 2),
    ])
    func `what would be refused makes no archive`(arguments: [String], code: Int) async throws {
        try await Self.withFile { file in
            let made = try await BuiltProgram.run(["xdm", "make", "-o", file] + arguments)
            #expect(made.code == Int32(code) && !(made.output + made.complaints).isEmpty)
            #expect(!FileManager.default.fileExists(atPath: file))
        }
    }

    @Test func `a damaged archive is refused with its code and its words`() async throws {
        try await Self.withFile { file in
            _ = try await BuiltProgram.run(["xdm", "make", Self.document, "-o", file])
            var bytes = [UInt8](try Data(contentsOf: URL(filePath: file)))
            bytes.removeLast()
            let cut = try await BuiltProgram.run(["xdm", "show", "-", "--lang", "fr"], input: bytes)
            #expect(cut.code == 1)
            #expect(cut.output == "-: archive refusée\n  erreur: Ce n'est pas une archive ZIP, ou elle est tronquée. [zip.end-missing]\n")
        }
    }

    private static func path(_ name: String) -> String {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().appending(path: name).path
    }
}
