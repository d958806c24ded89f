// Objects of the registry: what their makers write, what comes back of each attribute alone, and what messages demand.

import Foundation
import TestSupport
import Testing
import XMLTree

@testable import XDSMessages

@Suite struct ObjectTests {
    private static func read(_ body: String) throws(MessageFailure) -> SOAPMessage { try SOAPMessage.read(Fixture.plain(Fixture.envelope(body: body))) }

    @Test func `a member says whether it is an original or a reference`() {
        let original = Association.member("a", of: "s", entry: "e")
        #expect(original.type == .hasMember && original.source == "s" && original.target == "e" && original.entryUUID == "a")
        #expect(original.values(of: "SubmissionSetStatus") == ["Original"] && original.values(of: "x") == nil)
        #expect(Association.member("a", of: "s", entry: "e", original: false).values(of: "SubmissionSetStatus") == ["Reference"])
    }

    @Test func `a change of status names the status before and after`() {
        let change = Association.statusChange("a", by: "s", of: "e", from: .approved, to: .archived)
        #expect(change.type == .updatesAvailabilityStatus && change.source == "s" && change.target == "e")
        #expect(change.values(of: "OriginalStatus") == [AvailabilityStatus.approved.rawValue])
        #expect(change.values(of: "NewStatus") == [AvailabilityStatus.archived.rawValue])
        let request = UpdateDocumentSetRequest.statusChange(of: "e", from: .approved, to: .deprecated, in: Fixture.submissionSet)
        #expect(request.objects.submissionSets == [Fixture.submissionSet] && request.objects.documentEntries.isEmpty)
        #expect(request.objects.associations.map(\.source) == ["SubmissionSet01"] && request.objects.associations.map(\.target) == ["e"])
    }

    @Test(arguments: [(nil, nil), (true, ["yes"]), (false, ["no"])] as [(Bool?, [String]?)])
    func `a next version names the one before, and whether associations go with it`(propagates: Bool?, said: [String]?) {
        let next = Association.nextVersion("a", of: "s", entry: "e", previous: 4, propagates: propagates)
        #expect(next.type == .hasMember && next.values(of: "PreviousVersion") == ["4"] && next.values(of: "AssociationPropagation") == said)
        #expect(next.values(of: "SubmissionSetStatus") == ["Original"])
    }

    @Test func `the next version of an entry is one more, under the id that all versions share`() throws {
        var entry = Fixture.entry
        entry.version = 3
        let objects = UpdateDocumentSetRequest.nextVersion(of: entry, in: Fixture.submissionSet).objects
        let next = try #require(objects.documentEntries.first)
        #expect(next.version == 4 && next.entryUUID == "Document01" && next.logicalId == entry.logicalId)
        #expect(objects.associations.first?.values(of: "PreviousVersion") == ["3"])
        entry.version = nil
        #expect(UpdateDocumentSetRequest.nextVersion(of: entry, in: Fixture.submissionSet).objects.documentEntries.first?.version == 2)
    }

    private static let attributes: [@Sendable (inout DocumentEntry, DocumentEntry) -> Void] = [
        { $0.logicalId = $1.logicalId }, { $0.version = $1.version }, { $0.homeCommunityId = $1.homeCommunityId }, { entry, _ in entry.kind = .onDemand },
        { $0.availabilityStatus = $1.availabilityStatus }, { $0.sourcePatientId = $1.sourcePatientId }, { $0.sourcePatientInfo = $1.sourcePatientInfo },
        { $0.authors = $1.authors }, { $0.legalAuthenticator = $1.legalAuthenticator }, { $0.title = $1.title }, { $0.comments = $1.comments },
        { $0.classCode = $1.classCode }, { $0.typeCode = $1.typeCode }, { $0.formatCode = $1.formatCode },
        { $0.healthcareFacilityTypeCode = $1.healthcareFacilityTypeCode }, { $0.practiceSettingCode = $1.practiceSettingCode },
        { $0.confidentialityCodes = $1.confidentialityCodes }, { $0.eventCodeList = $1.eventCodeList }, { $0.creationTime = $1.creationTime },
        { $0.serviceStartTime = $1.serviceStartTime }, { $0.serviceStopTime = $1.serviceStopTime }, { $0.languageCode = $1.languageCode },
        { $0.hash = $1.hash }, { $0.size = $1.size }, { entry, _ in entry.size = 0 }, { $0.uri = $1.uri }, { $0.repositoryUniqueId = $1.repositoryUniqueId },
        { $0.documentAvailability = $1.documentAvailability }, { $0.referenceIdList = $1.referenceIdList }, { $0.extra = $1.extra },
    ]

