// ITI-18 and ITI-43.

import Testing
import XDSMessages

@testable import RecordStore

@Suite struct QueryTests {
    /// A store of three documents of one patient and one of another.
    private func filled(_ options: StoreOptions = StoreOptions()) async throws -> TestStore {
        let test = try TestStore(options)
        for number in 1...3 {
            var request = Fixture.request("1.2.\(number)")
            request.objects.documentEntries[0].classCode?.code = "1\(number)"
            request.objects.documentEntries[0].typeCode?.code = "t\(number)"
            request.objects.documentEntries[0].creationTime = "2026010\(number)"
            request.objects.documentEntries[0].serviceStopTime = number == 3 ? nil : "2026010\(number + 1)12"
            request.objects.documentEntries[0].eventCodeList = (1...number).map { Code(code: "e\($0)", scheme: "1.9") }
            request.objects.documentEntries[0].authors = [Author(person: "80\(number)^ESSAI\(number)^Alice")]
            try await test.provide(request)
        }
        try await test.provide(Fixture.request("1.2.4", patient: Fixture.otherPatient))
        return test
    }

    private func numbers(_ test: TestStore, _ parameters: QueryParameter...) async throws -> [String] {
        try await test.find(parameters).map { String($0.uniqueId.suffix(1)) }
    }

    private func codes(_ name: String, _ codes: String..., scheme: String) -> QueryParameter {
        QueryParameter(name, anyOf: codes.map { .string("\($0)^^\(scheme)") })
    }

    @Test func `documents are found by patient, however the identifier is written`() async throws {
        let test = try await filled()
        #expect(try await numbers(test) == ["1", "2", "3"])
        #expect(try await test.find(patient: "279035121518989^^^&1.2.250.1.213.1.4.10&ISO").count == 3)
        #expect(try await test.find(patient: Fixture.otherPatient).map(\.uniqueId) == ["1.2.4"])
        #expect(try await test.find(patient: "nobody^^^&1.2&ISO").isEmpty)
        #expect(try await test.find(patient: "x' OR '1'='1").isEmpty)
    }

    @Test func `documents are found by their codes`() async throws {
        let test = try await filled()
        let classes = "1.2.250.1.213.1.1.4.1"
        #expect(try await numbers(test, codes("$XDSDocumentEntryClassCode", "11", "13", scheme: classes)) == ["1", "3"])
        #expect(try await numbers(test, codes("$XDSDocumentEntryClassCode", "11", scheme: "1.1")).isEmpty)
        #expect(try await numbers(test, codes("$XDSDocumentEntryTypeCode", "t2", scheme: "2.16.840.1.113883.6.1")) == ["2"])
        #expect(try await numbers(test, codes("$XDSDocumentEntryFormatCode", "urn:ihe:iti:xds-sd:pdf:2008", scheme: "1.3.6.1.4.1.19376.1.2.3")).count == 3)
        #expect(try await numbers(test, codes("$XDSDocumentEntryPracticeSettingCode", "AMBULATOIRE", scheme: "1.2.250.1.213.1.1.4.9")).count == 3)
        #expect(try await numbers(test, codes("$XDSDocumentEntryHealthcareFacilityTypeCode", "SA01", scheme: "1.2.250.1.71.4.2.4")).isEmpty)
        #expect(try await numbers(test, codes("$XDSDocumentEntryConfidentialityCode", "R", "N", scheme: "2.16.840.1.113883.5.25")).count == 3)
    }

    @Test func `values of one parameter are alternatives, a parameter repeated is a further condition`() async throws {
        let test = try await filled()
        let name = "$XDSDocumentEntryEventCodeList"
        #expect(try await numbers(test, codes(name, "e2", "e3", scheme: "1.9")) == ["2", "3"])
        #expect(try await numbers(test, codes(name, "e2", scheme: "1.9"), codes(name, "e3", scheme: "1.9")) == ["3"])
    }

