// Whom a message comes from, goes to and speaks of: participants, ids, types and the origin that an answer turns round.

import ClinicalTypes
import Foundation
import HL7v2Messages
import Intake
import Testing

@Suite struct TransmissionPartyTests {
    private func transmission(_ lines: [String] = [], dropping segment: String = "-") throws -> DocumentTransmission {
        var draft = TransmissionDraft().without(segment)
        // Only a message for mailboxes alone may name no sender.
        if segment == "PRT" { draft = draft.replacing("|DESTDMP^DMP^MetaDMPMSS||Y", with: "|DESTDMP^DMP^MetaDMPMSS||N") }
        let place = try #require(draft.lines.firstIndex { $0.contains("|ED|11490") })
        draft.lines.insert(contentsOf: lines, at: place + 1)
        return try #require(draft.transmission)
    }

    @Test func `who sends, who receives and who is answered are told by the role`() throws {
        let people = ["SB^^p|1^A^B", "RCT^^p|2^C^D", "RCT^^p|3^E^F", "REPLY^^p|4^G^H", "XX^^p|5^I^J", "SB^^p|6^K^L"].map { "PRT||UC||\($0)" }
        let read = try transmission(people, dropping: "PRT")
        #expect(read.sender?.personID == "1" && read.sender?.family == "A" && read.sender?.given == "B")
        #expect(read.recipients.map(\.personID) == ["2", "3"] && read.replyTo?.personID == "4")
        #expect(read.recipients.map(\.place.description) == ["PRT[2]-15", "PRT[3]-15"])
        let nobody = try transmission(dropping: "PRT")
        #expect(nobody.sender == nil && nobody.recipients.isEmpty && nobody.replyTo == nil)
    }

    @Test func `a participant is read component by component`() throws {
        let line = "PRT||UC||SB^^p|ID^FAM^GIV^^^^^^AUT&1.2.3&ISO^D^^^IDNPS|||ORG^^^^^x^FINEG^^^ORGID|||||||^^X.400^a@b.fr"
        let sender = try #require(try transmission([line], dropping: "PRT").sender)
        #expect([sender.personID, sender.family, sender.given, sender.authority, sender.idType] == ["ID", "FAM", "GIV", "1.2.3", "IDNPS"])
        #expect([sender.organisation, sender.organisationID, sender.mailAddress] == ["ORG", "ORGID", "a@b.fr"])
        #expect(!sender.isPatient)
    }

    @Test(arguments: [
        ("^^^^^^^^1.2.250.1.213.1.4.8", true), ("^^^^^^^^INS&1.2.250.1.213.1.4.10&ISO", true), ("^^^^^^^^1.2.3", false), ("^^^^^^^^^^^^INS", true),
        ("^^^^^^^^^^^^PI", false),
    ])
    func `a participant is a patient by the authority or the type of the identifier`(id: String, isPatient: Bool) throws {
        #expect(try transmission(["PRT||UC||RCT^^p|7\(id)"], dropping: "PRT").recipients.map(\.isPatient) == [isPatient])
    }

    @Test func `participants of a flag are none of the document's`() throws {
        var draft = TransmissionDraft().without("PRT")
        let flag = try #require(draft.lines.firstIndex { $0.contains("MASQUE_PS") })
        draft.lines.insert("PRT||UC||SB^^p|1^A^B", at: flag + 1)
        #expect(draft.refusal == "hl7.sender-missing AE 101 PRT-4")
        #expect(draft.replacing("|DESTDMP^DMP^MetaDMPMSS||Y", with: "|DESTDMP^DMP^MetaDMPMSS||N").transmission?.sender == nil)
    }

    @Test func `an answer that comes later is of the same processing as its message`() throws {
        let text = TransmissionDraft().replacing("|P|2.6", with: "|D|2.6").lines.map { $0 + "\r" }.joined()
        guard case .documents(let read) = TransmissionIntake(processingIDs: ["D"]).receive(try HL7Message.read(Array(text.utf8)).get()) else {
            Issue.record("no documents")
            return
        }
        #expect(read.origin.processingID == "D")
    }

