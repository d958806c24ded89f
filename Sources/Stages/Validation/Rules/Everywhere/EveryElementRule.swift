// What can go wrong at any element and needs the calendar or a table: timestamps, names of code systems; one pass over the document.

import CDADocuments
import ClinicalTypes
import XMLTree

/// Looks once at every attribute of the document.
struct EveryElementRule: HeaderRule {
    func findings(in document: CDADocument, context: RuleContext) -> [Finding] {
        var findings: [Finding] = []
        var goodNames: Set<String> = []
        let bodyStart = document.body?.node.index ?? UInt32.max
        for (attribute, meaning) in AttributeScan(document.tree).attributes(below: document.node) {
            guard let element = attribute.parent else { continue }
            let isInHeader = element.index < bodyStart
            switch meaning {
            case .time: findings += timestampFindings(element, attribute, isInHeader: isInHeader, context)
            case .codeSystemName:
                guard let system = element[attribute: "codeSystem"] else { continue }
                // A document repeats the same few pairs: each is looked up once.
                let pair = attribute.stringValue + " " + system
                guard !goodNames.contains(pair) else { continue }
                let wrong = systemNameFindings(element, attribute, system, context)
                if wrong.isEmpty { goodNames.insert(pair) }
                findings += wrong
            }
        }
        return findings
    }

    // MARK: Timestamps

    private func timestampFindings(_ element: Node, _ attribute: Node, isInHeader: Bool, _ context: RuleContext) -> [Finding] {
        let written = trimmingXMLSpace(attribute.stringValue)
        do throws(TimestampFault) { _ = try HL7Timestamp(written) } catch {
            // The grammar has its own word on what is no timestamp at all.
            guard !context.gaps.touches(attribute) else { return [] }
            let code: FindingCode = error == .zone ? .timestampZone : .timestampMalformed
            return [
                context.finding(
                    // Registries read the times of the header; those of the body concern its readers.
                    code, severity: isInHeader ? nil : .warning, at: attribute,
                    Bilingual(fr: "date mal formée : \(error.message.fr)", en: "malformed timestamp: \(error.message.en)"),
                    found: written, edit: DateRepair.timestamp(from: written).flatMap { DocumentEdits(element).setting("value", to: $0) })
            ]
        }
        return []
    }

    // MARK: Code systems

    private func systemNameFindings(_ element: Node, _ name: Node, _ system: String, _ context: RuleContext) -> [Finding] {
        guard let systems = SystemNames.systems(named: name.stringValue), !systems.contains(system) else { return [] }
        let right = SystemNames.name(of: system)
        return [
            context.finding(
                .codeSystemName, at: name,
                Bilingual(
                    fr: "codeSystemName et codeSystem ne désignent pas le même système : corriger celui qui est faux",
                    en: "codeSystemName and codeSystem name different systems: correct the one that is wrong"),
                found: name.stringValue, allowed: AllowedValues(name: system, first: right.map { [$0] } ?? []),
                edit: right.flatMap { DocumentEdits(element).setting("codeSystemName", to: $0) })
        ]
    }
}
