// What each kind of violation of the grammar means, in words.

import CDADocuments
import ClinicalTypes
import XMLSchemaEngine
import XMLTree

/// A violation in words; names of elements and attributes, never values.
func structureMessage(_ violation: SchemaViolation) -> Bilingual {
    let expected = named(violation.expected)
    switch violation.kind {
    case .rootUnexpected:
        return Bilingual(fr: "cet élément ne peut pas être la racine", en: "this element cannot be the root")
    case .elementUnexpected:
        return unexpectedElement(violation, expected)
    case .elementMissing, .contentIncomplete:
        return Bilingual(
            fr: "contenu incomplet : il manque \(expected.fr) à la fin de \(violation.node.localName)",
            en: "incomplete content: \(expected.en) is missing at the end of \(violation.node.localName)")
    case .attributeMissing:
        let name = violation.expected.first.map { "@" + $0 }
        return Bilingual(fr: "l'attribut \(name ?? "obligatoire") manque : l'ajouter", en: "the attribute \(name ?? "that is required") is missing: add it")
    case .attributeUnexpected:
        return Bilingual(fr: "cet attribut n'existe pas ici : le corriger ou le supprimer", en: "this attribute does not exist here: correct or remove it")
    case .valueNotAllowed:
        return Bilingual(fr: "cette valeur n'est pas dans la liste permise", en: "this value is not in the list of those allowed")
    case .valueMalformed:
        return malformedValue(violation)
    case .textUnexpected:
        return Bilingual(
            fr: "\(violation.node.localName) n'admet pas de texte ici : le déplacer ou le supprimer",
            en: "\(violation.node.localName) takes no text here: move or remove it")
    case .typeUnknown:
        return Bilingual(
            fr: "xsi:type nomme un type inconnu, ou un préfixe non déclaré", en: "xsi:type names an unknown type, or a prefix that is not declared")
    case .typeNotAllowed:
        return Bilingual(fr: "ce xsi:type n'est pas admis sur cet élément", en: "this xsi:type is not allowed on this element")
    case .typeMissing:
        return Bilingual(fr: "xsi:type manque : dire quel type de donnée est écrit", en: "xsi:type is missing: say which data type is written")
    case .nilNotAllowed:
        return Bilingual(fr: "xsi:nil n'est pas admis : employer nullFlavor", en: "xsi:nil is not allowed: use nullFlavor")
    case .keyBroken:
        return Bilingual(
            fr: "identifiant (ID) en double, ou référence vers un ID absent", en: "an ID used twice, or a reference to an ID that is not there")
    case .other:
        return Bilingual(fr: "la grammaire CDA n'est pas respectée ici", en: "the CDA grammar is broken here")
    case .validatorFailed:
        return Bilingual(
            fr: "la vérification de structure a échoué : le document n'a pas pu être jugé", en: "the structure check failed: the document could not be judged")
    }
}

private func unexpectedElement(_ violation: SchemaViolation, _ expected: Bilingual) -> Bilingual {
    let node = violation.node
    if node.namespaceURI != CDANamespace.hl7, violation.expected.contains(node.localName) {
        return Bilingual(
            fr: "bon nom, mauvais espace de noms : écrire cet élément dans \(CDANamespace.hl7)",
            en: "right name, wrong namespace: write this element in \(CDANamespace.hl7)")
    }
    if violation.expected.isEmpty {
        return Bilingual(
            fr: "cet élément n'est pas attendu : \(node.parent?.localName ?? "le parent") est déjà complet",
            en: "this element is not expected: \(node.parent?.localName ?? "the parent") is complete already")
    }
    return Bilingual(
        fr: "cet élément n'est pas attendu ici : la grammaire attend \(expected.fr)",
        en: "this element is not expected here: the grammar expects \(expected.en)")
}

private func malformedValue(_ violation: SchemaViolation) -> Bilingual {
    let found = violation.found.map(trimmingXMLSpace) ?? ""
    if found.isEmpty {
        return Bilingual(fr: "la valeur est vide : la donner, ou supprimer l'attribut", en: "the value is empty: give it, or remove the attribute")
    }
    if isTimestamp(violation.node) {
        do throws(TimestampFault) { _ = try HL7Timestamp(found) } catch {
            return Bilingual(
                fr: "date mal formée : \(error.message.fr) ; écrire AAAAMMJJ ou AAAAMMJJhhmmss+ZZzz",
                en: "malformed timestamp: \(error.message.en); write YYYYMMDD or YYYYMMDDhhmmss+ZZzz")
        }
        return Bilingual(fr: "date mal formée : écrire AAAAMMJJ ou AAAAMMJJhhmmss+ZZzz", en: "malformed timestamp: write YYYYMMDD or YYYYMMDDhhmmss+ZZzz")
    }
    switch violation.node.localName {
    case "root", "codeSystem", "valueSet":
        return Bilingual(fr: "identifiant mal formé : un OID est attendu", en: "malformed identifier: an OID is expected")
    case "code", "unit", "use", "nullFlavor":
        return Bilingual(fr: "code mal formé : pas d'espace permis", en: "malformed code: no white space allowed")
    case "type":
        return Bilingual(fr: "xsi:type ne nomme pas un type : préfixe et nom sont attendus", en: "xsi:type names no type: a prefix and a name are expected")
    case "value":
        return Bilingual(
            fr: "la valeur n'a pas la forme attendue : un nombre s'écrit avec un point et sans unité",
            en: "the value does not have the expected form: a number has a point and no unit")
    default:
        return Bilingual(fr: "la valeur n'a pas la forme attendue", en: "the value does not have the expected form")
    }
}

/// Whether a violation is about `@value` of a time.
func isTimestamp(_ node: Node) -> Bool { node.kind == .attribute && node.localName == "value" && node.parent.map(isTimeElement) ?? false }

private func named(_ names: [String]) -> Bilingual {
    let shown = names.prefix(4).map { $0 == "*" ? "…" : $0 }
    guard !shown.isEmpty else { return Bilingual(fr: "un élément", en: "an element") }
    let more = names.count > 4 ? "…" : ""
    return Bilingual(fr: shown.joined(separator: " ou ") + more, en: shown.joined(separator: " or ") + more)
}
