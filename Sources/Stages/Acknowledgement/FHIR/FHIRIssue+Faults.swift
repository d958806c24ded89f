// A text that is not FHIR, told as an issue.

import ClinicalTypes
public import FHIRResources

extension FHIRIssue {
    /// A fault of the text.
    public init(_ fault: FHIRFault) {
        let suffix = fault.expected.map { " (\($0))" } ?? ""
        self.init(
            type: fault.code.issueType, code: fault.code.rawValue, words: Bilingual(fr: fault.code.words.fr + suffix, en: fault.code.words.en + suffix),
            expression: fault.expression, place: fault.place)
    }
}

extension FHIRFault.Code {
    /// The kind of issue (FHIR R4, value set issue-type).
    fileprivate var issueType: String {
        switch self {
        case .empty, .encoding, .malformed, .duplicate, .namespace, .elementUnknown, .cardinality: "structure"
        case .limit: "too-costly"
        case .resourceUnknown: "not-supported"
        case .elementMissing: "required"
        case .value: "value"
        case .modifier: "extension"
        }
    }

    /// What is wrong, and the cure.
    fileprivate var words: Bilingual {
        switch self {
        case .empty: Bilingual(fr: "Il n'y a rien à lire ; envoyez la ressource.", en: "There is nothing to read; send the resource.")
        case .encoding: Bilingual(fr: "Écrivez en UTF-8, sans marque d'ordre des octets.", en: "Write UTF-8, without a byte order mark.")
        case .malformed:
            Bilingual(
                fr: "Ce n'est pas du JSON ou du XML correct ; corrigez à cette place.", en: "This is no well-formed JSON or XML; mend it at the place.")
        case .duplicate: Bilingual(fr: "Ce membre est écrit deux fois ; n'en gardez qu'un.", en: "This member is written twice; keep one.")
        case .limit: Bilingual(fr: "La ressource dépasse une limite.", en: "The resource is beyond a limit.")
        case .namespace:
            Bilingual(fr: "L'espace de noms de FHIR est http://hl7.org/fhir.", en: "The namespace of FHIR is http://hl7.org/fhir.")
        case .resourceUnknown:
            Bilingual(fr: "Ce type de ressource n'est pas parlé ici.", en: "This type of resource is not spoken here.")
        case .elementUnknown:
            Bilingual(
                fr: "FHIR R4 n'a pas cet élément à cette place ; retirez-le ou corrigez son nom ou son ordre.",
                en: "FHIR R4 has no such element at this place; remove it, or correct its name or order.")
        case .elementMissing: Bilingual(fr: "FHIR R4 exige cet élément.", en: "FHIR R4 demands this element.")
        case .cardinality:
            Bilingual(
                fr: "Cet élément ne se répète pas ainsi ; une liste s'écrit en JSON [ ].", en: "This element does not repeat so; a list is written [ ] in JSON."
            )
        case .value: Bilingual(fr: "La valeur n'a pas la forme de son type.", en: "The value does not have the form of its type.")
        case .modifier:
            Bilingual(
                fr: "Une modifierExtension change le sens de l'élément et n'est pas connue ici ; retirez-la.",
                en: "A modifierExtension changes the meaning of the element and is not known here; remove it.")
        }
    }
}
