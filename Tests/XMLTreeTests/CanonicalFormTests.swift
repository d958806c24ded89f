// The canonical form is the one that `xmllint --c14n` writes.

import Foundation
import TestSupport
import Testing
import XMLTree

private let xmllint = ["/usr/bin/xmllint", "/usr/local/bin/xmllint"].first { FileManager.default.isExecutableFile(atPath: $0) }

private func canonical(_ file: URL) throws -> [UInt8] {
    let process = ChildProcess()
    process.executableURL = URL(filePath: xmllint!)
    process.arguments = ["--c14n", file.path]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let bytes = [UInt8](output.fileHandleForReading.readDataToEndOfFile())
    process.waitUntilExit()
    return process.terminationStatus == 0 ? bytes : []
}

@Suite(.enabled(if: xmllint != nil, "needs xmllint"))
struct CanonicalFormTests {
    @Test func `every sample has the canonical form of xmllint`() throws {
        let folder = projectRoot.appending(path: "Samples/accepted")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil).filter { $0.pathExtension == "xml" }
        #expect(files.count > 8)
        for file in files {
            let tree = try FrozenTree.parse([UInt8](Data(contentsOf: file)))
            #expect(try canonical(file) == tree.document.serialized(), "\(file.lastPathComponent)")
        }
    }

    @Test(arguments: [
        "<a xmlns='urn:d' xmlns:p='urn:p'><b xmlns=''><p:c xmlns:p='urn:p' p:y='1' x='2'/><d xmlns='urn:d'/></b></a>",
        "<a xmlns:b='urn:b' xmlns:a='urn:a' b:z='1' a:z='2' z='3' b:a='4'>&#13;\r\n\t&#x9;&lt;&gt;&quot;</a>",
        "<?one?><!--two--><a><?three  four ?><!-- five --></a><?six?><!--seven-->",
        "<a x='&#9;&#10;&#13; \t\r\n&quot;&apos;&lt;&gt;&amp;'><![CDATA[<>&\"']]></a>",
        "<x:a xmlns:x='urn:1'><x:a xmlns:x='urn:2'><x:a xmlns:x='urn:1'/></x:a></x:a>",
        "<a xml:lang='fr' xml:space='preserve' xmlns:z='urn:z'> <b z:k='é' k='😀'/> </a>",
    ])
    func `a document with traps has the canonical form of xmllint`(text: String) throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "passerelle-c14n-\(UUID()).xml")
        try Data(text.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let expected = String(decoding: try canonical(file), as: UTF8.self)
        #expect(!expected.isEmpty)
        #expect(String(decoding: try read(text).document.serialized(), as: UTF8.self) == expected)
    }
}
