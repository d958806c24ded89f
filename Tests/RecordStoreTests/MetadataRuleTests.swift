// The metadata rules: each has a submission that breaks it, and it alone.

import CredentialChecks
import Testing
import XDSMessages

@testable import RecordStore

@Suite struct MetadataRuleTests {
    private func codes(patients: KnownPatients = .all, _ change: (inout ProvideAndRegisterRequest) -> Void) -> [RegistryErrorCode] {
        errors(patients: patients, change).map(\.code)
    }

    private func errors(patients: KnownPatients = .all, _ change: (inout ProvideAndRegisterRequest) -> Void) -> [RegistryError] {
        var request = Fixture.request("1.2.3")
        change(&request)
        let submission = Submission(request, patients: patients)
        return MetadataRules.all.flatMap { $0.violations(in: submission) }
    }

    @Test func `a good submission breaks no rule`() {
        #expect(codes { _ in }.isEmpty)
    }

    @Test func `what could not be read is refused`() {
        #expect(
            codes { $0.objects.irregularities = [MetadataIrregularity(kind: .repeatedSlot, object: "Document01", attribute: "hash")] } == [
                .repositoryMetadataError
            ])
    }

    @Test func `a submission has one submission set`() {
        #expect(codes { $0.objects.submissionSets = [] } == [.repositoryMetadataError])
        #expect(errors { $0.objects.submissionSets.append(Fixture.set()) }.map(\.codeContext) == ["2 submission sets instead of one"])
    }

    @Test func `entries and documents pair`() {
        #expect(codes { $0.documents = [] } == [.missingDocument])
        #expect(codes { $0.documents.append(ProvidedDocument(id: "Document02", bytes: [])) } == [.missingDocumentMetadata])
        #expect(codes { $0.documents.append($0.documents[0]) } == [.repositoryMetadataError])
    }

    @Test func `what is required is there`() {
        let entryChanges: [(String, @Sendable (inout DocumentEntry) -> Void)] = [
            ("mimeType", { $0.mimeType = "" }), ("uniqueId", { $0.uniqueId = "" }), ("patientId", { $0.patientId = "" }),
            ("creationTime", { $0.creationTime = nil }),
            ("languageCode", { $0.languageCode = nil }), ("sourcePatientId", { $0.sourcePatientId = nil }), ("classCode", { $0.classCode = nil }),
            ("typeCode", { $0.typeCode = nil }),
            ("formatCode", { $0.formatCode = nil }), ("healthcareFacilityTypeCode", { $0.healthcareFacilityTypeCode = nil }),
            ("practiceSettingCode", { $0.practiceSettingCode = nil }), ("confidentialityCode", { $0.confidentialityCodes = [] }),
        ]
        for (name, change) in entryChanges { #expect(errors { change(&$0.objects.documentEntries[0]) }.map(\.codeContext) == ["\(name) is missing"]) }
        let setChanges: [(String, @Sendable (inout SubmissionSet) -> Void)] = [
            ("uniqueId", { $0.uniqueId = "" }), ("sourceId", { $0.sourceId = "" }), ("submissionTime", { $0.submissionTime = nil }),
            ("contentTypeCode", { $0.contentTypeCode = nil }),
        ]
        for (name, change) in setChanges { #expect(errors { change(&$0.objects.submissionSets[0]) }.map(\.codeContext) == ["\(name) is missing"]) }
        #expect(
            errors { $0.objects.folders = [Folder(entryUUID: "F", uniqueId: "", patientId: "")] }.map(\.codeContext) == [
                "uniqueId is missing", "patientId is missing", "member of the submission set 0 times instead of once",
            ])
    }

    @Test func `all objects are of one patient`() {
        #expect(codes { $0.objects.documentEntries[0].patientId = Fixture.otherPatient } == [.patientIdDoesNotMatch])
        #expect(codes { $0.objects.folders = [Folder(entryUUID: "F", uniqueId: "1.2", patientId: Fixture.otherPatient)] }.contains(.patientIdDoesNotMatch))
        #expect(codes { $0.objects.documentEntries[0].patientId = "279035121518989^^^&1.2.250.1.213.1.4.8&ISO^NH" } == [.patientIdDoesNotMatch])
        #expect(codes { $0.objects.documentEntries[0].patientId = "279035121518989^^^INS&1.2.250.1.213.1.4.10&ISO" }.isEmpty)
    }

    @Test func `a patient without a record is refused`() {
        #expect(codes(patients: .only([Fixture.otherPatient])) { _ in } == [.unknownPatientId])
        #expect(codes(patients: .only([Fixture.patient])) { _ in }.isEmpty)
    }

    @Test func `unique ids differ within a submission`() {
        #expect(codes { $0.objects.submissionSets[0].uniqueId = "1.2.3" } == [.repositoryDuplicateUniqueIdInMessage])
    }

    @Test(arguments: ["1", "a.b", "1..2", "1.02", ".1.2", "3.1", "1.2^", "1.2^12345678901234567", "1.2.\(String(repeating: "1", count: 61))", "urn:oid:1.2"])
    func `a unique id is an OID`(id: String) {
        #expect(codes { $0.objects.documentEntries[0].uniqueId = id } == [.repositoryMetadataError])
    }

    @Test func `ids of sets and sources are OIDs, of documents may have an extension`() {
        #expect(codes { $0.objects.documentEntries[0].uniqueId = "1.2.0^abc" }.isEmpty)
        #expect(codes { $0.objects.submissionSets[0].uniqueId = "1.2^abc" } == [.repositoryMetadataError])
        #expect(codes { $0.objects.submissionSets[0].sourceId = "essai" } == [.repositoryMetadataError])
    }

    @Test(arguments: [
        "", "26", "20261", "202613", "20260230", "2026010124", "202601010060", "20260101000060", "2026010100000000", "20260101T000000", "20260101000000Z",
    ])
    func `a time exists`(time: String) {
        #expect(codes { $0.objects.documentEntries[0].creationTime = time } == [.repositoryMetadataError])
        #expect(codes { $0.objects.submissionSets[0].submissionTime = time } == [.repositoryMetadataError])
    }

    @Test(arguments: ["2026", "202602", "20240229", "2026010123", "202601012359", "20260101235959"])
    func `a time may be of any precision`(time: String) {
        #expect(codes { $0.objects.documentEntries[0].creationTime = time }.isEmpty)
    }

    @Test func `a service ends after it begins`() {
        #expect(codes { $0.objects.documentEntries[0].serviceStopTime = "20260101" } == [.repositoryMetadataError])
        #expect(codes { $0.objects.documentEntries[0].serviceStopTime = "202601" }.isEmpty)
    }

    @Test func `texts fit their attributes`() {
        let long = String(repeating: "x", count: 257)
        #expect(codes { $0.objects.documentEntries[0].title = String(repeating: "é", count: 129) } == [.repositoryMetadataError])
        #expect(codes { $0.objects.documentEntries[0].title = String(repeating: "é", count: 128) }.isEmpty)
        #expect(codes { $0.objects.submissionSets[0].title = long } == [.repositoryMetadataError])
        #expect(codes { $0.objects.documentEntries[0].sourcePatientInfo = [long] } == [.repositoryMetadataError])
        #expect(codes { $0.objects.documentEntries[0].authors[0].roles = [long] } == [.repositoryMetadataError])
        #expect(codes { $0.objects.documentEntries[0].extra.slots = [Slot("a", [long])] } == [.repositoryMetadataError])
        #expect(codes { $0.objects.submissionSets[0].intendedRecipients = [long] } == [.repositoryMetadataError])
    }

    @Test func `an author is someone`() {
        #expect(codes { $0.objects.documentEntries[0].authors = [Author(roles: ["x"])] } == [.repositoryMetadataError])
        #expect(codes { $0.objects.submissionSets[0].authors = [Author()] } == [.repositoryMetadataError])
        #expect(codes { $0.objects.submissionSets[0].authors = [Author(telecommunications: ["x"])] }.isEmpty)
    }

    @Test func `hash and size are those of the bytes`() {
        #expect(errors { $0.objects.documentEntries[0].hash = String(repeating: "0", count: 40) }.map(\.codeContext) == ["hash is not that of the document"])
        #expect(errors { $0.objects.documentEntries[0].hash = "0" }.map(\.codeContext) == ["hash is not 40 hexadecimal digits"])
        #expect(errors { $0.objects.documentEntries[0].size = 1 }.map(\.codeContext) == ["size is not that of the document"])
        #expect(codes { $0.objects.documentEntries[0].hash = hexadecimal(Digest.sha1(Fixture.document())).uppercased() }.isEmpty)
    }

    @Test func `an entry is a member of the submission set, once, as an original`() {
        #expect(codes { $0.objects.associations = [] } == [.repositoryMetadataError])
        #expect(codes { $0.objects.associations.append($0.objects.associations[0]) } == [.repositoryMetadataError])
        #expect(codes { $0.objects.associations[0].slots = [] } == [.repositoryMetadataError])
        #expect(codes { $0.objects.associations[0].slots[0].values = ["Reference"] } == [.repositoryMetadataError])
    }

    @Test func `associations are known, whole, and start here`() {
        func association(_ type: AssociationType, _ source: String, _ target: String) -> [RegistryErrorCode] {
            codes { $0.objects.associations.append(Association(entryUUID: "as09", type: type, source: source, target: target)) }
        }
        let target = "urn:uuid:00000000-0000-4000-8000-000000000000"
        #expect(association(AssociationType(rawValue: "urn:x"), "Document01", target) == [.repositoryMetadataError])
        #expect(association(.updatesAvailabilityStatus, "SubmissionSet01", target) == [.repositoryMetadataError])
        #expect(association(.replaces, "", target) == [.repositoryMetadataError])
        #expect(association(.replaces, "Document01", "") == [.repositoryMetadataError])
        #expect(association(.replaces, "Document01", "Document01") == [.repositoryMetadataError])
        #expect(association(.replaces, target, "Document01") == [.repositoryMetadataError])
        #expect(association(.replaces, "Document01", target).isEmpty)
    }

    @Test func `a document is the XML that its entry says`() async throws {
        let test = try TestStore()
        let pdf = Array("%PDF-1.4".utf8)
        var request = Fixture.request("1.2.3", bytes: pdf)
        request.documents[0].mediaType = nil
        #expect(try await test.codes(request) == [.invalidDocumentContent])
        request.objects.documentEntries[0].mimeType = "application/pdf"
        #expect(try await test.codes(request).isEmpty)
        let careless = try TestStore(StoreOptions(examinesContent: false))
        request.objects.documentEntries[0].mimeType = "text/xml"
        #expect(try await careless.codes(request).isEmpty)
    }

    @Test func `errors name objects and attributes, never values`() {
        let errors = errors { request in
            request.objects.documentEntries[0].patientId = "secret^^^&1.2&ISO"
            request.objects.documentEntries[0].title = String(repeating: "secret", count: 100)
            request.objects.documentEntries[0].creationTime = "secret"
            request.objects.documentEntries[0].hash = "secret"
        }
        #expect(errors.count == 4)
        #expect(!errors.contains { $0.codeContext.contains("secret") })
    }
}
