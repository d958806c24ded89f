// A hospital's message says what is to be done with its documents, and every disagreement in it is named.

import CDADocuments
import ClinicalTypes
import Foundation
import HL7v2Messages
import Intake
import TestSupport
import Testing

/// A message with an invented patient, whose lines a test may change.
struct TransmissionDraft {
    var lines = [
        "MSH|^~\\&|RIS|HOPITAL|PASSERELLE|HOPITAL|20260301120000||MDM^T02^MDM_T02|M0001|P|2.6|||||FRA|UNICODE UTF-8|||2.1^CISIS_CDA_HL7_V2",
        "EVN||20260301120000",
        "PID|||260058815400233^^^ASIP-SANTE-INS-NIR&1.2.250.1.213.1.4.10&ISO^INS~000123^^^HOPITAL&1.2.250.1.999.1&ISO^PI||ESSAI^ANNE^ANNE^^^^L||19600508|F",
        "PV1|1|I", "ORC|NW|", "OBR|1|||11490-0^Lettre^LN", "TXA|1|11490-0|TEXT|||||||||1.2.250.1.999.7.1||||AU",
        "OBX|1|ED|11490-0^Lettre^LN||^TEXT^XML^Base64^PGEvPg==||||||F",
        "PRT||UC||SB^^participation|801234567897^ESSAI^ZOE^^^^^^ASIP-SANTE-PS&1.2.250.1.71.4.2.1&ISO^D^^^IDNPS|||Hopital^^^^^x&y&ISO^FINEG^^^300017985",
        "PRT||UC||RCT^^participation|801234567899^AUTRE^ANDRE||||||||||^^X.400^a.autre@exemple.mssante.fr",
        "OBX|2|CWE|MASQUE_PS^Masqué^MetaDMPMSS||N^^expandedYes-NoIndicator||||||F",
        "OBX|3|CWE|INVISIBLE_PATIENT^Invisible^MetaDMPMSS||Y^^expandedYes-NoIndicator||||||F",
        "OBX|4|CWE|DESTDMP^DMP^MetaDMPMSS||Y^^expandedYes-NoIndicator||||||F",
        "OBX|5|CWE|DESTMSSANTEPAT^Patient^MetaDMPMSS||Y^^expandedYes-NoIndicator||||||F", "NTE|1||| FIN".replacing(" ", with: ""),
        "OBX|6|ED|CORPSMAIL_PS^Corps^MetaDMPMSS||^TEXT^^Base64^Qm9uam91cg==||||||F",
    ]

    /// The draft with text replaced in every line.
    func replacing(_ text: String, with other: String) -> TransmissionDraft {
        TransmissionDraft(lines: lines.map { $0.replacing(text, with: other) })
    }

    /// The draft without the lines of a segment.
    func without(_ segment: String) -> TransmissionDraft { TransmissionDraft(lines: lines.filter { !$0.hasPrefix(segment) }) }

    var verdict: TransmissionVerdict {
        switch HL7Message.read(Array(lines.map { $0 + "\r" }.joined().utf8)) {
        case .success(let message): TransmissionIntake().receive(message)
        case .failure(let unreadable): .refused(TransmissionIntake().refusal(of: unreadable).0, [TransmissionIntake().refusal(of: unreadable).1])
        }
    }

    var transmission: DocumentTransmission? { if case .documents(let transmission) = verdict { transmission } else { nil } }

    /// Code of the finding, acknowledgement code and condition of a refusal.
    var refusal: String? {
        guard case .refused(let reply, let findings) = verdict else { return nil }
        return "\(findings[0].code) \(reply.code.rawValue) \(reply.error?.condition.rawValue ?? 0) \(reply.error?.location?.description ?? "")"
    }
}

