// What to do about each failed check of an assertion, in French and in English; hints hold no content.

import ClinicalTypes

/// The hint for a failed check of an assertion.
func assertionHint(for code: String) -> Bilingual {
    formHints[code] ?? statementHints[code] ?? claimHints[code] ?? hint(for: code)
}

/// Where the assertion stands and how it is signed.
private let formHints: [String: Bilingual] = [
    "assertion.unreadable": Bilingual(
        fr: "L'assertion doit être du XML bien formé, sans DOCTYPE, en UTF-8.", en: "The assertion must be well-formed XML without DOCTYPE, in UTF-8."),
    "assertion.absent": Bilingual(
        fr: "Joignez une assertion SAML 2.0 (VIHF), en clair, dans l'en-tête wsse:Security ou, en base64, dans Authorization: SAML.",
        en: "Add a SAML 2.0 assertion (VIHF), not encrypted, in the wsse:Security header or, in base64, in Authorization: SAML."),
    "assertion.several": Bilingual(fr: "Une seule assertion est lue : retirez les autres.", en: "One assertion is read: remove the others."),
    "assertion.structure": Bilingual(
        fr: "Cet élément ne suit pas SAML 2.0 ; le champ dit lequel.", en: "This element does not follow SAML 2.0; the field says which."),
    "assertion.text": Bilingual(
        fr: "Ce champ doit contenir du texte seul, visible, sans commentaire ni balise.",
        en: "This field must hold visible text alone, without comments or markup."),
    "assertion.limits": Bilingual(
        fr: "L'assertion dépasse une limite de taille ou de nombre : retirez ce qui n'est pas du profil.",
        en: "The assertion exceeds a limit of size or number: remove what is not of the profile."),
    "assertion.unsigned": Bilingual(
        fr: "Signez l'assertion elle-même : la signature est son enfant direct (enveloped).",
        en: "Sign the assertion itself: the signature is its direct child (enveloped)."),
    "assertion.signature-wrapping": Bilingual(
        fr: "Ce qui est signé n'est pas ce qui serait lu : une seule assertion, à sa place, et une signature qui la désigne.",
        en: "What is signed is not what would be read: one assertion, in its place, and a signature that refers to it."),
    "assertion.signature-structure": Bilingual(
        fr: "La signature contient un élément en trop, en double ou un commentaire : suivez XML-DSig au plus simple.",
        en: "The signature holds an element too many, twice, or a comment: follow XML-DSig at its simplest."),
    "assertion.algorithm": Bilingual(
        fr: "Signez en RSA ou ECDSA avec SHA-256 au moins et la canonicalisation exclusive ; SHA-1 et HMAC sont refusés.",
        en: "Sign with RSA or ECDSA and SHA-256 at least, canonicalized exclusively; SHA-1 and HMAC are refused."),
    "assertion.transform": Bilingual(
        fr: "Deux transformations, dans cet ordre : enveloped-signature puis xml-exc-c14n#.",
        en: "Two transforms, in this order: enveloped-signature, then xml-exc-c14n#."),
    "assertion.reference": Bilingual(
        fr: "La signature a une seule référence, « # » suivi de l'ID de l'assertion.", en: "The signature has one reference: \"#\" and the assertion's ID."),
    "assertion.duplicate-id": Bilingual(
        fr: "L'ID de l'assertion apparaît ailleurs dans le message : donnez-lui une valeur unique.",
        en: "The assertion's ID occurs elsewhere in the message: give it a value of its own."),
    "assertion.key": Bilingual(
        fr: "KeyInfo porte le certificat du signataire (X509Data/X509Certificate), ses autorités au plus, et rien d'autre.",
        en: "KeyInfo carries the signer's certificate (X509Data/X509Certificate), its authorities at most, and nothing else."),
    "assertion.signature-invalid": Bilingual(
        fr: "La signature est fausse : l'assertion a été modifiée après signature (mise en forme comprise), ou signée par une autre clé.",
        en: "The signature is wrong: the assertion was changed after signing (formatting included), or signed by another key."),
    "assertion.machinery": Bilingual(
        fr: "La vérification n'a pas pu avoir lieu : réessayez, et prévenez l'exploitant.",
        en: "The verification could not be made: try again, and tell the operator."),
]

