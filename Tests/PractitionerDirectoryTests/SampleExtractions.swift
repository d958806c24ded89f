// Extractions with invented people, in the layouts that exist.

import Foundation

/// A folder that is erased with the value.
final class Scratch {
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "passerelle-directory-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// The path of a directory file.
    var directory: String { folder.appending(path: "directory.sqlite").path }

    /// Writes a file and gives its path.
    func file(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
        let url = folder.appending(path: name)
        try Data(bytes).write(to: url)
        return url.path
    }
}

/// An activity of an invented professional.
struct Activity {
    var person = "899700000001"
    var family = "DURAND-ÉPICÉA"
    var given = "Zoé"
    var profession = "10"
    var category = "C"
    var expertise = "SM26"
    var sector = "SA07"
    var siret = ""
    var finess = "750712184"
    var name = "CABINET DES TILLEULS"
}

/// The headings of the free extraction, 56 of them.
let freeHeadings = [
    "Type d'identifiant PP", "Identifiant PP", "Identification nationale PP", "Code civilité d'exercice", "Libellé civilité exercice", "Code civilité",
    "Libellé civilité", "Nom d'exercice", "Prénom d'exercice", "Code profession", "Libellé profession", "Code catégorie professionnelle",
    "Libellé catégorie professionnelle", "Code type savoir-faire", "Libellé type savoir-faire", "Code savoir-faire", "Libellé savoir-faire",
    "Code mode exercice", "Libellé mode exercice", "Numéro SIRET site", "Numéro SIREN site", "Numéro FINESS site", "Numéro FINESS établissement juridique",
    "Identifiant technique de la structure", "Raison sociale site", "Enseigne commerciale site", "Code secteur d'activité", "Libellé secteur d'activité",
    "Code fonction", "Libellé fonction",
]

/// The headings of the extraction for Pro Santé Connect, in its order.
let connectHeadings = [
    "Type d'identifiant PP", "Identifiant PP", "Identification nationale PP", "Nom de famille", "Prénoms", "Date de naissance", "Code profession",
    "Code catégorie professionnelle", "Nom d'exercice", "Prénom d'exercice", "Code savoir-faire", "Code secteur d'activité", "Code rôle",
    "Numéro SIRET site", "Numéro SIREN site", "Numéro FINESS site", "Numéro FINESS établissement juridique", "Identifiant technique de la structure",
    "Raison sociale site", "Autorité d'enregistrement",
]

/// The text of an extraction with these headings, every line ended by a separator.
func extraction(_ activities: [Activity], under headings: [String] = freeHeadings) -> String {
    let lines = activities.map { activity in
        headings.map { heading in
            switch heading.lowercased().trimmingCharacters(in: .whitespaces) {
            case "type d'identifiant pp": String(activity.person.prefix(1))
            case "identifiant pp": String(activity.person.dropFirst())
            case "identification nationale pp": activity.person
            case "nom d'exercice": activity.family
            case "prénom d'exercice": activity.given
            case "code profession": activity.profession
            case "code catégorie professionnelle": activity.category
            case "code savoir-faire": activity.expertise
            case "code secteur d'activité": activity.sector
            case "numéro siret site": activity.siret
            case "numéro finess site": activity.finess
            case "raison sociale site": activity.name
            default: ""
            }
        }
    }
    return ([headings] + lines).map { $0.joined(separator: "|") + "|\n" }.joined()
}
