// The national identifiers of all whom a header names: their form, and their check keys.

import CDADocuments
import ClinicalTypes
import XMLTree

/// National identifiers of professionals and structures are well formed and have the right key.
///
/// Who only took part beside the author may have a faulty one: no registry needs it, so it warns.
struct ProfessionalIdentityRule: HeaderRule {
    func findings(in document: CDADocument, context: RuleContext) -> [Finding] {
        var findings: [Finding] = []
        for author in document.authors {
            guard let entity = author.entity else { continue }
            let identity = ProfessionalIdentity(part: Bilingual(fr: "auteur", en: "author"), severity: .error, context: context)
            findings += identity.findings(of: entity)
            if let organization = entity.organization { findings += identity.findings(of: organization) }
        }
        if let entity = document.legalAuthenticator?.entity {
            let part = Bilingual(fr: "responsable légal", en: "legal authenticator")
            findings += ProfessionalIdentity(part: part, severity: .error, context: context).findings(of: entity)
            findings += entity.organization.map { ProfessionalIdentity(part: part, severity: .warning, context: context).findings(of: $0) } ?? []
        }
        if let organization = document.custodian?.organization {
            // Official examples write the number without its prefix here.
            let identity = ProfessionalIdentity(
                part: Bilingual(fr: "conservateur", en: "custodian"), severity: .error, formSeverity: .warning, context: context)
            findings += identity.findings(of: organization)
        }
        func examine(_ participations: [Participation], _ part: Bilingual) {
            let identity = ProfessionalIdentity(part: part, severity: .warning, context: context)
            for entity in participations.compactMap(\.entity) {
                findings += identity.findings(of: entity)
                if let organization = entity.organization { findings += identity.findings(of: organization) }
            }
        }
        examine(document.dataEnterers, Bilingual(fr: "opérateur de saisie", en: "data enterer"))
        examine(document.authenticators, Bilingual(fr: "validateur", en: "authenticator"))
        examine(document.serviceEvents.flatMap(\.performers), Bilingual(fr: "exécutant", en: "performer"))
        return findings
    }
}
