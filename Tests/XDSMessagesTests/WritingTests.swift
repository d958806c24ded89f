// What is written: escaped, refused where XML cannot carry it, and the same as the golden files.

import TestSupport
import Testing

@testable import XDSMessages

@Suite struct WritingTests {
    @Test func `text and attribute values are escaped`() throws {
        var xml = XMLWriter()
        xml.element("e", [("a", "<\"&'>\t\n\r"), ("absent", nil)], text: "<&>\"\r\n")
        let written = String(decoding: try xml.chunks().joined(), as: UTF8.self)
        #expect(written == "<e a=\"&lt;&quot;&amp;'&gt;&#9;&#10;&#13;\">&lt;&amp;&gt;\"&#13;\n</e>")
    }

    @Test(arguments: ["\u{0}", "\u{1}", "\u{8}", "\u{B}", "\u{1F}", "\u{FFFE}", "\u{FFFF}"])
    func `a character that XML cannot carry is refused`(character: String) {
        #expect(
            Fixture.failure { () throws(MessageFailure) in
                var xml = XMLWriter()
                xml.element("e", text: "a" + character)
                _ = try xml.chunks()
            } == .character)
        var request = Fixture.request
        request.objects.documentEntries[0].title = character
        #expect(Fixture.failure { () throws(MessageFailure) in _ = try request.message(header: Fixture.header) } == .character)
    }

    @Test(arguments: ["text/xml\r\nX: y", "text/\"xml\"", "texte/é"])
    func `a media type that would break a header is refused`(mediaType: String) {
        var request = Fixture.request
        request.documents[0].mediaType = mediaType
        #expect(Fixture.failure { () throws(MessageFailure) in _ = try request.message(header: Fixture.header) } == .character)
    }

    @Test func `a document is a chunk of its own`() throws {
        let message = try Fixture.request.message(header: Fixture.header)
        #expect(message.chunks.contains(Fixture.request.documents[0].bytes))
        #expect(message.byteCount == message.body.count)
    }

    @Test func `fresh names differ`() {
        #expect(PackageNames() != PackageNames())
        #expect(PackageNames().boundary.utf8.count <= 70)
    }

    @Test func `a submission is written as its golden file`() throws {
        try expectSnapshot(text(try Fixture.request.message(header: Fixture.header, form: .package(Fixture.names))), named: "provide-and-register.txt")
    }

    @Test func `a submission without package is written as its golden file`() throws {
        try expectSnapshot(text(try Fixture.request.message(header: Fixture.header, form: .plain)), named: "provide-and-register-plain.txt")
    }

    @Test func `answers are written as their golden files`() throws {
        let header = SOAPHeader.answer(
            to: Fixture.header, action: TransactionAction.provideAndRegister.response, messageID: "urn:uuid:00000000-0000-4000-8000-000000000002")
        let response = RegistryResponse.failure([
            RegistryError(.missingDocument, "no document \"here\"", location: "Document01"),
            RegistryError(.extraMetadataNotSaved, "a slot", severity: .warning),
        ])
        try expectSnapshot(text(try response.message(header: header)), named: "registry-response.txt")
        let fault = SOAPFault(
            code: .sender, subcodes: [QualifiedName("ActionNotSupported", in: Namespace.addressing), QualifiedName("b", in: "urn:b")], reason: "<no>")
        try expectSnapshot(text(try fault.message(messageID: "urn:uuid:3", relatesTo: Fixture.header.messageID)), named: "fault.txt")
    }

    @Test func `a query and a retrieval are written as their golden files`() throws {
        let query = StoredQueryRequest(
            query: .findDocuments,
            parameters: [
                QueryParameter("$XDSDocumentEntryPatientId", .string("O'Neil^^^&1.2&ISO")),
                QueryParameter("$XDSDocumentEntryStatus", anyOf: [.string("a"), .string("b")]),
                QueryParameter("$XDSDocumentEntryCreationTimeFrom", .number("2026")),
            ])
        var header = Fixture.header
        header.action = TransactionAction.storedQuery.rawValue
        header.blocks = [Array("<w:Security xmlns:w=\"urn:w\"/>".utf8)]
        try expectSnapshot(text(try query.message(header: header)), named: "stored-query.txt")
        let wanted = DocumentRequest(repositoryUniqueId: "1.2.3.9", documentUniqueId: "1.2.3.4", homeCommunityId: "urn:oid:1.2.3")
        let retrieved = RetrieveResponse(
            response: .success, documents: [RetrievedDocument(request: wanted, mimeType: "application/pdf", bytes: Array("%PDF-1.4".utf8))])
        header.action = TransactionAction.retrieve.response
        header.blocks = []
        try expectSnapshot(text(try retrieved.message(header: header, form: .package(Fixture.names))), named: "retrieve-response.txt")
    }

    @Test func `an update is written as its golden file`() throws {
        var header = Fixture.header
        header.action = TransactionAction.update.rawValue
        let update = UpdateDocumentSetRequest.statusChange(
            of: "urn:uuid:00000000-0000-4000-8000-0000000000ff", from: .approved, to: .archived, in: Fixture.submissionSet)
        try expectSnapshot(text(try update.message(header: header)), named: "update-document-set.txt")
    }

    /// The message with its Content-Type, lines ended as text files are.
    private func text(_ message: CarriedMessage) -> String {
        "Content-Type: \(message.contentType)\n\n" + String(decoding: message.body, as: UTF8.self).replacing("\r\n", with: "\n").replacing("><", with: ">\n<")
            + "\n"
    }
}
