// Who wrote a document.

import CDADocuments
import ClinicalTypes
import CodeSystems
import XMLTree

/// Every author is somebody, with a time, a national identifier, and a structure where he or she is a professional.
struct AuthorRule: HeaderRule {
    func findings(in document: CDADocument, context: RuleContext) -> [Finding] {
        guard !document.authors.isEmpty else {
            guard !context.gaps.names("author", under: document.node) else { return [] }
            return [context.finding(.authorMissing, at: document.node, Bilingual(fr: "author manque", en: "author is missing"))]
        }
        let identity = ProfessionalIdentity(part: Bilingual(fr: "auteur", en: "author"), severity: .error, context: context)
        var findings: [Finding] = []
        for author in document.authors {
            findings += timeFindings(of: author, isMandatory: true, context)
            guard let entity = author.entity else { continue }
            findings += identity.findings(of: entity)
            findings += identity.nameFinding(of: entity)
            if entity.person == nil, entity.device == nil {
                findings.append(
                    context.finding(
                        .authorNobody, at: entity.node,
                        Bilingual(
                            fr: "l'auteur n'est ni une personne (assignedPerson) ni un système (assignedAuthoringDevice)",
                            en: "the author is neither a person (assignedPerson) nor a system (assignedAuthoringDevice)")))
            }
            if let organization = entity.organization {
                findings += identity.findings(of: organization)
                if organization.name == nil, !organization.names.contains(where: { $0.nullFlavor != nil }) {
                    findings.append(
                        context.finding(
                            .structureName, at: organization.node,
                            Bilingual(fr: "auteur : le nom de la structure manque", en: "author: the structure's name is missing")))
                }
            } else if entity.person != nil, !isPatient(entity) {
                findings.append(
                    context.finding(
                        .authorOrganization, at: entity.node,
                        Bilingual(
                            fr: "un professionnel écrit pour une structure : ajouter representedOrganization",
                            en: "a professional writes for a structure: add representedOrganization")))
            }
        }
        return findings
    }
}

/// A professional's code is in JDV_J01.
struct AuthorCodeRule: HeaderRule {
    func findings(in document: CDADocument, context: RuleContext) -> [Finding] {
        var unknown = 0
        return document.authors.flatMap { author -> [Finding] in
            guard let entity = author.entity, !isPatient(entity) else { return [] }
            guard let element = entity.code, let code = element.code, !code.isEmpty else {
                guard entity.person != nil, entity.code?.nullFlavor == nil else { return [] }
                return [
                    context.finding(
                        .authorCodeMissing, at: entity.code?.node ?? entity.node,
                        Bilingual(
                            fr: "la profession de l'auteur (code) manque : choisir dans JDV_J01",
                            en: "the author's profession (code) is missing: choose one from JDV_J01"),
                        allowed: CodeTables.authorSpecialities.allowed())
                ]
            }
            let table = CodeTables.authorSpecialities
            if let system = element.system, table[code, system] != nil { return [] }
            let sameCode = table.entries(of: code)
            if let right = sameCode.first {
                return [
                    context.finding(
                        .authorCodeUnknown, at: element.node, attribute: "codeSystem",
                        Bilingual(
                            fr: "ce code appartient à un autre système : corriger @codeSystem", en: "this code belongs to another system: correct @codeSystem"),
                        found: element.system, allowed: AllowedValues(name: table.name, first: sameCode.map(\.system)),
                        edit: DocumentEdits(element.node).setting("codeSystem", to: right.system))
                ]
            }
            unknown += 1
            return [
                context.finding(
                    .authorCodeUnknown, at: element.node, attribute: "code",
                    Bilingual(fr: "cette profession n'est pas dans JDV_J01", en: "this profession is not in JDV_J01"), found: code,
                    // Measuring a whole table is dear, and no more than the first are told.
                    allowed: unknown <= FindingTally.limit ? table.allowed(nearestTo: code, label: element.displayName) : nil)
            ]
        }
    }
}

/// Whether a role is a patient's: it stands under a national health identity.
func isPatient(_ entity: AssignedEntity) -> Bool {
    entity.ids.contains { $0.healthIdentifierSpace != nil } || entity.code?.code == "EXP_PATIENT"
}
