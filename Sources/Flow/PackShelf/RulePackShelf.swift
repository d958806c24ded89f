// The folder in which packs stand, and the way in and out of it.

import Foundation
public import Validation
import XMLTree

/// A pack that stands on the shelf.
public struct ShelvedPack: Sendable, Hashable {
    /// What it consists of.
    public let manifest: PackManifest
    /// Its folder.
    public let folder: String

    /// `name@version`.
    public var reference: String { "\(manifest.name)@\(manifest.version)" }
}

/// A folder of packs, `<folder>/<name>/<version>`, each with its manifest.
///
/// What stands on the shelf is never changed: another content is another version. A pack comes in by a copy under a passing name that is renamed when it is
/// whole, so that nobody ever sees half of one.
public struct RulePackShelf: Sendable {
    /// The folder of the packs.
    public let folder: String
    /// The folder of what was worked out from packs, which may be deleted at any time; nil to keep nothing.
    public let cache: String?

    /// Names the folders; nothing is made yet.
    public init(folder: String, cache: String? = nil) {
        self.folder = folder
        self.cache = cache
    }

    /// The shelf of a user: `$XDG_DATA_HOME/passerelle/packs` and `$XDG_CACHE_HOME/passerelle`, in the home folder where these are not set.
    public init(environment: [String: String]) {
        let home = environment["HOME"] ?? "."
        func base(_ variable: String, _ usual: String) -> String { environment[variable].flatMap { $0.isEmpty ? nil : $0 } ?? "\(home)/\(usual)" }
        self.init(
            folder: base("XDG_DATA_HOME", ".local/share") + "/passerelle/packs", cache: base("XDG_CACHE_HOME", ".cache") + "/passerelle/packs")
    }

    /// A shelf in a folder of its own, with what was worked out beside the packs; an empty name means the shelf of the user.
    public init(folder: String, environment: [String: String]) {
        if folder.isEmpty { self.init(environment: environment) } else { self.init(folder: folder, cache: folder + "/.cache") }
    }

    /// The packs, by name and version.
    public func packs() throws(PackFailure) -> [ShelvedPack] {
        var result: [ShelvedPack] = []
        for name in Self.entries(of: folder) {
            for version in Self.entries(of: "\(folder)/\(name)") {
                result.append(try shelved("\(folder)/\(name)/\(version)"))
            }
        }
        return result
    }

    /// The pack of a reference.
    ///
    /// - Parameter reference: `NAME@VERSION`, or `NAME` for the only version, or the latest by its letters when there are several.
    public func find(_ reference: String) throws(PackFailure) -> ShelvedPack {
        let parts = reference.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.allSatisfy(PackManifest.isPlain) else {
            throw PackFailure(.unknown, file: reference, "NAME or NAME@VERSION was expected")
        }
        let versions = Self.entries(of: "\(folder)/\(parts[0])")
        guard let version = parts.count == 2 ? parts[1] : versions.max(by: Self.isOlder), versions.contains(version) else {
            let known = versions.isEmpty ? Self.entries(of: folder) : versions.map { "\(parts[0])@\($0)" }
            let hint = known.isEmpty ? "no pack was added yet" : "there is " + known.joined(separator: ", ")
            throw PackFailure(.unknown, file: folder, "no pack '\(reference)'; \(hint)")
        }
        return try shelved("\(folder)/\(parts[0])/\(version)")
    }

    /// A pack, ready to judge; what is not needed of it is not read.
    ///
    /// - Parameter reference: `NAME` or `NAME@VERSION`.
    /// - Throws: that there is none, or that a file is not what the manifest says.
    public func pack(_ reference: String) throws(PackFailure) -> RulePack {
        try pack(try find(reference))
    }

    /// A pack that was found, ready to judge.
    public func pack(_ shelved: ShelvedPack) throws(PackFailure) -> RulePack {
        guard let cache else { return try RulePack(shelved.manifest, folder: shelved.folder) }
        let digest = shelved.manifest.digest
        try SchemaFootprint("\(cache)/\(digest).footprint").hold(shelved)
        let stored = StoredSchemas(in: cache, digest: digest)
        return try RulePack(shelved.manifest, folder: shelved.folder, models: stored.schema, whenRead: stored.store)
    }

    /// Names older versions before newer: numbers by their value, all else by its letters.
    static func isOlder(_ left: String, _ right: String) -> Bool { left.compare(right, options: [.numeric]) == .orderedAscending }

    /// The names of what lies in a folder, sorted; nothing that begins with a full stop.
    static func entries(of folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter(PackManifest.isPlain).sorted()
    }

    private func shelved(_ folder: String) throws(PackFailure) -> ShelvedPack {
        let file = "\(folder)/\(PackManifest.fileName)"
        guard let bytes = FileManager.default.contents(atPath: file) else { throw PackFailure(.manifest, file: file, "the file cannot be read") }
        return ShelvedPack(manifest: try PackManifest([UInt8](bytes), file: file), folder: folder)
    }
}
