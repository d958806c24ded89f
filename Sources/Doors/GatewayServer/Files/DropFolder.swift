// A folder into which documents are dropped: files are claimed, read, and moved away with their outcome beside where they came.

import ClinicalTypes
import Foundation

/// What became of a file.
struct FileOutcome: Sendable {
    let isAccepted: Bool
    /// The outcome as JSON, the same as the answer over HTTP.
    let json: [UInt8]
    /// The first thing that refuses, as a code and words without content; nil where nothing does.
    var refusal: (code: String, words: Bilingual)?
}

/// A folder into which documents are dropped.
///
/// A file's life, each step one atomic rename: dropped; claimed into `.work`; its outcome written beside where it was; moved into `accepted` or `refused`.
/// Whatever was interrupted begins again at the claim, and the journal knows the same bytes by their receipt.
final class DropFolder: Sendable {
    /// What reading a claimed file gave.
    enum Reading: Sendable {
        case bytes([UInt8])
        /// More than the limit.
        case tooLarge(Int)
        /// It cannot be read: a link, a device, or a file that is not ours to read.
        case unreadable(String)
        /// It is not there any more.
        case gone
        /// The system could not, now.
        case later(FileFailure)
    }

    let path: String
    private let root: OpenFolder, work: OpenFolder, accepted: OpenFolder, refused: OpenFolder

    /// Opens the folder and those below it, which are made where they are missing.
    init(path: String) throws(FileFailure) {
        self.path = path
        root = try OpenFolder(path: path)
        work = try OpenFolder(".work", in: root)
        try work.lock()
        accepted = try OpenFolder("accepted", in: root)
        refused = try OpenFolder("refused", in: root)
        for name in root.names(limit: .max) where String(decoding: name.bytes, as: UTF8.self).hasPrefix(OpenFolder.draft) { root.remove(name) }
    }

    /// Claims a file, so that no other one can take its name between reading and moving it; false where there is nothing to claim.
    func claim(_ name: FileName) -> Bool {
        guard !name.isPassedOver, let facts = try? root.facts(name), !facts.isFolder else { return false }
        do throws(FileFailure) {
            try root.move(name, to: work, as: name)
            return true
        } catch {
            // An earlier one of the name waits for the journal: first come, first served.
            return false
        }
    }

    /// What was claimed and not brought to its end, in order of name.
    func claimed() -> [FileName] { work.names().sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) } }

    /// What stands in the folder unannounced and was not written to for some time, oldest first.
    func unannounced(before moment: Double) -> [FileName] {
        let found = root.names().compactMap { name -> (FileName, Double)? in
            guard !name.isPassedOver, let facts = try? root.facts(name), !facts.isFolder, facts.modified <= moment else { return nil }
            return (name, facts.modified)
        }
        return found.sorted { $0.1 == $1.1 ? $0.0.bytes.lexicographicallyPrecedes($1.0.bytes) : $0.1 < $1.1 }.map(\.0)
    }

    /// Reads a claimed file.
    func read(_ name: FileName, limit: Int) -> Reading {
        do throws(FileFailure) {
            let bytes = try work.read(name, limit: limit)
            return bytes.count > limit ? .tooLarge((try? work.facts(name).byteCount) ?? bytes.count) : .bytes(bytes)
        } catch {
            switch error.number {
            case ENOENT: return .gone
            case ELOOP: return .unreadable("symbolic link")
            case EINVAL, ENXIO, ENODEV, EISDIR: return .unreadable("no regular file")
            case EACCES, EPERM: return .unreadable("not permitted")
            default: return .later(error)
            }
        }
    }

    /// Tells the outcome of a claimed file beside where it came, and moves it away.
    func conclude(_ name: FileName, _ outcome: FileOutcome) throws(FileFailure) {
        let (told, other) = outcome.isAccepted ? (FileName.accepted, FileName.refused) : (FileName.refused, FileName.accepted)
        try root.write(outcome.json, as: name.followed(by: told))
        root.remove(name.followed(by: other))
        try root.synchronize()
        let folder = outcome.isAccepted ? accepted : refused
        do throws(FileFailure) {
            try work.move(name, to: folder, as: name)
        } catch {
            guard error.number == EEXIST else { throw error }
            try work.move(name, to: folder, as: name.followed(by: "." + UUID().uuidString.prefix(8).lowercased()))
        }
        try folder.synchronize()
        try work.synchronize()
    }
}
