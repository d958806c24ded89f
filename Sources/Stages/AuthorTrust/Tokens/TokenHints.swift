// What to do about each fault of a token, in French and in English; hints hold no content.

import ClinicalTypes
import CredentialChecks

/// The hint for a failed check of a token.
func tokenHint(for code: String) -> Bilingual {
    if let fault = TokenFaultCode(rawValue: code) { return tokenHint(for: fault) }
    return identityHints[code] ?? tokenHint(for: .json)
}

private let identityHints: [String: Bilingual] = [
    "token.identity-unreadable": Bilingual(
        fr: "Le jeton ne porte pas d'identifiant national lisible : demandez le scope scope_all à Pro Santé Connect.",
        en: "The token holds no readable national identifier: ask Pro Santé Connect for the scope scope_all."),
    "token.identity-contradicted": Bilingual(
        fr: "Le jeton nomme deux identifiants différents du même répertoire pour une même personne. Reconnectez-vous.",
        en: "The token names two different identifiers of one directory for one person. Sign in again."),
    "token.assurance-too-low": Bilingual(
        fr: "Le niveau eIDAS de l'authentification est insuffisant : demandez acr_values au niveau attendu.",
        en: "The eIDAS level of the sign-in is too low: ask for acr_values of the expected level."),
]

private func tokenHint(for fault: TokenFaultCode) -> Bilingual {
    switch fault {
    case .tooLarge, .parts, .encoding, .json, .duplicateMember, .header:
        Bilingual(
            fr: "Transmettez le jeton exactement comme Pro Santé Connect l'a émis : trois parties base64url séparées par des points.",
            en: "Send the token exactly as Pro Santé Connect issued it: three parts in base64url, separated by dots.")
    case .encrypted:
        Bilingual(fr: "Envoyez un jeton signé (JWS), pas un jeton chiffré (JWE).", en: "Send a signed token (JWS), not an encrypted one (JWE).")
    case .criticalHeader, .transformed:
        Bilingual(
            fr: "L'en-tête du jeton demande un traitement qui n'est jamais appliqué ici : demandez un jeton signé ordinaire.",
            en: "The token's header asks for a processing that is never applied here: obtain an ordinary signed token.")
    case .kind:
        Bilingual(
            fr: "Envoyez le jeton d'accès (access_token), pas l'id_token, le jeton de rafraîchissement ni un jeton de déconnexion.",
            en: "Send the access token (access_token), not the id_token, the refresh token or a logout token.")
    case .algorithm:
        Bilingual(
            fr: "L'algorithme de signature n'est pas l'un de ceux que la configuration admet pour cet émetteur.",
            en: "The signature algorithm is none of those that the configuration allows for this issuer.")
    case .keysUnavailable:
        Bilingual(
            fr: "Les clés publiques de l'émetteur n'ont pas pu être lues : réessayez dans une minute, ou prévenez l'exploitant de la passerelle.",
            en: "The issuer's public keys could not be read: try again in a minute, or tell the operator of the gateway.")
    case .keyUnknown, .keyUnfit:
        Bilingual(
            fr: "La clé nommée n'est pas une clé publiée de l'émetteur : vérifiez l'environnement (test ou production) du jeton, puis reconnectez-vous.",
            en: "The key that is named is no published key of the issuer: check which world (test or production) the token is of, then sign in again.")
    case .signature:
        Bilingual(
            fr: "La signature est fausse : le jeton a été altéré, tronqué, ou signé par un autre que l'émetteur.",
            en: "The signature is wrong: the token was altered, cut, or signed by somebody other than the issuer.")
    case .claimMissing, .claimForm:
        Bilingual(
            fr: "La revendication nommée manque ou n'a pas la forme attendue : vérifiez les scopes demandés.",
            en: "The claim that is named is absent or of another form: check the scopes that are asked for.")
    case .issuer:
        Bilingual(
            fr: "Le jeton vient d'un autre émetteur : vérifiez l'environnement (bac à sable ou production) de Pro Santé Connect.",
            en: "The token is of another issuer: check which world (sandbox or production) of Pro Santé Connect is used.")
    case .audience, .authorizedParty:
        Bilingual(
            fr: "Le jeton a été émis pour un autre service ou un autre client : utilisez celui de ce logiciel.",
            en: "The token was issued for another service or another client: use this software's own.")
    case .expired: Bilingual(fr: "Le jeton est expiré : rafraîchissez-le.", en: "The token has expired: refresh it.")
    case .notYetValid, .issuedInFuture:
        Bilingual(
            fr: "Le jeton n'est pas encore valable : vérifiez l'heure des deux machines.", en: "The token is not valid yet: check the clocks of both machines.")
    case .lifetime:
        Bilingual(
            fr: "Le jeton est valable plus longtemps que la configuration ne l'admet : demandez un jeton court et rafraîchissez-le.",
            en: "The token is valid for longer than the configuration allows: obtain a short one and refresh it.")
    case .binding:
        Bilingual(
            fr: "Le jeton est lié à un autre certificat client : présentez celui avec lequel il a été obtenu.",
            en: "The token is bound to another client certificate: present the one that it was obtained with.")
    case .unbound:
        Bilingual(
            fr: "Un jeton lié au certificat client est exigé (RFC 8705) : obtenez-le par une connexion TLS avec ce certificat.",
            en: "A token that is bound to the client certificate is demanded (RFC 8705): obtain it over TLS with that certificate.")
    }
}