struct TransmissionTests {
    @Test func `a message says what is to be done, for whom, from whom and with which restrictions`() throws {
        let transmission = try #require(TransmissionDraft().transmission)
        #expect(transmission.action == .new)
        #expect(transmission.controlID == "M0001")
        #expect(transmission.sendingSystem == "RIS/HOPITAL")
        #expect(transmission.documents.map { String(decoding: $0.bytes, as: UTF8.self) } == ["<a/>"])
        #expect(transmission.flags.hidesFromPatient && !transmission.flags.hidesFromProfessionals)
        #expect(transmission.flags.goesToRecord == true && transmission.flags.goesToPatient && transmission.flags.endsPatientMail)
        #expect(transmission.patientIDs.map(\.type) == ["INS", "PI"])
        #expect(transmission.patientIDs[0].authority == "1.2.250.1.213.1.4.10")
        #expect(transmission.sender?.personID == "801234567897")
        #expect(transmission.sender?.organisationID == "300017985")
        #expect(transmission.recipients.map(\.mailAddress) == ["a.autre@exemple.mssante.fr"])
        #expect(transmission.uniqueID == "1.2.250.1.999.7.1")
        #expect(transmission.mailTexts == ["CORPSMAIL_PS": "Bonjour"])
        #expect(transmission.patientClass == "I")
        #expect(transmission.remarks.isEmpty)
    }

