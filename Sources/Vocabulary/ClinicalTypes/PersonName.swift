// The name of a person, in parts.

/// The name of a person (HL7 v3 data type PN): parts in the order in which they are written.
public struct PersonName: Sendable, Hashable, Codable {
    /// What a part is.
    public enum PartKind: String, Sendable, Hashable, Codable {
        /// A family name.
        case family
        /// A given name.
        case given
        /// A title before the name (`Dr`, `M.`).
        case prefix
        /// What stands after the name.
        case suffix
    }

    /// What a qualifier says of a part.
    public enum Qualifier: String, Sendable, Hashable, Codable {
        /// `BR`: at birth.
        case birth = "BR"
        /// `CL`: as called, the name in use.
        case callMe = "CL"
        /// `SP`: of the spouse.
        case spouse = "SP"
        /// `AC`: academic.
        case academic = "AC"
        /// `NB`: of nobility.
        case nobility = "NB"
        /// `PR`: professional.
        case professional = "PR"
        /// `AD`: acquired by adoption.
        case adopted = "AD"
        /// `IN`: an initial.
        case initial = "IN"
        /// `LS`: a legal status.
        case legalStatus = "LS"
        /// `TITLE`: a title.
        case title = "TITLE"
        /// `VV`: a voorvoegsel.
        case voorvoegsel = "VV"
    }

    /// One part of a name.
    public struct Part: Sendable, Hashable, Codable {
        /// What it is.
        public var kind: PartKind
        /// The text, without the space around it.
        public var text: String
        /// The qualifiers, in the order written; unknown ones are left out.
        public var qualifiers: [Qualifier]

        /// States a part.
        public init(_ kind: PartKind, _ text: String, qualifiers: [Qualifier] = []) {
            self.kind = kind
            self.text = text
            self.qualifiers = qualifiers
        }
    }

    /// The parts, in the order written.
    public var parts: [Part]
    /// What the name is used for, for instance `L`.
    public var use: String?
    /// The text of a name written without parts.
    public var freeText: String?

    /// States a name.
    public init(parts: [Part], use: String? = nil, freeText: String? = nil) {
        self.parts = parts
        self.use = use
        self.freeText = freeText
    }

    private func texts(_ kind: PartKind, _ qualifier: Qualifier?) -> [String] {
        parts.filter { $0.kind == kind && !$0.text.isEmpty && (qualifier == nil ? $0.qualifiers.isEmpty : $0.qualifiers.contains(qualifier!)) }.map(\.text)
    }

    /// The family name at birth (`family` with `BR`).
    public var birthFamilyName: String? { texts(.family, .birth).first }
    /// The family name in use (`family` with `CL`, else `SP`).
    public var usedFamilyName: String? { texts(.family, .callMe).first ?? texts(.family, .spouse).first }
    /// The family name without a qualifier.
    public var plainFamilyName: String? { texts(.family, nil).first }
    /// The first given name at birth (`given` with `BR`).
    public var birthGivenName: String? { texts(.given, .birth).first }
    /// The given name in use (`given` with `CL`).
    public var usedGivenName: String? { texts(.given, .callMe).first }
    /// All given names as civil status lists them (`given` without qualifier).
    public var givenNames: [String] { texts(.given, nil) }
    /// The titles before the name.
    public var prefixes: [String] { parts.filter { $0.kind == .prefix }.map(\.text) }

    /// The family name to call the person by: in use, else plain, else at birth.
    public var family: String? { usedFamilyName ?? plainFamilyName ?? birthFamilyName ?? parts.first { $0.kind == .family && !$0.text.isEmpty }?.text }
    /// The given name to call the person by: in use, else plain, else at birth.
    public var given: String? { usedGivenName ?? givenNames.first ?? birthGivenName ?? parts.first { $0.kind == .given && !$0.text.isEmpty }?.text }
    /// Whether the name says nothing.
    public var isEmpty: Bool { parts.allSatisfy(\.text.isEmpty) && (freeText ?? "").isEmpty }
}

extension PersonName: CustomStringConvertible, CustomDebugStringConvertible {
    /// How many parts there are: the name itself is content.
    public var description: String { "name of \(parts.count) parts" }

    /// The same as `description`.
    public var debugDescription: String { description }
}
