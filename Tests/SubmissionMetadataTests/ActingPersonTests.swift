// Who acts for a submission: found in metadata and document, or what is missing named.

import CDADocuments
import ClinicalTypes
import Foundation
import SubmissionMetadata
import Testing
import XDSMessages

struct ActingPersonTests {
    private let physician = "899900063480^LIBRE^MAX^^^^^^&1.2.250.1.71.4.2.1&ISO^D^^^IDNPS"
    private let practice = "CABINET^^^^^&1.2.250.1.71.4.2.2&ISO^IDNST^^^499900063480001"
    private let generalist = "G15_10/SM26^Médecin^1.2.250.1.213.1.1.4.5"

    private func found(
        set: Author? = nil, entry authors: [Author] = [], legal: String? = nil, facility: Code? = Code(code: "SA07", scheme: "1.2.250.1.71.4.2.4"),
        document: CDADocument? = nil, known: [NamedIdentity] = []
    ) -> Result<ActingPerson, ActingPersonGap> {
        var submissionSet = SubmissionSet(entryUUID: "s", uniqueId: "1", sourceId: "2", patientId: "p")
        submissionSet.authors = [set].compactMap(\.self)
        var entry = DocumentEntry(entryUUID: "e", uniqueId: "1", patientId: "p", mimeType: "text/xml")
        entry.authors = authors
        entry.legalAuthenticator = legal
        entry.healthcareFacilityTypeCode = facility
        return ActingPerson.found(in: entry, of: submissionSet, document: document, known: known)
    }

    private func gap(of result: Result<ActingPerson, ActingPersonGap>) -> ActingPersonGap? {
        guard case .failure(let gap) = result else { return nil }
        return gap
    }

    @Test func `the author of a described document acts, with profession, speciality, structure and sector`() throws {
        let described = try submission()
        let person = try ActingPerson.found(in: described.entry, of: described.submissionSet).get()
        #expect(person.identifier == "899900063480" && person.name == "LIBRE Max")
        #expect(person.profession.code == "10" && person.profession.system == "1.2.250.1.71.1.2.7")
        #expect(person.expertise == CodedValue(code: "SM26", system: "1.2.250.1.71.4.2.5"))
        #expect(person.structures == ["499900063480001"])
        #expect(person.sector?.code == "SA07")
    }

    @Test func `who submits comes before the author, and takes the profession from wherever it stands`() throws {
        let submitter = Author(person: "899700735741^SECONDE^ANNE^^^^^^&1.2.250.1.71.4.2.1&ISO^D^^^IDNPS", institutions: [practice])
        let author = Author(person: physician, institutions: ["H^^^^^&1.2.250.1.71.4.2.2&ISO^IDNST^^^1990780017"], specialties: [generalist])
        #expect(gap(of: found(set: submitter, entry: [author])) == .profession)
        let nurse = CodedValue(code: "60", system: "1.2.250.1.71.1.2.7")
        let known = NamedIdentity(kind: .directory, person: "899700735741", profession: nurse)
        let person = try found(set: submitter, entry: [author], known: [known]).get()
        #expect(person.identifier == "899700735741" && person.name == "SECONDE ANNE")
        #expect(person.profession.code == "60" && person.expertise == nil && person.structures == ["499900063480001"])
        // What is known of somebody else says nothing.
        #expect(gap(of: found(set: submitter, known: [NamedIdentity(kind: .directory, person: "899900063480", profession: nurse)])) == .profession)
    }

    @Test func `the document tells the profession of whoever answers for it`() throws {
        let text = inventedText()
        let document = try CDADocument.read(Array(text.utf8)).get()
        let person = try found(entry: [Author(institutions: [practice])], legal: physician, document: document).get()
        #expect(person.profession.code == "10" && person.expertise?.code == "SM26" && person.structures == ["499900063480001"])
    }

    @Test func `a system acts under its own identifier and role`() throws {
        let device = Author(
            person: "3990780017/facturation^Facturation^V2^^^^^^&1.2.250.1.71.4.2.1&ISO^U^^^RI",
            institutions: ["CH^^^^^&1.2.250.1.71.4.2.2&ISO^IDNST^^^1990780017"], specialties: ["DISPOSITIF^Dispositif^1.2.250.1.213.1.1.4.6"])
        let person = try found(entry: [device]).get()
        #expect(person.identifier == "3990780017/facturation" && person.profession.code == "DISPOSITIF" && person.name == "Facturation V2")
    }

