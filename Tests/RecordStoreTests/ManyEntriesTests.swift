// Searches among many entries: found by index as the rules would find them one by one, and read only as far as they are answered.

import Foundation
import GRDB
import Testing
import XDSMessages

@testable import RecordStore

@Suite struct ManyEntriesTests {
    private static let patient = PatientIdentity.key(of: Fixture.patient)

    /// A store of entries that differ in everything that is searched by, some with several versions, some archived or replaced.
    private func varied(_ count: Int, seed: UInt64) async throws -> TestStore {
        var random = Numbers(state: seed)
        let test = try TestStore()
        for number in 0..<count {
            var request = Fixture.request("1.2.\(number)", patient: random.next(4) == 0 ? Fixture.otherPatient : Fixture.patient)
            request.objects.documentEntries[0] = Self.entry(request.objects.documentEntries[0], &random)
            #expect(try await test.codes(request).isEmpty)
            let unique = QueryParameter("$XDSDocumentEntryUniqueId", anyOf: [.string("1.2.\(number)")])
            let entry = try #require(try await test.query(.getDocuments, [unique]).objects.documentEntries.first)
            let set = Fixture.set(patient: entry.patientId)
            if random.next(4) == 0 {
                var next = entry
                next.confidentialityCodes = [Self.code(&random)]
                #expect(try await test.codes(.nextVersion(of: next, in: set)).isEmpty)
            } else if random.next(4) == 0 {
                #expect(try await test.codes(.statusChange(of: entry.entryUUID, from: .approved, to: .archived, in: set)).isEmpty)
            }
        }
        return test
    }

    private static func code(_ random: inout Numbers) -> Code { Code(code: ["a", "b", "c"][random.next(3)], scheme: ["1.1", "1.2"][random.next(2)]) }

    private static func entry(_ plain: DocumentEntry, _ random: inout Numbers) -> DocumentEntry {
        var entry = plain
        (entry.classCode, entry.typeCode, entry.formatCode) = (code(&random), code(&random), code(&random))
        (entry.practiceSettingCode, entry.healthcareFacilityTypeCode) = (code(&random), code(&random))
        entry.eventCodeList = (0..<random.next(3)).map { _ in code(&random) }
        entry.confidentialityCodes = (0...random.next(2)).map { _ in code(&random) }
        entry.creationTime = ["2026", "202602", "20260203", "20260203040506"][random.next(4)]
        entry.serviceStartTime = [nil, "2025", "20260101"][random.next(3)]
        entry.serviceStopTime = [nil, "2026", "20260203"][random.next(3)]
        entry.authors = (0..<random.next(3)).map { _ in Author(person: ["801^ESSAI^Alice", "802^ESSAI^Bruno", "803^AUTRE^Chloé"][random.next(3)]) }
        entry.referenceIdList = (0..<random.next(3)).map { _ in "\(77 + random.next(3))^^^&1.2.\(random.next(2))&ISO^urn:ihe:iti:xds:2013:order" }
        return entry
    }

