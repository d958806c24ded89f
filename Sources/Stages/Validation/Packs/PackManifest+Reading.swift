// Reads a manifest from its file, and holds it against what a manifest may say.

import Foundation

extension PackManifest {
    /// Reads a manifest.
    ///
    /// - Parameters:
    ///   - bytes: the file.
    ///   - file: its name, for errors.
    /// - Throws: what is wrong, with the line.
    public init(_ bytes: [UInt8], file: String = PackManifest.fileName) throws(PackFailure) {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw PackFailure(.manifest, file: file, "the file is no UTF-8") }
        do {
            self = try JSONDecoder().decode(PackManifest.self, from: Data(bytes))
        } catch let error as DecodingError {
            throw Self.failure(error, in: text, file: file)
        } catch {
            throw PackFailure(.manifest, file: file, "the file is no JSON")
        }
        try check(text, file)
    }

    private func check(_ text: String, _ file: String) throws(PackFailure) {
        for word in [name, version] where !Self.isPlain(word) {
            throw PackFailure(
                .manifest, file: file, line: Self.line(of: word, in: text), "'\(word)' is no name: small letters, digits, '.', '-' and '_' were expected")
        }
        let paths = [schema].compactMap(\.self) + schematrons.map(\.file) + valueSets + files.keys.sorted()
        for path in paths where !Self.isInside(path) {
            throw PackFailure(.outside, file: file, line: Self.line(of: path, in: text), "'\(path)' leads out of the pack")
        }
        for (path, digest) in files where digest.utf8.count != 64 || !digest.utf8.allSatisfy(Self.isHexadecimal) {
            throw PackFailure(.manifest, file: file, line: Self.line(of: path, in: text), "'\(path)' has no SHA-256 in hexadecimal")
        }
        for path in [schema].compactMap(\.self) + schematrons.map(\.file) where files[path] == nil && !files.isEmpty {
            throw PackFailure(.manifest, file: file, line: Self.line(of: path, in: text), "'\(path)' is not among the files")
        }
        guard schema != nil || !schematrons.isEmpty else { throw PackFailure(.empty, file: file, "the pack has neither an XML Schema nor a Schematron") }
    }

    /// Whether a name is of the letters that names and versions may have.
    public static func isPlain(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= 64 && name.utf8.first != UInt8(ascii: ".")
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }

    /// Whether a path stays inside the folder it starts from, written without detours.
    static func isInside(_ path: String) -> Bool {
        !path.isEmpty && !path.hasPrefix("/") && !path.contains("\\") && !path.utf8.contains(0)
            && path.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { $0 != ".." && $0 != "." && !$0.isEmpty }
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }

    /// The line on which a string stands in quotes.
    private static func line(of word: String, in text: String) -> Int? {
        guard let range = text.range(of: "\"\(word)\"") else { return nil }
        return text[..<range.lowerBound].utf8.count { $0 == 0x0A } + 1
    }

    private static func failure(_ error: DecodingError, in text: String, file: String) -> PackFailure {
        func path(_ context: DecodingError.Context) -> String { context.codingPath.map(\.stringValue).joined(separator: ".") }
        switch error {
        case .keyNotFound(let key, let context):
            let place = path(context)
            return PackFailure(.manifest, file: file, line: 1, "'\(place.isEmpty ? "" : place + ".")\(key.stringValue)' is missing")
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            return PackFailure(
                .manifest, file: file, line: context.codingPath.last.flatMap { line(of: $0.stringValue, in: text) },
                "'\(path(context))' has another form than expected")
        case .dataCorrupted(let context):
            let said = (context.underlyingError as NSError?)?.userInfo[NSDebugDescriptionErrorKey] as? String ?? ""
            let line = said.firstMatch(of: /line (\d+)/).flatMap { Int($0.1) }
            return PackFailure(.manifest, file: file, line: line, "the file is no JSON")
        @unknown default: return PackFailure(.manifest, file: file, "the file is no JSON")
        }
    }
}