    @Test(arguments: [("T02", "NW", "F", TransmissionAction.new), ("T10", "RO", "C", .replace), ("T04", "CA", "D", .delete)])
    func `event, order control and result status agree on what is to be done`(event: String, order: String, status: String, action: TransmissionAction) {
        let draft = TransmissionDraft().replacing("MDM^T02", with: "MDM^\(event)").replacing("ORC|NW", with: "ORC|\(order)")
        let agreed = TransmissionDraft(lines: draft.lines.map { $0.contains("|ED|11490") ? $0.replacing("|F", with: "|\(status)") : $0 })
        #expect(agreed.transmission?.action == action)
        if action != .new { #expect(draft.refusal?.hasPrefix("hl7.action AE 207") == true) }
    }

    @Test(arguments: ["T02", "T10", "T04"])
    func `a message for the shared record says who sends it`(event: String) {
        let (order, status) = ["T10": ("RO", "C"), "T04": ("CA", "D")][event] ?? ("NW", "F")
        var draft = TransmissionDraft().replacing("MDM^T02", with: "MDM^\(event)").replacing("ORC|NW", with: "ORC|\(order)")
        draft.lines = draft.lines.map { $0.contains("|ED|11490") ? $0.replacing("||||||F", with: "||||||\(status)") : $0 }
        #expect(draft.transmission?.sender?.personID == "801234567897")
        draft.lines.removeAll { $0.hasPrefix("PRT||UC||SB^") }
        #expect(draft.refusal == "hl7.sender-missing AE 101 PRT-4")
    }

    @Test func `a message for mailboxes alone, or of an older profile, need not say who sends it`() throws {
        var draft = TransmissionDraft()
        draft.lines.removeAll { $0.hasPrefix("PRT||UC||SB^") }
        let older = draft.replacing("2.1^CISIS_CDA_HL7_V2", with: "1.2^CISIS_CDA_HL7_V1")
        #expect(older.transmission?.remarks.map(\.code) == ["hl7.tolerated.sender-missing"])
        #expect(draft.replacing("DESTDMP^DMP^MetaDMPMSS||Y", with: "DESTDMP^DMP^MetaDMPMSS||N").transmission?.remarks.isEmpty == true)
        draft.lines.removeAll { $0.contains("|DESTDMP^") }
        #expect(draft.transmission?.remarks.isEmpty == true)
        draft.lines.removeAll { $0.contains("|DESTMSSANTEPAT^") || $0.hasPrefix("NTE") }
        #expect(draft.transmission?.remarks.map(\.code) == ["hl7.tolerated.sender-missing"])
    }

    @Test func `a sender without an identifier is overlooked with a remark`() {
        let unnamed = TransmissionDraft().replacing("|801234567897^ESSAI^ZOE", with: "|^ESSAI^ZOE").transmission
        #expect(unnamed?.remarks.map(\.code) == ["hl7.tolerated.sender-unnamed"] && unnamed?.sender?.family == "ESSAI")
    }

    @Test func `an order control of older profiles is overlooked with a remark`() {
        let old = TransmissionDraft().replacing("ORC|NW", with: "ORC|SC").transmission
        #expect(old?.action == .new)
        #expect(old?.remarks.map(\.code) == ["hl7.tolerated.order-control"])
        #expect(TransmissionDraft().without("ORC").transmission?.remarks.map(\.code) == ["hl7.tolerated.segment-missing"])
    }

    @Test(arguments: [
        ("MDM^T02^MDM_T02", "QBP^Q11^QBP_Q11", "hl7.message-type AR 200 MSH-9"), ("MDM^T02", "MDM^T01", "hl7.event AR 201 MSH-9.2"),
        ("2.1^CISIS_CDA_HL7_V2", "1.1^CISIS_CDA_HL7_LPS", "hl7.profile AR 200 MSH-21"), ("|P|2.6", "|T|2.6", "hl7.processing-id AR 202 MSH-11"),
        ("|P|2.6", "|P|3.9", "hl7.field-value AR 203 MSH-12"),
        ("|ED|11490", "|TX|11490", "hl7.no-document AE 102 OBX-2"), ("^Base64^PGEvPg==", "^Base64^PGE*", "hl7.base64 AE 102 OBX-5.5"),
        ("^Base64^PGEvPg==", "^Base64^", "hl7.no-document AE 101 OBX-5.5"), ("|Y^^expanded", "|O^^expanded", "hl7.field-value AE 103 OBX[3]-5"),
        ("TXA|1", "TXB|1", "hl7.segment-missing AE 100 OBX"), ("UNICODE UTF-8", "KLINGON", "hl7.character-set AE 103 MSH-18"),
        ("MSH|^~\\&|", "MSH|^^^^|", "hl7.delimiters AR 199 MSH-2"),
    ])
    func `a message that is refused names condition and place`(text: String, other: String, refusal: String) {
        #expect(TransmissionDraft().replacing(text, with: other).refusal == refusal)
    }

    @Test func `a document message carries one document, an observation message up to two`() {
        var two = TransmissionDraft()
        two.lines.insert(two.lines[7].replacing("OBX|1", with: "OBX|2"), at: 8)
        #expect(two.refusal == "hl7.too-many-documents AE 198 OBX[2]")
        var observation = two.without("TXA").without("EVN").replacing("MDM^T02^MDM_T02", with: "ORU^R01^ORU_R01").replacing("|2.6", with: "|2.5")
        #expect(observation.transmission?.documents.count == 2)
        observation.lines.insert(observation.lines[6], at: 6)
        #expect(observation.refusal?.hasPrefix("hl7.too-many-documents") == true)
    }

    @Test func `no finding and no answer holds what stands in the message`() throws {
        for broken in [TransmissionDraft().replacing("|ED|11490", with: "|TX|11490"), TransmissionDraft().replacing("|P|2.6", with: "|T|2.6")] {
            guard case .refused(let reply, let findings) = broken.verdict else { continue }
            let said = "\(findings) \(reply.error?.userMessage ?? "") \(findings.map(\.message.en))"
            #expect(!said.contains("260058815400233") && !said.contains("ESSAI"))
        }
    }

    @Test(
        arguments: [
            ("INO", "IC", false, true), ("INO", "INC", false, false), ("IO", "INC", true, false), ("INO", "NA", false, nil), ("NA", "NA", nil, nil),
        ] as [(String, String, Bool?, Bool?)])
    func `consent is read from admission messages`(feeding: String, consultation: String, opposes: Bool?, allows: Bool?) {
        let draft = TransmissionDraft(lines: [
            "MSH|^~\\&|SGL|H|P|H|20260301||ADT^A01^ADT_A01|7|P|2.5^FRA^2.11|||||FRA|UNICODE UTF-8|||2.11^IHE_FRANCE-2.11-PAM", "EVN||20260301",
            "PID|||260058815400233^^^ASIP-SANTE-INS-NIR&1.2.250.1.213.1.4.10&ISO^INS||ESSAI^ANNE", "PV1||I",
            "ZFA|ACTIF|20240306|||||||\(feeding)|20240307|\(consultation)|20240308",
        ])
        guard case .consent(let notice) = draft.verdict else {
            Issue.record("no consent")
            return
        }
        #expect(notice.opposesFeeding == opposes)
        #expect(notice.allowsConsultation == allows)
        #expect(notice.patientIDs.first?.value == "260058815400233")
        #expect(notice.since == "20240307")
        guard case .nothing = draft.without("ZFA").verdict else {
            Issue.record("consent without a segment")
            return
        }
    }
}

struct TransmissionAgreementTests {
    /// A header with what a message is compared with.
    private func document(_ change: (String) -> String = { $0 }) throws -> CDADocument {
        let text = """
            <ClinicalDocument xmlns="urn:hl7-org:v3"><id root="1.2.250.1.999.7.1"/><code code="11490-0" codeSystem="2.16.840.1.113883.6.1"/>
            <recordTarget><patientRole><id root="1.2.250.1.213.1.4.10" extension="260058815400233"/><id root="1.2.250.1.999.1" extension="000123"/>
            <patient><administrativeGenderCode code="F"/><birthTime value="19600508"/></patient></patientRole></recordTarget></ClinicalDocument>
            """
        return try CDADocument.read(Array(change(text).utf8)).get()
    }

