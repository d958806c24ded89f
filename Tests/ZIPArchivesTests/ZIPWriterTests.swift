// What is written is read again, by ourselves and by others.

import Foundation
import TestSupport
import Testing

@testable import ZIPArchives

@Suite struct ZIPWriterTests {
    private static let long = Array(String(repeating: "Compte rendu d'hospitalisation. ", count: 500).utf8)

    private static func written() throws -> [UInt8] {
        var writer = ZIPWriter(moment: ZIPMoment(year: 2026, month: 3, day: 1, hour: 12, minute: 30, second: 58))
        try writer.add("README.TXT", Array("Essai".utf8))
        try writer.add("IHE_XDM/SUBSET01/DOC0001.XML", long)
        try writer.add("Épreuve.BIN", (0...255).map { UInt8($0) })
        try writer.add("EMPTY", [])
        return writer.bytes
    }

    @Test func `what is written is read again, and is the same in every run`() throws {
        let bytes = try Self.written()
        let archive = try ZIPArchive(reading: bytes)
        #expect(archive.entries.map(\.path.text) == ["README.TXT", "IHE_XDM/SUBSET01/DOC0001.XML", "Épreuve.BIN", "EMPTY"])
        #expect(archive.entries[1].bytes == Self.long && archive.entries[2].bytes.count == 256)
        #expect(bytes.count < 1500)
        #expect(try Self.written() == bytes)
    }

    @Test func `names that no reader would take are not written`() throws {
        var writer = ZIPWriter(moment: ZIPMoment(year: 2026, month: 3, day: 1))
        try writer.add("A.TXT", [])
        for name in ["a.txt", "../B", "B/", "B\\C", "", "B:C"] {
            #expect(throws: ZIPFailure.self) { try writer.add(name, []) }
        }
        #expect(try ZIPArchive(reading: writer.bytes).entries.count == 1)
    }

    @Test(.enabled(if: Peer.unzip != nil, "needs unzip"))
    func `unzip finds no error`() throws {
        let said = try Peer.run(try #require(Peer.unzip), ["-t"], on: Self.written())
        #expect(said.code == 0 && said.output.contains("No errors detected"), "\(said.output)")
    }

    @Test(.enabled(if: Peer.python != nil, "needs python3"))
    func `Python reads names, times and bytes`() throws {
        let script = """
            import sys, zipfile
            with zipfile.ZipFile(sys.argv[1]) as z:
                assert z.testzip() is None
                for i in z.infolist(): print(i.filename, i.date_time, len(z.read(i)), i.external_attr)
            """
        let said = try Peer.run(try #require(Peer.python), ["-X", "utf8", "-c", script], on: Self.written())
        let time = "(2026, 3, 1, 12, 30, 58)"
        #expect(
            said.output == "README.TXT \(time) 5 0\nIHE_XDM/SUBSET01/DOC0001.XML \(time) \(Self.long.count) 0\nÉpreuve.BIN \(time) 256 0\nEMPTY \(time) 0 0\n")
    }

    @Test(.enabled(if: Peer.python != nil, "needs python3"), arguments: ["", "force_zip64", "stream"])
    func `what Python writes is read`(form: String) throws {
        let script = """
            import io, sys, zipfile
            class Stream(io.RawIOBase):
                def __init__(self, f): self.f = f
                def writable(self): return True
                def write(self, b): return self.f.write(b)
            form = sys.argv[1]
            with open(sys.argv[2], 'wb') as f:
                with zipfile.ZipFile(Stream(f) if form == 'stream' else f, 'w', zipfile.ZIP_DEFLATED) as z:
                    for n in ('README.TXT', 'IHE_XDM/SUBSET01/DOC0001.XML'):
                        with z.open(n, 'w', force_zip64=form == 'force_zip64') as e: e.write(b'Bonjour ' * 1000)
            """
        let file = FileManager.default.temporaryDirectory.appending(path: "passerelle-zip-\(UUID().uuidString).zip")
        defer { try? FileManager.default.removeItem(at: file) }
        let said = try Peer.run(try #require(Peer.python), ["-c", script, form, file.path], on: nil)
        #expect(said.code == 0, "\(said.output)")
        let archive = try ZIPArchive(reading: [UInt8](try Data(contentsOf: file)))
        #expect(archive.entries.map(\.bytes.count) == [8000, 8000])
    }
}

/// Other programs that know archives.
enum Peer {
    static let unzip = path(of: "unzip")
    static let python = path(of: "python3")

    private static func path(of program: String) -> String? {
        ["/usr/bin/", "/usr/local/bin/", "/bin/"].map { $0 + program }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// Runs a program, the archive as a file behind its arguments.
    static func run(_ program: String, _ arguments: [String], on archive: [UInt8]?) throws -> (output: String, code: Int32) {
        let file = FileManager.default.temporaryDirectory.appending(path: "passerelle-zip-\(UUID().uuidString).zip")
        defer { try? FileManager.default.removeItem(at: file) }
        if let archive { try Data(archive).write(to: file) }
        let process = ChildProcess()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments + (archive == nil ? [] : [file.path])
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (output, process.terminationStatus)
    }
}
