// The national health identity of the patient (INS).

import CDADocuments
import ClinicalTypes
import XMLTree

/// The INS is there, comes first, and is well formed with the right key.
struct HealthIdentityRule: HeaderRule {
    private static let roots = NationalHealthIdentifierSpace.allCases.filter { $0 != .undocumented }.map(\.rawValue)

    func findings(in document: CDADocument, context: RuleContext) -> [Finding] {
        guard let patient = document.patient else { return [] }
        guard let ins = patient.ins else { return [missing(patient, context)] + wrongRoots(of: patient, context) }
        var findings = wrongRoots(of: patient, context)
        if let first = patient.ids.first, first != ins {
            findings.append(
                context.finding(
                    .patientINSOrder, at: ins.node,
                    Bilingual(fr: "l'INS doit être le premier identifiant du patient", en: "the INS must be the patient's first identifier")))
        }
        switch NationalHealthIdentifier.reading(ins.value) {
        case .success(let identity): findings += keyFindings(identity, ins, context)
        case .failure(let fault):
            findings.append(
                context.finding(
                    .patientINSForm, at: ins.node, attribute: "extension",
                    Bilingual(fr: "l'INS est mal formé : \(fault.message.fr)", en: "the INS is malformed: \(fault.message.en)"), found: ins.extension))
        case nil: break
        }
        return findings
    }

    private func missing(_ patient: PatientRole, _ context: RuleContext) -> Finding {
        context.finding(
            .patientINSMissing, severity: context.options.requiresHealthIdentity ? .error : .warning, at: patient.ids.first?.node ?? patient.node,
            Bilingual(
                fr: "l'INS du patient manque : ajouter un id sous une racine INS, en premier",
                en: "the patient's INS is missing: add an id under an INS root, first"),
            found: patient.ids.first?.root, allowed: AllowedValues(name: "INS", first: Self.roots))
    }

    /// Fifteen characters that read as an INS, under another root.
    private func wrongRoots(of patient: PatientRole, _ context: RuleContext) -> [Finding] {
        patient.ids.compactMap { id in
            guard let root = id.root, let number = id.extension, id.healthIdentifierSpace == .undocumented || patient.ins == nil,
                let identity = try? NationalHealthIdentifier(unverified: number, space: .test), identity.isKeyValid, identity.partFault == nil,
                id.healthIdentifierSpace.map({ $0 == .undocumented }) ?? true
            else { return nil }
            return context.finding(
                .patientIDRoot, at: id.node, attribute: "root",
                Bilingual(
                    fr: "ce numéro a la forme d'un INS, mais sa racine n'en est pas une : corriger @root",
                    en: "this number has the form of an INS, but its root is none: correct @root"),
                found: root, allowed: AllowedValues(name: "INS", first: Self.roots, closest: nearest(to: root, among: Self.roots)))
        }
    }

    private func keyFindings(_ identity: NationalHealthIdentifier, _ ins: IdentifierElement, _ context: RuleContext) -> [Finding] {
        var findings: [Finding] = []
        if let fault = identity.partFault {
            findings.append(
                context.finding(
                    .patientINSPart, severity: context.keySeverity, at: ins.node, attribute: "extension",
                    Bilingual(fr: "l'INS est impossible : \(fault.message.fr)", en: "the INS is impossible: \(fault.message.en)"), found: ins.extension))
        }
        if case .key(let expected, let found)? = identity.keyFault {
            findings.append(
                context.finding(
                    .patientINSKey, severity: context.keySeverity, at: ins.node, attribute: "extension",
                    Bilingual(
                        fr: "la clé de l'INS (2 derniers chiffres) est fausse : reprendre le numéro à sa source",
                        en: "the key of the INS (last 2 digits) is wrong: take the number again from its source"),
                    found: found, allowed: AllowedValues(first: [expected])))
        }
        return findings
    }
}
