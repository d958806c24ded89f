// The files that rules are made of, and the wall around them.

import Foundation
import Glibc

/// A sealed set of files: rules name one another by relative references, and nothing outside of the set is ever reached.
///
/// Names are paths from the folder of the set, with `/` between parts. A name is looked up as written first; when no file has it, one whose name differs
/// in letter case only is taken, since packs are often written where letter case does not count.
public struct RuleFiles: Sendable {
    /// A file that was looked up.
    public struct Found: Sendable {
        /// The file's own name, which may differ from what was asked for in letter case.
        public let name: String
        /// Whether the name was asked for in the right letter case.
        public let isExact: Bool
    }

    private enum Place: Sendable {
        case memory([UInt8])
        case disk(String)
    }

    private var places: [String: Place]
    private var folded: [String: String] = [:]

    /// Files at hand, by name.
    public init(_ files: [String: [UInt8]]) {
        places = files.mapValues { .memory($0) }
        fold()
    }

    /// The regular files of a folder and of those below it; symbolic links are not followed.
    ///
    /// Only names are read now, contents when they are asked for.
    public init(folder: String) {
        places = [:]
        let root = folder.hasSuffix("/") ? folder : folder + "/"
        let walk = FileManager.default.enumerator(atPath: folder)
        while let name = walk?.nextObject() as? String {
            if walk?.fileAttributes?[.type] as? FileAttributeType == .typeRegular { places[name] = .disk(root + name) }
        }
        fold()
    }

    private mutating func fold() {
        // Where several names differ in letter case only, the first in byte order stands for all.
        for name in places.keys.sorted() where folded[name.lowercased()] == nil { folded[name.lowercased()] = name }
    }

    /// The names of all files, sorted.
    public var names: [String] { places.keys.sorted() }

    /// The same files with one more, or with another content for one.
    public func replacing(_ name: String, with bytes: [UInt8]) -> RuleFiles {
        var copy = self
        copy.places[name] = .memory(bytes)
        if copy.folded[name.lowercased()] == nil { copy.folded[name.lowercased()] = name }
        return copy
    }

    /// Looks a name up, exactly, then without regard to letter case.
    public func find(_ name: String) -> Found? {
        if places[name] != nil { return Found(name: name, isExact: true) }
        return folded[name.lowercased()].map { Found(name: $0, isExact: false) }
    }

    /// The content of a file by its own name; nil when it is not there or cannot be read.
    public func bytes(of name: String) -> [UInt8]? {
        switch places[name] {
        case .memory(let bytes): bytes
        case .disk(let path): Self.read(path)
        case nil: nil
        }
    }

    /// The name that a relative reference means when it stands in a file; nil for references to elsewhere: absolute ones and those that leave the folder.
    public static func resolve(_ reference: String, from file: String) -> String? {
        let path = (reference.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).first.map(String.init) ?? "")
            .replacing("\\", with: "/")
        guard let plain = path.removingPercentEncoding, !plain.hasPrefix("/") else { return nil }
        if plain.isEmpty { return file }
        if let colon = plain.firstIndex(of: ":"), !plain[..<colon].contains("/") { return nil }
        var parts = file.split(separator: "/").dropLast().map(String.init)
        for part in plain.split(separator: "/") where part != "." {
            if part == ".." {
                if parts.popLast() == nil { return nil }
            } else {
                parts.append(String(part))
            }
        }
        return parts.joined(separator: "/")
    }

    private static func read(_ path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var facts = stat()
        guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return nil }
        let size = Int(facts.st_size)
        var filled = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            while filled < size {
                let got = Glibc.read(descriptor, buffer.baseAddress! + filled, size - filled)
                if got <= 0 { break }
                filled += got
            }
            count = filled
        }
        return filled == size ? bytes : nil
    }
}
