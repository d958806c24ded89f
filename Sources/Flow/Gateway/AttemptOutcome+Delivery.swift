// What the delivery decided, in the journal's words.

import ClinicalTypes
import Delivery
import Journal

extension AttemptOutcome {
    /// The end of a turn as the journal writes it down; `send` and `askStore` end none.
    init(_ action: DeliveryAction, note: String? = nil) {
        switch action {
        case .finish(let proof): self = .forwarded(detail: [proof.rawValue, note].compactMap(\.self).joined(separator: "; "))
        case .wait(let until, storeMayHaveIt: true, let failure): self = .inDoubt(until: until, PassageFailure(failure))
        case .wait(let until, storeMayHaveIt: false, let failure): self = .postponed(until: until, PassageFailure(failure))
        case .park(let failure): self = .parked(PassageFailure(failure))
        case .reject(let failure): self = .rejected(PassageFailure(failure))
        case .send, .askStore: self = .parked(PassageFailure(.outOfStep))
        }
    }
}

extension PassageFailure {
    /// A delivery's failure as the journal keeps it.
    init(_ failure: DeliveryFailure) {
        let failureClass: FailureClass =
            switch failure.kind {
            case .transient: .transient
            case .ambiguous, .duplicate: .ambiguous
            case .needsPerson, .permanent: .permanent
            }
        self.init(code: failure.code, failureClass: failureClass, message: failure.message.en)
    }

    /// What was sealed at acceptance cannot be read any more.
    static let unreadable = PassageFailure(
        code: "gateway.content-unreadable", failureClass: .permanent, message: "what was sealed of the document cannot be read",
        advice: "restore the journal's key file, then retry; or discard and have the document submitted again")
}
