// The identifiers and names of the professionals and structures that a header names.

import CDADocuments
import ClinicalTypes
import XMLTree

/// Who has which part in a document, and how much a fault in his or her identifiers weighs.
struct ProfessionalIdentity {
    /// The part, in both languages, for messages.
    let part: Bilingual
    /// How much a missing or malformed identifier weighs.
    let severity: Severity
    let context: RuleContext

    /// Faults of the identifiers of a person or a device.
    func findings(of entity: AssignedEntity) -> [Finding] {
        guard !entity.ids.isEmpty else {
            guard !context.gaps.names("id", under: entity.node) else { return [] }
            return [missing(.professionalIDMissing, at: entity.node, ProfessionalIdentifier.root)]
        }
        // Under a null flavor nothing can be checked, and the grammar of null flavors has its own rule.
        guard let national = entity.ids.first(where: { $0.root == ProfessionalIdentifier.root }) else {
            let stated = entity.ids.filter { $0.root != nil }
            if stated.isEmpty {
                return entity.ids.allSatisfy({ $0.nullFlavor != nil })
                    ? [] : [missing(.professionalIDMissing, at: entity.ids[0].node, ProfessionalIdentifier.root)]
            }
            // A patient writes under the national health identity, an insured professional may have the insurance's number alone.
            if stated.contains(where: { $0.healthIdentifierSpace != nil || $0.root == IdentifierRoot.healthInsurance }) { return [] }
            return [wrongRoot(.professionalIDRoot, stated[0], ProfessionalIdentifier.root, name: "PS_IdNat")]
        }
        guard let number = national.value.value else { return [missing(.professionalIDMissing, at: national.node, ProfessionalIdentifier.root)] }
        do throws(IdentifierFault) {
            return keyFinding(.professionalIDKey, national, try ProfessionalIdentifier(unverified: number).keyFault)
        } catch {
            var finding = malformed(.professionalIDForm, national, error, name: "PS_IdNat", examples: ["8 + RPPS", "0 + ADELI", "3 + FINESS/…", "5 + SIRET/…"])
            // Official examples name a structure without the number within it.
            if case .separator = error { finding.severity = .warning }
            return [finding]
        }
    }

    /// Faults of the identifiers of a structure.
    func findings(of organization: Organization) -> [Finding] {
        guard !organization.ids.isEmpty else {
            guard !context.gaps.names("id", under: organization.node) else { return [] }
            return [missing(.structureIDMissing, at: organization.node, StructureIdentifier.root)]
        }
        guard let national = organization.ids.first(where: { $0.root == StructureIdentifier.root }) else {
            let stated = organization.ids.filter { $0.root != nil }
            if stated.isEmpty {
                return organization.ids.allSatisfy({ $0.nullFlavor != nil })
                    ? [] : [missing(.structureIDMissing, at: organization.ids[0].node, StructureIdentifier.root)]
            }
            if stated.contains(where: { $0.root == IdentifierRoot.sharedRecord || $0.root == IdentifierRoot.sirene }) { return [] }
            return [wrongRoot(.structureIDRoot, stated[0], StructureIdentifier.root, name: "Struct_IdNat")]
        }
        guard let number = national.value.value else { return [missing(.structureIDMissing, at: national.node, StructureIdentifier.root)] }
        do throws(IdentifierFault) {
            return keyFinding(.structureIDKey, national, try StructureIdentifier(unverified: number).keyFault)
        } catch {
            return [malformed(.structureIDForm, national, error, name: "Struct_IdNat", examples: ["1 + FINESS", "2 + SIREN", "3 + SIRET", "4 + RPPS + …"])]
        }
    }

    /// A person has a family name.
    func nameFinding(of entity: AssignedEntity) -> [Finding] {
        guard let person = entity.person, person[attribute: "nullFlavor"] == nil, entity.name?.nullFlavor == nil else { return [] }
        if let name = entity.name, name.parts.isEmpty ? !name.text.isEmpty : name.first("family").map({ !$0.text.isEmpty || $0.nullFlavor != nil }) ?? false {
            return []
        }
        return [
            context.finding(
                .professionalName, severity: severity, at: entity.name?.node ?? person,
                Bilingual(fr: "\(part.fr) : le nom de famille manque", en: "\(part.en): the family name is missing"))
        ]
    }

    private func missing(_ code: FindingCode, at node: Node, _ root: String) -> Finding {
        context.finding(
            code, severity: severity, at: node,
            Bilingual(
                fr: "\(part.fr) : l'identifiant national manque (racine \(root))", en: "\(part.en): the national identifier is missing (root \(root))"),
            allowed: AllowedValues(first: [root]))
    }

    private func wrongRoot(_ code: FindingCode, _ id: IdentifierElement, _ root: String, name: String) -> Finding {
        context.finding(
            code, severity: severity, at: id.node, attribute: "root",
            Bilingual(
                fr: "\(part.fr) : la racine n'est pas celle des identifiants nationaux (\(root))",
                en: "\(part.en): the root is not that of the national identifiers (\(root))"),
            found: id.root, allowed: AllowedValues(name: name, first: [root]), edit: closeRoot(id, root))
    }

    /// The edit where the root is a slip away from the right one.
    private func closeRoot(_ id: IdentifierElement, _ root: String) -> SuggestedEdit? {
        guard let written = id.root, root.hasPrefix(written) || nearest(to: written, among: [root], count: 1).first == root else { return nil }
        let fits: Bool
        if root == ProfessionalIdentifier.root {
            fits = (try? ProfessionalIdentifier(unverified: id.extension ?? "")) != nil
        } else {
            fits = (try? StructureIdentifier(unverified: id.extension ?? "")) != nil
        }
        return fits ? DocumentEdits(id.node).setting("root", to: root) : nil
    }

    private func malformed(_ code: FindingCode, _ id: IdentifierElement, _ fault: IdentifierFault, name: String, examples: [String]) -> Finding {
        context.finding(
            code, severity: severity, at: id.node, attribute: "extension",
            Bilingual(
                fr: "\(part.fr) : identifiant \(name) mal formé, \(fault.message.fr)", en: "\(part.en): malformed \(name), \(fault.message.en)"),
            found: id.extension, allowed: AllowedValues(name: name, first: examples))
    }

    private func keyFinding(_ code: FindingCode, _ id: IdentifierElement, _ fault: IdentifierFault?) -> [Finding] {
        guard case .key(let expected, _)? = fault else { return [] }
        return [
            context.finding(
                code, severity: context.keySeverity == .error ? severity : .warning, at: id.node, attribute: "extension",
                Bilingual(
                    fr: "\(part.fr) : la clé de contrôle est fausse, reprendre le numéro à sa source",
                    en: "\(part.en): the check key is wrong, take the number again from its source"),
                found: id.extension, allowed: AllowedValues(first: [expected]))
        ]
    }
}
