// What was done, when, and by whom.

import CDADocuments
import ClinicalTypes
import CodeSystems
import XMLTree

/// A main act is there, with its beginning, its performer and the setting of practice; every act begins before it ends.
struct ServiceEventRule: HeaderRule {
    func findings(in document: CDADocument, context: RuleContext) -> [Finding] {
        guard let main = document.mainServiceEvent else {
            return [
                context.finding(
                    .serviceEventMissing, at: document.node,
                    Bilingual(
                        fr: "documentationOf/serviceEvent manque : décrire l'acte principal",
                        en: "documentationOf/serviceEvent is missing: describe the main act"))
            ]
        }
        var findings = document.serviceEvents.flatMap { reversed($0.effectiveTime, .serviceEventReversed, context) }
        if main.effectiveTime?.low?.rawValue == nil, main.effectiveTime?.rawValue == nil {
            findings.append(
                context.finding(
                    .serviceEventStart, at: main.effectiveTime?.node ?? main.node,
                    Bilingual(fr: "le début de l'acte principal manque : effectiveTime/low", en: "the beginning of the main act is missing: effectiveTime/low"))
            )
        }
        guard let performer = main.performers.first(where: { $0.entity?.organization != nil }) ?? main.performers.first else {
            findings.append(
                context.finding(
                    .serviceEventPerformer, at: main.node,
                    Bilingual(fr: "l'exécutant de l'acte principal manque : performer", en: "the performer of the main act is missing")))
            return findings
        }
        guard let setting = document.practiceSettingCode, let code = setting.code, !code.isEmpty else {
            findings.append(
                context.finding(
                    .serviceEventSetting, at: document.practiceSettingCode?.node ?? performer.entity?.organization?.node ?? performer.node,
                    Bilingual(
                        fr: "le cadre d'exercice manque : performer/…/standardIndustryClassCode",
                        en: "the setting of practice is missing: performer/…/standardIndustryClassCode"),
                    allowed: CodeTables.practiceSettings.allowed()))
            return findings
        }
        return findings
            + unknownCode(
                setting, CodeTables.practiceSettings, .serviceEventSettingUnknown, Bilingual(fr: "cadre d'exercice", en: "setting of practice"), context)
    }
}

/// An interval that ends before it begins.
func reversed(_ interval: IntervalElement?, _ code: FindingCode, _ context: RuleContext) -> [Finding] {
    guard let interval, let low = interval.low?.value, let high = interval.high, let end = high.value, end.endSeconds <= low.earliestSeconds else { return [] }
    return [
        context.finding(
            code, at: high.node, attribute: "value",
            Bilingual(fr: "la fin (high) précède le début (low)", en: "the end (high) comes before the beginning (low)"), found: high.rawValue)
    ]
}

/// A code that its value set does not hold, or holds under another system.
func unknownCode(_ element: CodedElement, _ table: CodeTable, _ code: FindingCode, _ what: Bilingual, _ context: RuleContext) -> [Finding] {
    guard let written = element.code, table[written, element.system ?? ""] == nil else { return [] }
    if let right = table.entries(of: written).first {
        return [
            context.finding(
                code, at: element.node, attribute: "codeSystem",
                Bilingual(fr: "\(what.fr) : ce code appartient à un autre système", en: "\(what.en): this code belongs to another system"),
                found: element.system, allowed: AllowedValues(name: table.name, first: [right.system]),
                edit: DocumentEdits(element.node).setting("codeSystem", to: right.system))
        ]
    }
    let same = table.entries.first { $0.code.lowercased() == written.lowercased() }
    return [
        context.finding(
            code, at: element.node, attribute: "code",
            Bilingual(fr: "\(what.fr) : code inconnu de \(table.name)", en: "\(what.en): code unknown to \(table.name)"), found: written,
            allowed: table.allowed(nearestTo: written, label: element.displayName),
            edit: same.flatMap { DocumentEdits(element.node).setting("code", to: $0.code) })
    ]
}
