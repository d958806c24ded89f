// Reads one national identifier of a professional or a structure.

import CDADocuments
import ClinicalTypes
import XMLTree

/// Who has which part in a document, and how much a fault in his or her identifiers weighs.
struct ProfessionalIdentity {
    /// The part, in both languages, for messages.
    let part: Bilingual
    /// How much a malformed identifier and a wrong key weigh.
    let severity: Severity
    /// How much a malformed identifier of a structure weighs.
    let formSeverity: Severity
    let context: RuleContext

    init(part: Bilingual, severity: Severity, formSeverity: Severity? = nil, context: RuleContext) {
        self.part = part
        self.severity = severity
        self.formSeverity = formSeverity ?? severity
        self.context = context
    }

    /// Faults of the national identifier of a person or a device, where there is one.
    func findings(of entity: AssignedEntity) -> [Finding] {
        guard let national = entity.ids.first(where: { $0.root == ProfessionalIdentifier.root }), let number = national.value.value else { return [] }
        do throws(IdentifierFault) {
            return keyFinding(.professionalIDKey, national, try ProfessionalIdentifier(unverified: number).keyFault)
        } catch {
            // Official examples name a structure without the number within it.
            let isIncomplete = if case .separator = error { true } else { false }
            let examples = ["8 + RPPS", "0 + ADELI", "3 + FINESS/…", "5 + SIRET/…"]
            return [malformed(.professionalIDForm, isIncomplete ? .warning : severity, national, error, name: "PS_IdNat", examples: examples)]
        }
    }

    /// Faults of the national identifier of a structure, where there is one.
    func findings(of organization: Organization) -> [Finding] {
        guard let national = organization.ids.first(where: { $0.root == StructureIdentifier.root }), let number = national.value.value else { return [] }
        do throws(IdentifierFault) {
            return keyFinding(.structureIDKey, national, try StructureIdentifier(unverified: number).keyFault)
        } catch {
            let examples = ["1 + FINESS", "2 + SIREN", "3 + SIRET", "4 + RPPS + …"]
            return [malformed(.structureIDForm, formSeverity, national, error, name: "Struct_IdNat", examples: examples)]
        }
    }

    private func malformed(
        _ code: FindingCode, _ severity: Severity, _ id: IdentifierElement, _ fault: IdentifierFault, name: String, examples: [String]
    ) -> Finding {
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