    @Test(arguments: [
        ("G15_10/SM26", "10", "1.2.250.1.71.1.2.7", "SM26", "1.2.250.1.71.4.2.5"), ("G15_21/A", "21", "1.2.250.1.71.1.2.7", "A", "1.2.250.1.213.1.1.4.5"),
        ("G15_60", "60", "1.2.250.1.71.1.2.7", nil, nil), ("G16_10", "10", "1.2.250.1.71.1.2.8", nil, nil),
    ])
    func `the code of an author comes apart into a profession and a speciality`(
        code: String, profession: String, system: String, speciality: String?, specialitySystem: String?
    ) throws {
        let author = Author(person: physician, institutions: [practice], specialties: ["\(code)^x^1.2.250.1.213.1.1.4.5"])
        let person = try found(entry: [author]).get()
        #expect(person.profession.code == profession && person.profession.system == system)
        #expect(person.expertise?.code == speciality && person.expertise?.system == specialitySystem)
    }

    @Test func `what is missing is named`() {
        let patient = Author(person: "279035121518989^LIBRE^MAX^^^^^^&1.2.250.1.213.1.4.10&ISO^D^^^NH", institutions: [practice], specialties: [generalist])
        #expect(gap(of: found()) == .person)
        #expect(gap(of: found(entry: [patient])) == .person)
        #expect(gap(of: found(entry: [Author(person: "12^A^B^^^^^^&1.2.250.1.71.4.2.1&ISO")])) == .person)
        #expect(gap(of: found(entry: [Author(person: "899900063480^^^^^^^^&1.2.250.1.71.4.2.1&ISO^D")])) == .name)
        #expect(gap(of: found(entry: [Author(person: physician, institutions: [practice])])) == .profession)
        #expect(gap(of: found(entry: [Author(person: physician, institutions: [practice], specialties: ["G99^x^1.2"])])) == .profession)
        let noSpeciality = Author(person: physician, institutions: [practice], specialties: ["G15_10^x^1.2.250.1.213.1.1.4.5"])
        #expect(gap(of: found(entry: [noSpeciality])) == .speciality)
        #expect(gap(of: found(entry: [Author(person: physician, institutions: ["CH^^^^^&1.2.3&ISO^EI^^^1"], specialties: [generalist])])) == .structure)
    }

    @Test func `a kind of facility that is no sector leaves the sector open`() throws {
        let author = Author(person: physician, institutions: [practice], specialties: [generalist])
        #expect(try found(entry: [author], facility: Code(code: "SA99999", scheme: "1.2.250.1.71.4.2.4")).get().sector == nil)
        #expect(try found(entry: [author], facility: nil).get().sector == nil)
    }

    @Test func `escaped separators are read as what they stand for, and nobody is dumped`() throws {
        let author = Author(person: physician.replacing("LIBRE", with: "A\\T\\B \\S\\C"), institutions: [practice], specialties: [generalist])
        let person = try found(entry: [author]).get()
        #expect(person.name == "A&B ^C MAX")
        var dumped = ""
        dump(person, to: &dumped)
        #expect(!dumped.contains("899900063480") && !"\(person)".contains("899900063480"))
    }

    @Test func `registry metadata tell whom they name, by national identifiers alone`() throws {
        let described = try submission()
        let stated = StatedIdentities(described.objects())
        #expect(stated.persons.map(\.value).contains("899900063480"))
        #expect(stated.persons.map(\.attribute).contains("SubmissionSet.authorPerson") && stated.structures.first?.value == "499900063480001")
        #expect(Set(stated.patients) == [described.entry.patientId])
        var objects = described.objects()
        objects.documentEntries[0].authors[0].person = "1^A^B^^^^^^&1.2&ISO"
        objects.submissionSets[0].authors = []
        #expect(!StatedIdentities(objects).persons.contains { $0.attribute == "DocumentEntry.authorPerson" })
    }

    @Test func `a sender of a message is written as registry metadata write one`() {
        let author = Author(person: "899900063480", family: "LIBRE", given: "MAX", structure: "1990780017", structureName: "CH")
        #expect(author?.person == physician)
        #expect(author?.institutions == ["CH^^^^^&1.2.250.1.71.4.2.2&ISO^IDNST^^^1990780017"])
        #expect(Author(person: nil, family: nil, given: nil, structure: nil, structureName: nil) == nil)
        #expect(Author(person: nil, family: "A", given: nil, structure: nil, structureName: "CH")?.person == "^A^^^^^^^^D")
    }
}
