// What is wrong with an archive, in words.

public import ClinicalTypes
public import XDSMessages
import XMLTree
public import ZIPArchives

extension ZIPFailureCode {
    /// What is wrong, and nothing of the content.
    public var words: Bilingual {
        switch self {
        case .archiveTooLarge: Bilingual(fr: "L'archive est trop grande.", en: "The archive is too large.")
        case .tooManyEntries: Bilingual(fr: "L'archive a trop de fichiers.", en: "The archive has too many files.")
        case .entryTooLarge: Bilingual(fr: "Un fichier décompressé est trop grand.", en: "A file is too large once inflated.")
        case .totalTooLarge: Bilingual(fr: "Les fichiers décompressés sont trop grands.", en: "The files are too large once inflated.")
        case .ratio: Bilingual(fr: "Un fichier est compressé comme aucun document ne l'est.", en: "A file is packed as no document is.")
        case .noEnd: Bilingual(fr: "Ce n'est pas une archive ZIP, ou elle est tronquée.", en: "This is no ZIP archive, or it is cut.")
        case .ambiguousEnd: Bilingual(fr: "L'archive a plusieurs fins ; refaites-la.", en: "The archive has several ends; make it anew.")
        case .empty: Bilingual(fr: "L'archive est vide.", en: "The archive is empty.")
        case .zip64: Bilingual(fr: "L'archive est en plusieurs parties ou en ZIP64.", en: "The archive is in parts, or ZIP64.")
        case .directory: Bilingual(fr: "Le répertoire central de l'archive est incohérent.", en: "The central directory of the archive is inconsistent.")
        case .layout:
            Bilingual(
                fr: "Des fichiers se chevauchent, ou des octets n'appartiennent à aucun.", en: "Files overlap, or there are bytes that belong to none.")
        case .localHeader:
            Bilingual(fr: "L'en-tête d'un fichier contredit le répertoire central.", en: "The header of a file contradicts the central directory.")
        case .descriptor:
            Bilingual(fr: "Le descripteur d'un fichier contredit le répertoire central.", en: "The descriptor of a file contradicts the central directory.")
        case .encrypted: Bilingual(fr: "Un fichier est chiffré.", en: "A file is encrypted.")
        case .method: Bilingual(fr: "Un fichier est compressé autrement que par deflate.", en: "A file is packed by another method than deflate.")
        case .name: Bilingual(fr: "Un nom de fichier sort de l'archive ou est interdit.", en: "A file name leaves the archive or is forbidden.")
        case .nameTooLong: Bilingual(fr: "Un nom de fichier est trop long.", en: "A file name is too long.")
        case .nameTooDeep: Bilingual(fr: "Un fichier est dans trop de dossiers.", en: "A file stands in too many folders.")
        case .link: Bilingual(fr: "L'archive contient un lien.", en: "The archive holds a link.")
        case .duplicate: Bilingual(fr: "Deux fichiers portent le même nom.", en: "Two files have the same name.")
        case .deflate: Bilingual(fr: "Un fichier ne se décompresse pas.", en: "A file cannot be inflated.")
        case .size: Bilingual(fr: "Un fichier n'a pas la taille annoncée.", en: "A file is not of the size announced.")
        case .checksum: Bilingual(fr: "Un fichier est abîmé (CRC).", en: "A file is damaged (CRC).")
        }
    }
}

extension XDMFaultCode {
    /// What is wrong, and nothing of the content.
    public var words: Bilingual {
        switch self {
        case .noMetadata: Bilingual(fr: "Aucun IHE_XDM/SUBSETnn/METADATA.XML.", en: "There is no IHE_XDM/SUBSETnn/METADATA.XML.")
        case .tooManySets: Bilingual(fr: "Plus de 99 lots.", en: "More than 99 submission sets.")
        case .metadataNotXML: Bilingual(fr: "METADATA.XML n'est pas du XML acceptable.", en: "METADATA.XML is not acceptable XML.")
        case .metadataStructure:
            Bilingual(fr: "METADATA.XML doit avoir un seul lot et ses fiches.", en: "METADATA.XML must have one submission set and its entries.")
        case .irregular: Bilingual(fr: "Un élément des métadonnées n'a pas de place en XDS.", en: "Part of the metadata has no place in XDS.")
        case .noURI: Bilingual(fr: "La fiche n'a pas d'URI.", en: "The entry has no URI.")
        case .foreignURI: Bilingual(fr: "L'URI ne désigne pas un fichier du lot.", en: "The URI names no file of the submission set.")
        case .sharedURI: Bilingual(fr: "Deux fiches désignent le même fichier.", en: "Two entries name the same file.")
        case .repeatedUniqueID: Bilingual(fr: "Deux fiches ont le même uniqueId.", en: "Two entries have the same uniqueId.")
        case .noDocument: Bilingual(fr: "Le document de la fiche n'est pas dans l'archive.", en: "The document of the entry is not in the archive.")
        case .noSize: Bilingual(fr: "La fiche ne dit pas la taille (size).", en: "The entry does not say the size.")
        case .otherSize: Bilingual(fr: "Le document n'a pas la taille annoncée.", en: "The document is not of the size that its entry says.")
        case .noHash: Bilingual(fr: "La fiche ne dit pas l'empreinte (hash).", en: "The entry does not say the hash.")
        case .otherHash: Bilingual(fr: "Le document n'a pas l'empreinte annoncée.", en: "The document does not have the hash that its entry says.")
        case .documentNotXML: Bilingual(fr: "Le document n'est pas du XML acceptable.", en: "The document is not acceptable XML.")
        case .otherPatient: Bilingual(fr: "La fiche et le lot nomment deux patients.", en: "The entry and the submission set name two patients.")
        case .otherPatientInDocument:
            Bilingual(fr: "Le document est d'un autre patient que sa fiche.", en: "The document is of another patient than its entry.")
        case .otherIDInDocument:
            Bilingual(fr: "L'id du document n'est pas l'uniqueId de sa fiche.", en: "The id of the document is not the uniqueId of its entry.")
        case .repositoryNamed:
            Bilingual(fr: "La fiche nomme un entrepôt, ce qui ne dit rien ici.", en: "The entry names a repository, which says nothing here.")
        case .furtherCopy: Bilingual(fr: "Un autre dossier IHE_XDM n'a pas été lu.", en: "A further folder IHE_XDM was not read.")
        case .noIndex: Bilingual(fr: "INDEX.HTM manque.", en: "INDEX.HTM is missing.")
        case .noReadme: Bilingual(fr: "README.TXT manque.", en: "README.TXT is missing.")
        }
    }
}

extension ZIPFailure {
    /// The failure as a finding of an envelope.
    public var finding: Finding {
        let place = [entry.map { "entry \($0)" }, detail].compactMap(\.self).joined(separator: ": ")
        return Finding(code: code.rawValue, severity: .error, stage: .intake, message: code.words, found: place.isEmpty ? nil : place)
    }
}

extension XDMFault {
    /// The fault as a finding of an envelope; the file and the object that it is about are what was found.
    public var finding: Finding {
        let parsed = parse.map { "\($0.code.rawValue), \($0.line):\($0.column)" }
        let place = [file, object, detail ?? parsed].compactMap(\.self).joined(separator: ", ")
        return Finding(
            code: code.rawValue, severity: code.isRemark ? .info : .error, stage: .intake, message: code.words, found: place.isEmpty ? nil : place)
    }
}
