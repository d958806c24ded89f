// XDM archives: written and read again, by ourselves and by Python, and refused where they are not what they say.

import CredentialChecks
import Foundation
import TestSupport
import Testing
import XMLTree

@testable import XDSMessages
@testable import ZIPArchives

@Suite struct XDMArchiveTests {
    private static let document = Array("<ClinicalDocument xmlns=\"urn:hl7-org:v3\"><title>Essai</title></ClinicalDocument>".utf8)
    private static let cover = XDMCover(
        sender: "Hôpital <d'Essai> & Cie\n", application: "Passerelle", moment: ZIPMoment(year: 2026, month: 3, day: 1, hour: 12))

    private static var submission: XDMSubmission {
        XDMSubmission(objects: Fixture.objects, documents: [XDMDocument(entry: Fixture.entry, bytes: document)])
    }

    private static func written() throws -> [UInt8] { try XDMArchive.bytes(of: [submission], cover: cover, sha1: Digest.sha1) }

    private static func read(_ bytes: [UInt8]) throws -> XDMArchive { try XDMArchive(reading: bytes, sha1: Digest.sha1) }

    @Test func `an archive that was written is read without a fault`() throws {
        let archive = try Self.read(try Self.written())
        #expect(archive.faults == [] && archive.isAcceptable)
        let read = try #require(archive.submissions.first)
        #expect(read.folder == "IHE_XDM/SUBSET01")
        #expect(read.documents.map(\.bytes) == [Self.document] && read.documents.map(\.file) == ["IHE_XDM/SUBSET01/DOC0001.XML"])
        var entry = Fixture.entry
        entry.repositoryUniqueId = nil
        entry.uri = "DOC0001.XML"
        entry.size = Self.document.count
        entry.hash = hexadecimal(Digest.sha1(Self.document))
        var objects = Fixture.objects
        objects.documentEntries = [entry]
        #expect(read.objects == objects)
    }

    @Test func `the same submissions make the same bytes, in names of eight and three capitals`() throws {
        #expect(try Self.written() == Self.written())
        let names = try ZIPArchive(reading: try Self.written()).entries.flatMap(\.path.components)
        for name in names {
            let parts = name.split(separator: ".")
            #expect(parts[0].utf8.count <= 8 && parts.count <= 2 && (parts.count == 1 || parts[1].utf8.count <= 3) && name == name.uppercased(), "\(name)")
        }
    }

