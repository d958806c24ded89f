// What a submission over XDS.b says of folders, relations and signatures: each contradiction has its code, at the object that it is of.

import Foundation
import SubmissionMetadata
import Testing
import XDSMessages

/// One change of a submission, and what is said of it.
struct SubmissionChange: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let codes: [String]
    let change: @Sendable (inout ProvideAndRegisterRequest) -> Void

    init(_ name: String, _ codes: String..., change: @escaping @Sendable (inout ProvideAndRegisterRequest) -> Void) {
        testDescription = name
        self.codes = codes
        self.change = change
    }
}

private let patient = "258073899904282^^^&1.2.250.1.213.1.4.10&ISO^NH"
private let registered = "urn:uuid:0E0A9B8C-1111-4222-8333-444455556666"

extension ProvideAndRegisterRequest {
    fileprivate mutating func relate(_ source: String, _ type: AssociationType, _ target: String, _ slots: [Slot] = []) {
        objects.associations.append(
            Association(entryUUID: "as\(objects.associations.count)", type: type, source: source, target: target, slots: slots))
    }

    fileprivate mutating func add(_ name: String, _ bytes: [UInt8]) {
        objects.documentEntries.append(
            DocumentEntry(entryUUID: name, uniqueId: "1.2.\(objects.documentEntries.count + 1)", patientId: patient, mimeType: "text/xml"))
        documents.append(ProvidedDocument(id: name, bytes: bytes))
        objects.associations.append(.member("member of \(name)", of: "Set", entry: name))
    }

    fileprivate mutating func addFolder() {
        objects.folders.append(Folder(entryUUID: "Folder", uniqueId: "1.2.77", patientId: patient))
        relate("Set", .hasMember, "Folder")
    }

    /// Adds a signature under its name, of whatever it is then said to sign.
    fileprivate mutating func addSignature(_ name: String = "Signature", digest: String = "", complete: Bool = true) {
        let reference =
            digest.isEmpty
            ? ""
            : """
            <Reference URI="urn:oid:1.2.1"><DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><DigestValue>\(digest)</DigestValue></Reference>
            """
        add(name, Array("<Signature xmlns=\"http://www.w3.org/2000/09/xmldsig#\">\(reference)</Signature>".utf8))
        guard complete else { return }
        let place = objects.documentEntries.count - 1
        let code = Code(code: "x", scheme: "1.2")
        objects.documentEntries[place].creationTime = "2026"
        objects.documentEntries[place].languageCode = "fr-FR"
        objects.documentEntries[place].sourcePatientId = patient
        objects.documentEntries[place].confidentialityCodes = [code]
        objects.documentEntries[place].classCode = code
        objects.documentEntries[place].typeCode = code
        objects.documentEntries[place].formatCode = code
        objects.documentEntries[place].healthcareFacilityTypeCode = code
        objects.documentEntries[place].practiceSettingCode = code
    }
}

@Suite struct ProvidedSubmissionTests {
    /// A submission of two documents, changed.
    private func submission(_ change: (inout ProvideAndRegisterRequest) -> Void) -> ProvidedSubmission {
        var request = ProvideAndRegisterRequest(
            objects: RegistryObjectList(submissionSets: [SubmissionSet(entryUUID: "Set", uniqueId: "1.2.99", sourceId: "1.2.98", patientId: patient)]),
            documents: [])
        request.add("One", Array("<a/>".utf8))
        request.add("Two", Array("<b/>".utf8))
        change(&request)
        return ProvidedSubmission(request)
    }

    private func codes(_ change: (inout ProvideAndRegisterRequest) -> Void) -> [String] { submission(change).remarks.map(\.kind.rawValue) }

