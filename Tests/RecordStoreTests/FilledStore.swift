// A store that holds a little of everything: sets, folders, documents that replace, complete and sign each other.

import Foundation
import Testing
import XDSMessages

@testable import RecordStore

/// A store of five documents of one patient, two folders, and a document of another patient.
///
/// Document 1 is in folder 8; 2 was replaced by 3; 4 completes 1; 5 is archived and in folder 9, which came with it.
struct FilledStore {
    private(set) var test: TestStore
    /// The entryUUIDs by the last arc of their unique id.
    private(set) var documents: [String: String] = [:]
    private(set) var folders: [String: String] = [:]
    private(set) var sets: [String: String] = [:]

    init(_ options: StoreOptions = StoreOptions()) async throws {
        test = try TestStore()
        var first = Fixture.request("1.2.1", set: Self.set("1.5.1", source: "1.2.3.8", content: "07", time: "20260101", author: "801^ESSAI^Alice"))
        first.objects.documentEntries[0].referenceIdList = ["77^^^&1.2.3&ISO^urn:ihe:iti:xds:2013:order", "78^^^&1.2.3&ISO^urn:ihe:iti:xds:2013:accession"]
        Self.add(folder: "1.9.8", code: "suivi", holding: "Document01", to: &first)
        try await register(first)
        var second = Fixture.request("1.2.2", set: Self.set("1.5.2", source: "1.2.3.9", content: "03", time: "20260201", author: "802^ESSAI^Bruno"))
        second.objects.documentEntries[0].referenceIdList = ["77^^^&1.2.3&ISO^urn:ihe:iti:xds:2013:order"]
        try await register(second)
        try await register(Fixture.request("1.2.3", set: Self.set("1.5.3"), replacing: documents["2"]))
        var fourth = Fixture.request("1.2.4", set: Self.set("1.5.4"), replacing: documents["1"])
        fourth.objects.associations[1].type = .appends
        fourth.objects.documentEntries[0].formatCode = Code(code: "other", scheme: "1.9")
        fourth.objects.documentEntries[0].confidentialityCodes = [Code(code: "R", scheme: "2.16.840.1.113883.5.25")]
        try await register(fourth)
        var fifth = Fixture.request("1.2.5", set: Self.set("1.5.5"))
        Self.add(folder: "1.9.9", code: "autre", holding: "Document01", to: &fifth)
        try await register(fifth)
        let archived = UpdateDocumentSetRequest.statusChange(
            of: try #require(documents["5"]), from: .approved, to: .archived, in: Fixture.set("1.5.6"))
        #expect(try await test.update(archived) == .success)
        try await register(Fixture.request("1.2.6", patient: Fixture.otherPatient, set: Fixture.set("1.5.7", patient: Fixture.otherPatient)))
        test = TestStore(try RegistryRepository(folder: test.folder.url, options: options, now: { Date() }), in: test.folder)
    }

    static func set(
        _ uniqueId: String, source: String = "1.2.3.8", content: String = "07", time: String = "20260301", author: String? = nil
    ) -> SubmissionSet {
        var set = Fixture.set(uniqueId)
        (set.sourceId, set.submissionTime) = (source, time)
        set.contentTypeCode = Code(code: content, scheme: "1.2.250.1.213.2.2")
        set.authors = author.map { [Author(person: $0)] } ?? []
        return set
    }

    /// Adds a folder, its membership of the set, the document in it, and, as XDS has it, that association's membership too.
    static func add(folder: String, code: String, holding document: String, to request: inout ProvideAndRegisterRequest) {
        var object = Folder(entryUUID: "Folder01", uniqueId: folder, patientId: Fixture.patient)
        object.codeList = [Code(code: code, scheme: "1.8")]
        object.title = "Dossier"
        request.objects.folders.append(object)
        request.objects.associations += [
            .member("as11", of: "SubmissionSet01", entry: "Folder01"),
            Association(entryUUID: "as12", type: .hasMember, source: "Folder01", target: document), .member("as13", of: "SubmissionSet01", entry: "as12"),
        ]
    }

    private mutating func register(_ request: ProvideAndRegisterRequest) async throws {
        #expect(try await test.codes(request).isEmpty)
        let unique = { (ids: [String], name: String) in QueryParameter(name, anyOf: ids.map { .string($0) }) }
        for entry in request.objects.documentEntries {
            let found = try await test.query(.getDocuments, [unique([entry.uniqueId], "$XDSDocumentEntryUniqueId")]).objects.documentEntries
            documents[String(entry.uniqueId.suffix(1))] = try #require(found.first).entryUUID
        }
        for folder in request.objects.folders {
            let found = try await test.query(.getFolders, [unique([folder.uniqueId], "$XDSFolderUniqueId")]).objects.folders
            folders[String(folder.uniqueId.suffix(1))] = try #require(found.first).entryUUID
        }
        let set = request.objects.submissionSets[0].uniqueId
        let found = try await test.query(.getSubmissionSetAndContents, [QueryParameter("$XDSSubmissionSetUniqueId", .string(set))]).objects.submissionSets
        sets[String(set.suffix(1))] = try #require(found.first).entryUUID
    }

    func ask(_ query: StoredQueryID, _ parameters: QueryParameter...) async throws -> RegistryObjectList {
        let answer = try await test.query(query, parameters)
        #expect(answer.response == .success)
        return answer.objects
    }

    func document(_ number: String) throws -> QueryValue { .string(try #require(documents[number])) }
    func folder(_ number: String) throws -> QueryValue { .string(try #require(folders[number])) }
    func set(_ number: String) throws -> QueryValue { .string(try #require(sets[number])) }
}

extension RegistryObjectList {
    /// The last arcs of the unique ids, for short expectations.
    var numbers: [String] { documentEntries.map { String($0.uniqueId.suffix(1)) } }
    var folderNumbers: [String] { folders.map { String($0.uniqueId.suffix(1)) } }
    var setNumbers: [String] { submissionSets.map { String($0.uniqueId.suffix(1)) } }
    /// The kinds of the associations, in order of their names.
    var kinds: [String] { associations.map { String($0.type.rawValue.split(separator: ":").last ?? "") }.sorted() }
}
