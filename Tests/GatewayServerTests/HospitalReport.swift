// A report of a hospital in its versions, and the system that sends it.

import Foundation
import HL7v2Messages
import SandboxSupport
import TestSupport
import Testing

/// A document about a patient, in versions of which each replaces the one before.
struct HospitalReport {
    /// What a system asks for with the last version.
    enum Action {
        case new, corrected, cancelled
    }

    /// The name of the sample that it is made of.
    let sample: String
    let patient: String
    /// The versions so far: the unique id of each, and its bytes.
    private(set) var versions: [(id: String, bytes: [UInt8])] = []

    init(_ sample: String, of patient: String) throws {
        self.sample = sample
        self.patient = patient
        try correct()
    }

    /// The unique id of the last version.
    var id: String { versions[versions.count - 1].id }

    /// Writes the next version.
    mutating func correct() throws {
        let id = SampleDocuments.freshID()
        var text = try SampleDocuments.text(sample)
        let own = try #require(text.firstMatch(of: /<id root="(2\.25\.[0-9]+)"/))
        text = text.replacing(own.output.1, with: id)
        text = text.replacing(/root="1\.2\.250\.1\.213\.1\.4\.10" extension="[^"]+"/, with: "root=\"1.2.250.1.213.1.4.10\" extension=\"\(patient)\"")
        if let last = versions.last {
            let relation = "<relatedDocument typeCode=\"RPLC\"><parentDocument><id root=\"\(last.id)\"/></parentDocument></relatedDocument>"
            text = text.replacing("<componentOf>", with: relation + "<componentOf>", maxReplacements: 1)
            text = text.replacing(/<versionNumber value="\d+"\/>/, with: "<versionNumber value=\"\(versions.count + 1)\"/>", maxReplacements: 1)
        }
        versions.append((id, Array(text.utf8)))
    }

    /// A message around the last version: an observation from the laboratory, which may carry a second report, a document message from elsewhere.
    func message(_ action: Action, from system: String, controlID: String, with second: HospitalReport? = nil) -> MessageAround {
        let codes = [Action.new: ("T02", "NW", "F"), .corrected: ("T10", "RO", "C"), .cancelled: ("T04", "CA", "D")]
        var message = MessageAround(versions[versions.count - 1].bytes, action: codes[action] ?? ("T02", "NW", "F"))
        message = message.replacing("|RIS|", with: "|\(system)|").replacing("|M0001|", with: "|\(controlID)|").replacing("|MASQUE_PS^", with: "|ACK_RECEPTION^")
        return system == "SIL" ? message.asObservation(with: second.map { [$0.versions[$0.versions.count - 1].bytes] } ?? []) : message
    }
}

/// A system of the hospital: it sends one message after the other, and waits for each acknowledgement.
final class HospitalSystem {
    let name: String
    /// What each message was answered: MSA-1, by its control id.
    private(set) var answers: [String: String] = [:]
    private var socket: PlainSocket?
    private var port: Int

    init(_ name: String, port: Int) {
        self.name = name
        self.port = port
    }

    /// Turns to a gateway that was started anew.
    func reconnect(to port: Int) {
        self.port = port
        socket = nil
    }

    /// The control id of the next message.
    var nextControlID: String { "\(name)-\(answers.count + 1)" }

    /// Sends a message under the next control id; the acknowledgement.
    @discardableResult
    func send(_ message: (_ controlID: String) -> MessageAround) async throws -> String {
        let controlID = nextControlID
        let socket = try self.socket ?? PlainSocket(port: port)
        self.socket = socket
        await socket.write(framed(message(controlID).bytes))
        let answer = await socket.read { $0.contains("\u{1C}\r") }
        let receipt = try #require(answer.split(separator: "\r").first { $0.hasPrefix("MSA|") }?.split(separator: "|"))
        #expect(receipt.count > 2 && receipt[2] == controlID)
        answers[controlID] = String(receipt[1])
        return answer
    }

    /// Announces a patient, and whether the feeding of the record is opposed: `INO`, `IO` or `NA`.
    func announce(_ patient: String, _ feeding: String, event: String = "A01") async throws {
        try await send { controlID in
            var message = MessageAround([])
            message.lines = [
                "MSH|^~\\&|\(name)|HOPITAL|PASSERELLE|HOPITAL|20260417080000||ADT^\(event)^ADT_\(event)|\(controlID)|P|2.5^FRA^2.11|||||FRA|UNICODE UTF-8",
                "EVN||20260417080000", "PID|||\(patient)^^^ASIP-SANTE-INS-NIR&1.2.250.1.213.1.4.10&ISO^INS||ESSAI^ESSAI", "PV1|1|I",
                "ZFA|ACTIF|20250101|||||||\(feeding)|20260417080000|IC|20260417080000",
            ]
            return message
        }
    }

    /// Sends the last version of a report, with that of another in the same message; the control id of the message.
    @discardableResult
    func send(_ report: HospitalReport, _ action: HospitalReport.Action, with second: HospitalReport? = nil) async throws -> String {
        let controlID = nextControlID
        try await send { report.message(action, from: name, controlID: $0, with: second) }
        return controlID
    }
}
