// What came back for a message that was sent.

import ClinicalTypes
import Delivery
import HL7v2Messages

/// What became of a message that was sent, in the names of its JSON form.
struct MessageAnswer: Encodable {
    struct Fault: Encodable {
        var place: String?
        var condition: String?
        var application: String?
        var text: String?
        var cure: String?
    }

    var file: String
    var controlId: String?
    /// MSA-1; nil where no acknowledgement came.
    var answer: String?
    var errors: [Fault] = []
    /// Why there is no acknowledgement.
    var failure: String?
    var milliseconds: Double

    /// The message is taken in charge.
    var isAccepted: Bool { ["AA", "CA"].contains(answer) }

    /// Reads an acknowledgement; one of another message is none.
    init(_ bytes: [UInt8], to entry: MessageFile.Entry, milliseconds: Double) {
        self.init(file: entry.name, controlId: Self.controlID(of: entry.bytes), milliseconds: milliseconds)
        guard case .success(let message) = HL7Message.read(bytes), let receipt = message.first("MSA"), let code = receipt.field(1).text else {
            failure = "answer.not-an-acknowledgement"
            return
        }
        guard receipt.field(2).text == controlId || controlId == nil else {
            failure = "answer.of-another-message"
            return
        }
        answer = code
        errors = message.all("ERR").map(Fault.init)
    }

    /// Tells why nothing came back.
    init(_ reason: TransferFailureReason, detail: String, to entry: MessageFile.Entry, milliseconds: Double) {
        self.init(file: entry.name, controlId: Self.controlID(of: entry.bytes), milliseconds: milliseconds)
        failure = detail.isEmpty ? reason.rawValue : "\(reason.rawValue) (\(detail))"
    }

    private init(file: String, controlId: String?, milliseconds: Double) {
        self.file = file
        self.controlId = controlId
        self.milliseconds = (milliseconds * 10).rounded() / 10
    }

    private static func controlID(of bytes: [UInt8]) -> String? {
        switch HL7Message.read(bytes, limits: MessageLimits(bytes: .max, segments: .max, fields: .max)) {
        case .success(let message): message.header.controlID
        case .failure(let unreadable): unreadable.header?.controlID
        }
    }

    /// Lines for people.
    func text(_ language: Language) -> String {
        let unanswered = language == .french ? "sans réponse" : "no answer"
        let first = [answer ?? unanswered, controlId, failure, "\(Int(milliseconds.rounded())) ms"].compactMap(\.self).joined(separator: "  ")
        let lines = errors.flatMap { error in
            ["  " + [error.place, error.condition, error.application, error.text].compactMap(\.self).joined(separator: "  ")]
                + (error.cure.map { ["    \($0)"] } ?? [])
        }
        return (["\(file): \(first)"] + lines).map(Terminal.harmless).joined(separator: "\n")
    }
}

extension MessageAnswer.Fault {
    /// What ERR says.
    init(_ segment: Segment) {
        func words(_ field: Int) -> String? {
            let text = [1, 2].compactMap { segment.field(field).component($0).text }.joined(separator: " ")
            return text.isEmpty ? nil : text
        }
        let place = segment.field(2)
        func number(_ component: Int) -> Int? { place.component(component).text.flatMap { Int($0) } }
        self.init(
            place: place.text.map {
                ErrorLocation($0, sequence: number(2) ?? 1, field: number(3), repetition: number(4), component: number(5), subcomponent: number(6)).description
            },
            condition: words(3), application: words(5), text: segment.field(8).text, cure: segment.field(7).text)
    }
}
