// Publications written over FHIR, read back by the reader of publications: the same entries, whatever the document.

import CDADocuments
import Classification
import ClinicalTypes
import CredentialChecks
import FHIRResources
import Foundation
import SubmissionMetadata
import TestSupport
import Testing
import XDSMessages

@Suite struct PublicationWritingTests {
    private typealias Described = (description: DescribedSubmission, bytes: [UInt8])

    /// Our samples, and where they are the official ones.
    private static let documents: [URL] = {
        let folders = [projectRoot.appending(path: "Samples/accepted"), sharedFolder?.appending(path: "ans/ExemplesCDA")].compactMap { $0 }
        let files = folders.flatMap { (try? FileManager.default.contentsOfDirectory(at: $0, includingPropertiesForKeys: nil)) ?? [] }
        return files.filter { $0.pathExtension == "xml" }.sorted { $0.path < $1.path }
    }()

    private func described(_ file: URL) throws -> Described {
        let bytes = Array(try Data(contentsOf: file))
        let document = try CDADocument.read(bytes).get()
        guard case .classified(let classified) = Classifier().classify(document) else { throw CocoaError(.fileReadCorruptFile) }
        let identity = SubmissionIdentity(submissionTime: Date(timeIntervalSince1970: 1_718_452_800), from: UUID.init)
        let verdict = MetadataWriter(options: inventedOptions).description(of: document, classified: classified, bytes: bytes, identity: identity)
        guard case .described(let submission) = verdict else { throw CocoaError(.fileReadCorruptFile) }
        return (submission, bytes)
    }

    private func sample(_ name: String) throws -> Described { try described(projectRoot.appending(path: "Samples/accepted/\(name).xml")) }

    private func published(_ documents: Described...) throws -> FHIRElement {
        try #require(FHIRElement.publication(of: documents, naming: UUID.init))
    }

    /// An entry without what FHIR has no place for, or the registry gives.
    private func told(_ entry: DocumentEntry) -> DocumentEntry {
        var entry = entry
        entry.logicalId = nil
        // FHIR has no time to the hour or to the minute.
        func exact(_ time: String?) -> String? { time.map { $0.utf8.count > 8 ? $0.padding(toLength: 14, withPad: "0", startingAt: 0) : $0 } }
        (entry.creationTime, entry.serviceStartTime, entry.serviceStopTime) = (
            exact(entry.creationTime), exact(entry.serviceStartTime), exact(entry.serviceStopTime)
        )
        // A Patient has no specialty and a Device no role; neither answers for a document.
        for index in entry.authors.indices {
            if isPatient(entry.authors[index].person) { entry.authors[index].specialties = [] }
            if isPatient(entry.authors[index].person) || isSystem(entry.authors[index].person) { entry.authors[index].roles = [] }
        }
        if isPatient(entry.legalAuthenticator) || isSystem(entry.legalAuthenticator) { entry.legalAuthenticator = nil }
        return entry
    }

    private func isPatient(_ xcn: String?) -> Bool { xcn?.hasSuffix("^NH") == true }
    private func isSystem(_ xcn: String?) -> Bool { xcn?.split(separator: "^", omittingEmptySubsequences: false).dropFirst(9).first == "U" }

    @Test(arguments: documents)
    func `what is published is read back as the same submission, in JSON and XML`(file: URL) throws {
        let own = try described(file)
        let bundle = try published(own)
        #expect(try FHIRElement.read(json: bundle.json) == bundle && FHIRElement.read(xml: bundle.xml) == bundle, "what is written is read strictly")
        let publication = Publication(transaction: bundle)
        #expect(publication.remarks == [])
        let objects = publication.request.objects
        #expect(objects.documentEntries == [told(own.description.entry)])
        let set = try #require(objects.submissionSets.first)
        var expected = own.description.submissionSet
        expected.authors = told(own.description.entry).authors.prefix(1).map { $0 }
        #expect(set == expected)
        #expect(publication.request.documents.map(\.bytes) == [own.bytes])
        #expect(objects.associations.first.map { [$0.source, $0.target] } == [set.entryUUID, own.description.entry.entryUUID])
        #expect(objects.associations.dropFirst().map(\.target) == (own.description.relation.map { ["urn:oid:" + $0.targetUniqueID] } ?? []))
        let submission = ProvidedSubmission(publication.request)
        #expect(submission.remarks == [])
        #expect(submission.entries.flatMap { $0.differences(from: own.description) } == [], "the door has nothing to tell")
    }

