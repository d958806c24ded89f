// Documents that share a submission in an archive, and are held against their entries when they come in one.

import ClinicalTypes
import CredentialChecks
import Foundation
import SubmissionMetadata
import Testing
import XDSMessages
import ZIPArchives

@Suite struct ArchivedDocumentTests {
    private static let secondID = ("<id root=\"1.2.250.1.999.1.42.7\"/>", "<id root=\"1.2.250.1.999.1.42.8\"/>")
    private static let replacement = (
        "<componentOf>",
        "<relatedDocument typeCode=\"RPLC\"><parentDocument><id root=\"1.2.250.1.999.1.42.7\"/></parentDocument></relatedDocument><componentOf>"
    )

    /// A document described under names of its own.
    private func pair(_ changes: [(String, String)] = []) throws -> (description: DescribedSubmission, bytes: [UInt8]) {
        var description = try submission(replacing: changes)
        if !changes.isEmpty {
            description.entry.entryUUID = "urn:uuid:\(UUID().uuidString.lowercased())"
            description.membership.target = description.entry.entryUUID
            description.membership.entryUUID = "urn:uuid:\(UUID().uuidString.lowercased())"
            description.submissionSet.entryUUID = "urn:uuid:\(UUID().uuidString.lowercased())"
            description.membership.source = description.submissionSet.entryUUID
        }
        return (description, Array(inventedText(replacing: changes).utf8))
    }

    @Test func `documents of one patient become members of one set, replacements among them kept`() throws {
        let (first, second) = (try pair(), try pair([Self.secondID, Self.replacement]))
        let shared = try #require(XDMSubmission(sharing: [first, second]))
        #expect(shared.objects.submissionSets == [first.description.submissionSet])
        #expect(shared.objects.documentEntries.map(\.uniqueId) == ["1.2.250.1.999.1.42.7", "1.2.250.1.999.1.42.8"])
        let members = shared.objects.associations.filter { $0.type == .hasMember }
        #expect(Set(members.map(\.source)) == [first.description.submissionSet.entryUUID] && members.count == 2)
        let replacements = shared.objects.associations.filter(\.type.replacesTarget)
        #expect(replacements.map(\.target) == [first.description.entry.entryUUID] && replacements.map(\.source) == [second.description.entry.entryUUID])
    }

    @Test func `a replacement of a document elsewhere is left to the document`() throws {
        let shared = try #require(XDMSubmission(sharing: [try pair([Self.secondID, Self.replacement])]))
        #expect(shared.objects.associations.map(\.type) == [.hasMember])
    }

    @Test func `no document, or documents of two patients, share no submission`() throws {
        #expect(XDMSubmission(sharing: []) == nil)
        let other = try pair([Self.secondID, ("279035121518989", "279035121518990")])
        #expect(XDMSubmission(sharing: [try pair(), other]) == nil)
    }

    @Test func `an archive that was made of documents agrees with them`() throws {
        let shared = try #require(XDMSubmission(sharing: [try pair(), try pair([Self.secondID])]))
        let cover = XDMCover(sender: "Essai", application: "Essai", moment: ZIPMoment(year: 2026, month: 3, day: 1))
        var archive = try XDMArchive(reading: try XDMArchive.bytes(of: [shared], cover: cover, sha1: Digest.sha1), sha1: Digest.sha1)
        archive.compareDocuments()
        #expect(archive.faults == [] && archive.submissions.first?.documents.count == 2)
    }

    @Test func `a document of another id or patient than its entry is refused`() throws {
        let (description, bytes) = try pair()
        var document = XDMDocument(entry: description.entry, file: "IHE_XDM/SUBSET01/DOC0001.XML", bytes: bytes)
        #expect(document.identityFaults == [])
        document.entry.patientId = "279035121518989^^^INS&1.2.250.1.213.1.4.10&ISO"
        #expect(document.identityFaults == [])
        document.entry.patientId = "279035121518989^^^&1.2.250.1.213.1.4.8&ISO^NH"
        document.entry.uniqueId = "1.2.3"
        #expect(document.identityFaults.map(\.code) == [.otherIDInDocument, .otherPatientInDocument])
        #expect(!document.identityFaults.map(\.description).joined().contains("279035121518989"))
        (document.entry.patientId, document.entry.uniqueId) = ("", "")
        #expect(document.identityFaults == [])
        document.bytes = Array("%PDF-1.4".utf8)
        document.entry.uniqueId = "1.2.3"
        #expect(document.identityFaults == [])
    }
}
