// What to do about each failed check, in French and in English; hints hold no content.

import ClinicalTypes
import CredentialChecks

extension Bilingual {
    /// The hint of a check that holds.
    static let nothingToDo = Bilingual(fr: "Rien à faire.", en: "Nothing to do.")
    /// The hint where revocation is not looked at.
    static let revocationOff = Bilingual(
        fr: "Les listes de révocation ne sont pas consultées (configuration author.revocationLists).",
        en: "Revocation lists are not looked at (configuration author.revocationLists).")
    /// The hint where nothing is known of revocation, and that refuses nothing.
    static let revocationUnknown = Bilingual(
        fr: "La passerelle n'a pas de liste de révocation en vigueur pour cet émetteur : la révocation n'a pas été vérifiée.",
        en: "The gateway has no revocation list in force for this issuer: revocation was not checked.")
    /// The hint of a check that could not be made.
    static let mendFirst = Bilingual(fr: "Corrigez d'abord les contrôles précédents.", en: "Mend the checks before this one first.")
}

/// The hint for a failed check.
func hint(for code: String) -> Bilingual {
    if let path = CertificatePathCode(rawValue: code) { return hint(for: path) }
    return hints[code] ?? hint(for: .refused)
}

private let hints: [String: Bilingual] = [
    "certificate.responder-missing": Bilingual(
        fr: "Le certificat ne nomme aucun répondeur OCSP, exigé par la configuration : présentez un certificat récent de l'IGC-Santé.",
        en: "The certificate names no OCSP responder, which the configuration requires: present a recent certificate of IGC-Santé."),
    "certificate.status-unavailable": Bilingual(
        fr: "Le répondeur OCSP n'a pas donné de réponse utilisable à temps : réessayez ; sinon l'exploitant doit vérifier l'accès au répondeur.",
        en: "The OCSP responder gave no usable answer in time: try again; else the operator has to check the way to the responder."),
    "certificate.status-unknown": Bilingual(
        fr: "Le répondeur OCSP ne connaît pas ce certificat : vérifiez l'environnement (test ou production) du certificat.",
        en: "The OCSP responder does not know this certificate: check which world (test or production) it belongs to."),
    "certificate.product-unknown": Bilingual(
        fr: "Présentez une carte de la famille CPS ou un certificat logiciel d'organisation de l'IGC-Santé : leur catégorie de produit est absente ici.",
        en: "Present a card of the CPS family or an organisation certificate of IGC-Santé: their product category is absent here."),
    "certificate.test-product": Bilingual(
        fr: "Ce certificat est un produit de test, refusé en production. Utilisez une carte ou un certificat de production.",
        en: "This certificate is a test product, which production refuses. Use a production card or certificate."),
    "certificate.identity-unreadable": Bilingual(
        fr: "Le sujet du certificat doit porter un seul identifiant national lisible : CN pour une personne, OU pour une organisation.",
        en: "The certificate's subject must hold one readable national identifier: CN for a person, OU for an organisation."),
    "author.other-person": Bilingual(
        fr: "Le titulaire de la carte n'est pas un auteur du document. Utilisez la carte de l'auteur, ou corrigez author/assignedAuthor/id.",
        en: "The card's holder is no author of the document. Use the author's card, or correct author/assignedAuthor/id."),
    "author.other-structure": Bilingual(
        fr: "Le certificat est celui d'une autre structure que celle de l'auteur ou du responsable de conservation (custodian).",
        en: "The certificate belongs to another structure than the author's or the custodian's."),
    "author.system": Bilingual(
        fr: "Ce document est produit par un système : il s'envoie avec le certificat d'organisation de la structure du système.",
        en: "A system wrote this document: it is sent with the organisation certificate of the system's structure."),
    "author.identifier-missing": Bilingual(
        fr: "Le document ne nomme personne que ce type de certificat puisse représenter : renseignez l'identifiant national de l'auteur ou de la structure.",
        en: "The document names nobody that this kind of certificate could stand for: give the national identifier of the author or of the structure."),
    "author.missing": Bilingual(fr: "Le document n'a pas d'auteur.", en: "The document has no author."),
]