    @Test(arguments: [
        SubmissionChange("nothing more") { _ in },
        SubmissionChange("a folder with both") {
            $0.addFolder()
            $0.relate("Folder", .hasMember, "One")
            $0.relate("Folder", .hasMember, "Two")
        },
        SubmissionChange("the set holds what puts a document into the folder") {
            $0.addFolder()
            $0.relate("Folder", .hasMember, "One")
            $0.relate("Set", .hasMember, $0.objects.associations[$0.objects.associations.count - 1].entryUUID)
        },
        SubmissionChange("a registered folder") { $0.relate(registered, .hasMember, "One") },
        SubmissionChange("a registered document in a folder") {
            $0.addFolder()
            $0.relate("Folder", .hasMember, registered)
        },
        SubmissionChange("a reference") { $0.relate("Set", .hasMember, registered, [Slot("SubmissionSetStatus", ["Reference"])]) },
        SubmissionChange("one document transforms the other") { $0.relate("One", .transforms, "Two") },
        SubmissionChange("a document replaces a registered one") { $0.relate("One", .transformsAndReplaces, registered) },
        SubmissionChange("a signature") {
            $0.addSignature()
            $0.relate("Signature", .signs, "One")
        },
        SubmissionChange("a signature of both and of a registered one") {
            $0.addSignature(digest: "KRFDY/dJoCJraYjdo8okkqlUEXq2tfOCcGwgMA2rwHk=")
            $0.relate("Signature", .signs, "One")
            $0.relate("Signature", .signs, "Two")
            $0.relate("Signature", .signs, registered)
        },
    ]) func `what hangs together is taken without a word`(_ change: SubmissionChange) {
        #expect(codes(change.change) == change.codes)
    }

    @Test(arguments: [
        SubmissionChange("a folder outside of the set", "xds.folder-not-member") {
            $0.objects.folders.append(Folder(entryUUID: "Folder", uniqueId: "1.2.77", patientId: patient))
        },
        SubmissionChange("a folder twice in the set", "xds.folder-not-member") {
            $0.addFolder()
            $0.relate("Set", .hasMember, "Folder")
        },
        SubmissionChange("a folder of another patient", "xds.patients-mixed") {
            $0.addFolder()
            $0.objects.folders[0].patientId = patient.replacing("258073899904282", with: "279035121518989")
        },
        SubmissionChange("a folder without an id", "xds.identifier-missing") {
            $0.addFolder()
            $0.objects.folders[0].uniqueId = ""
        },
        SubmissionChange("a folder under the id of a document", "xds.unique-id-repeated") {
            $0.addFolder()
            $0.objects.folders[0].uniqueId = "1.2.1"
        },
        SubmissionChange("something that is not there in a folder", "xds.reference-unknown") {
            $0.addFolder()
            $0.relate("Folder", .hasMember, "Three")
        },
        SubmissionChange("a document in a folder that is not there", "xds.reference-unknown") { $0.relate("Folder", .hasMember, "One") },
        SubmissionChange("a document that holds another", "xds.association-unserved") { $0.relate("One", .hasMember, "Two") },
        SubmissionChange("a set that holds a registered document as its own", "xds.association-unserved") {
            $0.relate("Set", .hasMember, registered, [Slot("SubmissionSetStatus", ["Original"])])
        },
        SubmissionChange("a replacement of what is not there", "xds.reference-unknown") { $0.relate("One", .replaces, "Three") },
        SubmissionChange("a document that replaces itself", "xds.association-unserved") { $0.relate("One", .replaces, "One") },
        SubmissionChange("two relations of one document", "xds.association-unserved") {
            $0.relate("One", .replaces, registered)
            $0.relate("One", .transforms, "Two")
        },
        SubmissionChange("a snapshot", "xds.association-unserved") { $0.relate("One", .isSnapshotOf, registered) },
        SubmissionChange("a signature that nothing says of what it signs", "xds.signature-without-signs") { $0.addSignature() },
        SubmissionChange("what signs and is no signature", "xds.signature-unreadable") { $0.relate("One", .signs, "Two") },
        SubmissionChange("a signature of a registered document alone", "xds.signature-alone") {
            $0.addSignature()
            $0.relate("Signature", .signs, registered)
        },
        SubmissionChange("a signature of a signature alone", "xds.signature-alone") {
            $0.addSignature("First")
            $0.relate("First", .signs, "One")
            $0.addSignature("Second")
            $0.relate("Second", .signs, "First")
        },
        SubmissionChange("a signature of the set", "xds.association-unserved", "xds.signature-without-signs") {
            $0.addSignature()
            $0.relate("Signature", .signs, "Set")
        },
        SubmissionChange("a signature of other bytes", "xds.signature-of-other-bytes") {
            $0.addSignature(digest: "AAAA")
            $0.relate("Signature", .signs, "One")
        },
        SubmissionChange("a signature whose entry says nothing", "xds.signature-entry-incomplete") {
            $0.addSignature(complete: false)
            $0.relate("Signature", .signs, "One")
        },
    ]) func `what contradicts itself is refused by its code`(_ change: SubmissionChange) {
        #expect(codes(change.change) == change.codes)
        #expect(submission(change.change).remarks.filter { !$0.refuses }.isEmpty)
    }

