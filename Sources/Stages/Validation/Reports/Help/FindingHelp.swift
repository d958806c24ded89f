// What each code means and what to do about it, in both languages.

import ClinicalTypes

/// What a code means, and the cure; the English is that of `docs/findings.md`.
struct FindingHelp: Sendable, Hashable {
    /// What is wrong.
    let meaning: Bilingual
    /// What to do.
    let cure: Bilingual

    /// The help for a code.
    static func of(_ code: String) -> FindingHelp? { all[code] }

    /// Every code that has help.
    static let all: [String: FindingHelp] = (reading + structure + header + people + body + packs).reduce(into: [:]) { all, row in
        all[row[0]] = FindingHelp(meaning: Bilingual(fr: row[1], en: row[3]), cure: Bilingual(fr: row[2], en: row[4]))
    }
}
