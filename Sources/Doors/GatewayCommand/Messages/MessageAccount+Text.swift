// The account of a message, for people.

import ClinicalTypes

extension MessageAccount {
    /// The account for people; no line of it steers the terminal.
    func text(_ language: Language) -> String {
        let isFrench = language == .french
        var lines = ["\(file): " + [type, controlId, version, processingId, characterSet].compactMap(\.self).joined(separator: "  ")]
        if let from, let to { lines.append("  \(from) -> \(to)" + (time.map { "  \($0)" } ?? "")) }
        if !profiles.isEmpty { lines.append("  \(isFrench ? "profil" : "profile"): \(profiles.joined(separator: ", "))") }
        if let patient {
            let facts = [patient.initials, patient.birthYear, patient.sex].compactMap(\.self).filter { !$0.isEmpty } + patient.identities
            lines.append("  patient: \(facts.joined(separator: ", "))")
        }
        lines += documents.map { "  " + $0.text(language) }
        lines += flags.map { "  \($0.place)  \($0.code) = \($0.value ?? "?")" + ($0.label.map { "  \($0)" } ?? "") }
        lines += remarks.map { "  \(isFrench ? "remarque" : "note"): \($0)" }
        if let fault {
            lines.append("  \(isFrench ? "erreur" : "error"): " + [fault.code, fault.place, fault.detail].compactMap(\.self).joined(separator: ", "))
        }
        let widest = (fields.map(\.place.count).max() ?? 0, fields.map { $0.name?.count ?? 0 }.max() ?? 0)
        for field in fields {
            let hidden = isFrench ? "(\(field.characters) caractères)" : "(\(field.characters) characters)"
            let times = field.repetitions.map { " ×\($0)" } ?? ""
            let place = (field.place + times).filled(to: widest.0 + 3)
            let name = (field.name ?? "").filled(to: widest.1)
            lines.append("    \(place) \(name)  \(field.value ?? hidden)")
        }
        return lines.map(Terminal.harmless).joined(separator: "\n")
    }
}

extension MessageAccount.Document {
    fileprivate func text(_ language: Language) -> String {
        let isFrench = language == .french
        let form =
            switch form {
            case "mail text": isFrench ? "texte de courriel" : "mail text"
            case "no CDA": isFrench ? "pas de CDA" : "no CDA"
            case "unreadable": isFrench ? "illisible" : "unreadable"
            default: form
            }
        let type = [typeCode, label].compactMap(\.self).joined(separator: " ")
        let size = size.map { isFrench ? "\($0) octets" : "\($0) bytes" }
        let wrong = fault.map { [$0.code, $0.place].compactMap(\.self).joined(separator: " ") }
        return "\(place)  " + [type, form, size, uniqueId, wrong].compactMap(\.self).joined(separator: ", ")
    }
}

extension String {
    /// The text, filled up with blanks to a width; never cut.
    fileprivate func filled(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
