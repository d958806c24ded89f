// Authors, institutions and patients in their French XCN, XON and CX forms.

import ClinicalTypes
import Foundation
import SubmissionMetadata
import Testing
import XDSMessages

private let person = "<assignedPerson><name><prefix>DR</prefix><given>Max</given><family>LIBRE</family></name></assignedPerson>"
private let organization =
    "<representedOrganization><id root=\"1.2.250.1.71.4.2.2\" extension=\"499900063480001\"/><name>CABINET A&amp;B ^LIBRE</name></representedOrganization>"
private let authorID = "<id root=\"1.2.250.1.71.4.2.1\" extension=\"899900063480\"/>\n      <code code=\"G15"
private let authorCode = "<code code=\"G15_10/SM26\" displayName=\"Médecin - Qualifié en Médecine Générale (SM)\" codeSystem=\"1.2.250.1.213.1.1.4.5\"/>"

private func author(_ changes: (String, String)...) throws -> Author {
    let submission = try submission(replacing: changes)
    return try #require(submission.entry.authors.first)
}

struct PeopleTests {
    @Test func `a system is written with its name and its model, and types of its own`() throws {
        let device =
            "<assignedAuthoringDevice><manufacturerModelName>M-7</manufacturerModelName><softwareName>Automate</softwareName></assignedAuthoringDevice>"
        let written = try author((person, device), (authorID, authorID.replacingOccurrences(of: "899900063480", with: "3750100125/9762")))
        #expect(written.person == "3750100125/9762^Automate^M-7^^^^^^&1.2.250.1.71.4.2.1&ISO^U^^^RI")
        let unnamed = try author((person, device.replacingOccurrences(of: "<softwareName>Automate</softwareName>", with: "")))
        #expect(unnamed.person == "899900063480^M-7^^^^^^^&1.2.250.1.71.4.2.1&ISO^U^^^RI")
    }

    @Test func `a structure that writes by itself is written under its own name`() throws {
        #expect(try author((person, "")).person == "899900063480^CABINET A\\T\\B \\S\\LIBRE^^^^^^^&1.2.250.1.71.4.2.1&ISO^U^^^RI")
    }

    @Test func `a patient writes under the national identity, for no institution`() throws {
        let id = "<id root=\"1.2.250.1.213.1.4.10\" extension=\"279035121518989\"/>\n      <code code=\"G15"
        let written = try author((authorID, id))
        #expect(written.person == "279035121518989^LIBRE^Max^^^^^^&1.2.250.1.213.1.4.10&ISO^D^^^NH")
        #expect(written.institutions.isEmpty)
    }

    @Test func `a person within a structure has an internal identifier`() throws {
        let written = try author((authorID, authorID.replacingOccurrences(of: "899900063480", with: "3750712184/77")))
        #expect(written.person == "3750712184/77^LIBRE^Max^^^^^^&1.2.250.1.71.4.2.1&ISO^D^^^EI")
    }

    @Test func `the national identifier is preferred to another, and a person without one keeps the name alone`() throws {
        let other = "<id root=\"1.2.250.1.215.300.5\" extension=\"751234567\"/>"
        #expect(try author((authorID, other + authorID)).person?.hasPrefix("899900063480^") == true)
        let alone = try author((authorID, "<id nullFlavor=\"UNK\"/><code code=\"G15"))
        #expect(alone.person == "^LIBRE^Max^^^^^^^D")
    }

    @Test func `several authors keep their order`() throws {
        let second =
            "<author><assignedAuthor><id root=\"1.2.250.1.71.4.2.1\" extension=\"899700735741\"/>"
            + "<assignedPerson><name><family>SECONDE</family></name></assignedPerson></assignedAuthor></author><custodian>"
        let submission = try submission(replacing: [("<custodian>", second)])
        #expect(submission.entry.authors.map { $0.person?.prefix(12) } == ["899900063480", "899700735741"])
        #expect(submission.entry.authors[1] == Author(person: "899700735741^SECONDE^^^^^^^&1.2.250.1.71.4.2.1&ISO^D^^^IDNPS"))
        #expect(submission.submissionSet.authors.count == 1)
    }