    private func codes(_ draft: TransmissionDraft = TransmissionDraft(), siblingReplaces: Bool = false, _ change: (String) -> String = { $0 }) throws
        -> [String]
    {
        let transmission = try #require(draft.transmission)
        let document = try document(change)
        return transmission.disagreements(with: document, at: transmission.documents[0], siblingReplaces: siblingReplaces)
            .map { "\($0.finding.code) \($0.finding.severity.rawValue) \($0.error.rawValue) \($0.place)" }
    }

    private var replacement: TransmissionDraft {
        let draft = TransmissionDraft().replacing("MDM^T02", with: "MDM^T10").replacing("ORC|NW", with: "ORC|RO").replacing(
            "7.1||||AU", with: "7.1|1.2.250.1.999.7.0|||AU")
        return TransmissionDraft(lines: draft.lines.map { $0.contains("|ED|11490") ? $0.replacing("|F", with: "|C") : $0 })
    }

    private func related(_ id: String) -> (String) -> String {
        {
            $0.replacing(
                "<recordTarget>",
                with: "<relatedDocument typeCode=\"RPLC\"><parentDocument><id root=\"\(id)\"/></parentDocument></relatedDocument><recordTarget>")
        }
    }

    @Test func `a message and its own document do not disagree`() throws {
        #expect(try codes().isEmpty)
        #expect(try codes(replacement, related("1.2.250.1.999.7.0")).isEmpty)
    }

    @Test func `the document of another patient is refused with 904`() throws {
        #expect(try codes { $0.replacing("260058815400233", with: "155048815400233") } == ["hl7.identity-differs error 904 PID-3"])
    }

