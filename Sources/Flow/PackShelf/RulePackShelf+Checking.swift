// Holds packs against their manifests, and compiles all of them.

import CredentialChecks
import Foundation
public import Validation
import XMLTree

/// What came of checking a pack.
public struct PackCheck: Sendable {
    /// What the pack should consist of.
    public let manifest: PackManifest
    /// The files that are not what the manifest says, or not there; the pack cannot be used while there is one.
    public let failures: [PackFailure]
    /// The defects, as they show now.
    public let defects: [PackDefect]
    /// How many assertions are at work.
    public let assertionCount: Int
}

extension RulePackShelf {
    /// Checks a pack of the shelf.
    public func check(_ pack: ShelvedPack) -> PackCheck { Self.check(pack.manifest, in: pack.folder) }

    /// Checks a folder that need not stand on the shelf.
    ///
    /// - Throws: that the folder is no pack.
    public func check(folder: String) throws(PackFailure) -> PackCheck {
        let files = try Self.files(of: folder)
        return Self.check(try Self.manifest(of: folder, files: files), in: folder)
    }

    /// A pack of a folder that need not stand on the shelf; nothing of it is stored, and its defects are looked for each time.
    public func pack(at folder: String) throws(PackFailure) -> RulePack {
        let files = try Self.files(of: folder)
        var manifest = try Self.manifest(of: folder, files: files)
        try Self.verify(manifest, files, in: folder)
        manifest.defects = PackInspection(manifest, files: files).defects
        return try RulePack(manifest, folder: folder)
    }

    private static func check(_ manifest: PackManifest, in folder: String) -> PackCheck {
        let files = SealedFolder(folder: folder)
        let inspection = PackInspection(manifest, files: files)
        return PackCheck(
            manifest: manifest, failures: failures(of: manifest, files, in: folder), defects: inspection.defects, assertionCount: inspection.assertionCount)
    }

    /// The files of a folder.
    static func files(of folder: String) throws(PackFailure) -> SealedFolder {
        let files = SealedFolder(folder: folder)
        if let trouble = files.trouble { throw PackFailure(.folder, file: folder, "the folder cannot be read (\(trouble.rawValue))") }
        return files
    }

    /// What keeps the files from being those of the manifest.
    static func failures(of manifest: PackManifest, _ files: SealedFolder, in folder: String) -> [PackFailure] {
        manifest.files.sorted { $0.key < $1.key }.compactMap { name, digest in
            let path = "\(folder)/\(name)"
            do throws(SealedFolder.Refusal) {
                let bytes = try files.content(of: name)
                return hexadecimal(Digest.sha256(bytes)) == digest ? nil : PackFailure(.changed, file: path, "the file is not what the manifest says")
            } catch {
                let reason =
                    (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) == nil
                    ? "the manifest lists the file, and it cannot be read (\(error.rawValue))" : "the file is a link that leads out of the pack"
                return PackFailure(error == .missing ? .missing : .folder, file: path, reason)
            }
        }
    }

    /// Refuses what is not as the manifest says, the first file first.
    static func verify(_ manifest: PackManifest, _ files: SealedFolder, in folder: String) throws(PackFailure) {
        if let failure = failures(of: manifest, files, in: folder).first { throw failure }
    }
}

extension ShelvedPack {
    /// The bytes of the pack's files on disk.
    public var bytes: Int {
        manifest.files.keys.reduce(0) { sum, name in
            let size = (try? FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)"))?[.size] as? NSNumber
            return sum + (size?.intValue ?? 0)
        }
    }
}
