// What each error code of XDS asks for (ITI TF-3 table 4.2.4.1-2).

import ClinicalTypes

/// The error codes of XDS registries and repositories, sorted by what they ask for.
enum XDSErrorTable {
    /// What a code asks for; nil for a code that the table does not know.
    static func kind(of code: String) -> FailureKind? { kinds[code] }

    /// What to do about a kind of error.
    static func message(of code: String, kind: FailureKind) -> Bilingual {
        switch kind {
        case .transient:
            Bilingual(
                fr: "Le répertoire est occupé ou indisponible (\(code)) : nouvel essai.",
                en: "The store is busy or not available (\(code)): trying again.")
        case .ambiguous:
            Bilingual(
                fr: "Le répertoire a échoué sans dire si le document est enregistré (\(code)) : il sera interrogé.",
                en: "The store failed without saying whether the document is registered (\(code)): it will be asked.")
        case .duplicate:
            Bilingual(
                fr: "Le répertoire connaît déjà cet identifiant (\(code)) : il est interrogé pour comparer.",
                en: "The store already knows this id (\(code)): it is asked, to compare.")
        case .needsPerson:
            Bilingual(fr: advice[code]?.fr ?? unknown(code).fr, en: advice[code]?.en ?? unknown(code).en)
        case .permanent:
            Bilingual(
                fr: "Le répertoire refuse le document ou ses métadonnées (\(code)) : corriger à la source et soumettre un nouveau document.",
                en: "The store refuses the document or its metadata (\(code)): mend it at its source and submit a new document.")
        }
    }

    private static func unknown(_ code: String) -> Bilingual {
        Bilingual(
            fr: "Le répertoire a refusé avec le code \(code) : en chercher la cause, puis rejouer ou abandonner.",
            en: "The store refused with code \(code): find out why, then retry or discard.")
    }

    private static let kinds: [String: FailureKind] = {
        var table: [String: FailureKind] = [:]
        for (kind, codes) in sorted {
            for code in codes { table[code] = kind }
        }
        return table
    }()

    private static let sorted: [(FailureKind, [String])] = [
        (
            .transient,
            [
                "XDSRegistryNotAvailable", "XDSRegistryBusy", "XDSRepositoryBusy", "XDSRegistryOutOfResources", "XDSRepositoryOutOfResources",
                "XDSUnavailableCommunity", "UnavailableRecipient",
            ]
        ),
        (.ambiguous, ["XDSRegistryError", "XDSRepositoryError", "DocumentQueued"]),
        (.duplicate, ["XDSDuplicateUniqueIdInRegistry", "XDSNonIdenticalHash", "XDSNonIdenticalSize"]),
        (
            .needsPerson,
            [
                "XDSUnknownPatientId", "XDSRegistryDeprecatedDocumentError", "XDSReplaceFailed", "UnresolvedReferenceException",
                "LocalPolicyRestrictionError", "XDSUnknownRepositoryId", "XDSUnknownCommunity", "XDSMissingHomeCommunityId", "UnknownRecipient",
                "XDSUnknownStoredQuery", "XDSStoredQueryMissingParam", "XDSStoredQueryParamNumber", "XDSTooManyResults",
                "XDSPatientIDReconciliationError", "XDSMetadataUpdateError", "XDSMetadataVersionError",
            ]
        ),
        (
            .permanent,
            [
                "XDSMissingDocument", "XDSMissingDocumentMetadata", "XDSRegistryMetadataError", "XDSRepositoryMetadataError",
                "XDSRegistryDuplicateUniqueIdInMessage", "XDSRepositoryDuplicateUniqueIdInMessage", "XDSDocumentUniqueIdError",
                "XDSPatientIdDoesNotMatch", "XDSResultNotSinglePatient", "InvalidDocumentContent", "XDSObjectTypeError",
                "XDSMetadataIdentifierError", "XDSInvalidRequestException", "PartialFolderContentNotProcessed", "PartialReplaceContentNotProcessed",
                "PartialTransformNotProcessed", "PartialAppendContentNotProcessed", "PartialRelationshipContentNotProcessed",
                "PartialTransformReplaceNotProcessed", "XDSMetadataUpdateOperationError", "UnmodifiableMetadataError",
            ]
        ),
    ]

    private static let advice: [String: Bilingual] = [
        "XDSUnknownPatientId": Bilingual(
            fr: "Le répertoire ne connaît pas ce patient (DMP non ouvert, ou INS inconnu) : vérifier l'identité ou ouvrir le dossier, puis rejouer.",
            en: "The store does not know this patient (no record opened, or unknown INS): check the identity or open the record, then retry."),
        "XDSRegistryDeprecatedDocumentError": Bilingual(
            fr: "Le document à remplacer l'est déjà : soumettre le remplacement de la version en vigueur, et abandonner celui-ci.",
            en: "The document to replace was replaced before: submit a replacement of the version in force, and discard this one."),
        "XDSReplaceFailed": Bilingual(
            fr: "Le remplacement a échoué : vérifier que le document à remplacer est dans le répertoire, puis rejouer.",
            en: "The replacement failed: check that the document to replace is in the store, then retry."),
        "UnresolvedReferenceException": Bilingual(
            fr: "Le document à remplacer n'est pas dans le répertoire : l'y envoyer d'abord, puis rejouer.",
            en: "The document to replace is not in the store: send it first, then retry."),
        "LocalPolicyRestrictionError": Bilingual(
            fr: "La politique du répertoire interdit cet envoi : vérifier les droits de l'émetteur, puis rejouer ou abandonner.",
            en: "The store's policy forbids this submission: check the sender's rights, then retry or discard."),
        "XDSMetadataUpdateError": Bilingual(
            fr: "Le répertoire refuse la modification : vérifier l'état du document dans le répertoire, puis rejouer ou abandonner.",
            en: "The store refuses the update: check the document's state in the store, then retry or discard."),
        "XDSMetadataVersionError": Bilingual(
            fr: "Les métadonnées ont changé entre-temps dans le répertoire : reprendre depuis la version en vigueur.",
            en: "The metadata have changed in the store meanwhile: begin again from the version in force."),
        "XDSUnknownRepositoryId": Bilingual(
            fr: "L'identifiant du répertoire est faux dans la configuration : le corriger, puis rejouer.",
            en: "The repository id in the configuration is wrong: mend it, then retry."),
    ]
}
