// What is said of a pack that could not judge, in words.

import ClinicalTypes
import SchematronEngine
import XPathEngine

/// Messages about packs; they name files, lines and rules of the pack, never content of the document.
enum PackWords {
    static func undecided(_ error: XPathError, _ origin: RuleOrigin) -> Bilingual {
        let (code, place) = (error.code.rawValue, origin.description)
        if code == SchematronCode.budgetError {
            return Bilingual(
                fr: "règle trop longue à évaluer sur ce document : verdict réservé (\(place))",
                en: "this rule takes too long on this document: no verdict (\(place))")
        }
        return Bilingual(
            fr: "la règle a échoué (\(code)) : défaut du paquet de règles, verdict réservé (\(place))",
            en: "the rule failed (\(code)): a defect of the rule pack, no verdict (\(place))")
    }

    static func contextUndecided(_ error: XPathError, _ origin: RuleOrigin) -> Bilingual {
        Bilingual(
            fr: "on ne sait pas si la règle s'applique ici (\(error.code.rawValue)) : défaut du paquet de règles, verdict réservé (\(origin))",
            en: "nobody knows whether the rule applies here (\(error.code.rawValue)): a defect of the rule pack, no verdict (\(origin))")
    }

    static func incompleteMessage(_ error: XPathError, _ origin: RuleOrigin) -> Bilingual {
        Bilingual(
            fr: "le message de la règle n'a pas pu être écrit en entier (\(error.code.rawValue)) : défaut du paquet de règles (\(origin))",
            en: "the message of the rule could not be written whole (\(error.code.rawValue)): a defect of the rule pack (\(origin))")
    }

    static func disabled(_ defect: PackDefect, rules: [String]) -> Bilingual {
        let place = defect.file.map { $0 + (defect.line.map { ":\($0)" } ?? "") + ": " } ?? ""
        let shown = rules.prefix(8).joined(separator: ", ") + (rules.count > 8 ? "… (\(rules.count))" : "")
        return Bilingual(
            fr: "défaut connu du paquet de règles, règles non vérifiées : \(shown) (\(place)\(defect.code) « \(defect.subject) »)",
            en: "a known defect of the rule pack, rules not checked: \(shown) (\(place)\(defect.code) '\(defect.subject)')")
    }

    static func unusable(_ unusable: PackRules.Unusable) -> Bilingual {
        let reason = unusable.reason.map { " : \($0)" } ?? ""
        return Bilingual(
            fr: "ce schéma s'applique au document mais ne peut pas être utilisé : verdict réservé\(reason)",
            en: "this schema applies to the document and cannot be used: no verdict\(reason)")
    }

    static func changed(_ files: [String]) -> Bilingual {
        let names = files.prefix(4).joined(separator: ", ") + (files.count > 4 ? "…" : "")
        return Bilingual(
            fr: "le paquet de règles a changé depuis son ajout, verdict réservé : \(names) ; le contrôler par « passerelle pack check »",
            en: "the rule pack has changed since it was added, no verdict: \(names); run `passerelle pack check`")
    }

    static func otherVersions(_ template: TemplateMatch, _ versions: [String]) -> Bilingual {
        let known = versions.joined(separator: ", ")
        return Bilingual(
            fr: "le paquet connaît ce modèle en d'autres versions (\(known)) : le contenu propre au modèle n'est pas vérifié",
            en: "the pack knows this model in other versions (\(known)): what is particular to the model is not checked")
    }
}
