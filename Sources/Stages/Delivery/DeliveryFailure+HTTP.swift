// What the status of an answer asks for.

import ClinicalTypes
import Foundation

extension DeliveryFailure {
    /// Classes an answer by its HTTP status.
    ///
    /// 408, 425, 429 and 503 say that nothing was done: transient. Every other 5xx may come from a proxy or a store that did its work: ambiguous.
    /// 401 and 407 are about this gateway and will hit every document: transient, and an operator is told. Any other status is for a person.
    init(_ answer: StoreAnswer) {
        let status = answer.status
        let pause = Self.pause(answer)
        switch status {
        case 408, 425, 429, 503:
            self.init(
                code: "http.\(status)", kind: .transient,
                message: Bilingual(
                    fr: "Le répertoire répond \(status), occupé ou indisponible : nouvel essai.",
                    en: "The store answers \(status), busy or not available: trying again."), retryAfter: pause)
        case 401, 407:
            self.init(
                code: "http.\(status)", kind: .transient,
                message: Bilingual(
                    fr: "Le répertoire ne reconnaît pas cette passerelle (\(status)) : vérifier son certificat et son habilitation.",
                    en: "The store does not recognise this gateway (\(status)): check its certificate and its rights."), needsOperator: true, retryAfter: pause)
        case 501, 505...:
            self.init(
                code: "http.\(status)", kind: .needsPerson,
                message: Bilingual(
                    fr: "Le répertoire ne connaît pas cette requête (\(status)) : vérifier son adresse, puis rejouer.",
                    en: "The store does not know this request (\(status)): check its address, then retry."), needsOperator: true)
        case 500...504:
            self.init(
                code: "http.\(status)", kind: .ambiguous,
                message: Bilingual(
                    fr: "Le répertoire a échoué (\(status)) sans dire si le document est enregistré : il sera interrogé.",
                    en: "The store failed (\(status)) without saying whether the document is registered: it will be asked."), retryAfter: pause)
        case 300..<400:
            self.init(
                code: "http.\(status)", kind: .needsPerson,
                message: Bilingual(
                    fr: "Le répertoire renvoie ailleurs (\(status)), ce qui n'est jamais suivi : vérifier son adresse, puis rejouer.",
                    en: "The store redirects (\(status)), which is never followed: check its address, then retry."), needsOperator: true)
        default:
            self.init(
                code: "http.\(status)", kind: .needsPerson,
                message: Bilingual(
                    fr: "Le répertoire refuse la requête (\(status)) : en chercher la cause, puis rejouer ou abandonner.",
                    en: "The store refuses the request (\(status)): find out why, then retry or discard."))
        }
    }

    /// The pause in `Retry-After` (RFC 9110, 10.2.3): seconds, or a date measured from the answer's own `Date`.
    static func pause(_ answer: StoreAnswer) -> Double? {
        guard let field = answer.fields["retry-after"] else { return nil }
        if let seconds = UInt32(field) { return Double(seconds) }
        guard let until = date(field), let sent = answer.fields["date"].flatMap(date) else { return nil }
        return max(0, until.timeIntervalSince(sent))
    }

    private static func date(_ text: String) -> Date? {
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(identifier: "GMT")
        format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        return format.date(from: text)
    }
}
