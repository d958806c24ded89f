// The names of the fields that the French profiles use, and which of them say nothing of a patient.

import ClinicalTypes

/// What a field is called.
struct FieldName {
    /// Its name.
    let words: Bilingual
    /// Whether its values may be shown without being asked for: those of messages, systems, documents and flags, never those of patients.
    let isOpen: Bool

    /// The name of a field, nil for one that the profiles do not use.
    static func of(_ segment: String, _ field: Int) -> FieldName? { all["\(segment)-\(field)"] }

    private static let all: [String: FieldName] = Dictionary(
        table.split(separator: "\n").map { line in
            let cells = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
            return (cells[0], FieldName(words: Bilingual(fr: cells[2], en: cells[3]), isOpen: cells[1] == "+"))
        }, uniquingKeysWith: { first, _ in first })

    /// One field a line: place, `+` where it may be shown, French name, English name.
    private static let table = """
        MSH-1|+|Séparateur de champs|Field separator
        MSH-2|+|Caractères d'encodage|Encoding characters
        MSH-3|+|Application émettrice|Sending application
        MSH-4|+|Établissement émetteur|Sending facility
        MSH-5|+|Application destinataire|Receiving application
        MSH-6|+|Établissement destinataire|Receiving facility
        MSH-7|+|Date et heure du message|Date and time of the message
        MSH-9|+|Type de message|Message type
        MSH-10|+|Identifiant du message|Message control id
        MSH-11|+|Mode de traitement|Processing id
        MSH-12|+|Version de HL7|Version of HL7
        MSH-15|+|Acquittement d'acceptation|Accept acknowledgement
        MSH-16|+|Acquittement applicatif|Application acknowledgement
        MSH-17|+|Pays|Country
        MSH-18|+|Jeu de caractères|Character set
        MSH-19|+|Langue|Language
        MSH-21|+|Profil du message|Message profile
        EVN-1|+|Événement|Event type
        EVN-2|+|Date d'enregistrement|Recorded at
        EVN-6|+|Date de l'événement|Event occurred at
        PID-1|+|Numéro d'ordre|Set id
        PID-3|-|Identifiants du patient|Patient identifiers
        PID-5|-|Nom du patient|Patient name
        PID-6|-|Nom de naissance de la mère|Mother's maiden name
        PID-7|-|Date de naissance|Date of birth
        PID-8|-|Sexe|Sex
        PID-11|-|Adresse|Address
        PID-13|-|Téléphone|Telephone
        PID-18|-|Numéro de dossier administratif|Account number
        PID-21|-|Identifiant de la mère|Mother's identifier
        PID-24|-|Naissance multiple|Multiple birth
        PID-25|-|Rang de naissance|Birth order
        PID-29|-|Date de décès|Date of death
        PID-30|-|Décès|Death
        PID-32|-|Fiabilité de l'identité|Reliability of the identity
        PV1-1|+|Numéro d'ordre|Set id
        PV1-2|+|Classe de patient|Patient class
        PV1-3|-|Localisation|Location
        PV1-19|-|Numéro de venue|Visit number
        PV1-44|-|Date d'admission|Admitted at
        PV1-45|-|Date de sortie|Discharged at
        ORC-1|+|Action demandée|Order control
        ORC-2|+|Numéro de demande du demandeur|Placer order number
        ORC-3|+|Numéro de demande de l'exécutant|Filler order number
        OBR-1|+|Numéro d'ordre|Set id
        OBR-2|+|Numéro de demande du demandeur|Placer order number
        OBR-3|+|Numéro de demande de l'exécutant|Filler order number
        OBR-4|+|Type de document|Type of document
        OBR-7|+|Date de l'acte|Act performed at
        OBR-16|-|Prescripteur|Ordering provider
        TXA-1|+|Numéro d'ordre|Set id
        TXA-2|+|Type de document|Type of document
        TXA-3|+|Présentation du contenu|Presentation of the content
        TXA-4|+|Date de l'acte|Act performed at
        TXA-12|+|Identifiant du document|Unique id of the document
        TXA-13|+|Identifiant du document remplacé|Id of the replaced document
        TXA-17|+|Statut de validation|Completion status
        OBX-1|+|Numéro d'ordre|Set id
        OBX-2|+|Type de valeur|Type of value
        OBX-3|+|Type de document ou indicateur|Type of document, or flag
        OBX-4|+|Message acquitté|Acknowledged message
        OBX-5|-|Valeur|Value
        OBX-11|+|Statut|Status
        PRT-1|+|Numéro d'ordre|Set id
        PRT-2|+|Code d'action|Action code
        PRT-4|+|Participation|Participation
        PRT-5|-|Personne|Person
        PRT-8|+|Organisation|Organisation
        PRT-10|+|Dispositif|Device
        PRT-15|-|Adresse de messagerie|Mail address
        NTE-1|+|Numéro d'ordre|Set id
        NTE-3|-|Commentaire|Comment
        NTE-4|+|Type de commentaire|Type of comment
        ZFA-1|-|Statut du DMP|State of the shared record
        ZFA-2|-|Date de ce statut|Date of that state
        ZFA-9|-|Opposition à l'alimentation|Opposition to feeding
        ZFA-10|-|Date de cette opposition|Date of that opposition
        ZFA-11|-|Consentement à la consultation|Consent to consultation
        ZFA-12|-|Date de ce consentement|Date of that consent
        ZBE-1|+|Identifiant du mouvement|Movement id
        ZBE-2|+|Date du mouvement|Date of the movement
        ZBE-4|+|Action sur le mouvement|Action on the movement
        ZFD-5|-|Identité vérifiée par INSi|Identity verified by INSi
        MSA-1|+|Acquittement|Acknowledgement code
        MSA-2|+|Message acquitté|Acknowledged message
        MSA-3|+|Texte|Text
        ERR-2|+|Lieu de l'erreur|Place of the error
        ERR-3|+|Erreur HL7|HL7 error
        ERR-4|+|Gravité|Severity
        ERR-5|+|Erreur applicative|Application error
        ERR-7|+|Diagnostic|Diagnostic
        ERR-8|+|Message pour les personnes|Message for people
        """
}
