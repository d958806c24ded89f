// What is to be done: every row of the table of events, order controls and result statuses, those that agree and those that do not.

import ClinicalTypes
import HL7v2Messages
import Intake
import Testing

@Suite struct TransmissionActionTests {
    private static let events = [("T02", TransmissionAction.new), ("T10", .replace), ("T04", .delete)]
    private static let orders: [(String, TransmissionAction?)] = [("NW", .new), ("RO", .replace), ("CA", .delete), ("SC", nil), ("", nil)]
    private static let statuses = [("F", TransmissionAction.new), ("C", .replace), ("D", .delete)]

    private static func draft(event: String, order: String, status: String) -> TransmissionDraft {
        let draft = TransmissionDraft().replacing("MDM^T02", with: "MDM^\(event)").replacing("ORC|NW", with: "ORC|\(order)")
        return TransmissionDraft(lines: draft.lines.map { $0.contains("|ED|11490") ? $0.replacing("|F", with: "|\(status)") : $0 })
    }

    @Test func `event, order control and result status are taken together where they agree, and refused at the first that differs`() {
        for (event, first) in Self.events {
            for (order, second) in Self.orders {
                for (status, third) in Self.statuses {
                    let draft = Self.draft(event: event, order: order, status: status)
                    if first == third, second == nil || second == first {
                        #expect(draft.transmission?.action == first, "\(event) \(order) \(status)")
                        #expect(draft.transmission?.remarks.map(\.code) == (second == nil ? ["hl7.tolerated.order-control"] : []))
                    } else {
                        let place = first != third ? "OBX-11" : "ORC-1"
                        #expect(draft.refusal == "hl7.action AE 207 \(place)", "\(event) \(order) \(status)")
                    }
                }
            }
        }
    }

    @Test(arguments: ["P", "W", "f", ""])
    func `a result status that is in no row is refused with those that are`(status: String) {
        #expect(Self.draft(event: "T02", order: "NW", status: status).refusal == "hl7.field-value AE 103 OBX-11")
    }

    @Test(arguments: ["XO", "DC", "nw"])
    func `an order control that is in no row is refused`(order: String) {
        #expect(Self.draft(event: "T02", order: order, status: "F").refusal == "hl7.field-value AE 103 ORC-1")
    }

    /// The draft as an observation message, whose event says nothing of what is to be done.
    private static func observation(order: String, status: String) -> TransmissionDraft {
        draft(event: "T02", order: order, status: status).without("TXA").without("EVN").replacing("MDM^T02^MDM_T02", with: "ORU^R01^ORU_R01")
    }

    @Test func `in an observation message order control and result status say it alone`() {
        for (order, first) in Self.orders {
            for (status, second) in Self.statuses {
                let draft = Self.observation(order: order, status: status)
                if first == nil || first == second {
                    #expect(draft.transmission?.action == second)
                } else {
                    #expect(draft.refusal == "hl7.action AE 207 ORC-1")
                }
            }
        }
    }

    @Test func `two documents of one message ask for the same`() {
        var two = Self.observation(order: "NW", status: "F")
        let carrier = two.lines.firstIndex { $0.contains("|ED|11490") } ?? 0
        two.lines.insert(two.lines[carrier].replacing("|F", with: "|C"), at: carrier + 1)
        #expect(two.refusal == "hl7.action AE 207 OBX[2]-11")
    }

    @Test func `the results of flags do not say what is to be done`() {
        let draft = TransmissionDraft(lines: TransmissionDraft().lines.map { $0.contains("MetaDMPMSS") ? $0.replacing("||||||F", with: "||||||C") : $0 })
        #expect(draft.transmission?.action == .new)
    }

    @Test(arguments: [("T02", true), ("T04", true), ("T10", true), ("T01", false), ("T03", false), ("T11", false), ("t02", false)])
    func `three events of document messages are taken`(event: String, isTaken: Bool) {
        let refusal = TransmissionDraft().replacing("MDM^T02", with: "MDM^\(event)").refusal
        #expect((refusal?.hasPrefix("hl7.event AR 201 MSH-9.2") == true) == !isTaken)
    }