    @Test func `an identity that only one of both has is refused`() throws {
        #expect(
            try codes { $0.replacing("<id root=\"1.2.250.1.213.1.4.10\" extension=\"260058815400233\"/>", with: "") } == [
                "hl7.identity-missing error 903 PID-3"
            ])
        #expect(
            try codes(TransmissionDraft().replacing("260058815400233^^^ASIP-SANTE-INS-NIR&1.2.250.1.213.1.4.10&ISO^INS~", with: ""))
                == ["hl7.identity-not-sent error 905 PID-3"])
    }

    @Test func `one number of two authorities is refused`() throws {
        #expect(try codes { $0.replacing("213.1.4.10", with: "213.1.4.8") } == ["hl7.identity-authority error 905 PID-3"])
    }

    @Test func `another type or id than the message says is refused`() throws {
        #expect(try codes { $0.replacing("11490-0", with: "34133-9") }.allSatisfy { $0.hasPrefix("hl7.type-differs error 906") })
        #expect(
            try codes { $0.replacing("<id root=\"1.2.250.1.999.7.1\"/>", with: "<id root=\"1.2.250.1.999.7.2\"/>") } == [
                "hl7.document-id-differs error 906 TXA-12"
            ])
        #expect(try codes(TransmissionDraft().replacing("1.2.250.1.999.7.1", with: "2638")) == ["hl7.document-id-differs warning 906 TXA-12"])
    }

    @Test func `of two documents each is held to the type of its own observation, and not to that of the order`() throws {
        var draft = TransmissionDraft().without("TXA").without("EVN").replacing("MDM^T02^MDM_T02", with: "ORU^R01^ORU_R01").replacing("|2.6", with: "|2.5")
        let place = try #require(draft.lines.firstIndex { $0.contains("|ED|11490") })
        draft.lines.insert(draft.lines[place].replacing("11490-0", with: "34133-9"), at: place + 1)
        let transmission = try #require(draft.transmission)
        let other = try document { $0.replacing("11490-0", with: "34133-9") }
        #expect(transmission.disagreements(with: other, at: transmission.documents[1]).isEmpty)
        #expect(transmission.disagreements(with: other, at: transmission.documents[0]).map(\.finding.code) == ["hl7.type-differs"])
    }

    @Test func `traits that differ are told and refuse nothing`() throws {
        #expect(
            try codes { $0.replacing("19600508", with: "19610508").replacing("code=\"F\"", with: "code=\"M\"") } == [
                "hl7.birth-date-differs warning 904 PID-7", "hl7.sex-differs warning 904 PID-8",
            ])
        #expect(try codes { $0.replacing("000123", with: "999") } == ["hl7.local-id-not-sent info 906 PID-3"])
    }

    @Test func `a replacement names what it replaces, in the message and in the document`() throws {
        #expect(try codes(replacement) == ["hl7.replaces-nothing error 900 ORC-1"])
        #expect(try codes(replacement, siblingReplaces: true) == ["hl7.replaces-nothing warning 900 ORC-1"])
        #expect(try codes(replacement, related("1.2.250.1.999.6.6")) == ["hl7.parent-differs error 900 TXA-13"])
        #expect(try codes(TransmissionDraft(), related("1.2.250.1.999.7.0")) == ["hl7.replaces-unsaid error 900 ORC-1"])
    }
}

struct PublishedTransmissionTests {
    @Test(.enabled(if: sharedFolder != nil, "needs ../shared"))
    func `every published message is understood or refused by a known code`() throws {
        let folder = try #require(sharedFolder).appending(path: "hl7v2")
        var outcomes: [String: Int] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
            guard let bytes = try? [UInt8](Data(contentsOf: folder.appending(path: name))), bytes.starts(with: "MSH".utf8),
                let message = try? HL7Message.read(bytes.map { $0 == 0x0A ? 0x0D : $0 }).get()
            else { continue }
            switch TransmissionIntake(processingIDs: ["P", "D"]).receive(message) {
            case .documents(let transmission):
                outcomes["\(transmission.action)", default: 0] += 1
                for enclosure in transmission.documents {
                    guard let document = try? CDADocument.read(enclosure.bytes).get() else {
                        outcomes["payload is no CDA", default: 0] += 1
                        continue
                    }
                    let replaces = transmission.documents.contains { (try? CDADocument.read($0.bytes).get())?.relatedDocuments.isEmpty == false }
                    for found in transmission.disagreements(with: document, at: enclosure, siblingReplaces: replaces) where found.finding.severity >= .error {
                        outcomes[found.finding.code, default: 0] += 1
                    }
                }
            case .consent: outcomes["consent", default: 0] += 1
            case .nothing: outcomes["nothing", default: 0] += 1
            case .refused(_, let findings): outcomes["\(findings[0].code)", default: 0] += 1
            }
        }
        // Acknowledgements are not documents; three messages carry the document of another patient, six a few words instead of a document.
        #expect(
            outcomes == [
                "new": 6, "replace": 1, "delete": 5, "consent": 6, "nothing": 1, "hl7.message-type": 10, "hl7.profile": 6, "hl7.identity-differs": 3,
                "payload is no CDA": 6,
            ])
    }
}
