// What others send: symbolic ids, other orders, unknown slots, and what cannot be held.

import Testing

@testable import XDSMessages

@Suite struct TolerantReadingTests {
    private func objects(_ list: String) throws -> RegistryObjectList {
        let body = """
            <ProvideAndRegisterDocumentSetRequest xmlns="urn:ihe:iti:xds-b:2007"><SubmitObjectsRequest xmlns="urn:oasis:names:tc:ebxml-regrep:xsd:lcm:3.0">
            <RegistryObjectList xmlns="urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0">\(list)</RegistryObjectList></SubmitObjectsRequest>
            </ProvideAndRegisterDocumentSetRequest>
            """
        return try ProvideAndRegisterRequest(reading: SOAPMessage.read(Fixture.plain(Fixture.envelope(body: body)))).objects
    }

    private func slot(_ name: String, _ values: String...) -> String {
        "<Slot name='\(name)'><ValueList>" + values.map { "<Value>\($0)</Value>" }.joined() + "</ValueList></Slot>"
    }

    @Test func `children may stand in any order, under any prefix, with ids of any kind`() throws {
        let list = """
            <r:ExtrinsicObject xmlns:r="urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0" id="Document01" mimeType="text/xml"
              objectType="urn:uuid:7edca82f-054d-47f2-a032-9b2a5b5186c1">
              <!-- first what comes last -->
              <r:ExternalIdentifier id="a" identificationScheme="urn:uuid:2E82C1F6-A085-4C72-9DA3-8640A32E42AB" value="1.2.3"/>
              <r:Classification classificationScheme="urn:uuid:41a5887f-8865-4c09-adf7-e362475b143a" nodeRepresentation="10">
                <r:Name><r:LocalizedString xml:lang="fr-FR" charset="UTF-8" value="Compte rendu"/><r:LocalizedString value="Report"/></r:Name>\(slot("codingScheme", "1.2.9"))
              </r:Classification>
              <r:Description/><r:Name><r:LocalizedString value=""/><r:LocalizedString value="Titre"/></r:Name>
              \(slot("urn:x", "1", "2"))\(slot("hash", "abc"))\(slot("size", "12"))
            </r:ExtrinsicObject>
            """
        let entry = try #require(try objects(list).documentEntries.first)
        #expect(entry.entryUUID == "Document01")
        #expect(entry.uniqueId == "1.2.3")
        #expect(entry.classCode == Code(code: "10", scheme: "1.2.9", displayName: "Compte rendu"))
        #expect(entry.title == "Titre")
        #expect(entry.comments == nil)
        #expect(entry.hash == "abc")
        #expect(entry.size == 12)
        #expect(entry.extra.slots == [Slot("urn:x", ["1", "2"])])
    }

    @Test func `a package may say itself what it is`() throws {
        let node = "<Classification classificationNode='urn:uuid:a54d6aa5-d40d-43f9-88c5-b4633d873bdd' classifiedObject='S'/>"
        #expect(try objects("<RegistryPackage id='S'>\(node)</RegistryPackage>").submissionSets.map(\.entryUUID) == ["S"])
        #expect(try objects("\(node)<RegistryPackage id='S'/>").submissionSets.map(\.entryUUID) == ["S"])
        #expect(try objects("<RegistryPackage id='S'/>").irregularities.map(\.kind) == [.unknownPackage])
    }

