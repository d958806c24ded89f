// The documents of the QT3 suite, read once.

import Foundation
import XMLTree
import XPathEngine

/// Reads documents and keeps them, since many cases share them.
final class QT3Library {
    private var documents: [String: InvariantDocument] = [:]

    func document(_ file: String, uri: String) -> InvariantDocument? {
        if let known = documents[uri] { return known }
        guard let bytes = InputFile.read(file, atMost: 1 << 28) else { return nil }
        guard let tree = try? FrozenTree.parse(QT3DocumentType.removed(from: bytes)) else { return nil }
        let document = InvariantDocument(tree, uri: uri)
        documents[uri] = document
        return document
    }
}

/// What one case may load, and nothing else.
final class QT3Resolver: DocumentResolver {
    private let documents: [String: InvariantDocument]
    private let broken: Set<String>
    private let collections: [String: [InvariantDocument]]

    init(_ request: QT3Request, _ library: QT3Library) {
        var documents: [String: InvariantDocument] = [:]
        var broken: Set<String> = []
        for file in request.documents {
            let uri = file.uri ?? "file://\(file.file)"
            let absolute = request.baseURI.flatMap { URL(string: uri, relativeTo: URL(string: $0))?.absoluteString } ?? uri
            if let document = library.document(file.file, uri: absolute) { documents[absolute] = document } else { broken.insert(absolute) }
        }
        self.documents = documents
        self.broken = broken
        var collections: [String: [InvariantDocument]] = [:]
        for collection in request.collections {
            collections[collection.uri] = collection.documents.compactMap { library.document($0.file, uri: $0.uri ?? "file://\($0.file)") }
        }
        self.collections = collections
    }

    func document(at uri: String) throws(XPathError) -> InvariantDocument? { documents[uri] }

    func collection(at uri: String?) throws(XPathError) -> [InvariantDocument]? { collections[uri ?? ""] }
}

/// The suite has documents with a document type, which the gateway's reader refuses.
enum QT3DocumentType {
    /// The document without its document type declaration; entities that it declares are put in place.
    static func removed(from bytes: [UInt8]) -> [UInt8] {
        let isUTF16 = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
        guard var text = isUTF16 ? String(bytes: bytes, encoding: .utf16) : String(decoding: bytes, as: UTF8.self) else { return bytes }
        guard let start = text.range(of: "<!DOCTYPE") else { return bytes }
        var end = start.upperBound
        var inSubset = false
        while end < text.endIndex {
            let character = text[end]
            if character == "[" { inSubset = true }
            if character == "]" { inSubset = false }
            end = text.index(after: end)
            if character == ">" && !inSubset { break }
        }
        let declaration = String(text[start.lowerBound..<end])
        text.removeSubrange(start.lowerBound..<end)
        for match in declaration.matches(of: /<!ENTITY\s+(\w+)\s+["']([^"']*)["']/) {
            text = text.replacingOccurrences(of: "&\(match.1);", with: String(match.2))
        }
        return Array(text.utf8)
    }
}