    @Test func `what others relate to comes first, and a circle ends`() {
        #expect(submission { $0.relate("One", .transforms, "Two") }.order == [1, 0])
        let circle = submission {
            $0.relate("One", .transforms, "Two")
            $0.relate("Two", .appends, "One")
        }
        #expect(circle.order.sorted() == [0, 1])
        let signed = submission {
            $0.addSignature()
            $0.relate("Signature", .signs, "Two")
            $0.objects.documentEntries.swapAt(0, 2)
        }
        #expect(signed.entries[0].isSignature && signed.order == [1, 0, 2])
    }

    @Test func `a folder has the same name whenever it comes, unless it came with one`() {
        func name(_ given: String, _ id: String) -> String? {
            submission {
                $0.objects.folders.append(Folder(entryUUID: given, uniqueId: id, patientId: patient))
                $0.relate("Set", .hasMember, given)
                $0.relate(given, .hasMember, "One")
            }.entries[0].folders.first?.entryUUID
        }
        #expect(name("Folder", "1.2.3") == name("Other", "1.2.3"))
        #expect(name("Folder", "1.2.3") != name("Folder", "1.2.4"))
        #expect(name("Folder", "1.2.3").map(ObjectName.isUniversal) == true)
        #expect(name(registered, "1.2.3") == registered.lowercased())
    }

    @Test func `each document brings the folders that it goes into, and the first those that hold nothing of the submission`() {
        let found = submission {
            $0.addFolder()
            $0.relate("Folder", .hasMember, "Two")
            $0.objects.folders.append(Folder(entryUUID: "Empty", uniqueId: "1.2.78", patientId: patient))
            $0.relate("Set", .hasMember, "Empty")
            $0.relate(registered, .hasMember, "urn:uuid:0e0a9b8c-1111-4222-8333-444455556667")
        }
        #expect(found.remarks.isEmpty)
        #expect(found.entries[0].folders.map { $0.folder?.uniqueId } == ["1.2.78", nil])
        #expect(found.entries[0].folders.map(\.holdsDocument) == [false, false])
        #expect(found.entries[0].folders[1].registered == ["urn:uuid:0e0a9b8c-1111-4222-8333-444455556667"])
        #expect(found.entries[1].folders.map { $0.folder?.uniqueId } == ["1.2.77"])
        #expect(found.entries[1].folders.map(\.holdsDocument) == [true])
    }

    @Test(arguments: [
        ("urn:uuid:0e0a9b8c-1111-4222-8333-444455556667", true), ("URN:UUID:0E0A9B8C-1111-4222-8333-444455556667", true), ("Document01", false),
        ("urn:uuid:0e0a9b8c-1111-4222-8333-44445555666", false), ("urn:uuid:0e0a9b8c11114222-8333-4444-555566677777", false),
        ("urn:uuid:0e0a9b8c-1111-4222-8333-44445555666g", false), ("0e0a9b8c-1111-4222-8333-444455556667", false), ("", false),
    ]) func `a name is universal when it is a UUID in full`(id: String, isUniversal: Bool) {
        #expect(ObjectName.isUniversal(id) == isUniversal)
    }
}
