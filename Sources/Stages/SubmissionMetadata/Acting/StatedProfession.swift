// Takes the code of an author apart into a profession and a speciality, as assertions state them.

import ClinicalTypes
import CodeSystems

/// A profession with its speciality.
struct StatedProfession: Hashable {
    /// The profession or role, of JDV_J65.
    let profession: CodedValue
    /// The speciality, where there is one.
    let expertise: CodedValue?

    /// Professions and specialities of authors in one code (TRE_A02).
    private static let joined = "1.2.250.1.213.1.1.4.5"
    /// Specialities (TRE_R01).
    private static let specialities = "1.2.250.1.71.4.2.5"

    /// Whether a speciality is there that a second role has to name: of physicians and pharmacists.
    var isComplete: Bool { expertise != nil || !(["10", "21"].contains(profession.code) && profession.system == "1.2.250.1.71.1.2.7") }

    private init(_ profession: CodedValue, _ expertise: CodedValue?) {
        self.profession = profession
        self.expertise = expertise
    }

    /// Reads a code: one of JDV_J65 as it is; one of TRE_A02 such as `G15_10/SM26` in its two halves; nil for any other.
    init?(_ code: CodedValue) {
        if let known = CodeTables.professions[code.code, code.system] {
            self.init(known, nil)
            return
        }
        let halves = code.code.split(separator: "/", maxSplits: 1).map(String.init)
        guard code.system == Self.joined, let first = halves.first, first.hasPrefix("G15_") || first.hasPrefix("G16_") else { return nil }
        let system = first.hasPrefix("G15_") ? "1.2.250.1.71.1.2.7" : "1.2.250.1.71.1.2.8"
        guard let profession = CodeTables.professions[String(first.dropFirst(4)), system] else { return nil }
        // Pharmacists state a section or function (TRE_G05) where others state a speciality (TRE_R01: `SM…`).
        let speciality = halves.count > 1 ? halves[1] : nil
        self.init(
            profession,
            speciality.map { CodedValue(code: $0, system: $0.hasPrefix("S") || profession.code != "21" ? Self.specialities : Self.joined) })
    }

    /// What a credential or a directory has said of somebody; nil where that is no profession.
    init?(_ identity: NamedIdentity) {
        guard let profession = identity.profession else { return nil }
        self.init(profession, identity.expertise.first)
    }
}
