// Business acknowledgements carried to the systems that wait for them, over MLLP, one after the other.

import Acknowledgement
import ClinicalTypes
public import Delivery
public import Foundation
import HL7v2Messages
public import Journal

/// The systems that business acknowledgements are sent to, by the sending system of a message (MSH-3 and MSH-4, as `RIS/HOPITAL`).
public struct NoticePartners: Sendable, Hashable {
    /// The names: a system, or `*` for all others.
    public let names: Set<String>

    /// Nobody is told.
    public static let none = NoticePartners([])

    /// Names the systems.
    public init(_ names: Set<String>) { self.names = names }

    /// Who is told of a message from this system; nil for nobody.
    func partner(of system: String) -> String? { names.contains(system) ? system : names.contains("*") ? "*" : nil }
}

extension ErrandCarrier {
    /// A carrier of business acknowledgements.
    ///
    /// The acknowledgement has the errand's name as its control id, the same each time: a partner that got it and was not heard gets it again and can
    /// tell. `AA` ends it, `AE` parks it, `AR`, no answer and one that cannot be read are tried again.
    ///
    /// - Parameters:
    ///   - clients: the connection of each partner, by its name.
    ///   - journal: where the errands' timelines are.
    ///   - policy: the pauses between attempts, and the budget.
    ///   - now: the clock.
    public static func notices(
        over clients: [String: MLLPClient], journal: any ErrandJournal, policy: RetryPolicy, now: @escaping @Sendable () -> Date
    ) -> ErrandCarrier {
        ErrandCarrier(kind: .notice, parallel: max(1, clients.count), policy: policy) { load in
            guard let notice = try? JSONDecoder().decode(BusinessAcknowledgement.self, from: Data(load.content)) else { return .park(.errandUnreadable) }
            guard let client = clients[load.errand.destination] else { return .park(.partnerUnknown) }
            let happened = try? await journal.record(of: load.errand.id)?.timeline.first { $0.kind == .cued || $0.kind == .ordered }?.instant
            let message = notice.message(
                controlID: load.errand.id.text, time: HL7Timestamp.dtm(now()) + "+0000", moment: HL7Timestamp.dtm(happened ?? load.errand.createdAt) + "+0000",
                error: load.errand.tidings.flatMap { $0.reported(as: notice.event) })
            do throws(TransferFailure) {
                return ErrandResult(answer: try await client.send(message.bytes), to: load.errand.id.text)
            } catch {
                return .later(
                    PassageFailure(
                        code: error.reason.rawValue, failureClass: error.requestMayHaveArrived ? .ambiguous : .transient,
                        message: "the acknowledgement did not reach the partner, or its answer did not come",
                        advice: "check the address and the certificates of notices.partners"))
            }
        }
    }
}

extension Tidings {
    /// The error that an acknowledgement tells; nil where all went well.
    func reported(as event: BusinessAcknowledgement.Event) -> (code: String, text: String)? {
        guard let code else { return nil }
        let bare = event == .delivery && code.hasPrefix("smtp.") ? Self.replyCode(code.dropFirst(5)) : code
        return (bare, message ?? "")
    }

    /// The profile's table has the bare reply codes of SMTP: a status of RFC 3463 is told as the code that goes with it (RFC 5248, 2.4).
    private static func replyCode(_ told: Substring) -> String {
        guard told.hasPrefix("status-") else { return String(told) }
        let status = told.dropFirst(7)
        return switch (status.first, status.dropFirst(2).first) {
        case ("4", _): "450"
        case (_, "1"): "550"
        case (_, "2"): status.hasSuffix(".2") || status.hasSuffix(".3") ? "552" : "550"
        case (_, "5"): "500"
        default: "554"
        }
    }
}

extension ErrandResult {
    /// What a partner's answer means.
    init(answer bytes: [UInt8], to controlID: String) {
        guard case .success(let message) = HL7Message.read(bytes, limits: MessageLimits(bytes: 1 << 20)), let receipt = message.first("MSA") else {
            self = .later(.noticeUnanswered("the answer is no acknowledgement"))
            return
        }
        guard receipt.field(2).text == controlID else {
            self = .later(.noticeUnanswered("the answer names another message"))
            return
        }
        switch receipt.field(1).text {
        case "AA", "CA": self = .done(detail: "AA")
        case "AE", "CE": self = .park(.noticeRefused)
        case "AR", "CR":
            self = .later(PassageFailure(code: "notice.rejected", failureClass: .transient, message: "the partner answered AR: not now"))
        default: self = .later(.noticeUnanswered("the answer has no code"))
        }
    }
}

extension PassageFailure {
    /// No partner of this name is configured any more.
    static let partnerUnknown = PassageFailure(
        code: "notice.partner-unknown", failureClass: .permanent, message: "no partner of this name is configured",
        advice: "add it to notices.partners, then retry; or discard")

    /// The partner says that the acknowledgement is wrong.
    static let noticeRefused = PassageFailure(
        code: "notice.refused", failureClass: .permanent, message: "the partner answered AE",
        advice: "find out in the partner's log what it does not take, then retry or discard")

    /// The partner may have the acknowledgement, and its answer does not say so.
    static func noticeUnanswered(_ words: String) -> PassageFailure {
        PassageFailure(code: "notice.answer-unreadable", failureClass: .ambiguous, message: words)
    }
}
