// The directory in force: notices when an import put another file in its place.

public import AuthorTrust
public import ClinicalTypes
import Foundation
import Synchronization

/// The imported directory at a path, asked by any number of connections.
///
/// Each look-up notices a replaced file and opens the new one. A file that cannot be opened leaves the old one in force, as long as it was open.
public final class ImportedDirectory: ProfessionalDirectory {
    /// The path of the directory file.
    public let path: String
    private let state: Mutex<(identity: FileIdentity, file: DirectoryFile)>

    /// Opens the directory; it must have been imported.
    public init(path: String) throws(DirectoryFailure) {
        self.path = path
        let identity = FileIdentity(path)
        state = Mutex((identity, try DirectoryFile(path: path)))
    }

    /// Whom the directory knows by this national identifier (PS_IdNat), one entry for each profession; none where it knows nobody.
    public func entries(for person: String) throws -> [NamedIdentity] { try current().entries(for: person) }

    /// What the import wrote down: `files`, `imported`, `activities`, `expertise`.
    public var properties: [String: String] { current().properties }

    /// How many persons have each profession, by code and category; walks through everything.
    public func countsByProfession() throws -> [(profession: String, category: String, persons: Int)] { try current().countsByProfession() }

    private func current() -> DirectoryFile {
        let identity = FileIdentity(path)
        return state.withLock { state in
            if identity != state.identity, let file = try? DirectoryFile(path: path) { state = (identity, file) }
            return state.file
        }
    }
}

/// What tells a file from the one that replaced it.
private struct FileIdentity: Equatable {
    private var device: UInt64 = 0
    private var node: UInt64 = 0
    private var changed = timespec()

    init(_ path: String) {
        var information = stat()
        guard stat(path, &information) == 0 else { return }
        (device, node, changed) = (UInt64(information.st_dev), UInt64(information.st_ino), information.st_mtim)
    }

    static func == (left: FileIdentity, right: FileIdentity) -> Bool {
        left.device == right.device && left.node == right.node && left.changed.tv_sec == right.changed.tv_sec && left.changed.tv_nsec == right.changed.tv_nsec
    }
}
