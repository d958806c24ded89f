// The published codes that would be right where the header misses one or has another.

import CDADocuments
import ClinicalTypes
import CodeSystems
import XMLTree

/// The tables behind the assertions that ask for a code.
enum CodeAllowances {
    /// What is allowed where an assertion is broken; nil where no table stands behind it.
    static func allowed(_ assertion: String, found: String?, at element: Node) -> AllowedValues? {
        switch assertion {
        case "header.confidentiality-missing", "header.confidentiality-unknown.code", "header.confidentiality-unknown.visibility":
            CodeTables.documentConfidentiality.allowed(nearestTo: found)
        case "author.code-missing": CodeTables.authorSpecialities.allowed()
        case "service-event.setting-missing": CodeTables.practiceSettings.allowed()
        case "encounter.facility-missing": CodeTables.facilityTypes.allowed()
        default: nil
        }
    }
}