/// What SAML itself states: issuer, time, audience, confirmation.
private let statementHints: [String: Bilingual] = [
    "assertion.issuer-mismatch": Bilingual(
        fr: "Issuer doit être le sujet (DN) du certificat qui signe l'assertion.",
        en: "Issuer must be the subject (DN) of the certificate that signs the assertion."),
    "assertion.issuer-format": Bilingual(
        fr: "Issuer/@Format doit être X509SubjectName.", en: "Issuer/@Format must be X509SubjectName."),
    "assertion.no-end": Bilingual(
        fr: "Bornez l'assertion par Conditions/@NotOnOrAfter.", en: "Bound the assertion by Conditions/@NotOnOrAfter."),
    "assertion.window": Bilingual(
        fr: "La fenêtre de validité est inversée ou trop longue.", en: "The window of validity is inverted or too long."),
    "assertion.not-yet-valid": Bilingual(
        fr: "L'assertion est dans le futur : mettez à l'heure la machine qui l'émet (NTP), et écrivez les heures en UTC.",
        en: "The assertion lies in the future: set the clock of the machine that issues it (NTP), and write times in UTC."),
    "assertion.expired": Bilingual(
        fr: "L'assertion est périmée : émettez-en une par requête, et mettez à l'heure la machine qui l'émet (NTP, UTC).",
        en: "The assertion has expired: issue one for each request, and set the clock of the machine that issues it (NTP, UTC)."),
    "assertion.other-audience": Bilingual(
        fr: "L'assertion est destinée à un autre service.", en: "The assertion is meant for another service."),
    "assertion.unconfirmed": Bilingual(
        fr: "SubjectConfirmation n'est pas satisfait : méthode, échéance, destinataire ou clé.",
        en: "SubjectConfirmation is not met: method, end, recipient or key."),
    "assertion.authentication": Bilingual(
        fr: "AuthnStatement doit dire une authentification passée, et un mode qui convienne à Authentification_Mode.",
        en: "AuthnStatement must state an authentication in the past, and a class that suits Authentification_Mode."),
    "assertion.replayed": Bilingual(
        fr: "Cette assertion a déjà servi pour un autre document : émettez-en une par envoi, avec un ID neuf.",
        en: "This assertion was used for another document: issue one for each submission, with a new ID."),
    "assertion.replay-unknown": Bilingual(
        fr: "Trop d'assertions sont en cours : le rejeu ne peut être exclu. Réessayez dans quelques minutes.",
        en: "Too many assertions are in use: a replay cannot be excluded. Try again in a few minutes."),
]

