// What can go wrong at any element: null flavors, timestamps, telecoms, names of code systems; one pass over the document.

import CDADocuments
import ClinicalTypes
import XMLTree

/// Looks once at every attribute of the document.
///
/// Null flavors are held to the national list in the header alone: the models of document bodies have their own rules.
struct EveryElementRule: HeaderRule {
    func findings(in document: CDADocument, context: RuleContext) -> [Finding] {
        var findings: [Finding] = []
        var goodNames: Set<String> = []
        let bodyStart = document.body?.node.index ?? UInt32.max
        for (attribute, meaning) in AttributeScan(document.tree).attributes(below: document.node) {
            guard let element = attribute.parent else { continue }
            let isInHeader = element.index < bodyStart
            switch meaning {
            case .nullFlavor: if isInHeader { findings += nullFlavorFindings(element, attribute, document, context) }
            case .telecom: findings += telecomFindings(element, attribute, context)
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

    // MARK: Null flavors

    private static let nationalFlavors: Set<String> = ["UNK", "NASK", "ASKU", "NAV", "MSK"]
    private static let forbiddenInHeader: Set<String> = [
        "id", "code", "title", "effectiveTime", "confidentialityCode", "languageCode", "setId", "versionNumber", "recordTarget", "author", "custodian",
        "legalAuthenticator", "documentationOf", "componentOf",
    ]

    private func nullFlavorFindings(_ element: Node, _ attribute: Node, _ document: CDADocument, _ context: RuleContext) -> [Finding] {
        if isForbiddenPlace(element, document) {
            return [
                context.finding(
                    .nullFlavorForbidden, at: attribute,
                    Bilingual(
                        fr: "nullFlavor est interdit sur \(element.localName) : donner la valeur",
                        en: "nullFlavor is forbidden on \(element.localName): give the value"),
                    found: attribute.stringValue)
            ]
        }
        guard !Self.nationalFlavors.contains(attribute.stringValue), !context.gaps.touches(attribute) else { return [] }
        return [
            context.finding(
                .nullFlavorValue, at: attribute,
                Bilingual(fr: "valeur de nullFlavor non admise dans l'en-tête", en: "this nullFlavor is not allowed in the header"),
                found: attribute.stringValue, allowed: AllowedValues(first: Self.nationalFlavors.sorted()))
        ]
    }

    private func isForbiddenPlace(_ element: Node, _ document: CDADocument) -> Bool {
        guard element.namespaceURI == CDANamespace.hl7 else { return false }
        if element.parent == document.node { return Self.forbiddenInHeader.contains(element.localName) }
        switch (element.localName, element.parent?.localName) {
        case ("patientRole", "recordTarget"): return true
        case ("id", "patientRole"), ("name", "patient"): return element == document.patient?.ids.first?.node || element.localName == "name"
        case ("text", "nonXMLBody"): return true
        default: return false
        }
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

    // MARK: Telecoms

    private static let schemes: Set<String> = ["tel", "fax", "mailto", "http", "https", "ftp", "mllp"]

    private func telecomFindings(_ element: Node, _ attribute: Node, _ context: RuleContext) -> [Finding] {
        let written = attribute.stringValue
        guard !written.isEmpty else { return [] }
        let scheme = Telecom(value: written).scheme
        if scheme.map({ !Self.schemes.contains($0) }) ?? true {
            let digits = written.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: ".") }
            let mended = digits ? "tel:" + written.filter { $0 != " " && $0 != "." } : written.contains("@") && scheme == nil ? "mailto:" + written : nil
            return [
                context.finding(
                    .telecomPrefix, at: attribute,
                    Bilingual(
                        fr: "l'adresse doit commencer par tel:, fax:, mailto:, http:, ftp: ou mllp:",
                        en: "the address must begin with tel:, fax:, mailto:, http:, ftp: or mllp:"),
                    found: written, allowed: AllowedValues(first: Self.schemes.sorted().map { $0 + ":" }),
                    edit: mended.flatMap { DocumentEdits(element).setting("value", to: $0) })
            ]
        }
        guard written.utf8.contains(where: isXMLSpace) else { return [] }
        return [
            context.finding(
                .telecomSpace, at: attribute, Bilingual(fr: "l'adresse ne doit pas contenir d'espace", en: "the address must not contain white space"),
                found: written,
                edit: DocumentEdits(element).setting("value", to: written.filter { !$0.isWhitespace }))
        ]
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
