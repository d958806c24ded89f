// What was done, in which order of time and in which setting.

import CDADocuments
import ClinicalTypes
import CodeSystems
import XMLTree

/// Every act begins before it ends, and the setting of practice of the main act is published.
struct ServiceEventRule: HeaderRule {
    func findings(in document: CDADocument, context: RuleContext) -> [Finding] {
        let findings = document.serviceEvents.flatMap { reversed($0.effectiveTime, .serviceEventReversed, context) }
        guard let setting = document.practiceSettingCode else { return findings }
        let practice = Bilingual(fr: "cadre d'exercice", en: "setting of practice")
        return findings + unknownCode(setting, CodeTables.practiceSettings, .serviceEventSettingUnknown, practice, context)
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
    guard let written = element.code, !written.isEmpty, table[written, element.system ?? ""] == nil else { return [] }
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