/// What the French profile claims.
private let claimHints: [String: Bilingual] = [
    "assertion.attribute-missing": Bilingual(
        fr: "Cet attribut est obligatoire dans le VIHF : ajoutez-le, nom exact, majuscules comprises.",
        en: "The VIHF requires this attribute: add it, by its exact name and letter case."),
    "assertion.attribute-count": Bilingual(
        fr: "Cet attribut n'a pas le bon nombre de valeurs.", en: "This attribute has a wrong number of values."),
    "assertion.attribute-value": Bilingual(
        fr: "La valeur n'a pas la forme attendue pour cet attribut.", en: "The value does not have the form of this attribute."),
    "assertion.version": Bilingual(
        fr: "VIHF_Version vaut 3.0 ou 4.0 pour le DMP.", en: "VIHF_Version is 3.0 or 4.0 for the shared record."),
    "assertion.mode-unknown": Bilingual(
        fr: "Authentification_Mode vaut DIRECTE, INDIRECTE ou INDIRECTE_RENFORCEE.",
        en: "Authentification_Mode is DIRECTE, INDIRECTE or INDIRECTE_RENFORCEE."),
    "assertion.sector-unknown": Bilingual(
        fr: "Secteur_Activite est un code de JDV_J61 suivi de « ^1.2.250.1.71.4.2.4 ».",
        en: "Secteur_Activite is a code of JDV_J61 followed by \"^1.2.250.1.71.4.2.4\"."),
    "assertion.profession-unknown": Bilingual(
        fr: "Le premier Role est une profession de JDV_J65 avec l'OID de sa nomenclature.",
        en: "The first Role is a profession of JDV_J65 with the OID of its code system."),
    "assertion.speciality-missing": Bilingual(
        fr: "Aucune spécialité dans le VIHF : médecins et pharmaciens ont un second Role (savoir-faire).",
        en: "No speciality in the VIHF: physicians and pharmacists have a second Role."),
    "assertion.speciality-unknown": Bilingual(
        fr: "Le second Role n'est pas une spécialité de cette profession.", en: "The second Role is no speciality of this profession."),
    "assertion.access-unknown": Bilingual(
        fr: "PurposeOfUse vaut normal, bris_de_glace ou centre_15.", en: "PurposeOfUse is normal, bris_de_glace or centre_15."),
    "assertion.reason-missing": Bilingual(
        fr: "Un accès en bris de glace donne sa raison dans Mode_Acces_Raison.", en: "An emergency access gives its reason in Mode_Acces_Raison."),
    "assertion.patient-unreadable": Bilingual(
        fr: "resource-id s'écrit INS^^^&OID&ISO^NH.", en: "resource-id is written INS^^^&OID&ISO^NH."),
    "assertion.subject-unreadable": Bilingual(
        fr: "NameID porte le PS_IdNat de l'utilisateur : 8 suivi du RPPS.", en: "NameID holds the user's PS_IdNat: 8 followed by the RPPS number."),
    "assertion.signer-product": Bilingual(
        fr: "En mode DIRECTE la carte de l'utilisateur signe ; en mode INDIRECTE le certificat ORG_SIGN de la structure.",
        en: "In mode DIRECTE the user's card signs; in mode INDIRECTE the structure's ORG_SIGN certificate does."),
    "assertion.other-signer": Bilingual(
        fr: "En mode DIRECTE, NameID est le titulaire de la carte qui signe.", en: "In mode DIRECTE, NameID is the holder of the card that signs."),
    "assertion.other-profession": Bilingual(
        fr: "La profession de l'assertion n'est pas celle de la carte qui signe.", en: "The profession of the assertion is not that of the card that signs."),
    "assertion.other-speciality": Bilingual(
        fr: "La spécialité de l'assertion n'est pas sur la carte qui signe.", en: "The speciality of the assertion is not on the card that signs."),
    "assertion.other-structure": Bilingual(
        fr: "Identifiant_Structure doit être l'identifiant (OU) du certificat d'organisation qui signe.",
        en: "Identifiant_Structure must be the identifier (OU) of the organisation certificate that signs."),
    "assertion.other-sender": Bilingual(
        fr: "Le certificat TLS et l'assertion ne sont pas du même titulaire : carte et utilisateur en mode DIRECTE, structure en mode INDIRECTE.",
        en: "TLS certificate and assertion are not of one holder: card and user in mode DIRECTE, the structure in mode INDIRECTE."),
    "assertion.other-patient": Bilingual(
        fr: "resource-id n'est pas le patient du document : émettez une assertion par patient, et vérifiez l'OID de l'INS (test ou production).",
        en: "resource-id is not the patient of the document: issue one assertion for each patient, and check the OID of the INS (test or production)."),
    "assertion.other-author": Bilingual(
        fr: "L'utilisateur (NameID) n'est ni auteur ni responsable du document.",
        en: "The user (NameID) is neither an author of the document nor answers for it."),
    "assertion.other-author-structure": Bilingual(
        fr: "La structure de l'assertion n'est pas celle de l'auteur ni du responsable de conservation (custodian).",
        en: "The structure of the assertion is neither the author's nor the custodian's."),
]
