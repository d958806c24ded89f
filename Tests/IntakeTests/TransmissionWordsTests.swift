// What intake says stands in both languages, and the errors of the profile have their numbers.

import ClinicalTypes
import HL7v2Messages
import Intake
import Testing

@Suite struct TransmissionWordsTests {
    private static let codes = [
        "hl7.header", "hl7.delimiters", "hl7.character-set", "hl7.control-character", "hl7.segment-name", "hl7.second-header", "hl7.control-id",
        "hl7.message-type",
        "hl7.event", "hl7.processing-id", "hl7.profile", "hl7.batch", "hl7.limit", "hl7.segment-missing", "hl7.segment-unexpected", "hl7.field-missing",
        "hl7.field-value", "hl7.base64", "hl7.data-encoding", "hl7.no-document", "hl7.too-many-documents", "hl7.action",
    ]

    /// What is said of a message that is refused with a code.
    private static let refused: [String: @Sendable (inout [String]) -> Void] = [
        "hl7.header": { $0[0] = "PID|1" }, "hl7.delimiters": { $0[0] = "MSH|^^^^|" },
        "hl7.character-set": { $0[0] = $0[0].replacing("UNICODE UTF-8", with: "X") },
        "hl7.control-character": { $0[1] += "\u{1}" }, "hl7.segment-name": { $0[1] = "x" }, "hl7.second-header": { $0[1] = $0[0] },
        "hl7.control-id": { $0[0] = $0[0].replacing("M0001", with: "") }, "hl7.message-type": { $0[0] = $0[0].replacing("MDM^T02^MDM_T02", with: "ACK") },
        "hl7.event": { $0[0] = $0[0].replacing("MDM^T02", with: "MDM^T01") }, "hl7.processing-id": { $0[0] = $0[0].replacing("|P|", with: "|D|") },
        "hl7.profile": { $0[0] = $0[0].replacing("HL7_V2", with: "HL7_LPS") }, "hl7.batch": { $0[0] = "BHS|^~\\&|" },
        "hl7.limit": { $0[1] += String(repeating: "|", count: 1_001) },
        "hl7.segment-missing": { $0.remove(at: 1) }, "hl7.segment-unexpected": { $0.append("TXA|1") }, "hl7.field-missing": { $0[1] = "EVN" },
        "hl7.field-value": { $0[0] = $0[0].replacing("|2.6|", with: "|3.0|") }, "hl7.base64": { $0[7] = $0[7].replacing("PGEvPg==", with: "*") },
        "hl7.data-encoding": { $0[7] = $0[7].replacing("Base64", with: "Hex") }, "hl7.no-document": { $0[7] = $0[7].replacing("|ED|", with: "|TX|") },
        "hl7.too-many-documents": { $0.insert($0[7], at: 8) }, "hl7.action": { $0[4] = "ORC|CA" },
    ]

    @Test func `every code of a refused message is raised here`() { #expect(Set(Self.refused.keys) == Set(Self.codes)) }

    @Test(arguments: codes)
    func `a refusal speaks both languages in words of its own`(code: String) throws {
        var draft = TransmissionDraft()
        let change = try #require(Self.refused[code])
        change(&draft.lines)
        guard case .refused(let reply, let findings) = draft.verdict else {
            Issue.record("not refused: \(code)")
            return
        }
        #expect(findings.map(\.code) == [code])
        let message = findings[0].message
        #expect(message.fr != message.en && !message.fr.isEmpty)
        #expect(!message.fr.hasPrefix("Le message n'est pas conforme") && !message.en.hasPrefix("The message does not conform"))
        #expect(reply.error?.userMessage == "\(code): \(message.fr)")
        let isCircumstance = [
            "hl7.header", "hl7.delimiters", "hl7.message-type", "hl7.event", "hl7.processing-id", "hl7.profile", "hl7.batch", "hl7.limit", "hl7.field-value",
        ]
        #expect(reply.code == (isCircumstance.contains(code) ? .rejected : .error))
    }

    @Test(arguments: [
        (TransmissionError.wrongVersion, 900, "Version du document erronée"), (.authorNotAuthorised, 901, "Auteur non autorisé"),
        (.unknownPatient, 902, "Patient inconnu"),
        (.identityMissing, 903, "INS absente du document"), (.identityDiffers, 904, "INS différente"), (.identityIncomplete, 905, "INS incomplète"),
        (.other, 906, "Autre erreur"),
    ])
    func `an application error has its number and words in both languages`(error: TransmissionError, number: Int, french: String) {
        #expect(error.rawValue == number && error.text.fr == french && error.text.en != french && !error.text.en.isEmpty)
    }

    @Test func `no application error is left out of the table above`() { #expect(TransmissionError.allCases.map(\.rawValue) == Array(900...906)) }
}
