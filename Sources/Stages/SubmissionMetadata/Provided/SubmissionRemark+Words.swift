// How much each remark on a submission weighs, under which code it is answered, and in which words: what is wrong, and the cure.

public import ClinicalTypes
public import XDSMessages

extension SubmissionRemark.Kind {
    /// Errors refuse the submission as a whole; of a warning the document's own value is registered.
    public var severity: Severity {
        switch self {
        case .typeDiffers, .classDiffers, .formatDiffers, .mediaTypeDiffers, .creationTimeDiffers, .serviceTimeDiffers, .languageDiffers,
            .confidentialityDiffers, .facilityDiffers, .practiceSettingDiffers, .titleDiffers, .authorDiffers, .notForwarded, .contentTypeUnknown,
            .companionsLate:
            .warning
        default: .error
        }
    }

    /// The code of the registry error (ITI TF-3 table 4.2.4.1-2).
    public var registryCode: RegistryErrorCode {
        switch self {
        case .documentMissing: .missingDocument
        case .entryMissing: .missingDocumentMetadata
        case .patientsMixed, .patientDiffers: .patientIdDoesNotMatch
        case .uniqueIDRepeated: .repositoryDuplicateUniqueIdInMessage
        case .uniqueIDTaken, .hashDiffers: .nonIdenticalHash
        case .sizeDiffers: .nonIdenticalSize
        case .referenceUnknown: .unresolvedReference
        case .signatureUnreadable, .signatureOfOtherBytes: .invalidDocumentContent
        case .companionsLate: .partialFolderContent
        case _ where severity < .error: .extraMetadataNotSaved
        default: .repositoryMetadataError
        }
    }

