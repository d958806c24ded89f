// The whole description of one invented document, fact by fact.

import CDADocuments
import ClinicalTypes
import CredentialChecks
import Foundation
import SubmissionMetadata
import Testing
import XDSMessages

struct MetadataWriterTests {
    @Test func `the entry of the invented document is exactly this one`() throws {
        let entry = try submission().entry
        let bytes = Array(inventedText().utf8)
        var expected = DocumentEntry(
            entryUUID: "urn:uuid:0e0a9b8c-1111-4222-8333-444455556666", uniqueId: "1.2.250.1.999.1.42.7",
            patientId: "279035121518989^^^&1.2.250.1.213.1.4.10&ISO^NH", mimeType: "text/xml")
        expected.logicalId = "urn:uuid:0e0a9b8c-1111-4222-8333-444455556666"
        expected.sourcePatientId = "IPP-77^^^&1.2.250.1.999.1.3&ISO^PI"
        expected.sourcePatientInfo = [
            "PID-3|IPP-77^^^&1.2.250.1.999.1.3&ISO^PI", "PID-5|KERMADEC^Anne^^^^^L", "PID-5|LE GALL^Anne Lise^^^^^D", "PID-7|19790327", "PID-8|F",
            "PID-11|3 rue des Lilas^^Rennes^^35000", "PID-13|0299000000",
        ]
        expected.authors = [
            Author(
                person: "899900063480^LIBRE^Max^^^^^^&1.2.250.1.71.4.2.1&ISO^D^^^IDNPS",
                institutions: ["CABINET A\\T\\B \\S\\LIBRE^^^^^&1.2.250.1.71.4.2.2&ISO^IDNST^^^499900063480001"], roles: ["Médecin traitant"],
                specialties: ["G15_10/SM26^Médecin - Qualifié en Médecine Générale (SM)^1.2.250.1.213.1.1.4.5"])
        ]
        expected.legalAuthenticator = "3750712184/1453^MARTIN^Zoé^^^^^^&1.2.250.1.71.4.2.1&ISO^D^^^EI"
        expected.title = "Consultation d'ophtalmologie"
        expected.classCode = Code(code: "10", scheme: "1.2.250.1.213.1.1.4.1", displayName: "Compte rendu")
        expected.typeCode = Code(code: "11488-4", scheme: "2.16.840.1.113883.6.1", displayName: "CR ou fiche de consultation ou de visite")
        expected.formatCode = Code(code: "urn:asip:ci-sis:vsm:2012", scheme: "1.2.250.1.213.1.1.4.2.282", displayName: "Synthèse médicale")
        expected.healthcareFacilityTypeCode = Code(code: "SA07", scheme: "1.2.250.1.71.4.2.4", displayName: "Cabinet individuel")
        expected.practiceSettingCode = Code(code: "AMBULATOIRE", scheme: "1.2.250.1.213.1.1.4.9", displayName: "Ambulatoire")
        expected.confidentialityCodes = [Code(code: "N", scheme: "2.16.840.1.113883.5.25", displayName: "Normal")]
        expected.eventCodeList = [Code(code: "BLQP008", scheme: "1.2.250.1.213.2.5", displayName: "Consultation")]
        expected.creationTime = "20240615123000"
        expected.serviceStartTime = "20240615120000"
        expected.serviceStopTime = "20240615122000"
        expected.languageCode = "fr-FR"
        expected.hash = hexadecimal(Digest.sha1(bytes))
        expected.size = bytes.count
        expected.referenceIdList = [
            "ORD-1^^^&1.2.250.1.999.1.9&ISO^urn:ihe:iti:xds:2013:order", "ACC-1^^^&1.2.250.1.999.1.8&ISO^urn:ihe:iti:xds:2013:accession",
        ]
        // Attribute by attribute, so that a difference is shown by itself.
        let (found, wanted) = (Mirror(reflecting: entry).children, Mirror(reflecting: expected).children)
        for (attribute, other) in zip(found, wanted) {
            #expect(String(reflecting: attribute.value) == String(reflecting: other.value), "\(attribute.label ?? "")")
        }
        #expect(entry == expected)
    }

