// Who acts towards the record for a submission: the one person whom an assertion names, out of what the registry is told and the document.

public import CDADocuments
public import ClinicalTypes
import CodeSystems
public import XDSMessages

/// What is missing to say who acts.
public enum ActingPersonGap: String, Error, Sendable, Hashable, CaseIterable {
    /// Neither the submitter, nor an author, nor the legal authenticator has a national identifier (PS_IdNat).
    case person
    /// The person has no name.
    case name
    /// Nothing says the person's profession.
    case profession
    /// The person is a physician or a pharmacist, and nothing says the speciality.
    case speciality
    /// The person acts for no structure with a national identifier (Struct_IdNat).
    case structure
}

/// Whoever acts towards the record for a submission.
public struct ActingPerson: Sendable, Hashable {
    /// The national identifier, PS_IdNat.
    public var identifier: String
    /// Family and given name; of a system, its name and model.
    public var name: String
    /// The profession, or the role of those who have none (JDV_J65).
    public var profession: CodedValue
    /// The speciality, where there is one.
    public var expertise: CodedValue?
    /// The structures in whose name the person may be meant to act, Struct_IdNat, the likeliest first; never empty.
    public var structures: [String]
    /// The sector of activity, where the entry's kind of facility is one (JDV_J02).
    public var sector: CodedValue?

    /// Finds who acts: the submitter, else an author, else the legal authenticator; the first who has a national identifier.
    ///
    /// - Parameters:
    ///   - entry: what the registry is told of the document.
    ///   - set: what it is told of the submission.
    ///   - document: the document, which says more of its participants; nil leaves that out.
    ///   - known: what credentials and directories have proven; asked where metadata and document tell no profession.
    public static func found(
        in entry: DocumentEntry, of set: SubmissionSet, document: CDADocument? = nil, known: [NamedIdentity] = []
    ) -> Result<ActingPerson, ActingPersonGap> {
        let authors = (set.authors + entry.authors).map(StatedPerson.init)
        let answering = entry.legalAuthenticator.map { StatedPerson(Author(person: $0)) }
        guard let chosen = (authors + [answering].compactMap(\.self)).first(where: { $0.identifier != nil }), let identifier = chosen.identifier else {
            return .failure(.person)
        }
        let selves = ([chosen] + authors).filter { $0.identifier == identifier }
        guard let name = selves.lazy.compactMap(\.name).first else { return .failure(.name) }

        let professions =
            selves.flatMap(\.specialties).compactMap(StatedProfession.init) + (document?.professions(of: identifier) ?? [])
            + known.filter { $0.person == identifier }.compactMap { StatedProfession($0) }
        guard let profession = professions.first(where: \.isComplete) ?? professions.first else { return .failure(.profession) }
        guard profession.isComplete else { return .failure(.speciality) }

        var structures = selves.flatMap(\.structures)
        if structures.isEmpty { structures = authors.flatMap(\.structures) }
        if structures.isEmpty { structures = document?.custodianStructures ?? [] }
        guard !structures.isEmpty else { return .failure(.structure) }
        var seen: Set<String> = []
        return .success(
            ActingPerson(
                identifier: identifier, name: name, profession: profession.profession, expertise: profession.expertise,
                structures: structures.filter { seen.insert($0).inserted },
                sector: entry.healthcareFacilityTypeCode.flatMap { CodeTables.facilityTypes[$0.code, $0.scheme] }))
    }
}

extension ActingPerson: CustomStringConvertible, CustomReflectable {
    /// The profession: nobody's name.
    public var description: String { "acting person, \(profession.code)" }
    /// Nothing: a dump shows nobody.
    public var customMirror: Mirror { Mirror(self, children: [], displayStyle: .struct) }
}

/// A person or system as registry metadata states one.
private struct StatedPerson {
    let identifier: String?
    let name: String?
    let specialties: [CodedValue]
    let structures: [String]

    init(_ author: Author) {
        let person = author.person.map(HL7Field.init)
        let text = person?[1]
        // Under the root of professionals stand systems, too: `3 + FINESS/number`.
        identifier = text.flatMap { person?.authority(9) == IdentifierRoot.professional && (try? ProfessionalIdentifier(unverified: $0)) != nil ? $0 : nil }
        let names = [person?[2], person?[3]].compactMap(\.self)
        name = names.isEmpty ? nil : names.joined(separator: " ")
        specialties = author.specialties.map(HL7Field.init).compactMap { field in
            guard let code = field[1], let system = field[3] else { return nil }
            return CodedValue(code: code, system: system)
        }
        structures = author.institutions.map(HL7Field.init).compactMap { field in
            guard field.authority(6) == IdentifierRoot.structure, let text = field[10], (try? StructureIdentifier(unverified: text)) != nil else { return nil }
            return text
        }
    }
}

extension CDADocument {
    /// The professions that the document states of whoever has this identifier.
    fileprivate func professions(of identifier: String) -> [StatedProfession] {
        let participations =
            header.authors + [header.legalAuthenticator].compactMap(\.self) + header.dataEnterers + header.serviceEvents.flatMap(\.performers)
        return participations.compactMap(\.entity).filter { entity in
            entity.ids.contains { $0.root == IdentifierRoot.professional && $0.extension == identifier }
        }.compactMap { $0.code?.value }.compactMap(StatedProfession.init)
    }

    /// The structures of the custodian.
    fileprivate var custodianStructures: [String] {
        (header.custodian?.organization?.ids ?? []).filter { $0.root == IdentifierRoot.structure }.compactMap(\.extension).filter {
            (try? StructureIdentifier(unverified: $0)) != nil
        }
    }
}