    @Test(arguments: [
        ("<id nullFlavor=\"UNK\"/><name>Groupe</name>", "Groupe"),
        ("<id root=\"1.2.250.1.71.4.2.2\" extension=\"1750712184\"/>", "^^^^^&1.2.250.1.71.4.2.2&ISO^IDNST^^^1750712184"),
        ("<id root=\"1.3.2\" extension=\"356000000\"/><name>Éditeur</name>", "Éditeur^^^^^&1.3.2&ISO^SIREN^^^356000000"),
        ("<id root=\"1.3.2\" extension=\"18003502400041\"/><name>Éditeur</name>", "Éditeur^^^^^&1.3.2&ISO^SIRET^^^18003502400041"),
        ("<id root=\"1.2.250.1.999.5\" extension=\"U1\"/><name>Service</name>", "Service^^^^^&1.2.250.1.999.5&ISO^EI^^^U1"),
        (
            "<id root=\"1.2.250.1.999.5\" extension=\"U1\"/><id root=\"1.2.250.1.71.4.2.2\" extension=\"1750712184\"/><name>A</name>",
            "A^^^^^&1.2.250.1.71.4.2.2&ISO^IDNST^^^1750712184"
        ),
    ])
    func `an institution is written with what is known of it`(inner: String, expected: String) throws {
        #expect(try author((organization, "<representedOrganization>\(inner)</representedOrganization>")).institutions == [expected])
    }

    @Test func `an institution of which nothing is known is none`() throws {
        #expect(try author((organization, "<representedOrganization nullFlavor=\"UNK\"/>")).institutions.isEmpty)
        #expect(try author((organization, "")).institutions.isEmpty)
    }

    @Test func `a speciality without a label takes the published one`() throws {
        let bare = authorCode.replacingOccurrences(of: " displayName=\"Médecin - Qualifié en Médecine Générale (SM)\"", with: "")
        #expect(try author((authorCode, bare)).specialties.first?.split(separator: "^").count == 3)
        #expect(try author((authorCode, "<code nullFlavor=\"UNK\"/>")).specialties.isEmpty)
    }

    @Test func `without a number of the establishment the source knows the patient by the national identity`() throws {
        let entry = try submission(replacing: [("<id root=\"1.2.250.1.999.1.3\" extension=\"IPP-77\"/>", "")]).entry
        #expect(entry.sourcePatientId == "279035121518989^^^&1.2.250.1.213.1.4.10&ISO^PI")
    }

    @Test func `a patient known by one name only is written once`() throws {
        func names(_ written: String) throws -> [String] {
            let whole = [("LE GALL", "KERMADEC"), ("<given>Anne Lise</given>", written)]
            return try submission(replacing: whole).entry.sourcePatientInfo.filter { $0.hasPrefix("PID-5") }
        }
        #expect(try names("<given>Anne</given>") == ["PID-5|KERMADEC^Anne^^^^^L"])
        #expect(try names("<given qualifier=\"CL\">Annie</given>") == ["PID-5|KERMADEC^Anne^^^^^L", "PID-5|KERMADEC^Annie^^^^^D"])
    }

    @Test func `a patient whose name is written without parts keeps it`() throws {
        let parts = "<given>Anne Lise</given><given qualifier=\"BR\">Anne</given>"
        let families = "<family qualifier=\"BR\">KERMADEC</family><family qualifier=\"CL\">LE GALL</family>"
        let entry = try submission(replacing: [(parts, "Anne Kermadec"), (families, "")]).entry
        #expect(entry.sourcePatientInfo.filter { $0.hasPrefix("PID-5") } == ["PID-5|Anne Kermadec^^^^^^D"])
    }

    @Test func `a trait that is longer than a slot may be is left out`() throws {
        let entry = try submission(replacing: [("rue des Lilas", String(repeating: "x", count: 250))]).entry
        #expect(!entry.sourcePatientInfo.contains { $0.hasPrefix("PID-11") })
        #expect(entry.sourcePatientInfo.contains { $0.hasPrefix("PID-7") })
    }

    @Test func `an imaging act names its study, with modality and region`() throws {
        var imaging = inventedClass
        imaging.classCode = CodedValue(code: "31", system: "1.2.250.1.213.1.1.4.1", displayName: "Imagerie médicale")
        let code = "<code code=\"BLQP008\" displayName=\"Consultation\" codeSystem=\"1.2.250.1.213.2.5\"/>"
        let translated = code.replacingOccurrences(
            of: "/>", with: "><translation code=\"CT\" codeSystem=\"1.2.840.10008.2.16.4\"/><translation nullFlavor=\"UNK\"/></code>")
        let entry = try submission(replacing: [(code, translated)], classified: imaging).entry
        #expect(entry.referenceIdList.last == "1.2.250.1.999.1.55^^^^urn:ihe:iti:xds:2016:studyInstanceUID")
        #expect(entry.eventCodeList.map(\.code) == ["BLQP008", "CT"])
        #expect(try submission().entry.referenceIdList.count == 2)
    }
}