    @Test func `the origin holds the four fields with their components, and what an answer needs`() throws {
        let draft = TransmissionDraft().replacing("RIS|HOPITAL|PASSERELLE|HOPITAL|", with: "RIS^1.2^ISO|FAC^2|APP|TO^3^L|")
        let origin = try #require(draft.transmission).origin
        #expect(origin.sendingApplication == ["RIS", "1.2", "ISO"] && origin.sendingFacility == ["FAC", "2", ""])
        #expect(origin.receivingApplication == ["APP", "", ""] && origin.receivingFacility == ["TO", "3", "L"])
        #expect(origin.processingID == "P" && origin.characterSet == "UNICODE UTF-8")
        #expect(try JSONDecoder().decode(MessageOrigin.self, from: JSONEncoder().encode(origin)) == origin)
    }

    @Test(arguments: [("RIS|HOPITAL|PASS", "RIS/HOPITAL"), ("RIS||PASS", "RIS"), ("|HOPITAL|PASS", "HOPITAL"), ("||PASS", "")])
    func `a sending system is named by application and facility, as far as they are said`(fields: String, name: String) throws {
        #expect(try #require(TransmissionDraft().replacing("RIS|HOPITAL|PASS", with: fields).transmission).sendingSystem == name)
    }

    @Test(arguments: [
        ("1.2.3", "1.2.3", nil), ("1.2.3^RIS", "1.2.3", nil), ("77^^1.2.3^ISO", "1.2.3^77", nil), ("1.2.3|1.2.2", "1.2.3", "1.2.2"),
        ("1.2.3|66^^1.2.2^ISO", "1.2.3", "1.2.2^66"),
    ])
    func `a document's id is an OID, or an extension under a root`(written: String, id: String, parent: String?) throws {
        let draft = TransmissionDraft().replacing("1.2.250.1.999.7.1||||AU", with: written)
        let read = try #require(draft.transmission)
        #expect(read.uniqueID == id && read.parentID == parent)
    }

    @Test func `an observation message has no id of the document, and every type that is stated has its place`() throws {
        let read = try transmission()
        #expect(read.statedTypes.map(\.code) == ["11490-0", "11490-0"] && read.statedTypes.map(\.place.description) == ["OBR-4", "TXA-2"])
        #expect(read.documents.map(\.typeCode) == ["11490-0"] && read.documents.map(\.place.description) == ["OBX-5"])
        let observation = TransmissionDraft().without("TXA").without("EVN").replacing("MDM^T02^MDM_T02", with: "ORU^R01^ORU_R01").transmission
        #expect(observation?.uniqueID == nil && observation?.parentID == nil && observation?.statedTypes.map(\.place.description) == ["OBR-4"])
    }

    @Test func `birth date, sex and class of the stay are as they were written`() throws {
        let read = try transmission()
        #expect(read.birthDate == "19600508" && read.sex == "F" && read.patientClass == "I")
    }

    @Test func `an enclosed document comes through its door as a document of any other`() throws {
        let moment = Date(timeIntervalSince1970: 1_800_000_000)
        let received = try #require(try transmission().documents.first).received(at: moment, door: "mllp")
        #expect(received.bytes == Array("<a/>".utf8) && received.sha256 == "29114363f749a0226b6988dda3ca2492a954117ab6b5f382706c20300dabc079")
        #expect(received.mediaType == "text/xml" && received.receivedAt == moment && received.door == "mllp")
        #expect(received.sender == nil && received.remarks.isEmpty)
        let other = ReceivedDocument(xds: Array("<a/>".utf8), at: moment)
        #expect(other.sha256 == received.sha256 && other.door == "xds" && other.mediaType == "text/xml")
    }
}