    @Test func `documents are found by their times, from inclusive to exclusive`() async throws {
        let test = try await filled()
        #expect(try await numbers(test, QueryParameter("$XDSDocumentEntryCreationTimeFrom", .number("20260102"))) == ["2", "3"])
        #expect(try await numbers(test, QueryParameter("$XDSDocumentEntryCreationTimeTo", .number("20260102"))) == ["1"])
        #expect(try await numbers(test, QueryParameter("$XDSDocumentEntryCreationTimeTo", .string("20260102000001"))) == ["1", "2"])
        #expect(try await numbers(test, QueryParameter("$XDSDocumentEntryServiceStartTimeFrom", .number("2027"))).isEmpty)
        #expect(try await numbers(test, QueryParameter("$XDSDocumentEntryServiceStopTimeFrom", .number("2020"))) == ["1", "2"])
    }

    @Test func `documents are found by author, as LIKE has it`() async throws {
        let test = try await filled()
        let name = "$XDSDocumentEntryAuthorPerson"
        #expect(try await numbers(test, QueryParameter(name, anyOf: [.string("%ESSAI2%")])) == ["2"])
        #expect(try await numbers(test, QueryParameter(name, anyOf: [.string("80_^ESSAI_^Alice")])).count == 3)
        #expect(try await numbers(test, QueryParameter(name, anyOf: [.string("80_")])).isEmpty)
        #expect(try await numbers(test, QueryParameter(name, anyOf: [.string("801%"), .string("%3^Alice")])) == ["1", "3"])
    }

    @Test(arguments: [
        ("", "", true), ("%", "", true), ("_", "", false), ("a%", "abc", true), ("%c", "abc", true), ("%b%", "abc", true), ("a%c%", "ac", true),
        ("a_c", "ac", false), ("%%", "x", true), ("%ab", "aab", true), ("ABC", "abc", false), ("%a%a%a%a%a%b", String(repeating: "a", count: 200), false),
    ])
    func `patterns match as LIKE has it`(pattern: String, text: String, matches: Bool) {
        #expect(LikePattern(pattern).matches(text) == matches)
    }

    @Test func `on-demand documents are found only when asked for`() async throws {
        let test = try await filled()
        #expect(try await numbers(test, QueryParameter("$XDSDocumentEntryType", anyOf: [.string(DocumentEntryKind.onDemand.rawValue)])).isEmpty)
        #expect(try await numbers(test, QueryParameter("$XDSDocumentEntryType", anyOf: [.string(DocumentEntryKind.stable.rawValue)])).count == 3)
    }

    @Test func `documents are had by entryUUID or by uniqueId`() async throws {
        let test = try await filled()
        let found = try await test.find()
        let byUUID = try await test.query(.getDocuments, [QueryParameter("$XDSDocumentEntryEntryUUID", anyOf: found.map { .string($0.entryUUID) })])
        #expect(byUUID.objects.documentEntries == found)
        let byUniqueId = try await test.query(
            .getDocuments, [QueryParameter("$XDSDocumentEntryUniqueId", anyOf: [.string("1.2.2"), .string("1.2.2"), .string("1.9")])])
        #expect(byUniqueId.objects.documentEntries == [found[1]])
        #expect(byUniqueId.response == .success)
    }

    @Test func `references are answered when asked for`() async throws {
        let test = try await filled()
        let found = try await test.find()
        let references = try await test.query(
            .getDocuments, [QueryParameter("$XDSDocumentEntryUniqueId", anyOf: [.string("1.2.1"), .string("1.2.4")])], .objectRef)
        #expect(references.objects.references.first == found[0].entryUUID)
        #expect(references.objects.references.count == 2)
        #expect(references.objects.documentEntries.isEmpty)
    }

