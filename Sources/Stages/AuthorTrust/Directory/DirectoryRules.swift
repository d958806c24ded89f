// What the directory says of whom a credential names: known, of this profession, at this structure.

public import ClinicalTypes
import CredentialChecks

/// Holds what proven credentials say of a professional against the directory.
public struct DirectoryRules: Sendable {
    private let directory: any ProfessionalDirectory

    /// Asks this directory.
    public init(_ directory: any ProfessionalDirectory) { self.directory = directory }

    /// What the directory says of each person that was proven, each person once.
    public func checks(of identities: [NamedIdentity]) -> [CredentialCheck] {
        var asked: Set<String> = []
        let persons = identities.filter { identity in identity.person.map { asked.insert($0).inserted } ?? false }
        guard !persons.isEmpty else { return [.directory("directory.person", .notApplicable, at: "person", hint: .noPerson)] }
        return persons.flatMap { person in checks(of: person, all: identities.filter { $0.person == person.person }) }
    }

    private func checks(of person: NamedIdentity, all: [NamedIdentity]) -> [CredentialCheck] {
        guard let identifier = person.person, let parsed = try? ProfessionalIdentifier(unverified: identifier), !parsed.isInternal else {
            return [.directory("directory.person", .notApplicable, at: "person", hint: .noPerson)]
        }
        let entries: [NamedIdentity]
        do { entries = try directory.entries(for: identifier) } catch {
            return [.directory("directory.unavailable", .failed, at: "configuration", expected: "an imported directory")]
        }
        guard !entries.isEmpty else {
            return [.directory("directory.person-unknown", .failed, at: "person", expected: "a listed professional", received: identifier)]
        }
        let listed = CredentialCheck.directory("directory.person", .passed, at: "person", received: identifier)
        return [listed, profession(all, entries), expertise(all, entries), structure(all, entries)]
    }

    private func profession(_ named: [NamedIdentity], _ entries: [NamedIdentity]) -> CredentialCheck {
        let known = entries.compactMap(\.profession)
        let stated = named.compactMap(\.profession)
        guard !stated.isEmpty, !known.isEmpty else { return .directory("directory.profession", .notApplicable, at: "profession") }
        if let other = stated.first(where: { stated in !known.contains { $0.code == stated.code } }) {
            return .directory(
                "directory.profession-other", .failed, at: "profession", expected: listed(known.map(\.code)), received: printable(other.code, limit: 20))
        }
        return .directory("directory.profession", .passed, at: "profession", received: stated[0].code)
    }

    private func expertise(_ named: [NamedIdentity], _ entries: [NamedIdentity]) -> CredentialCheck {
        let known = Set(entries.flatMap(\.expertise).map(\.code))
        let stated = named.flatMap(\.expertise).map(\.code)
        guard !stated.isEmpty, !known.isEmpty else { return .directory("directory.expertise", .notApplicable, at: "expertise") }
        if let other = stated.first(where: { !known.contains($0) }) {
            return .directory("directory.expertise-other", .failed, at: "expertise", expected: listed(known.sorted()), received: printable(other, limit: 20))
        }
        return .directory("directory.expertise", .passed, at: "expertise", received: listed(stated))
    }

    /// One of the structures that credentials name is one where the directory has the person active.
    private func structure(_ named: [NamedIdentity], _ entries: [NamedIdentity]) -> CredentialCheck {
        let known = entries.flatMap(\.structures).map(\.identifier)
        let stated = named.flatMap(\.structures).map(\.identifier)
        guard !stated.isEmpty, !known.isEmpty else { return .directory("directory.structure", .notApplicable, at: "structure") }
        guard let common = stated.first(where: known.contains) else {
            return .directory(
                "directory.structure-other", .failed, at: "structure", expected: listed(known), received: listed(stated.map { printable($0, limit: 40) }))
        }
        return .directory("directory.structure", .passed, at: "structure", received: common)
    }

    private func listed(_ values: [String]) -> String { values.prefix(4).joined(separator: " | ") + (values.count > 4 ? " …" : "") }
}

extension CredentialCheck {
    /// A check against the directory, with the hint that belongs to its code.
    fileprivate static func directory(
        _ code: String, _ outcome: CheckOutcome, at field: String, expected: String? = nil, received: String? = nil, hint: Bilingual? = nil
    ) -> CredentialCheck {
        let hint = hint ?? directoryHints[code] ?? (outcome == .notApplicable ? .notStated : .nothingToDo)
        return CredentialCheck(code: code, outcome: outcome, source: .directory, field: field, expected: expected, received: received, hint: hint)
    }
}

extension Bilingual {
    fileprivate static let noPerson = Bilingual(
        fr: "Aucun professionnel identifié par l'annuaire (RPPS, ADELI) n'est nommé.",
        en: "No professional whom the directory identifies (RPPS, ADELI) is named.")
    fileprivate static let notStated = Bilingual(
        fr: "Les titres présentés ou l'annuaire n'en disent rien.", en: "The credentials or the directory say nothing of it.")
}

private let directoryHints: [String: Bilingual] = [
    "directory.unavailable": Bilingual(
        fr: "L'annuaire ne peut pas être lu : l'exploitant doit l'importer (passerelle directory import).",
        en: "The directory cannot be read: the operator has to import it (passerelle directory import)."),
    "directory.person-unknown": Bilingual(
        fr: "L'annuaire importé ne connaît pas ce professionnel : vérifiez l'identifiant, ou importez une extraction plus récente.",
        en: "The imported directory does not know this professional: check the identifier, or import a newer extraction."),
    "directory.profession-other": Bilingual(
        fr: "L'annuaire donne une autre profession à ce professionnel : vérifiez la carte, l'assertion ou le jeton.",
        en: "The directory has another profession for this person: check the card, the assertion or the token."),
    "directory.expertise-other": Bilingual(
        fr: "L'annuaire donne d'autres savoir-faire à ce professionnel : vérifiez la spécialité de l'assertion ou du jeton.",
        en: "The directory has other specialities for this person: check the speciality in the assertion or the token."),
    "directory.structure-other": Bilingual(
        fr: "L'annuaire ne connaît pas d'activité de ce professionnel dans cette structure : vérifiez l'identifiant de structure.",
        en: "The directory knows of no activity of this person at this structure: check the structure's identifier."),
]
