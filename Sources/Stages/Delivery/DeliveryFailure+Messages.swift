// What registry errors, faults and unreadable answers ask for.

import ClinicalTypes
import XDSMessages

extension DeliveryFailure {
    /// Classes a registry's answer; nil when it is a success with no more than warnings.
    ///
    /// Of several errors, one that says the id is known counts first, because asking is always safe; then what cannot be mended, then what needs a
    /// person, then doubt. A failure without errors, a success with errors and a partial success contradict themselves: doubt.
    init?(_ response: RegistryResponse) {
        let errors = response.errors.filter { $0.severity == .error }
        if response.status == .success, errors.isEmpty { return nil }
        guard response.status == .failure, !errors.isEmpty else {
            self = .contradiction
            return
        }
        let classed = errors.map { error in (code: error.code.rawValue, kind: XDSErrorTable.kind(of: error.code.rawValue)) }
        for kind in [FailureKind.duplicate, .permanent, .needsPerson, .ambiguous, .transient] {
            // A code outside the table is for a person, as long as none inside it says more.
            guard let first = classed.first(where: { ($0.kind ?? .needsPerson) == kind }) else { continue }
            self.init(code: Self.bounded(first.code), kind: kind, message: XDSErrorTable.message(of: Self.bounded(first.code), kind: kind))
            return
        }
        self = .contradiction
    }

    /// Classes a SOAP fault: the sender's doing is for a person, the receiver's is doubt.
    ///
    /// A fault of WS-Security is about who sends and in whose name: what was sent did nothing, whatever the code beside it.
    init(_ fault: SOAPFault, _ answer: StoreAnswer) {
        if let told = fault.subcodes.first(where: { $0.namespace == QualifiedName.security.namespace }) {
            self.init(identityRefused: IdentityRefusal(subcode: Self.bounded(told.local), reading: fault.reason))
            return
        }
        switch fault.code {
        case .receiver:
            self.init(
                code: "soap.receiver", kind: .ambiguous,
                message: Bilingual(
                    fr: "Le répertoire a échoué (SOAP Receiver) sans dire si le document est enregistré : il sera interrogé.",
                    en: "The store failed (SOAP Receiver) without saying whether the document is registered: it will be asked."),
                retryAfter: Self.pause(answer))
        default:
            self.init(
                code: "soap.\(fault.code.rawValue.lowercased())", kind: .needsPerson,
                message: Bilingual(
                    fr: "Le répertoire refuse l'enveloppe (SOAP \(fault.code.rawValue)) : vérifier la sécurité et l'adresse configurées, puis rejouer.",
                    en: "The store refuses the envelope (SOAP \(fault.code.rawValue)): check the security and address configured, then retry."),
                needsOperator: true)
        }
    }

    /// The store does not let the sender in, or not in the name that was stated.
    private init(identityRefused refusal: IdentityRefusal) {
        self.init(
            code: "soap.security", kind: .needsPerson,
            message: Bilingual(
                fr:
                    "Le répertoire refuse l'identité présentée (\(refusal)) : vérifier l'assertion et le certificat configurés (store.assertion), puis rejouer.",
                en: "The store refuses the identity that was stated (\(refusal)): check the assertion and certificate configured (store.assertion), then retry."
            ),
            needsOperator: true)
        identity = refusal
    }

    /// The answer contradicts itself.
    static let contradiction = DeliveryFailure(
        code: "answer.contradiction", kind: .ambiguous,
        message: Bilingual(
            fr: "La réponse du répertoire se contredit : il sera interrogé.", en: "The store's answer contradicts itself: it will be asked."))

    /// The answer cannot be read; the reason is a code of the reader.
    static func answerUnreadable(_ reason: String) -> DeliveryFailure {
        DeliveryFailure(
            code: "answer.unreadable", kind: .ambiguous,
            message: Bilingual(
                fr: "La réponse du répertoire est illisible (\(reason)) : il sera interrogé.",
                en: "The store's answer cannot be read (\(reason)): it will be asked."))
    }

    /// The message could not even be written.
    init(unwritable failure: MessageFailure) {
        self.init(
            code: failure.code.rawValue, kind: .permanent,
            message: Bilingual(
                fr: "Le message ne peut pas être écrit (\(failure)) : corriger le document à la source et le soumettre à nouveau.",
                en: "The message cannot be written (\(failure)): mend the document at its source and submit it again."))
    }

    /// A code of the other side, kept to what a code may be: it goes to logs and metrics.
    private static func bounded(_ code: String) -> String {
        String(code.prefix(64).map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
    }
}

extension IdentityRefusal {
    /// Reads the check and the claim of a store that names them, `[assertion.other-patient] urn:…:resource-id: …`; the words may hold content and stay out.
    fileprivate init(subcode: String, reading reason: String) {
        self.init(subcode: subcode)
        guard let match = reason.firstMatch(of: /\[((?:assertion|certificate|rights)\.[a-z-]{1,40})\](?: ([A-Za-z@][A-Za-z0-9_:.@\/\[\]-]{0,99}):(?: |$))?/)
        else {
            return
        }
        check = String(match.1)
        // No name of a claim holds so many figures in a row; identifiers of people do.
        if let claim = match.2, !claim.contains(/[0-9]{5}/) { self.claim = String(claim) }
    }
}