    @Test func `a publication holds the set, each document behind its bytes, and people within`() throws {
        let own = try sample("report-consultation")
        let bundle = try published(own)
        let entries = bundle.all("entry")
        #expect(entries.map { $0["resource"]?.type } == ["List", "Binary", "DocumentReference"])
        #expect(Set(entries.compactMap { $0.text("fullUrl") }).count == 3)
        #expect(entries.map { $0["request"]?.text("url") } == ["List", "Binary", "DocumentReference"])
        let reference = try #require(entries[2]["resource"])
        let attachment = reference["content"]?["attachment"]
        #expect(attachment?.text("url") == entries[1].text("fullUrl"))
        #expect(attachment?.text("hash") == Digest.sha1(own.bytes).base64)
        #expect(attachment?.text("size") == String(own.bytes.count))
        #expect(entries[0]["resource"]?["entry"]?["item"]?.text("reference") == entries[2].text("fullUrl"))
        let contained = Dictionary(uniqueKeysWithValues: reference.all("contained").map { ("#" + ($0.text("id") ?? ""), $0) })
        let role = try #require(contained[reference["author"]?.text("reference") ?? ""])
        #expect(role.type == "PractitionerRole")
        #expect(contained[role["practitioner"]?.text("reference") ?? ""]?["identifier"]?.text("value") == "899900042179")
        #expect(contained[reference["custodian"]?.text("reference") ?? ""]?.type == "Organization")
        #expect(contained[reference["authenticator"]?.text("reference") ?? ""]?.type == "Practitioner")
        let patient = try #require(contained[reference["subject"]?.text("reference") ?? ""])
        #expect(reference["context"]?["sourcePatientInfo"]?.text("reference") == "#patient")
        #expect(patient["identifier"]?["type"]?["coding"]?.text("code") == "INS-NIR-TEST")
        #expect(patient["name"]?.text("family") == "LANDRIEUX" && patient.text("birthDate") == "1958-07-14" && patient.text("gender") == "female")
        #expect(patient.all("identifier").last?["type"]?["coding"]?.text("code") == "PI")
        // Every contained resource is led to, as FHIR demands (dom-3).
        let text = String(decoding: reference.json, as: UTF8.self)
        for id in contained.keys { #expect(text.contains("\"reference\":\"\(id)\""), "\(id)") }
    }

    @Test func `an earlier document is named within the publication, or else by its unique id and patched under that condition`() throws {
        let (former, later) = (try sample("imaging-chest-radiograph"), try sample("imaging-chest-radiograph-corrected"))
        let both = try published(former, later)
        #expect(both.all("entry").map { $0["request"]?.text("method") } == ["POST", "POST", "POST", "POST", "POST"])
        let within = Publication(transaction: both)
        #expect(within.remarks == [] && within.request.objects.associations.last?.target == former.description.entry.entryUUID)
        let alone = try published(later)
        let patch = try #require(alone.all("entry").last)
        #expect(patch["resource"]?.type == "Parameters" && patch["request"]?.text("method") == "PATCH")
        let uniqueID = former.description.entry.uniqueId
        #expect(patch["request"]?.text("url") == "DocumentReference?identifier=urn:ietf:rfc:3986%7Curn:oid:" + uniqueID)
        #expect(alone.all("entry")[2]["resource"]?["relatesTo"]?["target"]?["identifier"]?.text("value") == "urn:oid:" + uniqueID)
        #expect(Publication(transaction: alone).remarks == [])
    }

    @Test func `a publication that names another earlier document than its document does is refused, and so is a name that is none`() throws {
        let own = try sample("imaging-chest-radiograph-corrected")
        for (name, kind) in [("1.2.3", SubmissionRemark.Kind.parentDiffers), ("1.2.x", .referenceUnknown)] {
            var other = own
            other.description.relation?.targetUniqueID = name
            let submission = ProvidedSubmission(Publication(transaction: try published(other)).request)
            let remarks = submission.remarks + submission.entries.flatMap { $0.differences(from: own.description) }
            #expect(remarks.contains { $0.kind == kind && $0.refuses }, "\(name)")
        }
    }

    @Test func `a patch under the condition of another document, or of another identifier, is refused`() throws {
        let alone = try published(try sample("imaging-chest-radiograph-corrected"))
        for url in [
            "DocumentReference?identifier=urn:ietf:rfc:3986%7Curn:oid:1.2.3", "DocumentReference?identifier=x%7Curn:oid:1.2.3",
            "DocumentReference?status=current", "DocumentReference",
        ] {
            var index = 0
            var changed = alone
            changed.change("entry") { entry in
                index += 1
                if index == 4 { entry.change("request") { $0.set("url", url) } }
            }
            #expect(Publication(transaction: changed).remarks.map(\.kind).contains(.patchUnserved), "\(url)")
        }
    }

    @Test func `documents of several patients are no publication`() throws {
        #expect(FHIRElement.publication(of: [try sample("report-consultation"), try sample("laboratory-rapid-test")], naming: UUID.init) == nil)
        #expect(FHIRElement.publication(of: [], naming: UUID.init) == nil)
    }

    @Test func `several documents are one set`() throws {
        let bundle = try published(try sample("imaging-chest-radiograph"), try sample("imaging-chest-radiograph-corrected"))
        let publication = Publication(transaction: bundle)
        #expect(publication.request.objects.submissionSets.count == 1 && publication.request.documents.count == 2)
        #expect(ProvidedSubmission(publication.request).remarks == [])
    }

    @Test func `traits of a patient keep their letters, dates and separators`() throws {
        var own = try sample("report-consultation")
        own.description.entry.sourcePatientInfo = [
            "PID-3|A\\T\\1^^^&1.2.3&ISO^PI", "PID-5|O\\S\\NEIL\\E\\^Ana^^^^^L", "PID-5|X^Y", "PID-7|195807", "PID-8|O", "PID-11|1 rue^bât. 2^Ville^R^38999^FRA",
            "PID-13|+33199001234",
        ]
        own.description.entry.sourcePatientId = "A\\T\\1^^^&1.2.3&ISO^PI"
        let read = Publication(transaction: try published(own)).request.objects.documentEntries.first
        #expect(read?.sourcePatientInfo == own.description.entry.sourcePatientInfo)
        #expect(read?.sourcePatientId == own.description.entry.sourcePatientId)
    }

    @Test func `an institution alone submits by the extension of MHD`() throws {
        var own = try sample("report-consultation")
        own.description.submissionSet.authors = [Author(institutions: ["Cabinet^^^^^&1.3.2&ISO^SIRET^^^12345678901234"])]
        let bundle = try published(own)
        let source = bundle.all("entry").first?["resource"]?["source"]
        #expect(source?["reference"] == nil && source?["extension"]?.text("url")?.hasSuffix("/ihe-authorOrg") == true)
        #expect(Publication(transaction: bundle).request.objects.submissionSets.first?.authors == own.description.submissionSet.authors)
    }

    @Test func `references to orders and studies keep value, authority and type`() throws {
        var own = try sample("report-consultation")
        own.description.entry.referenceIdList = [
            "A1^^^&1.2.3&ISO^urn:ihe:iti:xds:2013:order", "1.2.840.1^^^^urn:ihe:iti:xds:2016:studyInstanceUID",
            "B\\S\\2^^^&1.2.4&ISO^urn:ihe:iti:xds:2013:accession",
        ]
        let read = Publication(transaction: try published(own)).request.objects.documentEntries.first
        #expect(read?.referenceIdList == own.description.entry.referenceIdList)
    }
}