    @Test func `each media type has its extension and each submission its folder`() throws {
        var pdf = Fixture.entry
        pdf.mimeType = "application/pdf"
        pdf.uniqueId = "1.2.3.5"
        let other = XDMSubmission(
            objects: RegistryObjectList(submissionSets: [Fixture.submissionSet]), documents: [XDMDocument(entry: pdf, bytes: Array("%PDF".utf8))])
        let archive = try Self.read(try XDMArchive.bytes(of: [Self.submission, other], cover: Self.cover, sha1: Digest.sha1))
        #expect(archive.faults == [])
        #expect(archive.submissions.flatMap(\.documents).map(\.file) == ["IHE_XDM/SUBSET01/DOC0001.XML", "IHE_XDM/SUBSET02/DOC0001.PDF"])
        #expect(throws: XDMFault.self) {
            try XDMArchive.bytes(of: Array(repeating: Self.submission, count: 100), cover: Self.cover, sha1: Digest.sha1)
        }
    }

    @Test func `the pages for people are escaped, and point at every document`() throws {
        let archive = try ZIPArchive(reading: try Self.written())
        let text = { (name: String) in String(decoding: archive[ZIPPath(name)!]?.bytes ?? [], as: UTF8.self) }
        let index = text("INDEX.HTM")
        #expect(index.contains("Hôpital &lt;d'Essai&gt; &amp; Cie "))
        #expect(index.contains("<a href=\"IHE_XDM/SUBSET01/DOC0001.XML\">Compte rendu d'essai &lt;1&gt; &amp; \"2\"</a>"))
        // Without its document type, which we take from nobody, the page is XML.
        let body = index.split(separator: "\n", omittingEmptySubsequences: false).dropFirst(2).joined(separator: "\n")
        #expect(try FrozenTree.parse(Array(body.utf8)).root.localName == "html")
        let readme = text("README.TXT")
        #expect(readme.contains("IHE_XDM/SUBSET01/METADATA.XML\r\n") && !readme.replacing("\r\n", with: "").contains("\n"))
    }

    /// The written archive with files changed, added or removed.
    private static func changed(_ changes: [String: [UInt8]], without removed: [String] = [], renaming: (String) -> String = { $0 }) throws -> XDMArchive {
        var writer = ZIPWriter(moment: cover.moment)
        let archive = try ZIPArchive(reading: try written())
        for entry in archive.entries {
            guard !removed.contains(entry.path.text) else { continue }
            try writer.add(renaming(entry.path.text), changes[entry.path.text] ?? entry.bytes)
        }
        for (name, bytes) in changes where archive[ZIPPath(name)!] == nil { try writer.add(name, bytes) }
        return try read(writer.bytes)
    }

    private static let metadataFile = "IHE_XDM/SUBSET01/METADATA.XML"
    private static let documentFile = "IHE_XDM/SUBSET01/DOC0001.XML"

    @Test func `names in small letters and folders that do not belong to it are taken`() throws {
        let archive = try Self.changed(
            ["__MACOSX/._x": [0], ".svn/entries": [1], "PDF/Compte rendu.pdf": [2]], renaming: { $0.lowercased() })
        #expect(archive.isAcceptable && archive.faults == [] && archive.submissions.count == 1)
        let below = try Self.changed([:], renaming: { "Envoi/" + $0 })
        #expect(below.faults == [] && below.submissions.first?.folder == "Envoi/IHE_XDM/SUBSET01")
    }

    @Test func `a further copy is left alone, and said so`() throws {
        let archive = try Self.changed(["copie/IHE_XDM/SUBSET01/METADATA.XML": Array("<x/>".utf8)])
        #expect(archive.isAcceptable && archive.faults.map(\.code) == [.furtherCopy] && archive.submissions.count == 1)
    }

    @Test func `pages that are missing are remarks, and what they hold is nobody's matter`() throws {
        let archive = try Self.changed([:], without: ["INDEX.HTM", "README.TXT"])
        #expect(archive.isAcceptable && archive.faults.map(\.code) == [.noIndex, .noReadme])
        #expect(try Self.changed(["INDEX.HTM": Array("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;".utf8)]).faults == [])
    }

    private static func metadata(_ change: (inout String) -> Void) throws -> [XDMFaultCode] {
        let archive = try ZIPArchive(reading: try written())
        var text = String(decoding: archive[ZIPPath(metadataFile)!]!.bytes, as: UTF8.self)
        change(&text)
        return try changed([metadataFile: Array(text.utf8)]).faults.map(\.code)
    }

    @Test(arguments: [
        ("DOC0001.XML", "../DOC0001.XML", XDMFaultCode.foreignURI), ("DOC0001.XML", "file:///DOC0001.XML", .foreignURI),
        ("DOC0001.XML", "/IHE_XDM/SUBSET01/DOC0001.XML", .foreignURI), ("DOC0001.XML", "", .foreignURI), ("DOC0001.XML", "DOC0002.XML", .noDocument),
        ("name=\"URI\"", "name=\"urn:other\"", .noURI), ("name=\"size\"", "name=\"urn:other\"", .noSize), ("name=\"hash\"", "name=\"urn:other\"", .noHash),
        (">\(document.count)<", ">\(document.count + 1)<", .otherSize), (">\(document.count)<", ">\(document.count - 1)<", .otherSize),
        ("SubmitObjectsRequest", "SubmitObjects", .metadataStructure),
        ("a54d6aa5-d40d-43f9-88c5-b4633d873bdd", "d9d542f3-6cc4-48b6-8870-ea235fbc94c2", .metadataStructure),
    ])
    func `metadata that lie are refused by their code`(found: String, put: String, code: XDMFaultCode) throws {
        #expect(try Self.metadata { $0 = $0.replacing(found, with: put) }.contains(code))
    }

    @Test func `metadata that are no XML, or have a document type, are refused`() throws {
        #expect(try Self.metadata { $0 = "<a" } == [.metadataNotXML])
        let archive = try Self.changed([Self.metadataFile: Array("<!DOCTYPE a><a/>".utf8)])
        #expect(archive.faults.first?.parse?.code == .dtdForbidden && archive.submissions.isEmpty)
    }

    @Test func `a document that is another, missing or no XML is refused`() throws {
        #expect(try Self.changed([:], without: [Self.documentFile]).faults.map(\.code) == [.noDocument])
        #expect(try Self.changed([Self.documentFile: Array("<!DOCTYPE a><a/>".utf8)]).faults.map(\.code) == [.otherSize, .otherHash, .documentNotXML])
        var other = Self.document
        other[other.count - 25] ^= 1
        #expect(try Self.changed([Self.documentFile: other]).faults.map(\.code).contains(.otherHash))
    }

    @Test func `two entries of one file, one id or two patients are refused`() throws {
        var second = Fixture.entry
        second.entryUUID = "Document02"
        second.patientId = "1^^^&1.2&ISO^NH"
        let submission = XDMSubmission(
            objects: Fixture.objects, documents: [XDMDocument(entry: Fixture.entry, bytes: Self.document), XDMDocument(entry: second, bytes: Self.document)])
        let bytes = try XDMArchive.bytes(of: [submission], cover: Self.cover, sha1: Digest.sha1)
        #expect(try Self.read(bytes).faults.map(\.code) == [.repeatedUniqueID, .otherPatient])
        var writer = ZIPWriter(moment: Self.cover.moment)
        for entry in try ZIPArchive(reading: bytes).entries {
            let text = String(decoding: entry.bytes, as: UTF8.self).replacing("DOC0002", with: "DOC0001")
            try writer.add(entry.path.text, Array(text.utf8))
        }
        #expect(try Self.read(writer.bytes).faults.map(\.code).contains(.sharedURI))
    }

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/python3"), "needs python3"))
    func `Python finds in it what the metadata say`() throws {
        let script = """
            import hashlib, sys, zipfile, xml.etree.ElementTree as ET
            r = '{urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0}'
            with zipfile.ZipFile(sys.argv[1]) as z:
                assert z.testzip() is None
                ET.fromstring(z.read('INDEX.HTM'))
                for o in ET.fromstring(z.read('IHE_XDM/SUBSET01/METADATA.XML')).iter(r + 'ExtrinsicObject'):
                    s = {x.get('name'): x.find('.//' + r + 'Value').text for x in o.findall(r + 'Slot')}
                    b = z.read('IHE_XDM/SUBSET01/' + s['URI'])
                    print(len(b) == int(s['size']), hashlib.sha1(b).hexdigest() == s['hash'], 'repositoryUniqueId' in s)
            """
        let file = FileManager.default.temporaryDirectory.appending(path: "passerelle-xdm-\(UUID().uuidString).zip")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(try Self.written()).write(to: file)
        let process = ChildProcess()
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments = ["-c", script, file.path]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        #expect(String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self) == "True True False\n")
        process.waitUntilExit()
    }

    @Test func `a fault says names and places, never content`() throws {
        let text = try Self.changed([Self.documentFile: Array("<!DOCTYPE a><secret/>".utf8)]).faults.map(\.description).joined()
        #expect(!text.contains("secret") && text.contains("xdm.hash: IHE_XDM/SUBSET01/DOC0001.XML"))
    }
}
