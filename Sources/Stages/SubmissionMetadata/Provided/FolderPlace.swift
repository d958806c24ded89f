// A folder of a submission, as one document of that submission brings it to the registry.

import ClinicalTypes
import CredentialChecks
public import XDSMessages

/// A folder that a document goes into, or that travels with it.
///
/// Each document of a submission is registered by itself, so each brings what the folder is: whichever comes first has it registered, the others find it
/// there by its unique id.
public struct FolderPlace: Sendable, Hashable, Codable {
    /// The folder as it is to be registered; nil where the submission names one that is registered already.
    public var folder: Folder?
    /// The name of the folder in the registry, unless another is found there under the folder's unique id.
    public var entryUUID: String
    /// Whether the document goes into it.
    public var holdsDocument: Bool
    /// Registered documents that the submission puts into it, too.
    public var registered: [String]

    /// Puts a document into a folder.
    public init(folder: Folder?, entryUUID: String, holdsDocument: Bool, registered: [String] = []) {
        self.folder = folder
        self.entryUUID = entryUUID
        self.holdsDocument = holdsDocument
        self.registered = registered
    }
}

extension FolderPlace {
    /// A folder that a submission brings: under its own name where that is universal, else under one made of its unique id, so that it has the same
    /// one whenever it comes.
    init(new folder: Folder, holdsDocument: Bool, registered: [String]) {
        var named = folder
        named.entryUUID = ObjectName.isUniversal(folder.entryUUID) ? folder.entryUUID.lowercased() : ObjectName.derived(from: "folder \(folder.uniqueId)")
        // What the registry states itself is not asked of it.
        named.availabilityStatus = nil
        named.lastUpdateTime = nil
        named.homeCommunityId = nil
        self.init(folder: named, entryUUID: named.entryUUID, holdsDocument: holdsDocument, registered: registered)
    }
}

/// The names of objects in a registry.
public enum ObjectName {
    /// Whether an id is a `urn:uuid:` in full, not a symbolic one.
    public static func isUniversal(_ id: String) -> Bool {
        guard id.lowercased().hasPrefix("urn:uuid:") else { return false }
        return id.utf8.count == 45 && id.dropFirst(9).split(separator: "-", omittingEmptySubsequences: false).map(\.utf8.count) == [8, 4, 4, 4, 12]
            && id.dropFirst(9).allSatisfy { $0 == "-" || ($0.isASCII && $0.isHexDigit) }
    }

    /// The unique id of a document in the place of an object's id: `urn:oid:…`; documents whose root is a UUID are met, too.
    public static func uniqueID(_ id: String) -> String? {
        guard id.hasPrefix("urn:oid:"), let root = id.dropFirst(8).split(separator: "^", omittingEmptySubsequences: false).first else { return nil }
        return OID(dotted: String(root)) != nil || isUniversal("urn:uuid:" + root) ? String(id.dropFirst(8)) : nil
    }

    /// A name that is made of a text, the same for the same text (a UUID of version 8: RFC 9562, 5.8).
    public static func derived(from text: String) -> String {
        var bytes = Array(Digest.sha256(Array(text.utf8)).prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        let digits = hexadecimal(bytes)
        var groups: [Substring] = []
        var rest = Substring(digits)
        for length in [8, 4, 4, 4, 12] {
            groups.append(rest.prefix(length))
            rest = rest.dropFirst(length)
        }
        return "urn:uuid:" + groups.joined(separator: "-")
    }
}
