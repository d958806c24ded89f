// What classification finds wrong, or worth a remark.

import ClinicalTypes
import CodeSystems

extension Finding {
    private static func classification(
        _ code: String, _ severity: Severity, place: Place?, message: Bilingual, found: String? = nil, allowed: AllowedValues? = nil, edit: SuggestedEdit? = nil
    ) -> Finding {
        Finding(
            code: "classification.\(code)", severity: severity, stage: .classification,
            rule: RuleIdentity(pack: "core", pattern: "classification", id: code), place: place, message: message, found: found, allowed: allowed, edit: edit)
    }

    static func typeMissing(place: Place?) -> Finding {
        classification(
            "type-missing", .error, place: place,
            message: Bilingual(
                fr: "Le type du document manque : ClinicalDocument/code doit porter @code et @codeSystem.",
                en: "The type of the document is missing: ClinicalDocument/code must carry @code and @codeSystem."),
            allowed: DocumentTypes.published.allowed(nearestTo: "", label: nil))
    }

    static func typeUnknown(_ type: CodedValue, allowed: AllowedValues, place: Place?) -> Finding {
        let system = Classifier.expectedSystem(ofCode: type.code)
        let name = KnownOIDs.codeSystemName(of: system) ?? system
        return classification(
            "type-unknown", .error, place: place,
            message: Bilingual(
                fr: "Ce type de document n'est dans aucune table publiée ; un code de cette forme serait un code \(name).",
                en: "This type of document is in no published table; a code of this form would be a \(name) code."),
            found: type.offer, allowed: allowed)
    }

    static func systemWrong(_ type: CodedValue, right: CodedValue, place: Place?, range: Range<Int>?) -> Finding {
        let name = KnownOIDs.codeSystemName(of: right.system) ?? right.system
        let edit = range.map {
            SuggestedEdit(
                byteRange: $0, replacement: right.system,
                summary: Bilingual(fr: "Remplacer @codeSystem par \(right.system) (\(name))", en: "Replace @codeSystem by \(right.system) (\(name))"))
        }
        return classification(
            "system-wrong", .error, place: place,
            message: Bilingual(
                fr: "Ce code est connu, mais dans un autre système de codes : \(name), \(right.system).",
                en: "This code is known, but in another code system: \(name), \(right.system)."),
            found: "\(type.code) (\(type.system))", allowed: AllowedValues(name: name, first: [right.system], closest: [right.offer]), edit: edit)
    }

    static func typeOutsideRecord(_ type: CodedValue, place: Place?) -> Finding {
        classification(
            "type-outside-record", .warning, place: place,
            message: Bilingual(
                fr: "Ce type de document n'est pas dans le jeu de valeurs du DMP (JDV_J66) : le dépôt peut être refusé.",
                en: "This type of document is not in the value set of the shared record (JDV_J66): the store may refuse it."),
            found: type.offer)
    }

    static func classProposed(_ type: CodedValue, place: Place?) -> Finding {
        classification(
            "class-proposed", .info, place: place,
            message: Bilingual(
                fr: "Aucune table publiée ne donne la classe de ce type ; la classe est une proposition de Passerelle.",
                en: "No published table gives the class of this type; the class is a proposal of Passerelle."),
            found: type.offer)
    }

    static func typeEnded(_ type: CodedValue, endedOn: String, place: Place?) -> Finding {
        classification(
            "type-ended", .warning, place: place,
            message: Bilingual(fr: "Ce code de type n'est plus en usage depuis le \(endedOn).", en: "This code of type is out of use since \(endedOn)."),
            found: type.offer)
    }

    static func labelDiffers(_ type: CodedValue, published: String, place: Place?) -> Finding {
        classification(
            "label-differs", .info, place: place,
            message: Bilingual(fr: "Le libellé du type diffère du libellé publié.", en: "The display name of the type differs from the published one."),
            found: type.displayName, allowed: AllowedValues(name: "JDV_J07", first: [published]))
    }
}
