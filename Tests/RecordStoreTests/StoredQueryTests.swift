// The stored queries of XDS, one by one.

import Foundation
import GRDB
import Testing
import XDSMessages

@testable import RecordStore

@Suite struct StoredQueryTests {
    private let patient = QueryValue.string(Fixture.patient)
    private static let statuses: [AvailabilityStatus] = [.approved, .deprecated, .archived, .deleted]

    private func status(_ name: String, _ statuses: AvailabilityStatus...) -> QueryParameter {
        QueryParameter(name, anyOf: (statuses.isEmpty ? [.approved] : statuses).map { .string($0.rawValue) })
    }

    private func one(_ name: String, _ value: QueryValue) -> QueryParameter { QueryParameter(name, value) }

    private func list(_ name: String, _ values: QueryValue...) -> QueryParameter { QueryParameter(name, anyOf: values) }

    private func list(_ name: String, _ values: [String]) -> QueryParameter { QueryParameter(name, anyOf: values.map { .string($0) }) }

    @Test func `documents are found by the identifier of an order`() async throws {
        let store = try await FilledStore()
        let order = "77^^^&1.2.3&ISO^urn:ihe:iti:xds:2013:order", accession = "78^^^&1.2.3&ISO^urn:ihe:iti:xds:2013:accession"
        let base = [
            one("$XDSDocumentEntryPatientId", patient), status("$XDSDocumentEntryStatus", .approved, .deprecated),
        ]
        func found(_ lists: [String]...) async throws -> [String] {
            let parameters = base + lists.map { list("$XDSDocumentEntryReferenceIdList", $0) }
            return try await store.test.query(.findDocumentsByReferenceId, parameters).objects.numbers
        }
        #expect(try await found([order]) == ["1", "2"])
        #expect(try await found([accession, "nothing"]) == ["1"])
        #expect(try await found([order], [accession]) == ["1"])
        #expect(try await found(["77^^^&9.9&ISO^urn:ihe:iti:xds:2013:order"]).isEmpty)
        #expect(try await found(["77^^^&1.2.3&ISO^urn:ihe:iti:xds:2013:accession"]).isEmpty)
        let missing = try await store.test.query(.findDocumentsByReferenceId, base).response
        #expect(missing.errors.map(\.location) == ["$XDSDocumentEntryReferenceIdList"])
    }

    @Test func `submission sets are found by source, time, author and activity`() async throws {
        let store = try await FilledStore()
        func found(_ parameters: QueryParameter...) async throws -> [String] {
            let base = [one("$XDSSubmissionSetPatientId", patient), status("$XDSSubmissionSetStatus")]
            return try await store.test.query(.findSubmissionSets, base + parameters).objects.setNumbers
        }
        #expect(try await found() == ["1", "2", "3", "4", "5", "6"])
        #expect(try await found(list("$XDSSubmissionSetSourceId", ["1.2.3.9"])) == ["2"])
        #expect(try await found(one("$XDSSubmissionSetSubmissionTimeFrom", .number("202602"))) == ["2", "3", "4", "5"])
        #expect(try await found(one("$XDSSubmissionSetSubmissionTimeTo", .number("20260201"))) == ["1", "6"])
        #expect(try await found(one("$XDSSubmissionSetAuthorPerson", .string("%Bruno"))) == ["2"])
        #expect(try await found(list("$XDSSubmissionSetContentType", ["03^^1.2.250.1.213.2.2"])) == ["2"])
        let none = [one("$XDSSubmissionSetPatientId", patient), status("$XDSSubmissionSetStatus", .deprecated)]
        #expect(try await store.test.query(.findSubmissionSets, none).objects.submissionSets.isEmpty)
    }

    @Test func `folders are found by code and by their last change`() async throws {
        let store = try await FilledStore()
        func found(_ parameters: QueryParameter...) async throws -> [String] {
            try await store.test.query(.findFolders, [one("$XDSFolderPatientId", patient), status("$XDSFolderStatus")] + parameters).objects.folderNumbers
        }
        #expect(try await found() == ["8", "9"])
        #expect(try await found(list("$XDSFolderCodeList", ["suivi^^1.8"])) == ["8"])
        #expect(try await found(list("$XDSFolderCodeList", ["suivi^^1.8"]), list("$XDSFolderCodeList", ["autre^^1.8"])).isEmpty)
        #expect(try await found(one("$XDSFolderLastUpdateTimeFrom", .number("2020"))) == ["8", "9"])
        #expect(try await found(one("$XDSFolderLastUpdateTimeTo", .number("2020"))).isEmpty)
    }