    @Test func `what cannot be held is reported`() throws {
        let start = "<ExtrinsicObject id='D' objectType='urn:uuid:7edca82f-054d-47f2-a032-9b2a5b5186c1'>"
        func kinds(_ content: String) throws -> [MetadataIrregularity.Kind] { try objects(start + content + "</ExtrinsicObject>").irregularities.map(\.kind) }
        #expect(try kinds("").isEmpty)
        #expect(try kinds(slot("hash", "a") + slot("hash", "a")) == [.repeatedSlot])
        #expect(try kinds(slot("hash", "a", "b")) == [.tooManyValues])
        #expect(try kinds(slot("size", "many")) == [.notANumber])
        #expect(try kinds(slot("size", "-1")) == [.notANumber])
        let code =
            "<Classification classificationScheme='urn:uuid:41a5887f-8865-4c09-adf7-e362475b143a' nodeRepresentation='1'>\(slot("codingScheme", "1"))</Classification>"
        #expect(try kinds(code + code) == [.repeatedAttribute])
        #expect(try kinds(code.replacing(slot("codingScheme", "1"), with: "")) == [.codeWithoutScheme])
        let identifier = "<ExternalIdentifier identificationScheme='urn:uuid:2e82c1f6-a085-4c72-9da3-8640a32e42ab' value='1'/>"
        #expect(try kinds(identifier + identifier) == [.repeatedAttribute])
        let author =
            "<Classification classificationScheme='urn:uuid:93606bcf-9494-43ec-9b4e-a7748d1a838d' nodeRepresentation='1'>\(slot("authorPerson", "a", "b"))</Classification>"
        #expect(try kinds(author) == [.authorWithCode, .tooManyValues])
        #expect(try objects(start + "</ExtrinsicObject>" + start + "</ExtrinsicObject>").irregularities.map(\.kind) == [.repeatedId])
        #expect(try objects("<ExtrinsicObject id='D' objectType='urn:uuid:1'/>").irregularities.map(\.kind) == [.unknownObjectType])
        #expect(try objects("<ExtrinsicObject objectType='urn:uuid:7edca82f-054d-47f2-a032-9b2a5b5186c1'/>").irregularities.map(\.kind) == [.missingId])
        #expect(try objects("<Service id='x'/>").irregularities.map(\.kind) == [.unknownObject])
    }

    @Test func `an empty submission is read`() throws {
        let body = """
            <ProvideAndRegisterDocumentSetRequest xmlns="urn:ihe:iti:xds-b:2007"><SubmitObjectsRequest xmlns="urn:oasis:names:tc:ebxml-regrep:xsd:lcm:3.0"/>
            </ProvideAndRegisterDocumentSetRequest>
            """
        #expect(try ProvideAndRegisterRequest(reading: SOAPMessage.read(Fixture.plain(Fixture.envelope(body: body)))).objects == RegistryObjectList())
    }

    @Test func `a failure without errors stays one, and a success with errors too`() throws {
        func response(_ text: String) throws -> RegistryResponse {
            try RegistryResponse(reading: SOAPMessage.read(Fixture.plain(Fixture.envelope(body: text))))
        }
        let namespace = "xmlns='urn:oasis:names:tc:ebxml-regrep:xsd:rs:3.0'"
        #expect(try response("<RegistryResponse \(namespace) status='urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:Failure'/>") == .failure([]))
        let odd = "<RegistryErrorList><RegistryError errorCode='XDSRegistryBusy' location=''/></RegistryErrorList>"
        let success = try response(
            "<RegistryResponse \(namespace) status='urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:Success'>\(odd)</RegistryResponse>")
        #expect(success == RegistryResponse(status: .success, errors: [RegistryError(.registryBusy, "")]))
        #expect(throws: MessageFailure(.structure, detail: "status")) { try response("<RegistryResponse \(namespace) status='Maybe'/>") }
    }

    @Test(arguments: [
        "<RetrieveDocumentSetRequest xmlns='urn:ihe:iti:xds-b:2007'/>",
        "<RetrieveDocumentSetRequest xmlns='urn:ihe:iti:xds-b:2007'><DocumentRequest><DocumentUniqueId>1</DocumentUniqueId></DocumentRequest></RetrieveDocumentSetRequest>",
        "<RetrieveDocumentSetRequest xmlns='urn:ihe:iti:xds-b:2007'><DocumentRequest><RepositoryUniqueId>1</RepositoryUniqueId></DocumentRequest></RetrieveDocumentSetRequest>",
    ])
    func `a retrieval that names nothing is refused`(body: String) {
        #expect(
            Fixture.failure { () throws(MessageFailure) in _ = try RetrieveRequest(reading: SOAPMessage.read(Fixture.plain(Fixture.envelope(body: body)))) }
                == .structure)
    }

    @Test func `another body than the one expected is refused`() {
        #expect(
            Fixture.failure { () throws(MessageFailure) in _ = try RetrieveRequest(reading: SOAPMessage.read(Fixture.plain(Fixture.envelope(body: "<x/>")))) }
                == .payload)
    }
}