    @Test func `a wrong query is refused with its code`() async throws {
        let test = try await filled(StoreOptions(maximumResults: 2))
        func code(_ query: StoredQueryID, _ parameters: QueryParameter...) async throws -> [RegistryErrorCode] {
            let response = try await test.query(query, parameters).response
            #expect(response.status == .failure)
            return response.errors.map(\.code)
        }
        let patient = QueryParameter("$XDSDocumentEntryPatientId", .string(Fixture.patient))
        let status = QueryParameter("$XDSDocumentEntryStatus", anyOf: [.string(AvailabilityStatus.approved.rawValue)])
        #expect(try await code(StoredQueryID(rawValue: "urn:uuid:f26abbcb-ac74-4422-8a30-edb644bbc1aa")) == [.unknownStoredQuery])
        #expect(try await code(.findDocuments, status) == [.storedQueryMissingParam])
        #expect(try await code(.findDocuments, patient) == [.storedQueryMissingParam])
        #expect(try await code(.getDocuments) == [.storedQueryMissingParam])
        #expect(try await code(.findDocuments, patient, patient, status) == [.storedQueryParamNumber])
        let both = [QueryParameter("$XDSDocumentEntryEntryUUID", anyOf: [.string("a")]), QueryParameter("$XDSDocumentEntryUniqueId", anyOf: [.string("a")])]
        #expect(try await code(.getDocuments, both[0], both[1]) == [.storedQueryParamNumber])
        #expect(try await code(.findDocuments, patient, status, QueryParameter("$XDSDocumentEntryClassCode", anyOf: [.string("10")])) == [.registryError])
        #expect(try await code(.findDocuments, patient, status, QueryParameter("$XDSDocumentEntryCreationTimeTo", .number("13"))) == [.registryError])
        #expect(try await code(.findDocuments, patient, status) == [.tooManyResults])
        let ofTwo = QueryParameter("$XDSDocumentEntryUniqueId", anyOf: [.string("1.2.1"), .string("1.2.4")])
        #expect(try await code(.getDocuments, ofTwo) == [.resultNotSinglePatient])
    }

    @Test func `a malformed value is refused by the name of its parameter`() async throws {
        let test = try TestStore()
        var text = String(
            decoding: try StoredQueryRequest(query: .getDocuments, parameters: [QueryParameter("$x", .string("y"))]).message(
                header: Fixture.header(.storedQuery)
            ).body, as: UTF8.self)
        text.replace("'y'", with: "'y")
        let response = try StoredQueryResponse(reading: await test.answer(CarriedMessage(contentType: "application/soap+xml", body: Array(text.utf8))))
        #expect(response.response == .failure([RegistryError(.registryError, "malformed value of $x")]))
    }

    @Test func `an unknown parameter is left out with a warning`() async throws {
        let test = try await filled()
        let response = try await test.query(
            .getDocuments, [QueryParameter("$XDSDocumentEntryUniqueId", .string("1.2.1")), QueryParameter("$colour", .string("blue"))])
        #expect(response.response.status == .success)
        #expect(response.response.errors.map(\.severity) == [.warning])
        #expect(response.objects.documentEntries.count == 1)
    }

    @Test func `a retrieval gives what is there, and says what is not`() async throws {
        let test = try await filled()
        let some = try await test.retrieve(["1.2.1", "1.9", "1.2.2"])
        #expect(some.response.status == .partialSuccess)
        #expect(some.response.errors.map(\.code) == [.documentUniqueIdError])
        #expect(some.response.errors.map(\.location) == ["1.9"])
        #expect(some.documents.map(\.request.documentUniqueId) == ["1.2.1", "1.2.2"])
        let uuid = try await test.find()[0].entryUUID
        let none = try await test.retrieve([uuid])
        #expect(none.response.status == .failure)
        #expect(none.response.errors[0].codeContext.contains("not by entryUUID"))
        #expect(try await test.retrieve(["1.2.1"], repository: "1.1").response.errors.map(\.code) == [.unknownRepositoryId])
    }
}