    @Test func `all of a patient comes with the associations within it`() async throws {
        let store = try await FilledStore()
        func all(_ parameters: QueryParameter...) async throws -> RegistryObjectList {
            let base = [one("$patientId", patient), status("$XDSSubmissionSetStatus"), status("$XDSFolderStatus")]
            return try await store.test.query(.getAll, base + parameters).objects
        }
        let current = try await all(status("$XDSDocumentEntryStatus"))
        #expect(current.numbers == ["1", "3", "4"])
        #expect(current.setNumbers == ["1", "2", "3", "4", "5", "6"])
        #expect(current.folderNumbers == ["8", "9"])
        #expect(current.kinds == ["APND"] + Array(repeating: "HasMember", count: 6))
        let everything = try await all(status("$XDSDocumentEntryStatus", .approved, .deprecated, .archived))
        #expect(everything.numbers == ["1", "2", "3", "4", "5"])
        #expect(everything.kinds.contains("RPLC"))
        let normal = list("$XDSDocumentEntryConfidentialityCode", ["N^^2.16.840.1.113883.5.25"])
        #expect(try await all(status("$XDSDocumentEntryStatus"), normal).numbers == ["1", "3"])
        #expect(try await all(status("$XDSDocumentEntryStatus"), list("$XDSDocumentEntryFormatCode", ["other^^1.9"])).numbers == ["4"])
        #expect(try await all().documentEntries.isEmpty)
    }

    @Test func `folders are had by entryUUID or by uniqueId`() async throws {
        let store = try await FilledStore()
        #expect(try await store.ask(.getFolders, list("$XDSFolderEntryUUID", store.folder("9"), store.folder("8"))).folderNumbers == ["9", "8"])
        #expect(try await store.ask(.getFolders, list("$XDSFolderUniqueId", ["1.9.8", "1.1"])).folderNumbers == ["8"])
        #expect(try await store.test.query(.getFolders, []).response.errors.map(\.code) == [.storedQueryMissingParam])
    }

    @Test func `the associations of an object are had by its id`() async throws {
        let store = try await FilledStore()
        #expect(try await store.ask(.getAssociations, list("$uuid", store.document("1"))).kinds == ["APND", "HasMember", "HasMember"])
        #expect(try await store.ask(.getAssociations, list("$uuid", store.document("2"), store.document("3"))).kinds == ["HasMember", "HasMember", "RPLC"])
        #expect(try await store.ask(.getAssociations, list("$uuid", ["urn:uuid:0"])).associations.isEmpty)
    }

    @Test func `documents come with their associations`() async throws {
        let store = try await FilledStore()
        let found = try await store.ask(.getDocumentsAndAssociations, list("$XDSDocumentEntryUniqueId", ["1.2.3", "1.2.4"]))
        #expect(found.numbers == ["3", "4"])
        #expect(found.kinds == ["APND", "HasMember", "HasMember", "RPLC"])
    }

    @Test func `the sets that brought objects are had by the objects' ids`() async throws {
        let store = try await FilledStore()
        let found = try await store.ask(.getSubmissionSets, list("$uuid", store.document("1"), store.folder("9"), store.document("2")))
        #expect(found.setNumbers == ["1", "5", "2"])
        #expect(found.kinds == ["HasMember", "HasMember", "HasMember"])
        #expect(found.documentEntries.isEmpty)
    }

    @Test func `a set comes with all that it holds, as far as the filter admits it`() async throws {
        let store = try await FilledStore()
        let found = try await store.ask(.getSubmissionSetAndContents, one("$XDSSubmissionSetUniqueId", .string("1.5.1")))
        #expect((found.setNumbers, found.numbers, found.folderNumbers) == (["1"], ["1"], ["8"]))
        #expect(found.kinds == Array(repeating: "HasMember", count: 4))
        let other = list("$XDSDocumentEntryFormatCode", ["other^^1.9"])
        let filtered = try await store.ask(.getSubmissionSetAndContents, one("$XDSSubmissionSetEntryUUID", store.set("1")), other)
        #expect((filtered.setNumbers, filtered.numbers, filtered.folderNumbers) == (["1"], [], ["8"]))
        #expect(try await store.ask(.getSubmissionSetAndContents, one("$XDSSubmissionSetUniqueId", .string("1.1"))) == RegistryObjectList())
    }

