// Every flag of table MetaDMPMSS sets what it says and nothing else; consent is read in all its words.

import ClinicalTypes
import HL7v2Messages
import Intake
import Testing

@Suite struct TransmissionFlagTests {
    /// The draft with its own flags taken away and others in their place.
    private static func draft(_ flags: [String]) -> TransmissionDraft {
        var lines = TransmissionDraft().lines.filter { !$0.contains("MetaDMPMSS") && !$0.hasPrefix("NTE") }
        lines += flags
        return TransmissionDraft(lines: lines)
    }

    private static func flag(_ code: String, _ value: String = "Y", system: String = "MetaDMPMSS") -> String {
        "OBX|9|CWE|\(code)^x^\(system)||\(value)^^x||||||F"
    }

    private static func flags(_ change: (inout TransmissionFlags) -> Void) -> TransmissionFlags {
        var flags = TransmissionFlags()
        change(&flags)
        return flags
    }

    private static let table: [(String, TransmissionFlags)] = [
        ("MASQUE_PS", flags { $0.hidesFromProfessionals = true }), ("INVISIBLE_PATIENT", flags { $0.hidesFromPatient = true }),
        ("INVISIBLE_REP_LEGAUX", flags { $0.hidesFromLegalRepresentatives = true }),
        ("INVISIBLE_REPRESENTANTS_LEGAUX", flags { $0.hidesFromLegalRepresentatives = true }), ("CONNEXION_SECRETE", flags { $0.isSecretConnection = true }),
        ("MODIF_CONF_CODE", flags { $0.changesVisibilityOnly = true }), ("MODIF_CONFIDENTIALITYCODE", flags { $0.changesVisibilityOnly = true }),
        ("DESTDMP", flags { $0.goesToRecord = true }), ("DESTMSSANTEPS", flags { $0.goesToProfessionals = true }),
        ("DESTMSSANTEPAT", flags { $0.goesToPatient = true }), ("ACK_RECEPTION", flags { $0.wantsReceipt = true }),
        ("ACK_LECTURE_MSS", flags { $0.wantsReadReceipt = true }), ("ACK_LECTURE", flags { $0.wantsReadReceipt = true }),
    ]

    @Test(arguments: table)
    func `a flag sets what it says, and nothing else`(code: String, wanted: TransmissionFlags) throws {
        let transmission = try #require(Self.draft([Self.flag(code)]).transmission)
        #expect(transmission.flags == wanted && transmission.remarks.isEmpty && transmission.documents.count == 1)
        #expect(Self.draft([Self.flag(code.lowercased(), "y")]).transmission?.flags == wanted)
    }

    @Test(arguments: table.map(\.0))
    func `a flag that says no sets nothing, but for the record, which is then refused`(code: String) throws {
        let wanted = code == "DESTDMP" ? Self.flags { $0.goesToRecord = false } : TransmissionFlags()
        #expect(try #require(Self.draft([Self.flag(code, "N")]).transmission).flags == wanted)
    }

    @Test(arguments: table.map(\.0))
    func `profile 1.2 named no code system, and its flags are known by their codes`(code: String) throws {
        let wanted = try #require(Self.table.first { $0.0 == code }).1
        #expect(try #require(Self.draft([Self.flag(code, system: "")]).transmission).flags == wanted)
    }

    @Test func `no flag means that the message does not say whether the record is meant`() throws {
        let flags = try #require(Self.draft([]).transmission).flags
        #expect(flags == TransmissionFlags() && flags.goesToRecord == nil)
    }

    @Test func `a flag of the table's system that is not in the table is remarked where it stands`() throws {
        let transmission = try #require(Self.draft([Self.flag("UNHEARD_OF")]).transmission)
        #expect(transmission.flags == TransmissionFlags())
        #expect(transmission.remarks.map(\.code) == ["hl7.tolerated.unknown-flag"] && transmission.remarks[0].severity == .warning)
        #expect(transmission.remarks[0].message.en.hasSuffix("(OBX[2]-3)") && transmission.remarks[0].message.fr.hasSuffix("(OBX[2]-3)"))
    }

    @Test func `a flag of another system is taken for a document, and is none`() {
        #expect(Self.draft([Self.flag("MASQUE_PS", system: "OTHER")]).refusal == "hl7.too-many-documents AE 198 OBX[2]")
    }

    @Test(arguments: ["O", "1", "YES", ""])
    func `a flag is Y or N`(value: String) {
        let refusal = Self.draft([Self.flag("MASQUE_PS", value)]).refusal
        #expect(refusal == "hl7.field-value AE 103 OBX[2]-5")
    }

    @Test(arguments: [("FIN", true), ("fin", false), ("SUITE", false)])
    func `the note behind the patient's flag ends the mail, and no other note does`(word: String, ends: Bool) throws {
        #expect(try #require(Self.draft([Self.flag("DESTMSSANTEPAT"), "NTE|1|||\(word)"]).transmission).flags.endsPatientMail == ends)
        #expect(try !#require(Self.draft([Self.flag("DESTMSSANTEPAT"), Self.flag("DESTDMP"), "NTE|1|||\(word)"]).transmission).flags.endsPatientMail)
    }