    private static func query(_ random: inout Numbers) -> [QueryParameter] {
        let prefix = "$XDSDocumentEntry"
        let statuses: [AvailabilityStatus] = [[.approved], [.approved, .archived], [.deprecated], [.approved, .deprecated, .archived]][random.next(4)]
        var parameters = [
            QueryParameter(prefix + "PatientId", .string(Fixture.patient)),
            QueryParameter(prefix + "Status", anyOf: statuses.map { .string($0.rawValue) }),
        ]
        func coded(_ count: Int) -> [QueryValue] {
            (0..<count).map { _ in
                let code = code(&random)
                return .string("\(code.code)^^\(code.scheme)")
            }
        }
        for trait in DocumentTrait.codes where random.next(5) == 0 {
            for _ in 0...random.next(2) { parameters.append(QueryParameter(prefix + trait.rawValue, anyOf: coded(1 + random.next(3)))) }
        }
        for trait in DocumentTrait.times where random.next(5) == 0 {
            let bound = ["2025", "202601", "20260203", "20260203040506", "2027"]
            if random.next(2) == 0 { parameters.append(QueryParameter(prefix + trait.rawValue + "From", .number(bound[random.next(5)]))) }
            if random.next(2) == 0 { parameters.append(QueryParameter(prefix + trait.rawValue + "To", .number(bound[random.next(5)]))) }
        }
        if random.next(5) == 0 {
            parameters.append(QueryParameter(prefix + "AuthorPerson", anyOf: [.string(["%ESSAI%", "80_^AUTRE%", "nobody", "%é"][random.next(4)])]))
        }
        if random.next(5) == 0 {
            let wanted: [QueryValue] = (0...random.next(2)).map { _ in .string("\(77 + random.next(3))^^^&1.2.\(random.next(2))&ISO^urn:ihe:iti:xds:2013:order")
            }
            parameters.append(QueryParameter(prefix + "ReferenceIdList", anyOf: wanted))
        }
        if random.next(3) == 0 { parameters.append(QueryParameter("$MetadataLevel", .number("2"))) }
        return parameters
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `what the index finds is what the rules admit one by one`(seed: UInt64) async throws {
        let test = try await varied(60, seed: seed)
        try await test.store.database.pool.read { db in
            let reader = RegistryReader(db)
            let rows = try Row.fetchAll(db, sql: "SELECT sequence, patient, isFollowed, metadata, status FROM document ORDER BY sequence")
            let entries = try rows.map { (sequence: $0["sequence"] as Int64, own: $0["patient"] as String, row: $0, entry: try StoreDatabase.entry($0)) }
            var random = Numbers(state: seed &* 31)
            var (found, empty) = (0, 0)
            for _ in 0..<300 {
                let parameters = try QueryParameters(StoredQueryRequest(query: .findDocumentsByReferenceId, parameters: Self.query(&random) + [Self.anything]))
                let filter = try EntryFilter(parameters)
                let own = try reader.documentRows(ofPatient: Self.patient, filter, limit: 1000)
                let rules = entries.filter { each in
                    each.own == Self.patient && filter.admits(each.entry) && (filter.wantsFormerVersions || !(each.row["isFollowed"] as Bool))
                }
                #expect(own == rules.map(\.sequence))
                if own.isEmpty { empty += 1 } else { found += 1 }
            }
            #expect(found > 30 && empty > 30, "neither finds everything nor nothing")
        }
    }

    /// The query by reference takes every parameter of the other, and needs a reference: any of all.
    private static let anything = QueryParameter(
        "$XDSDocumentEntryReferenceIdList",
        anyOf: (77...79).flatMap { number in (0...1).map { .string("\(number)^^^&1.2.\($0)&ISO^urn:ihe:iti:xds:2013:order") } })

    @Test func `a version that was followed is not found unless it is asked for`() async throws {
        let test = try await varied(30, seed: 9)
        let (followed, later) = try await test.store.database.pool.read { db in
            (
                try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM document WHERE isFollowed = 1 AND patient = ?", arguments: [Self.patient]) ?? 0,
                try Int.fetchOne(
                    db,
                    sql:
                        "SELECT COUNT(*) FROM document AS d WHERE patient = ? AND EXISTS (SELECT 1 FROM document WHERE logicalId = d.logicalId AND version > d.version)",
                    arguments: [Self.patient]) ?? 0
            )
        }
        #expect(followed > 0 && followed == later)
        #expect(try await test.find(status: .deprecated).isEmpty)
        #expect(try await test.find([QueryParameter("$MetadataLevel", .number("2"))], status: .deprecated).count == followed)
    }

    @Test func `of many entries only those are read that are answered`() async throws {
        let test = try TestStore(StoreOptions(maximumResults: 4))
        for number in 0..<6 { #expect(try await test.codes(Fixture.request("1.2.\(number)")).isEmpty) }
        // The fourth cannot be read any more: whoever reads it fails.
        try await test.store.database.pool.write { db in
            try db.execute(sql: "UPDATE document SET metadata = x'00' WHERE uniqueId = '1.2.3'")
        }
        let parameters = [
            QueryParameter("$XDSDocumentEntryPatientId", .string(Fixture.patient)),
            QueryParameter("$XDSDocumentEntryStatus", anyOf: [.string(AvailabilityStatus.approved.rawValue)]),
        ]
        func part(_ start: Int, _ count: Int) async throws -> StoredQueryResponse {
            var request = StoredQueryRequest(query: .findDocuments, parameters: parameters)
            (request.startIndex, request.maxResults) = (start, count)
            return try await test.store.query(request)
        }
        let first = try await part(0, 3)
        #expect(first.objects.numbers == ["0", "1", "2"] && first.totalResultCount == 6)
        #expect(try await part(4, 3).objects.numbers == ["4", "5"])
        #expect(try await part(2, 3).response.status == .failure)
        #expect(try await test.query(.findDocuments, parameters, .objectRef).objects.references.count == 6)
        #expect(try await test.query(.findDocuments, parameters).response.errors.map(\.code) == [.tooManyResults])
        let byType = QueryParameter("$XDSDocumentEntryTypeCode", anyOf: [.string("none^^1.2")])
        #expect(try await test.query(.findDocuments, parameters + [byType]).objects.documentEntries.isEmpty)
    }

    @Test func `parts of all that is registered of a patient join to the whole, without a gap and without a double`() async throws {
        let store = try await FilledStore()
        let approved = QueryValue.string(AvailabilityStatus.approved.rawValue)
        var request = StoredQueryRequest(
            query: .getAll,
            parameters: [QueryParameter("$patientId", .string(Fixture.patient))]
                + ["$XDSDocumentEntryStatus", "$XDSSubmissionSetStatus", "$XDSFolderStatus"].map { QueryParameter($0, anyOf: [approved]) })
        let whole = try await store.test.store.query(request).objects
        let all = whole.ids + whole.associations.map(\.entryUUID)
        for size in [1, 2, 3, 7, 100] {
            var seen: [String] = []
            for start in stride(from: 0, to: all.count, by: size) {
                (request.startIndex, request.maxResults) = (start, size)
                let part = try await store.test.store.query(request)
                #expect(part.totalResultCount == all.count)
                seen += part.objects.ids + part.objects.associations.map(\.entryUUID)
            }
            #expect(seen == all)
        }
    }

    @Test func `a query with thousands of values is answered`() async throws {
        let test = try TestStore()
        #expect(try await test.codes(Fixture.request("1.2.1")).isEmpty)
        let values: [QueryValue] = (0..<40_000).map { .string("c\($0)^^1.2") } + [.string("11488-4^^2.16.840.1.113883.6.1")]
        #expect(try await test.find([QueryParameter("$XDSDocumentEntryTypeCode", anyOf: values)]).count == 1)
    }
}

/// Numbers that look random and are the same every time.
private struct Numbers {
    var state: UInt64

    mutating func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }
}
