// The form and the key of the patient's national health identity (INS).

import CDADocuments
import ClinicalTypes
import XMLTree

/// The INS is well formed and has the right key; a number in its form stands under no other root.
struct HealthIdentityRule: HeaderRule {
    private static let roots = NationalHealthIdentifierSpace.allCases.filter { $0 != .undocumented }.map(\.rawValue)

    func findings(in document: CDADocument, context: RuleContext) -> [Finding] {
        guard let patient = document.patient else { return [] }
        var findings = wrongRoots(of: patient, context)
        guard let ins = patient.ins else { return findings }
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