    @Test(arguments: [
        ("ORU^R03", "hl7.event AR 201 MSH-9.2"), ("ORU", "hl7.event AR 201 MSH-9.2"), ("ADT", "hl7.message-type AR 200 MSH-9"),
        ("ACK^T02", "hl7.message-type AR 200 MSH-9"), ("oru^R01", "hl7.message-type AR 200 MSH-9"),
    ])
    func `another message or event is rejected with its condition`(type: String, refusal: String) {
        #expect(TransmissionDraft().replacing("MDM^T02^MDM_T02", with: type).refusal == refusal)
    }

    @Test(
        arguments: [("P", ["P"], true), ("T", ["P"], false), ("T", ["P", "T"], true), ("D", ["D"], true), ("P", ["D"], false), ("p", ["P"], false)]
            as [(String, Set<String>, Bool)])
    func `production, training and debugging are kept apart`(sent: String, taken: Set<String>, isTaken: Bool) throws {
        let text = TransmissionDraft().replacing("|P|2.6", with: "|\(sent)|2.6").lines.map { $0 + "\r" }.joined()
        let verdict = TransmissionIntake(processingIDs: taken).receive(try HL7Message.read(Array(text.utf8)).get())
        switch verdict {
        case .documents: #expect(isTaken)
        case .refused(let reply, let findings):
            #expect(!isTaken && reply.code == .rejected && reply.error?.condition == .unsupportedProcessingID && findings.map(\.code) == ["hl7.processing-id"])
        case .consent, .nothing: Issue.record("neither documents nor a refusal")
        }
    }

    @Test(arguments: ["CISIS_CDA_HL7_LPS", "cisis_cda_hl7_lps"])
    func `the profile of the way back is refused, wherever it stands among the profiles`(profile: String) {
        #expect(TransmissionDraft().replacing("2.1^CISIS_CDA_HL7_V2", with: "1^X~1.1^\(profile)").refusal == "hl7.profile AR 200 MSH-21")
        #expect(TransmissionDraft().replacing("2.1^CISIS_CDA_HL7_V2", with: "1^X").transmission != nil)
    }

    @Test(arguments: [("", "hl7.header AR 100 MSH"), ("MSH|^~\\", "hl7.delimiters AR 199 MSH-2"), ("BHS|^~\\&|", "hl7.batch AR 200 ")])
    func `bytes that are no message are rejected, since they are not for this gateway`(line: String, refusal: String) {
        #expect(TransmissionDraft(lines: [line]).refusal == refusal)
    }

    @Test(arguments: [
        ("|M0001|", "||", "hl7.control-id AE 101 MSH-10"), ("PV1|1|I", "pv1|1|I", "hl7.segment-name AE 100 "),
        ("EVN||", "EVN|\u{7}|", "hl7.control-character AE 102 "),
        ("EVN||20260301120000", "MSH|^~\\&|", "hl7.second-header AE 100 MSH[2]"), ("MDM^T02^MDM_T02", "", "hl7.message-type AE 101 MSH-9"),
    ])
    func `a message with an error of its own is answered in error`(text: String, other: String, refusal: String) {
        #expect(TransmissionDraft().replacing(text, with: other).refusal == refusal)
    }

    @Test func `an answer tells the code and the words, and never a value`() {
        guard case .refused(let reply, let findings) = TransmissionDraft().replacing("|ED|11490", with: "|TX|11490").verdict else {
            Issue.record("not refused")
            return
        }
        #expect(reply.error?.userMessage == "hl7.no-document: Le message ne porte pas de document. (OBX-2)" && reply.error?.cure == "permis : ED")
        #expect(findings[0].message.en == "The message carries no document. (OBX-2)" && findings[0].allowed?.first == ["ED"])
        #expect(findings[0].severity == .fatal && findings[0].stage == .intake && findings[0].found == nil)
    }
}
