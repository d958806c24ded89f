// The words for each kind of problem.

import ClinicalTypes

extension Problem.Kind {
    /// The title, the same for each problem of the kind.
    var title: Bilingual {
        switch self {
        case .badRequest: Bilingual(fr: "Requête incompréhensible", en: "Request not understood")
        case .credentialMissing: Bilingual(fr: "Expéditeur inconnu", en: "Sender unknown")
        case .credentialRefused: Bilingual(fr: "Expéditeur refusé", en: "Sender refused")
        case .notFound: Bilingual(fr: "Introuvable", en: "Not found")
        case .methodNotAllowed: Bilingual(fr: "Méthode non permise", en: "Method not allowed")
        case .timeout: Bilingual(fr: "Requête trop lente", en: "Request too slow")
        case .conflict: Bilingual(fr: "Identifiant déjà utilisé", en: "Identifier already in use")
        case .tooLarge: Bilingual(fr: "Document trop volumineux", en: "Document too large")
        case .unsupportedMediaType: Bilingual(fr: "Type de contenu refusé", en: "Content type refused")
        case .documentRefused: Bilingual(fr: "Document refusé", en: "Document refused")
        case .tooManyRequests: Bilingual(fr: "Trop de requêtes", en: "Too many requests")
        case .fieldsTooLarge: Bilingual(fr: "En-têtes trop volumineux", en: "Fields too large")
        case .internalFailure: Bilingual(fr: "Défaillance de la passerelle", en: "Gateway failure")
        case .unavailable: Bilingual(fr: "Passerelle indisponible", en: "Gateway unavailable")
        }
    }

    /// What is said where nothing more is known.
    var usualDetail: Bilingual {
        switch self {
        case .badRequest: Bilingual(fr: "La requête n'a pas la forme attendue.", en: "The request has not the expected form.")
        case .credentialMissing:
            Bilingual(fr: "La connexion ne présente aucun certificat client.", en: "The connection presents no client certificate.")
        case .credentialRefused:
            Bilingual(fr: "Le certificat présenté ne permet pas cet envoi.", en: "The presented certificate does not allow this submission.")
        case .notFound: Bilingual(fr: "Rien ne porte ce nom ici.", en: "Nothing has this name here.")
        case .methodNotAllowed: Bilingual(fr: "Cette ressource n'accepte pas cette méthode.", en: "This resource does not accept this method.")
        case .timeout: Bilingual(fr: "Le corps n'est pas arrivé à temps.", en: "The body did not arrive in time.")
        case .conflict: Bilingual(fr: "Cet identifiant désigne déjà un autre contenu.", en: "This identifier already names other content.")
        case .tooLarge: Bilingual(fr: "Le document dépasse la taille acceptée.", en: "The document is larger than accepted.")
        case .unsupportedMediaType: Bilingual(fr: "Ce type de contenu n'est pas accepté ici.", en: "This content type is not accepted here.")
        case .documentRefused: Bilingual(fr: "Le document enfreint des règles.", en: "The document breaks rules.")
        case .tooManyRequests: Bilingual(fr: "Ralentissez, puis réessayez.", en: "Slow down, then try again.")
        case .fieldsTooLarge: Bilingual(fr: "Les en-têtes dépassent la taille acceptée.", en: "The fields are larger than accepted.")
        case .internalFailure:
            Bilingual(
                fr: "La passerelle a échoué ; rien n'a été accepté. Réessayez, puis prévenez l'exploitant.",
                en: "The gateway failed; nothing was accepted. Try again, then tell the operator.")
        case .unavailable:
            Bilingual(fr: "La passerelle ne peut rien accepter pour l'instant ; réessayez.", en: "The gateway cannot accept anything for now; try again.")
        }
    }
}
