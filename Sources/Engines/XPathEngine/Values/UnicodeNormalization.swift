// Unicode normalization, which Foundation brings.

import Foundation

extension StringFunctions {
    /// `fn:normalize-unicode`: NFC, NFD, NFKC or NFKD, in any case and with spaces around; an empty form leaves the text as it is.
    ///
    /// - Throws: `FOCH0003` for any other form.
    public static func normalizeUnicode(_ text: String, form: String = "NFC") throws(XPathError) -> String {
        switch Whitespace.trimmed(form).uppercased() {
        case "": text
        case "NFC": text.precomposedStringWithCanonicalMapping
        case "NFD": text.decomposedStringWithCanonicalMapping
        case "NFKC": text.precomposedStringWithCompatibilityMapping
        case "NFKD": text.decomposedStringWithCompatibilityMapping
        default: throw XPathError(.foch0003, "the normalization form is not supported")
        }
    }
}