    @Test func `a folder comes with what it holds`() async throws {
        let store = try await FilledStore()
        let found = try await store.ask(.getFolderAndContents, one("$XDSFolderUniqueId", .string("1.9.8")))
        #expect((found.folderNumbers, found.numbers, found.kinds) == (["8"], ["1"], ["HasMember"]))
        let none = list("$XDSDocumentEntryFormatCode", ["other^^1.9"])
        let filtered = try await store.ask(.getFolderAndContents, one("$XDSFolderEntryUUID", store.folder("8")), none)
        #expect((filtered.folderNumbers, filtered.numbers, filtered.kinds) == (["8"], [], []))
    }

    @Test func `the folders of a document are had by its id`() async throws {
        let store = try await FilledStore()
        #expect(try await store.ask(.getFoldersForDocument, one("$XDSDocumentEntryUniqueId", .string("1.2.1"))).folderNumbers == ["8"])
        #expect(try await store.ask(.getFoldersForDocument, one("$XDSDocumentEntryEntryUUID", store.document("2"))).folders.isEmpty)
        let two = try await store.test.query(.getFoldersForDocument, [list("$XDSDocumentEntryUniqueId", ["1.2.1", "1.2.2"])]).response
        #expect(two.errors.map(\.code) == [.storedQueryParamNumber])
    }

    @Test func `related documents come by the kinds of association asked for`() async throws {
        let store = try await FilledStore()
        func related(_ number: String, _ types: AssociationType...) async throws -> RegistryObjectList {
            try await store.ask(
                .getRelatedDocuments, one("$XDSDocumentEntryEntryUUID", store.document(number)), list("$AssociationTypes", types.map(\.rawValue)))
        }
        let replaced = try await related("3", .replaces, .appends)
        #expect((Set(replaced.numbers), replaced.kinds) == (["2", "3"], ["RPLC"]))
        #expect(try await related("1", .appends).kinds == ["APND"])
        #expect(try await related("1", .replaces) == RegistryObjectList())
        #expect(try await related("1", .hasMember) == RegistryObjectList())
    }