    @Test func `the texts of the mails are decoded, each under its code`() throws {
        let mails = ["OBX|6|ED|CORPSMAIL_PS^x^MetaDMPMSS||^TEXT^^Base64^w6k=||||||F", "OBX|7|ED|corpsmail_patient^x^MetaDMPMSS||^TEXT^^Base64^w6k||||||F"]
        let transmission = try #require(Self.draft(mails).transmission)
        #expect(transmission.mailTexts == ["CORPSMAIL_PS": "é", "CORPSMAIL_PATIENT": "é"])
        #expect(transmission.remarks.map(\.code) == ["hl7.tolerated.unpadded-base64"])
        #expect(Self.draft([mails[0].replacing("w6k=", with: "*")]).refusal == "hl7.base64 AE 102 OBX[2]-5.5")
    }

    @Test(arguments: [
        ("PGEv Pg==", "hl7.tolerated.spaced-base64"), ("PGEvPg", "hl7.tolerated.unpadded-base64"), ("PGEvPjxiLz4x", nil),
        ("PGEvPjxiLz4xA", "hl7.tolerated.odd-base64"),
    ])
    func `what was overlooked in a document is remarked at its observation`(base64: String, code: String?) throws {
        let remarks = try #require(TransmissionDraft().replacing("PGEvPg==", with: base64).transmission).remarks
        #expect(remarks.map(\.code) == (code.map { [$0] } ?? []))
        #expect(remarks.allSatisfy { $0.message.en.hasSuffix("(OBX-5)") && $0.message.fr != $0.message.en })
    }

    @Test(arguments: MessageTolerance.allCases.filter { !$0.rawValue.hasSuffix("base64") })
    func `what was overlooked in the message is remarked`(tolerance: MessageTolerance) throws {
        let lines = TransmissionDraft().lines
        let bytes: [UInt8] =
            switch tolerance {
            case .lineFeedAfterSegment: Array(lines.map { $0 + "\r\n" }.joined().utf8)
            case .noFinalSegmentEnd: Array(lines.joined(separator: "\r").utf8)
            case .byteOrderMark: [0xEF, 0xBB, 0xBF] + Array(lines.map { $0 + "\r" }.joined().utf8)
            default: Array(lines.map { $0.replacing("UNICODE UTF-8", with: "") + "\r" }.joined().utf8)
            }
        guard case .documents(let transmission) = TransmissionIntake().receive(try HL7Message.read(bytes).get()) else {
            Issue.record("no documents")
            return
        }
        #expect(transmission.remarks.map(\.code) == [tolerance.rawValue] && transmission.remarks[0].severity == .warning)
        #expect(transmission.remarks[0].message.fr != transmission.remarks[0].message.en)
    }

    private static func admission(_ segment: String, evn: String = "EVN||20260301") -> TransmissionDraft {
        TransmissionDraft(lines: [
            "MSH|^~\\&|SGL|H|P|H|20260301||ADT^A01^ADT_A01|7|P|2.5|||||FRA|UNICODE UTF-8", evn, "PID|||1^^^A&1.2.3&ISO^PI~2^^^B^X~^^^C||ESSAI", "PV1||I",
            segment,
        ])
    }

    @Test(arguments: [("IO", true), ("INO", false), ("io", nil), ("", nil), ("X", nil)] as [(String, Bool?)])
    func `opposition to feeding is said in two words, and any other is silence`(word: String, opposes: Bool?) {
        guard case .consent(let notice) = Self.admission("ZFA|ACTIF||||||||\(word)").verdict else {
            Issue.record("no consent")
            return
        }
        #expect(notice.opposesFeeding == opposes && notice.allowsConsultation == nil && notice.recordState == "ACTIF")
    }

    @Test(arguments: [("IC", true), ("INC", false), ("ic", nil), ("IO", nil)] as [(String, Bool?)])
    func `leave to consult is said in two words, and any other is silence`(word: String, allows: Bool?) {
        guard case .consent(let notice) = Self.admission("ZFA||||||||||20260202|\(word)").verdict else {
            Issue.record("no consent")
            return
        }
        #expect(notice.allowsConsultation == allows && notice.opposesFeeding == nil && notice.recordState == nil && notice.since == "20260202")
    }

    @Test func `a consent without a date of its own is of the day of the event, and names the patient's every id`() {
        guard case .consent(let notice) = Self.admission("ZFA|ACTIF").verdict else {
            Issue.record("no consent")
            return
        }
        #expect(notice.since == "20260301")
        #expect(notice.patientIDs.map(\.value) == ["1", "2"] && notice.patientIDs.map(\.authority) == ["1.2.3", "B"])
        #expect(notice.patientIDs.map(\.type) == ["PI", "X"] && notice.patientIDs.map(\.place.description) == ["PID-3", "PID-3(2)"])
    }
}
