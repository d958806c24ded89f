// A Maildir: mails arrive in `new`, and rest in `cur` once they are dealt with.

import Foundation

/// A Maildir, held open.
final class Maildir: Sendable {
    /// How a mail rests.
    enum Rest: String, Sendable {
        /// It was dealt with.
        case seen = "S"
        /// A person should look at it.
        case flagged = "F"
        /// It is none of ours: as new as it came.
        case untouched = ""
    }

    let path: String
    private let new: OpenFolder, cur: OpenFolder

    /// Opens a Maildir; `new` and `cur` are made where they are missing.
    init(path: String) throws(FileFailure) {
        self.path = path
        let root = try OpenFolder(path: path)
        new = try OpenFolder("new", in: root)
        cur = try OpenFolder("cur", in: root)
        try cur.lock()
    }

    /// The folder that mails arrive in.
    var arrivals: String { path + "/new" }

    /// The mails that wait, those that came first before others as far as their names tell.
    func waiting() -> [FileName] { new.names().filter { $0.bytes.first != UInt8(ascii: ".") }.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) } }

    /// The bytes of a mail, at most one more than the limit.
    func read(_ name: FileName, limit: Int) throws(FileFailure) -> [UInt8] { try new.read(name, limit: limit) }

    /// Lays a mail to rest, durably.
    func rest(_ name: FileName, _ rest: Rest) throws(FileFailure) {
        let base = name.bytes.firstIndex(of: UInt8(ascii: ":")).map { Array(name.bytes[..<$0]) } ?? name.bytes
        do throws(FileFailure) {
            try new.move(name, to: cur, as: FileName(base).followed(by: ":2," + rest.rawValue))
        } catch {
            guard error.number == EEXIST else { throw error }
            try new.move(name, to: cur, as: FileName(base).followed(by: ".\(UUID().uuidString.prefix(8).lowercased()):2,\(rest.rawValue)"))
        }
        try cur.synchronize()
    }
}
