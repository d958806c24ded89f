// Brings a pack onto the shelf: recognise, inspect, copy, rename.

import Foundation
public import Validation
import XMLTree

extension RulePackShelf {
    /// Adds a pack.
    ///
    /// - Parameters:
    ///   - source: a folder with a `pack.json`, or laid out as the national tool has it.
    ///   - name: the name to give it; nil keeps the manifest's, or `ans`.
    ///   - version: the version to give it; nil keeps the manifest's, or takes that of the latest model.
    /// - Returns: the pack as it stands on the shelf; the same as before when it was there already.
    public func add(_ source: String, name: String? = nil, version: String? = nil) throws(PackFailure) -> ShelvedPack {
        let files = try Self.files(of: source)
        var manifest = try Self.manifest(of: source, files: files)
        if let name { manifest.name = name }
        if let version { manifest.version = version }
        guard PackManifest.isPlain(manifest.name), PackManifest.isPlain(manifest.version) else {
            throw PackFailure(.manifest, file: source, "name and version are of small letters, digits, '.', '-' and '_'")
        }
        try Self.verify(manifest, files, in: source)
        let inspection = PackInspection(manifest, files: files)
        manifest.defects = inspection.defects
        // The grammar must compile before anybody relies on it.
        _ = try RulePack(manifest, files: files)
        let shelved = try shelve(manifest, files)
        if let cache {
            let stored = StoredSchemas(in: cache, digest: shelved.manifest.digest)
            for model in inspection.models.values { stored.store(model) }
        }
        return shelved
    }

    /// The manifest of a folder that is not yet on the shelf.
    static func manifest(of source: String, files: SealedFolder) throws(PackFailure) -> PackManifest {
        guard files.names.contains(PackManifest.fileName) else {
            do throws(PackFailure) {
                return try PackManifest(officialLayout: files)
            } catch {
                throw PackFailure(error.code, file: error.file == "." ? source : "\(source)/\(error.file)", line: error.line, error.reason)
            }
        }
        let file = "\(source)/\(PackManifest.fileName)"
        guard let bytes = files.bytes(of: PackManifest.fileName) else { throw PackFailure(.manifest, file: file, "the file cannot be read") }
        var manifest = try PackManifest(bytes, file: file)
        if manifest.files.isEmpty { manifest.files = try PackManifest.digests(of: files.names.filter { $0 != PackManifest.fileName }, in: files) }
        return manifest
    }

    private func shelve(_ manifest: PackManifest, _ files: SealedFolder) throws(PackFailure) -> ShelvedPack {
        let place = "\(folder)/\(manifest.name)/\(manifest.version)"
        if FileManager.default.fileExists(atPath: place) {
            let present = try find("\(manifest.name)@\(manifest.version)")
            guard present.manifest.digest == manifest.digest else {
                throw PackFailure(
                    .conflict, file: place,
                    "another pack has this name and version (digest \(present.manifest.digest.prefix(12))…, the new one \(manifest.digest.prefix(12))…); give a version of its own"
                )
            }
            return present
        }
        // The full stop keeps what is not yet whole out of every listing.
        let passing = "\(folder)/\(manifest.name)/.\(manifest.version).\(UUID().uuidString)"
        do {
            for name in manifest.files.keys.sorted() {
                try Self.write(files.bytes(of: name) ?? [], to: "\(passing)/\(name)")
            }
            try Self.write([UInt8](manifest.text.utf8), to: "\(passing)/\(PackManifest.fileName)")
            try FileManager.default.moveItem(atPath: passing, toPath: place)
        } catch {
            try? FileManager.default.removeItem(atPath: passing)
            throw PackFailure(.folder, file: place, "the folder cannot be written")
        }
        return ShelvedPack(manifest: manifest, folder: place)
    }

    static func write(_ bytes: [UInt8], to path: String) throws {
        let file = URL(filePath: path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
    }
}
