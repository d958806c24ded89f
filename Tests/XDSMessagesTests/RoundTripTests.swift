// What is written can be read, and is the same.

import Testing

@testable import XDSMessages

@Suite struct RoundTripTests {
    private static let forms: [MessageForm] = [.plain, .package]

    @Test(arguments: forms)
    func `a submission comes back whole`(form: MessageForm) throws {
        let message = try SOAPMessage.read(Fixture.request.message(header: Fixture.header, form: form))
        var read = try ProvideAndRegisterRequest(reading: message)
        #expect(message.header == Fixture.header)
        #expect(read.objects == Fixture.objects)
        if form == .plain { read.documents[0].mediaType = "text/xml" }
        #expect(read.documents == Fixture.request.documents)
    }

    @Test(arguments: forms)
    func `bytes of every kind come back exactly`(form: MessageForm) throws {
        var request = Fixture.request
        let contents: [[UInt8]] = [[], [13, 10], [10], Array(0...255), Array("--passerelle\r\n--".utf8), [UInt8](repeating: 0, count: 100_000)]
        request.documents = contents.enumerated().map { ProvidedDocument(id: "d\($0.offset)", bytes: $0.element) }
        let read = try ProvideAndRegisterRequest(reading: SOAPMessage.read(request.message(header: Fixture.header, form: form)))
        #expect(read.documents.map(\.bytes) == contents)
    }

    @Test func `a message may arrive byte by byte`() throws {
        let carried = try Fixture.request.message(header: Fixture.header)
        var reader = try SOAPMessageReader(contentType: carried.contentType)
        for byte in carried.body { try reader.feed([byte]) }
        #expect(try ProvideAndRegisterRequest(reading: reader.finish()) == Fixture.request)
    }

    @Test(arguments: forms)
    func `an answer comes back whole`(form: MessageForm) throws {
        for status in [ResponseStatus.success, .failure, .partialSuccess] {
            let response = RegistryResponse(
                status: status,
                errors: [
                    RegistryError(.nonIdenticalHash, "a <context>", location: "Document01"), RegistryError(.extraMetadataNotSaved, "", severity: .warning),
                    RegistryError(RegistryErrorCode(rawValue: "DMPUnknown"), "é"),
                ])
            let message = try SOAPMessage.read(response.message(header: .answer(to: Fixture.header, action: "urn:a", messageID: "urn:uuid:9"), form: form))
            #expect(try RegistryResponse(reading: message) == response)
            #expect(message.header.relatesTo == Fixture.header.messageID)
            #expect(message.isPackage == (form != .plain))
        }
    }

    @Test(arguments: forms)
    func `a query comes back whole`(form: MessageForm) throws {
        let query = StoredQueryRequest(
            query: .getDocuments, returnType: .objectRef,
            parameters: [
                QueryParameter("$a", .string("it's ''quoted'' (once), twice")), QueryParameter("$b", anyOf: [.string("x"), .number("20260101"), .string("")]),
                QueryParameter("$b", anyOf: [.string("y^^z")]),
            ], homeCommunityId: "urn:oid:1.2")
        #expect(try StoredQueryRequest(reading: SOAPMessage.read(query.message(header: Fixture.header, form: form))) == query)
    }

    @Test(arguments: forms)
    func `the answer to a query comes back whole`(form: MessageForm) throws {
        var objects = Fixture.objects
        objects.references = ["urn:uuid:1"]
        let response = StoredQueryResponse(
            response: RegistryResponse(status: .success, errors: [RegistryError(.registryError, "w", severity: .warning)]), objects: objects)
        #expect(try StoredQueryResponse(reading: SOAPMessage.read(response.message(header: Fixture.header, form: form))) == response)
    }

    @Test(arguments: forms)
    func `an update comes back whole`(form: MessageForm) throws {
        let status = UpdateDocumentSetRequest.statusChange(of: "urn:uuid:1", from: .approved, to: .deleted, in: Fixture.submissionSet)
        #expect(try UpdateDocumentSetRequest(reading: SOAPMessage.read(status.message(header: Fixture.header, form: form))) == status)
        let version = UpdateDocumentSetRequest.nextVersion(of: Fixture.entry, in: Fixture.submissionSet)
        let read = try UpdateDocumentSetRequest(reading: SOAPMessage.read(version.message(header: Fixture.header, form: form)))
        #expect(read == version)
        #expect(read.objects.documentEntries[0].version == 2)
        #expect(read.objects.documentEntries[0].logicalId == Fixture.entry.logicalId)
        #expect(read.objects.associations[0].values(of: "PreviousVersion") == ["1"])
    }

    @Test func `a next version of an entry that has no lid begins with its id`() {
        var entry = Fixture.entry
        (entry.entryUUID, entry.logicalId, entry.version) = ("urn:uuid:7", nil, nil)
        let update = UpdateDocumentSetRequest.nextVersion(of: entry, in: Fixture.submissionSet)
        #expect(update.objects.documentEntries[0].logicalId == "urn:uuid:7")
        #expect(update.objects.documentEntries[0].version == 2)
        #expect(update.objects.documentEntries[0].entryUUID == "Document01")
        let kept = Association.nextVersion("a", of: "s", entry: "e", previous: 3, propagates: false)
        #expect(kept.values(of: "AssociationPropagation") == ["no"])
        #expect(kept.values(of: "SubmissionSetStatus") == ["Original"])
    }

    @Test(arguments: forms)
    func `a retrieval comes back whole`(form: MessageForm) throws {
        let wanted = [
            DocumentRequest(repositoryUniqueId: "1.2", documentUniqueId: "3.4^5", homeCommunityId: "urn:oid:6"),
            DocumentRequest(repositoryUniqueId: "1", documentUniqueId: "2"),
        ]
        #expect(
            try RetrieveRequest(reading: SOAPMessage.read(RetrieveRequest(documents: wanted).message(header: Fixture.header, form: form))).documents == wanted)
        let response = RetrieveResponse(
            response: RegistryResponse(status: .partialSuccess, errors: [RegistryError(.documentUniqueIdError, "gone")]),
            documents: wanted.map { RetrievedDocument(request: $0, mimeType: "application/pdf", bytes: Array("%PDF\r\n".utf8)) })
        #expect(try RetrieveResponse(reading: SOAPMessage.read(response.message(header: Fixture.header, form: form))) == response)
    }

    @Test(arguments: forms)
    func `a fault comes back, and is thrown by those who expect an answer`(form: MessageForm) throws {
        let fault = SOAPFault(
            code: .receiver, subcodes: [QualifiedName("a.b", in: "urn:x"), QualifiedName("c", in: "urn:y")], reason: "café <1>", language: "fr")
        let message = try SOAPMessage.read(fault.message(messageID: "urn:uuid:3", relatesTo: nil, form: form))
        #expect(message.fault == fault)
        do {
            _ = try RegistryResponse(reading: message)
            Issue.record("a fault is no response")
        } catch {
            #expect(error.code == .fault)
            #expect(error.fault == fault)
        }
    }

    @Test func `descriptions hold no patient`() {
        #expect(!"\(Fixture.entry)".contains("279035121518989") && !"\(Fixture.entry)".contains("ESSAI"))
        #expect(!String(reflecting: Fixture.submissionSet).contains("279035121518989"))
        #expect(!String(reflecting: Fixture.folder).contains("279035121518989"))
    }
}
