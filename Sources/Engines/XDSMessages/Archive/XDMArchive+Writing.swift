// Writes the layout: names of eight and three capital letters, metadata with URI, hash and size, and the two pages for people.

public import ZIPArchives

/// What the pages of an archive say of who made it.
public struct XDMCover: Sendable, Hashable {
    /// Who sends, as people call them.
    public var sender: String
    /// The program that made the archive.
    public var application: String
    /// The time that every file of the archive bears.
    public var moment: ZIPMoment

    /// States who made the archive.
    public init(sender: String, application: String, moment: ZIPMoment) {
        self.sender = sender
        self.application = application
        self.moment = moment
    }
}

extension XDMArchive {
    /// Writes submissions as an archive (ITI TF-2 3.32.4.1), one folder each.
    ///
    /// The entries in the metadata are those of the documents, with URI, hash and size of what is written and without a repository;
    /// document entries of `objects` are replaced by them. More than 99 submissions, or documents, of one name have no place.
    public static func bytes(of submissions: [XDMSubmission], cover: XDMCover, sha1: SHA1) throws -> [UInt8] {
        guard submissions.count <= mostSets else { throw XDMFault(.tooManySets, detail: "\(submissions.count) > \(mostSets)") }
        var named: [XDMSubmission] = []
        for (number, submission) in submissions.enumerated() {
            guard submission.documents.count <= 9999 else { throw XDMFault(.metadataStructure, detail: "\(submission.documents.count) documents") }
            named.append(submission.named("IHE_XDM/SUBSET" + digits(number + 1, 2), sha1: sha1))
        }
        var archive = ZIPWriter(moment: cover.moment)
        try archive.add("README.TXT", Array(CoverPages.readme(named, cover).utf8))
        try archive.add("INDEX.HTM", try CoverPages.index(named, cover))
        for submission in named {
            guard let folder = submission.folder else { continue }
            try archive.add(folder + "/METADATA.XML", try submission.metadata())
            for document in submission.documents { try archive.add(document.file ?? "", document.bytes) }
        }
        return archive.bytes
    }

    static func digits(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }
}

extension XDMSubmission {
    /// The submission under the names that it gets in the archive.
    fileprivate func named(_ folder: String, sha1: XDMArchive.SHA1) -> XDMSubmission {
        var named = self
        named.folder = folder
        for index in documents.indices {
            let name = "DOC" + XDMArchive.digits(index + 1, 4) + "." + Self.fileExtension(of: documents[index].entry.mimeType)
            named.documents[index].file = folder + "/" + name
            named.documents[index].entry.uri = name
            named.documents[index].entry.size = documents[index].bytes.count
            named.documents[index].entry.hash = hexadecimal(sha1(documents[index].bytes))
            named.documents[index].entry.repositoryUniqueId = nil
        }
        named.objects.documentEntries = named.documents.map(\.entry)
        return named
    }

    /// METADATA.XML: the objects of the submission, and no document.
    fileprivate func metadata() throws(MessageFailure) -> [UInt8] {
        var xml = XMLWriter()
        xml.verbatim(Array(#"<?xml version="1.0" encoding="UTF-8"?>"#.utf8))
        try xml.element("lcm:SubmitObjectsRequest", [("xmlns:lcm", Namespace.lcm)]) { xml throws(MessageFailure) in try objects.write(into: &xml) }
        return Array(try xml.chunks().joined())
    }

    private static func fileExtension(of mediaType: String) -> String {
        switch mediaType.lowercased() {
        case "application/pdf": "PDF"
        case "text/plain": "TXT"
        case "text/html", "application/xhtml+xml": "HTM"
        case "text/rtf", "application/rtf": "RTF"
        case "image/jpeg": "JPG"
        case "image/tiff": "TIF"
        case "application/dicom": "DCM"
        case let type where MediaType.isXML(type): "XML"
        default: "BIN"
        }
    }
}
