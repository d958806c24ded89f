// What a failed exchange with the mail relay asks for.

import CCurl
import ClinicalTypes

extension DeliveryFailure {
    /// Classes what libcurl says, by the relay's last reply where that refuses.
    ///
    /// A connection that is lost behind the last line leaves open whether the relay took the mail: it is sent again under the same Message-ID, by which
    /// mailboxes know a repetition.
    init(mail code: CURLcode, replyCode: Int) {
        switch code {
        case CURLE_USE_SSL_FAILED: self.init(mail: .handshakeFailed)
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ISSUER_ERROR: self.init(mail: .serverCertificateRefused)
        case CURLE_SSL_CERTPROBLEM, CURLE_SSL_CACERT_BADFILE: self.init(mail: .ownCredentialsUnusable)
        case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER: self.init(mail: .handshakeFailed)
        case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL: self.init(mail: .unusableURL)
        case CURLE_LOGIN_DENIED where replyCode < 400: self.init(smtp: 535)
        case _ where (400...599).contains(replyCode): self.init(smtp: replyCode)
        case CURLE_COULDNT_RESOLVE_HOST: self.init(mail: .unknownHost)
        case CURLE_COULDNT_CONNECT: self.init(mail: .noConnection)
        case CURLE_OPERATION_TIMEDOUT: self.init(mail: .timedOut)
        default: self.init(mail: .connectionLost)
        }
    }

    /// The relay could not be talked to; what its operator must mend is told at once, and tried again.
    init(mail reason: TransferFailureReason) {
        let needsOperator =
            [.unusableURL, .ownCredentialsUnusable, .serverCertificateRefused, .clientCertificateRefused, .handshakeFailed].contains(reason)
        self.init(
            code: reason.rawValue, kind: .transient,
            message: needsOperator
                ? Bilingual(
                    fr: "Le relais de messagerie ne peut pas être joint en confiance (\(reason.rawValue)) : vérifier adresse, certificats et autorités.",
                    en: "The mail relay cannot be reached in trust (\(reason.rawValue)): check address, certificates and authorities.")
                : Bilingual(
                    fr: "Le relais de messagerie n'a pas pu être joint (\(reason.rawValue)) : nouvel essai.",
                    en: "The mail relay could not be reached (\(reason.rawValue)): trying again."), needsOperator: needsOperator)
    }

    /// Classes a reply code of SMTP (RFC 5321, 4.2; RFC 4954, 6), also one that a report of delivery names.
    public init(smtp replyCode: Int) {
        let code = "smtp.\(replyCode)"
        switch replyCode {
        case 400..<500:
            self.init(
                code: code, kind: .transient,
                message: Bilingual(
                    fr: "Le relais de messagerie remet à plus tard (SMTP \(replyCode)) : nouvel essai.",
                    en: "The mail relay puts it off (SMTP \(replyCode)): trying again."))
        case 500...504, 521, 530, 534, 535, 538, 555:
            self.init(
                code: code, kind: .needsPerson,
                message: Bilingual(
                    fr: "Le relais de messagerie refuse cette passerelle (SMTP \(replyCode)) : vérifier compte, certificat et configuration, puis rejouer.",
                    en: "The mail relay refuses this gateway (SMTP \(replyCode)): check account, certificate and configuration, then retry."),
                needsOperator: true)
        default:
            self.init(
                code: code, kind: .permanent,
                message: Bilingual(
                    fr: "Le courriel est refusé (SMTP \(replyCode)) : boîte inconnue, pleine ou fermée, ou contenu refusé.",
                    en: "The mail is refused (SMTP \(replyCode)): the mailbox is unknown, full or closed, or the content is refused."))
        }
    }
}