    var words: Bilingual {
        switch self {
        case .metadataUnreadable:
            Bilingual(
                fr: "Cet élément des métadonnées ne se lit pas d'une seule façon ; ne l'écrivez qu'une fois, sous la forme ebRIM.",
                en: "This part of the metadata cannot be read in one way; write it once, in its ebRIM form.")
        case .submissionSetCount:
            Bilingual(fr: "Une soumission a un lot (SubmissionSet) et un seul.", en: "A submission has one submission set and no more.")
        case .noEntry:
            Bilingual(
                fr: "La soumission n'apporte aucun document ; les associations et les dossiers seuls ne sont pas pris ici.",
                en: "The submission brings no document; associations and folders alone are not taken here.")
        case .documentMissing:
            Bilingual(fr: "Cette fiche n'a pas de Document de même id.", en: "This entry has no Document of the same id.")
        case .entryMissing:
            Bilingual(fr: "Ce Document n'a pas de fiche (ExtrinsicObject) de même id.", en: "This Document has no ExtrinsicObject of the same id.")
        case .documentRepeated: Bilingual(fr: "Deux Document portent cet id.", en: "Two Documents have this id.")
        case .notMember:
            Bilingual(
                fr: "La fiche doit appartenir au lot par une association HasMember, une seule, de SubmissionSetStatus Original.",
                en: "The entry must belong to the submission set by one HasMember association whose SubmissionSetStatus is Original.")
        case .identifierMissing:
            Bilingual(fr: "Cet identifiant obligatoire manque.", en: "This required identifier is missing.")
        case .patientsMixed:
            Bilingual(fr: "Toute la soumission doit porter le patient du lot.", en: "All of the submission must be of the patient of the submission set.")
        case .uniqueIDRepeated:
            Bilingual(fr: "Deux objets de la soumission ont le même uniqueId.", en: "Two objects of the submission have the same uniqueId.")
        case .uniqueIDTaken:
            Bilingual(
                fr: "Cet uniqueId désigne déjà un autre contenu ; un document corrigé reçoit un nouvel identifiant et remplace l'ancien (RPLC).",
                en: "This uniqueId already names other content; a corrected document gets an id of its own and replaces the former one (RPLC).")
        case .hashDiffers:
            Bilingual(
                fr: "hash n'est pas le SHA-1 des octets reçus : le document a été modifié en route ou après le calcul.",
                en: "hash is not the SHA-1 of the bytes that came: the document was changed on its way, or after it was computed.")
        case .sizeDiffers:
            Bilingual(fr: "size n'est pas le nombre d'octets reçus.", en: "size is not the number of bytes that came.")
        case .onDemandUnserved:
            Bilingual(fr: "Les documents à la demande ne sont pas transmis ici.", en: "On-demand documents are not forwarded here.")
        case .folderNotMember:
            Bilingual(
                fr: "Le dossier doit appartenir au lot par une association HasMember, une seule.",
                en: "The folder must belong to the submission set by one HasMember association.")
        case .associationUnserved:
            Bilingual(
                fr: "Cette association n'est pas transmise ici ; le sont RPLC, APND, XFRM, XFRM_RPLC et signs d'un document de la soumission, une relation par "
                    + "document, et HasMember d'un dossier.",
                en: "This association is not forwarded here; RPLC, APND, XFRM, XFRM_RPLC and signs of a document of the submission are, one relation for each "
                    + "document, and HasMember of a folder.")
        case .referenceUnknown:
            Bilingual(
                fr: "L'association vise un objet absent de la soumission ; un objet déjà enregistré se nomme par son entryUUID (urn:uuid:).",
                en: "The association names an object that is not in the submission; a registered object is named by its entryUUID (urn:uuid:).")
        case .signatureAlone:
            Bilingual(
                fr: "La signature doit accompagner au moins un des documents qu'elle signe.",
                en: "A signature must come with at least one of the documents that it signs.")
        case .signatureWithoutSigns:
            Bilingual(
                fr: "Ce document est une signature ; une association signs doit dire ce qu'il signe.",
                en: "This document is a signature; an association signs must say what it signs.")
        case .signatureUnreadable:
            Bilingual(
                fr: "Ce document est dit signer (signs) et n'est pas une signature XML (racine ds:Signature).",
                en: "This document is said to sign (signs) and is no XML signature (root ds:Signature).")
        case .signatureOfOtherBytes:
            Bilingual(
                fr: "L'empreinte que porte la signature pour ce document n'est pas celle des octets reçus : signez le document tel qu'il est envoyé.",
                en: "The digest that the signature has for this document is not that of the bytes that came: sign the document as it is sent.")
        case .signatureEntryIncomplete:
            Bilingual(
                fr: "La fiche d'une signature est enregistrée telle qu'elle vient ; ces attributs obligatoires manquent.",
                en: "The entry of a signature is registered as it comes; these required attributes are missing.")
        case .companionsLate:
            Bilingual(
                fr: "Ce document est déjà pris en charge sans ces dossiers, qui ne sont pas transmis ; soumettez-les au répertoire avec un autre document.",
                en: "This document was taken before without these folders, which are not forwarded; submit them with another document.")
        case .relationNotInDocument:
            Bilingual(
                fr: "Le document ne dit pas cette relation : son en-tête doit la porter (relatedDocument).",
                en: "The document does not say this relation: its header must have it (relatedDocument).")
        case .relationNotInSubmission:
            Bilingual(
                fr: "Le document se rapporte à un autre (relatedDocument) ; la soumission doit porter la même association.",
                en: "The document relates to another (relatedDocument); the submission must have the same association.")
        case .parentDiffers:
            Bilingual(
                fr: "L'association et le document ne visent pas le même document.", en: "The association and the document relate to different documents.")
        case .patientDiffers:
            Bilingual(
                fr: "La fiche et le document ne sont pas du même patient : comparez patientId et l'INS de recordTarget.",
                en: "Entry and document are of different patients: compare patientId with the INS of recordTarget.")
        case .uniqueIDDiffers:
            Bilingual(fr: "uniqueId n'est pas l'identifiant du document (ClinicalDocument/id).", en: "uniqueId is not the document's id (ClinicalDocument/id).")
        case .typeDiffers: Self.difference("typeCode", "ClinicalDocument/code")
        case .classDiffers: Self.difference("classCode", "ClinicalDocument/code, ASS_X04")
        case .formatDiffers: Self.difference("formatCode", "ClinicalDocument/templateId, ASS_A11")
        case .mediaTypeDiffers: Self.difference("mimeType", "text/xml")
        case .creationTimeDiffers: Self.difference("creationTime", "ClinicalDocument/effectiveTime, UTC")
        case .serviceTimeDiffers: Self.difference("serviceStartTime, serviceStopTime", "documentationOf/serviceEvent/effectiveTime, UTC")
        case .languageDiffers: Self.difference("languageCode", "ClinicalDocument/languageCode")
        case .confidentialityDiffers: Self.difference("confidentialityCode", "ClinicalDocument/confidentialityCode")
        case .facilityDiffers: Self.difference("healthcareFacilityTypeCode", "healthCareFacility/code")
        case .practiceSettingDiffers: Self.difference("practiceSettingCode", "standardIndustryClassCode")
        case .titleDiffers: Self.difference("title", "ClinicalDocument/title")
        case .authorDiffers: Self.difference("author", "ClinicalDocument/author")
        case .notForwarded:
            Bilingual(
                fr: "Ces métadonnées ne sont pas transmises : la fiche est écrite d'après le document.",
                en: "These metadata are not forwarded: the entry is written from the document.")
        case .contentTypeUnknown:
            Bilingual(
                fr: "contentTypeCode n'est pas dans JDV_J59 ; l'activité configurée est enregistrée.",
                en: "contentTypeCode is not in JDV_J59; the configured activity is registered.")
        }
    }

    private static func difference(_ attribute: String, _ source: String) -> Bilingual {
        Bilingual(
            fr: "\(attribute) n'est pas ce que dit le document, dont la valeur est enregistrée (\(source)).",
            en: "\(attribute) is not what the document says, whose value is registered (\(source)).")
    }
}