    @Test func `versions of metadata are found by lid, and only when asked for`() async throws {
        let store = try await FilledStore()
        let id = one("$XDSDocumentEntryUniqueId", .string("1.2.1"))
        var entry = try #require(try await store.ask(.getDocuments, id).documentEntries.first)
        entry.confidentialityCodes.append(Code(code: "MASQUE_PS", scheme: "1.2.250.1.213.1.1.4.13"))
        #expect(try await store.test.update(.nextVersion(of: entry, in: Fixture.set())) == .success)
        let lid = try one("$XDSDocumentEntryLogicalID", .string(#require(entry.logicalId)))
        let all = one("$MetadataLevel", .number("2"))
        #expect(try await store.ask(.getDocuments, id).documentEntries.map(\.version) == [2])
        #expect(try await store.ask(.getDocuments, lid).documentEntries.map(\.version) == [2])
        #expect(try await store.ask(.getDocuments, lid, all).documentEntries.map(\.version) == [1, 2])
        #expect(try await store.ask(.getDocuments, one("$XDSDocumentEntryEntryUUID", .string(entry.entryUUID))).documentEntries.map(\.version) == [1])
        #expect(try await store.ask(.getFolderAndContents, one("$XDSFolderUniqueId", .string("1.9.8"))).documentEntries.map(\.version) == [2])
        #expect(try await store.ask(.getFoldersForDocument, id).folderNumbers == ["8"])
        let wrong = try await store.test.query(.getDocuments, [id, one("$MetadataLevel", .number("3"))]).response
        #expect(wrong.errors.map(\.location) == ["$MetadataLevel"])
    }

    @Test func `every query has its definition, and refuses what is missing by name`() async throws {
        let store = try TestStore()
        #expect(QueryDefinition.all.count == 14)
        for (query, definition) in QueryDefinition.all {
            let refused = try await store.query(query, []).response
            #expect(refused.status == .failure)
            #expect(refused.errors.allSatisfy { $0.code == .storedQueryMissingParam && $0.codeContext.contains("required") })
            #expect(refused.errors.count == definition.required.count + (definition.oneOf.isEmpty ? 0 : 1))
            for name in definition.single where definition.oneOf.isEmpty {
                let given = (definition.required + [name]).map { list($0, ["a", "b"]) }
                let several = try await store.query(query, given).response
                #expect(several.errors.contains { $0.code == .storedQueryParamNumber && $0.location == name })
            }
        }
    }

    @Test func `a large answer comes in parts when it is asked for so`() async throws {
        let store = try await FilledStore(StoreOptions(maximumResults: 2))
        let parameters = [one("$XDSDocumentEntryPatientId", patient), status("$XDSDocumentEntryStatus")]
        #expect(try await store.test.query(.findDocuments, parameters).response.errors.map(\.code) == [.tooManyResults])
        #expect(try await store.test.query(.findDocuments, parameters, .objectRef).objects.references.count == 3)
        func part(_ start: Int?, _ count: Int?) async throws -> StoredQueryResponse {
            var request = StoredQueryRequest(query: .findDocuments, parameters: parameters)
            (request.startIndex, request.maxResults) = (start, count)
            return try StoredQueryResponse(reading: await store.test.answer(request.message(header: Fixture.header(.storedQuery))))
        }
        let first = try await part(nil, 2)
        #expect((first.objects.numbers, first.startIndex, first.totalResultCount) == (["1", "3"], 0, 3))
        let second = try await part(2, 2)
        #expect((second.objects.numbers, second.startIndex, second.totalResultCount) == (["4"], 2, 3))
        #expect(try await part(9, 2).objects.numbers.isEmpty)
        #expect(try await part(0, 0).objects.numbers.isEmpty)
        #expect(try await part(1, nil).objects.numbers == ["3", "4"])
        let few = try await FilledStore(StoreOptions(maximumReferences: 2))
        #expect(try await few.test.query(.findDocuments, parameters, .objectRef).response.errors.map(\.code) == [.tooManyResults])
    }

    @Test func `no value reaches the database but as a value`() async throws {
        let store = try await FilledStore()
        let evil = "x'; DROP TABLE document; --"
        let names = ["$uuid", "$XDSDocumentEntryUniqueId", "$XDSFolderUniqueId", "$XDSSubmissionSetUniqueId", "$AssociationTypes", "$patientId"]
        for query in QueryDefinition.all.keys {
            _ = try await store.test.query(query, names.map { one($0, .string(evil)) })
            let all = QueryDefinition.all[query].map { $0.required } ?? []
            _ = try await store.test.query(query, all.map { one($0, .string(evil)) })
        }
        #expect(try await store.test.store.documentCount() == 6)
    }

    @Test func `every list is found by an index, never by a walk through all patients`() async throws {
        let store = try await FilledStore()
        let plans = try await store.test.store.database.pool.read { db -> [String] in
            var statements: [String] = []
            db.trace(options: .statement) { event in if case .statement(let statement) = event { statements.append(statement.sql) } }
            let reader = RegistryReader(db)
            let asked = [one("$XDSDocumentEntryPatientId", patient), status("$XDSDocumentEntryStatus")]
            let code = list("$XDSDocumentEntryTypeCode", .string("11488-4^^2.16.840.1.113883.6.1"))
            for more in [[], [code], [one("$MetadataLevel", .number("2"))]] {
                let parameters = try QueryParameters(StoredQueryRequest(query: .findDocuments, parameters: asked + more))
                let own = PatientIdentity.key(of: Fixture.patient)
                #expect(!(try reader.documentRows(ofPatient: own, EntryFilter(parameters), limit: 9)).isEmpty)
                _ = (try reader.setRows(ofPatient: own, SetFilter(parameters)), try reader.folderRows(ofPatient: own, FolderFilter(parameters)))
            }
            for wanted in [TraitCondition.Wanted.anyOf(["a"]), .between(from: "2", to: "3"), .between(from: nil, to: "3"), .like([])] {
                _ = try TraitCondition(trait: .typeCode, wanted: wanted).documents(ofPatient: "p", in: db)
            }
            let some = FoundRows(documents: [1], sets: [1], folders: [1], associations: [1])
            _ = (try reader.objects(at: some), try reader.ids(at: some), try reader.associationRows(within: some))
            for key in [DocumentKey.entryUUID, .uniqueId, .logicalId] { _ = try reader.entries(key, ["a"], allVersions: false) }
            for key in [PackageKey.entryUUID, .uniqueId] { _ = (try reader.sets(key, ["a"]), try reader.folders(key, ["a"])) }
            _ = (try reader.associations(touching: ["a"]), try reader.associations(within: ["a"]), try reader.associations(["a"]))
            _ = (try reader.members(of: "a"), try reader.memberships(of: "a"))
            db.trace(options: [])
            return try statements.flatMap { sql in
                let count = max(sql.count { $0 == "?" } - (sql.contains("?1") ? sql.count { $0 == "?" } : 0), Set(["?1", "?2"].filter(sql.contains)).count)
                return try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + sql, arguments: StatementArguments(Array(repeating: "a", count: count))).map {
                    $0["detail"] as String
                }
            }
        }
        #expect(plans.count > 15)
        // What is asked for comes as a list that is walked through, and nothing else is.
        #expect(plans.filter { $0.hasPrefix("SCAN") && !$0.hasPrefix("SCAN json_each") } == [])
    }
}
