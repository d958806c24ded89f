// What is said of files that are no documents and no archives.

import ClinicalTypes

/// The findings of files.
enum FileFinding {
    /// A link, a device, or a file that may not be read.
    static func unreadable(_ reason: String) -> Finding {
        Finding(
            code: "file.unreadable", severity: .error, stage: .intake,
            message: Bilingual(
                fr: "Ce n'est pas un fichier ordinaire que la passerelle peut lire ; les liens ne sont pas suivis.",
                en: "This is no regular file that the gateway may read; links are not followed."), found: reason)
    }
}