    @Test func `the submission set and its membership are exactly these`() throws {
        let submission = try submission()
        var expected = SubmissionSet(
            entryUUID: "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6", uniqueId: "2.25.329800735698586629295641978511506172918",
            sourceId: "1.2.250.1.999.1.7", patientId: "279035121518989^^^&1.2.250.1.213.1.4.10&ISO^NH")
        expected.submissionTime = "20240615120000"
        expected.authors = submission.entry.authors
        expected.contentTypeCode = Code(code: "07", scheme: "1.2.250.1.213.2.2", displayName: "Consultations soins externes")
        #expect(submission.submissionSet == expected)
        #expect(submission.remarks.isEmpty)
        let objects = submission.objects()
        #expect(objects.documentEntries == [submission.entry])
        #expect(objects.submissionSets == [submission.submissionSet])
        #expect(
            objects.associations == [
                Association.member("urn:uuid:0e0a9b8c-2222-4222-8333-444455556666", of: expected.entryUUID, entry: submission.entry.entryUUID)
            ])
    }

    @Test func `the same document under the same identity is described the same`() throws {
        #expect(try submission() == submission())
    }

    @Test func `another byte is another hash and another size`() throws {
        let entry = try submission(replacing: [("d'ophtalmologie", "d'ophtalmologie !")]).entry
        #expect(try entry.hash != submission().entry.hash)
        #expect(try entry.size == submission().entry.size.map { $0 + 2 })
    }

    @Test func `every name of an identity is drawn from the source given`() {
        var drawn: [UUID] = []
        let identity = SubmissionIdentity(submissionTime: .init(timeIntervalSince1970: 0)) {
            drawn.append(UUID())
            return drawn[drawn.count - 1]
        }
        #expect([identity.entry, identity.submissionSet, identity.membership, identity.relation] == drawn)
        #expect(Set(drawn).count == 4)
    }

    @Test func `the largest UUID still fits an object identifier`() throws {
        let all = try #require(UUID(uuidString: "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF"))
        #expect(OID(uuid: all).dotted == "2.25.340282366920938463463374607431768211455")
        let none = try #require(UUID(uuidString: "00000000-0000-0000-0000-000000000000"))
        #expect(OID(uuid: none).dotted == "2.25.0")
    }

    @Test func `a submitter other than the author is named in the set alone`() throws {
        var options = inventedOptions
        options.submitter = Author(person: "399^GARDE^^^^^^^&1.2.250.1.71.4.2.1&ISO^U^^^RI")
        options.contentType = try #require(MetadataOptions.activity(ofPatientClass: "I"))
        let submission = try submission(options: options)
        #expect(submission.submissionSet.authors == [Author(person: "399^GARDE^^^^^^^&1.2.250.1.71.4.2.1&ISO^U^^^RI")])
        #expect(submission.submissionSet.contentTypeCode?.code == "03")
        #expect(submission.entry.authors.first?.person?.hasPrefix("899900063480") == true)
        #expect(MetadataOptions.activity(ofPatientClass: "X") == nil)
    }

    @Test func `a replacement waits for the entry of the earlier document`() throws {
        let related = "<relatedDocument typeCode=\"RPLC\"><parentDocument><id root=\"1.2.250.1.999.1.42.6\"/></parentDocument></relatedDocument><componentOf>"
        let submission = try submission(replacing: [("<componentOf>", related)])
        #expect(submission.relation?.type == .replaces)
        #expect(submission.relation?.targetUniqueID == "1.2.250.1.999.1.42.6")
        #expect(submission.objects().associations.count == 1)
        let resolved = submission.objects(relatedTo: "urn:uuid:aaaaaaaa-0000-4000-8000-000000000000").associations
        #expect(resolved.count == 2)
        #expect(resolved.last?.type == .replaces)
        #expect(resolved.last?.source == submission.entry.entryUUID)
        #expect(resolved.last?.target == "urn:uuid:aaaaaaaa-0000-4000-8000-000000000000")
        #expect(resolved.last?.entryUUID == "urn:uuid:0e0a9b8c-3333-4222-8333-444455556666")
    }

    @Test func `a relation of another kind, or to nothing, is none`() throws {
        let other = "<relatedDocument typeCode=\"XXXX\"><parentDocument><id root=\"1.2.3\"/></parentDocument></relatedDocument><componentOf>"
        #expect(try submission(replacing: [("<componentOf>", other)]).relation == nil)
        let empty = "<relatedDocument typeCode=\"RPLC\"><parentDocument/></relatedDocument><componentOf>"
        #expect(try submission(replacing: [("<componentOf>", empty)]).relation == nil)
        #expect(try submission().relation == nil)
    }
}
