// What an exchange that brought no answer asks for.

import ClinicalTypes

extension DeliveryFailure {
    /// Classes a failed exchange.
    ///
    /// If the whole request may have reached the store, it is doubt. Refused certificates, ours or the store's, stop every document until an
    /// operator acts; the documents themselves are not at fault, so they wait and are tried again.
    init(_ failure: TransferFailure) {
        let code = failure.reason.rawValue
        switch failure.reason {
        case .unusableURL, .ownCredentialsUnusable, .serverCertificateRefused, .clientCertificateRefused, .handshakeFailed:
            self.init(code: code, kind: .transient, message: Self.operatorAdvice(failure.reason), needsOperator: true)
        case _ where failure.requestMayHaveArrived:
            self.init(
                code: code, kind: .ambiguous,
                message: Bilingual(
                    fr: "L'échange a été rompu (\(code)) après l'envoi : le répertoire sera interrogé.",
                    en: "The exchange broke off (\(code)) after sending: the store will be asked."))
        default:
            self.init(
                code: code, kind: .transient,
                message: Bilingual(
                    fr: "Le répertoire n'a pas pu être joint (\(code)) : nouvel essai.", en: "The store could not be reached (\(code)): trying again."))
        }
    }

    private static func operatorAdvice(_ reason: TransferFailureReason) -> Bilingual {
        switch reason {
        case .serverCertificateRefused:
            Bilingual(
                fr: "Le certificat du répertoire n'est pas reconnu : vérifier les autorités configurées, sa validité et le nom d'hôte.",
                en: "The store's certificate is not trusted: check the configured authorities, its validity and the host name.")
        case .clientCertificateRefused:
            Bilingual(
                fr: "Le répertoire refuse le certificat de cette passerelle : vérifier sa validité et son enregistrement.",
                en: "The store refuses this gateway's certificate: check its validity and its registration.")
        case .ownCredentialsUnusable:
            Bilingual(
                fr: "Le certificat, la clé ou les autorités configurés pour le répertoire sont inutilisables : vérifier ces fichiers.",
                en: "The certificate, key or authorities configured for the store cannot be used: check these files.")
        case .unusableURL:
            Bilingual(fr: "L'adresse du répertoire n'est pas une URL https : la corriger.", en: "The store's address is not an https URL: mend it.")
        default:
            Bilingual(
                fr: "La connexion TLS avec le répertoire échoue : vérifier les certificats et les versions de TLS.",
                en: "The TLS connection with the store fails: check the certificates and the versions of TLS.")
        }
    }
}