    @Test(arguments: attributes.indices)
    func `an attribute comes back alone, and brings no other`(index: Int) throws {
        let bare = DocumentEntry(entryUUID: "urn:uuid:1", uniqueId: "1.2.3", patientId: Fixture.patient, mimeType: "text/xml")
        var entry = bare
        Self.attributes[index](&entry, Fixture.entry)
        #expect(entry != bare)
        let request = UpdateDocumentSetRequest(objects: RegistryObjectList(documentEntries: [entry]))
        let read = try UpdateDocumentSetRequest(reading: SOAPMessage.read(request.message(header: Fixture.header))).objects
        #expect(read.documentEntries == [entry] && read.irregularities.isEmpty)
    }

    @Test(arguments: [
        ("query:AdhocQueryRequest", "<q:AdhocQuery2/>", "AdhocQuery"),
        ("query:AdhocQueryRequest", "<r:AdhocQuery/>", "AdhocQuery"), ("query:AdhocQueryRequest", "<r:AdhocQuery id='x'/>", "ResponseOption/@returnType"),
        ("query:AdhocQueryRequest", "<q:ResponseOption returnType='All'/><r:AdhocQuery id='x'/>", "ResponseOption/@returnType"),
        ("query:AdhocQueryRequest startIndex='a'", "<q:ResponseOption returnType='ObjectRef'/><r:AdhocQuery id='x'/>", "@startIndex"),
        ("query:AdhocQueryRequest maxResults='1.5'", "<q:ResponseOption returnType='ObjectRef'/><r:AdhocQuery id='x'/>", "@maxResults"),
    ])
    func `a query without what it must have is refused by the name of that`(element: String, content: String, detail: String) {
        let name = element.split(separator: " ")[0]
        let body =
            "<\(element) xmlns:query='\(Namespace.query)' xmlns:q='\(Namespace.query)' xmlns:r='\(Namespace.rim)'>\(content)</\(name)>"
        #expect(throws: MessageFailure(.structure, detail: detail)) { try StoredQueryRequest(reading: Self.read(body)) }
    }

    @Test(arguments: [("0", 0), ("7", 7), ("-1", nil), ("-99", nil)])
    func `a negative number of results or start means all`(text: String, number: Int?) throws {
        let body = """
            <q:AdhocQueryRequest xmlns:q='\(Namespace.query)' startIndex='\(text)' maxResults='\(text)'><q:ResponseOption returnType='ObjectRef'/>
            <r:AdhocQuery xmlns:r='\(Namespace.rim)' id='X' home='urn:oid:1'/></q:AdhocQueryRequest>
            """
        let query = try StoredQueryRequest(reading: Self.read(body))
        #expect(query.startIndex == number && query.maxResults == number && query.returnType == .objectRef && query.homeCommunityId == "urn:oid:1")
        #expect(query.query == StoredQueryID(rawValue: "x"))
    }

    /// A response that succeeded, within an answer to a retrieval.
    private static let success = "<s:RegistryResponse xmlns:s='\(Namespace.rs)' status='\(ResponseStatus.success.rawValue)'/>"

    @Test(arguments: [
        ("", "RegistryResponse"), ("<s:RegistryResponse xmlns:s='\(Namespace.rs)' status='x'/>", "status"),
        (success + "<DocumentResponse/>", "DocumentResponse"),
        (success + "<DocumentResponse><mimeType/><Document/></DocumentResponse>", "RepositoryUniqueId"),
        (
            success + "<DocumentResponse><RepositoryUniqueId>1</RepositoryUniqueId>"
                + "<DocumentUniqueId> </DocumentUniqueId><mimeType/><Document/></DocumentResponse>",
            "DocumentUniqueId"
        ),
    ])
    func `an answer to a retrieval without what it must have is refused by the name of that`(content: String, detail: String) {
        let body = "<RetrieveDocumentSetResponse xmlns='\(Namespace.xds)'>\(content)</RetrieveDocumentSetResponse>"
        #expect(throws: MessageFailure(.structure, detail: detail)) { try RetrieveResponse(reading: Self.read(body)) }
    }

