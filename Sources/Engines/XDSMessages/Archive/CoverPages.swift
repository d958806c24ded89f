// The two pages of an archive that people read: README.TXT and INDEX.HTM, in French and English.

enum CoverPages {
    /// Who sends, what is there, and how it is read (ITI TF-2 3.32.4.1.2.1).
    static func readme(_ submissions: [XDMSubmission], _ cover: XDMCover) -> String {
        var lines = [
            "Documents de santé / Clinical documents (IHE XDM)", "",
            "Expéditeur / Sender: " + plain(cover.sender), "Application: " + plain(cover.application), "",
            "Ouvrez INDEX.HTM dans un navigateur pour lire les documents ; un logiciel compatible XDM les intègre depuis le dossier IHE_XDM.",
            "Open INDEX.HTM in a browser to read the documents; software that knows XDM takes them from the folder IHE_XDM.", "",
            "README.TXT", "INDEX.HTM",
        ]
        for submission in submissions {
            lines.append((submission.folder ?? "") + "/METADATA.XML")
            lines += submission.documents.map { $0.file ?? "" }
        }
        return lines.map { $0 + "\r\n" }.joined()
    }

    /// Links to the documents (XHTML Basic, as ITI TF-2 3.32.4.1.2.1 asks).
    static func index(_ submissions: [XDMSubmission], _ cover: XDMCover) throws(MessageFailure) -> [UInt8] {
        var xml = XMLWriter()
        let head =
            #"<?xml version="1.0" encoding="UTF-8"?>"# + "\n"
            + #"<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML Basic 1.0//EN" "http://www.w3.org/TR/xhtml-basic/xhtml-basic10.dtd">"# + "\n"
        xml.verbatim(Array(head.utf8))
        try xml.element("html", [("xmlns", "http://www.w3.org/1999/xhtml"), ("xml:lang", "fr")]) { xml throws(MessageFailure) in
            try xml.element("head") { xml throws(MessageFailure) in xml.element("title", text: title) }
            try xml.element("body") { xml throws(MessageFailure) in
                xml.element("h1", text: title)
                xml.element("p", text: "Expéditeur / Sender: \(plain(cover.sender)) (\(plain(cover.application)))")
                for submission in submissions {
                    try xml.element("ul") { xml throws(MessageFailure) in
                        for document in submission.documents {
                            try xml.element("li") { xml throws(MessageFailure) in
                                xml.element("a", [("href", document.file)], text: document.entry.title ?? document.file)
                            }
                        }
                    }
                }
                try xml.element("p") { xml throws(MessageFailure) in xml.element("a", [("href", "README.TXT")], text: "README.TXT") }
            }
        }
        return Array(try xml.chunks().joined())
    }

    private static let title = "Documents de santé / Clinical documents"

    /// A text on one line.
    private static func plain(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
    }
}