private func hint(for code: CertificatePathCode) -> Bilingual {
    switch code {
    case .none:
        Bilingual(
            fr: "La connexion TLS doit présenter un certificat client (carte CPx ou certificat d'organisation).",
            en: "The TLS connection must present a client certificate (CPx card or organisation certificate).")
    case .unreadable, .chainTooLong:
        Bilingual(fr: "Vérifiez la chaîne de certificats que le client présente.", en: "Check the certificate chain that the client presents.")
    case .untrustedIssuer:
        Bilingual(
            fr: "L'émetteur ne remonte à aucune autorité configurée. Vérifiez l'environnement (test ou production) du certificat.",
            en: "The issuer leads to no configured authority. Check which world (test or production) the certificate belongs to.")
    case .chainIncomplete:
        Bilingual(
            fr: "Un certificat intermédiaire manque : présentez-le avec le vôtre, ou faites-le ajouter aux autorités configurées.",
            en: "An intermediate certificate is missing: present it along with yours, or have it added to the configured authorities.")
    case .selfSigned:
        Bilingual(
            fr: "Un certificat autosigné n'est jamais accepté : demandez-en un à une autorité reconnue.",
            en: "A self-signed certificate is never accepted: obtain one from a recognised authority.")
    case .expired: Bilingual(fr: "Renouvelez le certificat ou la carte.", en: "Renew the certificate or the card.")
    case .notYetValid:
        Bilingual(
            fr: "Le certificat n'est pas encore valable ; vérifiez aussi l'heure des deux machines.",
            en: "The certificate is not valid yet; check the clocks of both machines, too.")
    case .wrongPurpose:
        Bilingual(
            fr: "Utilisez le certificat d'authentification, pas celui de signature, de chiffrement ou de serveur.",
            en: "Use the authentication certificate, not the one for signing, encryption or servers.")
    case .signatureInvalid:
        Bilingual(
            fr: "Une signature de la chaîne est fausse : le certificat a été altéré ou n'a pas été émis par l'autorité qu'il nomme.",
            en: "A signature of the chain is wrong: the certificate was altered, or was not issued by the authority that it names.")
    case .keyTooWeak, .digestTooWeak:
        Bilingual(
            fr: "La clé ou l'algorithme de signature est trop faible : demandez un certificat récent.",
            en: "The key or the signature algorithm is too weak: obtain a recent certificate.")
    case .keyTooLarge:
        Bilingual(
            fr: "La clé est si grande que la vérifier coûterait trop : demandez un certificat à clé RSA 2048 à 8192 ou EC 256.",
            en: "The key is so large that verifying with it would cost too much: obtain a certificate with a key of RSA 2048 to 8192 or EC 256.")
    case .duplicateExtension:
        Bilingual(
            fr: "Une extension figure deux fois, ce que la RFC 5280 interdit : demandez un autre certificat.",
            en: "An extension stands twice, which RFC 5280 forbids: obtain another certificate.")
    case .revoked:
        Bilingual(
            fr: "L'émetteur a révoqué ce certificat : demandez-en un nouveau, ou utilisez l'autre carte.",
            en: "The issuer revoked this certificate: obtain a new one, or use the other card.")
    case .revocationListMissing, .revocationListExpired, .revocationListNotYetValid, .revocationListUnusable:
        Bilingual(
            fr: "La passerelle n'a pas de liste de révocation utilisable pour cet émetteur : l'exploitant doit la mettre à jour.",
            en: "The gateway has no usable revocation list of this issuer: its operator has to bring it up to date.")
    case .policyMissing:
        Bilingual(
            fr: "La chaîne ne porte pas la politique de certification demandée.",
            en: "The chain does not hold the certificate policy that is asked for.")
    case .issuerNotAnAuthority, .pathTooLong, .nameNotPermitted, .unknownCriticalExtension, .refused:
        Bilingual(
            fr: "La chaîne de certificats enfreint la RFC 5280 ; le code OpenSSL dit où.",
            en: "The certificate chain breaks RFC 5280; OpenSSL's code says where.")
    }
}