    @Test func `a submission without its request or a document without an id is refused`() {
        let empty = "<ProvideAndRegisterDocumentSetRequest xmlns='\(Namespace.xds)'/>"
        #expect(throws: MessageFailure(.structure, detail: "SubmitObjectsRequest")) { try ProvideAndRegisterRequest(reading: Self.read(empty)) }
        let nameless = """
            <ProvideAndRegisterDocumentSetRequest xmlns='\(Namespace.xds)'><l:SubmitObjectsRequest xmlns:l='\(Namespace.lcm)'/><Document/>
            </ProvideAndRegisterDocumentSetRequest>
            """
        #expect(throws: MessageFailure(.structure, detail: "Document/@id")) { try ProvideAndRegisterRequest(reading: Self.read(nameless)) }
    }

    @Test(arguments: [
        ("urn:oasis:names:tc:ebxml-regrep:ErrorSeverityType:Warning", RegistryErrorSeverity.warning), ("Warning", .warning),
        ("urn:oasis:names:tc:ebxml-regrep:ErrorSeverityType:Error", .error), ("", .error), ("warning", .error),
    ])
    func `an error is one unless it says that it is a warning`(severity: String, told: RegistryErrorSeverity) throws {
        let body = """
            <RegistryResponse xmlns='\(Namespace.rs)' status='\(ResponseStatus.partialSuccess.rawValue)'><RegistryErrorList>
            <RegistryError errorCode='X' codeContext='c' severity='\(severity)' location='l'/></RegistryErrorList></RegistryResponse>
            """
        let answer = try RegistryResponse(reading: Self.read(body))
        #expect(
            answer == RegistryResponse(status: .partialSuccess, errors: [RegistryError(RegistryErrorCode(rawValue: "X"), "c", severity: told, location: "l")]))
        #expect(throws: MessageFailure(.structure, detail: "errorCode")) {
            try RegistryResponse(reading: Self.read(body.replacing("errorCode='X'", with: "")))
        }
    }

    @Test(arguments: [([RegistryErrorSeverity.warning], "Warning"), ([.warning, .error], "Error"), ([.error], "Error")])
    func `the list of errors names its highest severity`(severities: [RegistryErrorSeverity], highest: String) throws {
        let answer = RegistryResponse(status: .failure, errors: severities.map { RegistryError(.registryError, "c", severity: $0) })
        let text = String(decoding: try answer.message(header: Fixture.header).body, as: UTF8.self)
        #expect(text.contains("highestSeverity=\"urn:oasis:names:tc:ebxml-regrep:ErrorSeverityType:\(highest)\""))
    }

    @Test func `texts of every kind come back from elements and attributes`() throws {
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<200 {
            let text = generator.text(of: "ab &<>\"'\r\n\té€漢🫀\u{85}\u{2028}]", atMost: 20)
            var xml = XMLWriter()
            xml.element("a", [("b", text), ("c", nil)], text: text)
            let root = try FrozenTree.parse(Array(try xml.chunks().joined())).root
            #expect(root[attribute: "b"] == text && root.stringValue == text && root[attribute: "c"] == nil)
        }
    }

    @Test(arguments: ["\u{0}", "\u{1F}", "\u{B}", "\u{FFFE}", "\u{FFFF}"])
    func `what XML cannot carry is refused when the message is written`(character: String) {
        var entry = Fixture.entry
        entry.title = "a" + character
        let request = UpdateDocumentSetRequest(objects: RegistryObjectList(documentEntries: [entry]))
        #expect(Fixture.failure { () throws(MessageFailure) in _ = try request.message(header: Fixture.header) } == .character)
    }

    @Test func `base64 is that of another writer, for every length and byte`() throws {
        var generator = SeededGenerator(seed: 4_648)
        for count in 0..<200 {
            let bytes = generator.bytes(atMost: count)
            let text = Data(bytes).base64EncodedString()
            #expect(String(decoding: Base64.encode(bytes), as: UTF8.self) == text && Base64.decode(text.utf8) == bytes)
        }
    }
}
