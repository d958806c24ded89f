// Messages shown, checked and sent by the program.

import Foundation
import HL7v2Messages
import SandboxSupport
import TestSupport
import Testing

@Suite(.enabled(if: BuiltProgram.path != nil, "needs the built program")) struct HL7CommandTests {
    private static let letter = "Samples/messages/accepted/hospital-letter-to-record-and-mailboxes.hl7"
    private static let radiology = "Samples/messages/accepted/radiology-new.hl7"

    private static func bytes(_ path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: projectRoot.appending(path: path))) }

    private struct Account: Decodable {
        struct Document: Decodable { var place: String, form: String, size: Int, uniqueId: String? }
        struct Flag: Decodable { var code: String, value: String }
        struct Value: Decodable { var place: String, value: String?, characters: Int }
        struct Fault: Decodable { var code: String }
        var file: String, controlId: String?
        var documents: [Document], flags: [Flag], fields: [Value], remarks: [String]
        var fault: Fault?
    }

    private func accounts(_ run: ProgramRun) throws -> [Account] {
        try run.output.split(separator: "\n").map { try JSONDecoder().decode(Account.self, from: Data($0.utf8)) }
    }

    @Test(arguments: ["en", "fr"])
    func `a message is shown field by field, and nothing of the patient`(language: String) async throws {
        let run = try await BuiltProgram.run(["hl7", "show", Self.letter, "--lang", language])
        #expect(run.code == 0)
        for word in ["SANTONI", "Ange", "184112A99901742", "1984110", "ROUVRAY", "mssante", "900107"] { #expect(!run.output.contains(word)) }
        try expectSnapshot(run.output, named: "hl7-show-letter.\(language).txt")
    }

    @Test func `the patient's values are shown when they are asked for, and documents never`() async throws {
        let run = try await BuiltProgram.run(["hl7", "show", Self.letter, "--content", "--format", "json"])
        let account = try #require(try accounts(run).first)
        #expect(account.fields.first { $0.place == "PID-5" }?.value == "SANTONI^Ange^Ange^^^^L")
        #expect(account.fields.first { $0.place == "OBX-5" }?.value == nil)
        #expect(account.documents.map(\.form) == ["CDA", "mail text", "mail text"])
        #expect(account.flags.filter { $0.value == "Y" }.map(\.code) == ["DESTDMP", "DESTMSSANTEPS", "DESTMSSANTEPAT", "ACK_RECEPTION", "ACK_LECTURE_MSS"])
    }

    @Test func `what is no message is told with its code, and the exit code is 1`() async throws {
        let run = try await BuiltProgram.run(["hl7", "show", "-", "--format", "json"], input: Array("MSA|AA|1\r".utf8))
        let fault = try accounts(run).first?.fault
        #expect(run.code == 1 && fault?.code == "hl7.header")
        #expect(try await BuiltProgram.run(["hl7", "show", "Samples/no-such-file.hl7"]).code == 2)
        #expect(try await BuiltProgram.run(["hl7", "show"]).code == 2)
    }

    @Test func `framed, with line ends of any kind, alone or in a batch: the messages are the same`() async throws {
        let plain = try Self.bytes(Self.radiology)
        let standard = plain.map { $0 == 0x0A ? 0x0D : $0 }
        let windows = plain.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
        let batch = Array("FHS|^~\\&|X\nBHS|^~\\&|X\n".utf8) + plain + plain + Array("BTS|2\nFTS|1\n".utf8)
        let forms: [(bytes: [UInt8], count: Int, remarks: [String])] = [
            (standard, 1, []), (plain, 1, ["hl7.file.line-ends"]), (windows, 1, ["hl7.file.line-ends"]), (framed(standard), 1, []),
            (framed(standard) + framed(standard), 2, []), (plain + plain, 2, ["hl7.file.line-ends"]),
            (plain + Array("\n\n".utf8) + plain, 2, ["hl7.file.line-ends"]),
            (batch, 2, ["hl7.file.line-ends", "hl7.file.batch"]),
        ]
        for form in forms {
            let run = try await BuiltProgram.run(["hl7", "show", "-", "--format", "json"], input: form.bytes)
            let accounts = try accounts(run)
            #expect(accounts.count == form.count && accounts.allSatisfy { $0.controlId == "RADIO-0001" && $0.fault == nil })
            #expect(accounts.first.map { Set($0.remarks) } == Set(form.remarks))
            if form.count == 2 { #expect(accounts.map(\.file) == ["-#1", "-#2"]) }
        }
    }

    @Test func `a line feed inside a message of carriage returns stays, and is refused`() async throws {
        let bytes = Array(String(decoding: try Self.bytes(Self.radiology), as: UTF8.self).replacing("\n", with: "\r").replacing("Radio", with: "Ra\ndio").utf8)
        let broken = bytes.map { $0 == UInt8(ascii: "~") ? 0x0A : $0 }
        let run = try await BuiltProgram.run(["hl7", "validate", "-"], input: broken)
        #expect(run.code == 1)
    }

    @Test func `several messages are judged one by one, in the form that was asked for`() async throws {
        let files = [Self.radiology, "Samples/messages/refused/type-differs.hl7", "Samples/messages/accepted/hospital-admission-opposed.hl7"]
        let text = try await BuiltProgram.run(["hl7", "validate", "--lang", "fr"] + files)
        #expect(text.code == 1 && text.output.contains("valide (") && text.output.contains("[hl7.type-differs]"))
        let json = try await BuiltProgram.run(["hl7", "validate", "--format", "json"] + files)
        struct Run: Decodable {
            struct Document: Decodable { var file: String }
            var documents: [Document]
        }
        let documents = try JSONDecoder().decode(Run.self, from: Data(json.output.utf8)).documents
        #expect(json.code == 1 && documents.map(\.file) == [files[0] + "/OBX-5", files[1] + "/OBX-5", files[2]])
    }
}
