// Reads the layout: IHE_XDM, its folders, their metadata, and the documents that these name.

public import XMLTree
public import ZIPArchives

extension XDMArchive {
    /// Reads an archive (ITI TF-2 3.32.4.1), lenient about letter case and folders that do not belong to it.
    ///
    /// INDEX.HTM and README.TXT are only looked for: they are for people, and parsed by nobody. Archives within are left closed.
    public init(reading bytes: [UInt8], limits: ZIPLimits = .standard, parsing: ParseLimits = .standard, sha1: SHA1) throws(ZIPFailure) {
        self.init(in: try ZIPArchive(reading: bytes, limits: limits), parsing: parsing, sha1: sha1)
    }

    /// Reads the layout in an archive that was read.
    public init(in archive: ZIPArchive, parsing: ParseLimits = .standard, sha1: SHA1) {
        let found = archive.entries.filter { $0.path.isMetadata }
        let roots = Set(found.map { $0.path.components.dropLast(3).map { $0.lowercased() } }).sorted { ($0.count, "\($0)") < ($1.count, "\($1)") }
        guard let root = roots.first else {
            faults.append(XDMFault(.noMetadata))
            return
        }
        for further in roots.dropFirst() { faults.append(XDMFault(.furtherCopy, file: further.joined(separator: "/"))) }
        let metadata = found.filter { $0.path.components.dropLast(3).map { $0.lowercased() } == root }.sorted { $0.path.key < $1.path.key }
        if metadata.count > Self.mostSets { faults.append(XDMFault(.tooManySets, detail: "\(metadata.count) > \(Self.mostSets)")) }
        for (name, code) in [("INDEX.HTM", XDMFaultCode.noIndex), ("README.TXT", .noReadme)] {
            let path = ZIPPath((root + [name]).joined(separator: "/"))
            if path.flatMap({ archive[$0] }) == nil { faults.append(XDMFault(code)) }
        }
        for entry in metadata.prefix(Self.mostSets) {
            let reading = SubmissionReading(archive: archive, metadata: entry, parsing: parsing, sha1: sha1)
            submissions += reading.submission.map { [$0] } ?? []
            faults += reading.faults
        }
    }

    /// SUBSET01 to SUBSET99.
    static let mostSets = 99
}

extension ZIPPath {
    /// Whether this is the METADATA.XML of a folder of IHE_XDM, wherever that stands.
    fileprivate var isMetadata: Bool {
        let names = components.suffix(3).map { $0.lowercased() }
        return !isFolder && names.count == 3 && names[0] == "ihe_xdm" && names[2] == "metadata.xml"
    }
}

/// The reading of one folder.
private struct SubmissionReading {
    var submission: XDMSubmission?
    var faults: [XDMFault] = []

    init(archive: ZIPArchive, metadata: ZIPEntry, parsing: ParseLimits, sha1: XDMArchive.SHA1) {
        let file = metadata.path.text
        let tree: FrozenTree
        do {
            tree = try FrozenTree.parse(metadata.bytes, limits: parsing)
        } catch {
            faults.append(XDMFault(.metadataNotXML, file: file, parse: error))
            return
        }
        guard tree.root.isElement("SubmitObjectsRequest", in: Namespace.lcm), let list = tree.root.child("RegistryObjectList", in: Namespace.rim) else {
            faults.append(XDMFault(.metadataStructure, file: file, detail: "SubmitObjectsRequest"))
            return
        }
        let objects = RegistryObjectList(list)
        for irregularity in objects.irregularities {
            faults.append(XDMFault(.irregular, file: file, object: irregularity.object, detail: irregularity.attribute))
        }
        let folder = metadata.path.components.dropLast().joined(separator: "/")
        var submission = XDMSubmission(folder: folder, objects: objects, documents: [])
        if objects.submissionSets.count != 1 {
            faults.append(XDMFault(.metadataStructure, file: file, detail: "\(objects.submissionSets.count) submission sets"))
        }
        if objects.documentEntries.isEmpty { faults.append(XDMFault(.metadataStructure, file: file, detail: "no document entry")) }
        var (paths, ids): (Set<String>, Set<String>) = ([], [])
        for entry in objects.documentEntries {
            if !entry.uniqueId.isEmpty, !ids.insert(entry.uniqueId).inserted {
                faults.append(XDMFault(.repeatedUniqueID, file: file, object: entry.entryUUID))
            }
            if let patient = objects.submissionSets.first?.patientId, !patient.isEmpty, !entry.patientId.isEmpty, patient != entry.patientId {
                faults.append(XDMFault(.otherPatient, file: file, object: entry.entryUUID))
            }
            if entry.repositoryUniqueId != nil { faults.append(XDMFault(.repositoryNamed, file: file, object: entry.entryUUID)) }
            guard let stored = self.file(of: entry, below: folder, in: archive, metadata: file) else { continue }
            guard paths.insert(stored.path.key).inserted else {
                faults.append(XDMFault(.sharedURI, file: stored.path.text, object: entry.entryUUID))
                continue
            }
            check(stored, against: entry, parsing: parsing, sha1: sha1)
            submission.documents.append(XDMDocument(entry: entry, file: stored.path.text, bytes: stored.bytes))
        }
        self.submission = submission
    }

    /// The file that an entry names.
    private mutating func file(of entry: DocumentEntry, below folder: String, in archive: ZIPArchive, metadata: String) -> ZIPEntry? {
        guard let uri = entry.uri else {
            faults.append(XDMFault(.noURI, file: metadata, object: entry.entryUUID))
            return nil
        }
        guard let relative = ZIPPath(uri), !relative.isFolder, let path = ZIPPath(folder + "/" + relative.text) else {
            faults.append(XDMFault(.foreignURI, file: metadata, object: entry.entryUUID))
            return nil
        }
        guard let stored = archive[path] else {
            faults.append(XDMFault(.noDocument, file: path.text, object: entry.entryUUID))
            return nil
        }
        return stored
    }

    /// Size, hash, and whether what is said to be XML is.
    private mutating func check(_ stored: ZIPEntry, against entry: DocumentEntry, parsing: ParseLimits, sha1: XDMArchive.SHA1) {
        let (file, object) = (stored.path.text, entry.entryUUID)
        if let size = entry.size {
            if size != stored.bytes.count { faults.append(XDMFault(.otherSize, file: file, object: object, detail: "\(stored.bytes.count), said \(size)")) }
        } else {
            faults.append(XDMFault(.noSize, file: file, object: object))
        }
        if let hash = entry.hash {
            if hash.lowercased() != hexadecimal(sha1(stored.bytes)) { faults.append(XDMFault(.otherHash, file: file, object: object)) }
        } else {
            faults.append(XDMFault(.noHash, file: file, object: object))
        }
        let document = ProvidedDocument(id: object, mediaType: entry.mimeType, bytes: stored.bytes)
        if let failure = document.parseFailure(declaredAs: entry.mimeType, limits: parsing) {
            faults.append(XDMFault(.documentNotXML, file: file, object: object, parse: failure))
        }
    }
}

/// Bytes as lower-case hexadecimal digits.
func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.reduce(into: "") { text, byte in text += (byte < 16 ? "0" : "") + String(byte, radix: 16) }
}
