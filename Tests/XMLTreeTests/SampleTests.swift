// The official samples: read, written back and read again; and every place proven against the bytes.

import Foundation
import TestSupport
import Testing
import XMLTree

/// The official documents beside the project.
private let samples: [String] = {
    guard let folder = sharedFolder?.appending(path: "ans/ExemplesCDA") else { return [] }
    return ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).filter { $0.hasSuffix(".xml") }.sorted()
}()

private func bytes(_ sample: String) throws -> [UInt8] {
    Array(try Data(contentsOf: try #require(sharedFolder).appending(path: "ans/ExemplesCDA/\(sample)")))
}

@Suite(.enabled(if: sharedFolder != nil, "needs ../shared")) struct SampleTests {
    @Test(arguments: samples)
    func `what is written back reads the same`(sample: String) throws {
        let once = try FrozenTree.parse(bytes(sample)).document.serialized()
        let tree = try FrozenTree.parse(once)
        #expect(tree.document.serialized() == once)
    }

    @Test(arguments: samples)
    func `every node stands where its bytes are`(sample: String) throws {
        let tree = try FrozenTree.parse(bytes(sample))
        #expect(misplaced(in: tree) == nil)
    }

    @Test func `the self-presenting sample carries its document`() throws {
        let sample = try #require(samples.first { $0.contains("Auto-Presentable") })
        let tree = try FrozenTree.parse(bytes(sample))
        let document = try #require(tree.embeddedDocument(named: "ClinicalDocument", in: "urn:hl7-org:v3"))
        #expect(tree.root.localName == "stylesheet" && written(document).hasPrefix("<c:ClinicalDocument>") && document.line == 31)
    }

    @Test func `the same document in UTF-16 and in UTF-8 is the same tree with the same places`() throws {
        let text = String(decoding: try bytes(try #require(samples.first { $0.hasPrefix("VAC") })), as: UTF8.self)
            .replacingOccurrences(of: "\u{FEFF}", with: "")
        let wide = text.replacing(/encoding="[^"]*"/, with: "encoding=\"UTF-16\"", maxReplacements: 1)
        let one = try FrozenTree.parse(Array(text.replacing(/encoding="[^"]*"/, with: "encoding=\"UTF-8\"", maxReplacements: 1).utf8))
        let other = try FrozenTree.parse(utf16(wide, bigEndian: false))
        #expect(one.nodeCount == other.nodeCount && one.document.serialized() == other.document.serialized())
        for index in 1..<UInt32(one.nodeCount) where one.node(index).line > 1 {
            let place = other.node(index)
            guard one.node(index).lineAndColumn == place.lineAndColumn else { Issue.record("node \(index)"); break }
            let slice = other.source[place.byteRange]
            let decoded = String(
                decoding: stride(from: slice.startIndex, to: slice.endIndex, by: 2).map { UInt16(slice[$0]) | UInt16(slice[$0 + 1]) << 8 }, as: UTF16.self)
            guard decoded == written(one.node(index)) else { Issue.record("bytes of node \(index)"); break }
        }
    }
}

/// The first node whose place is not what its bytes say; lines and columns are counted here byte by byte.
func misplaced(in tree: FrozenTree) -> String? {
    let source = tree.source
    var byte = source.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var line = 1
    var column = 1
    return source.withUnsafeBufferPointer { source in
        for index in 1..<UInt32(tree.nodeCount) {
            let node = tree.node(index)
            let range = node.byteRange
            while byte < range.lowerBound {
                if source[byte] == 0x0A {
                    line += 1
                    column = 1
                } else if byte + 1 >= source.count || source[byte + 1] & 0xC0 != 0x80 {
                    column += 1
                }
                byte += 1
            }
            guard node.lineAndColumn == (line, column) else { return "\(node.path) is said to be at \(node.lineAndColumn), is at \(line):\(column)" }
            guard isWritten(node, as: UnsafeBufferPointer(rebasing: source[range])) else { return "\(node.path) is not at \(range)" }
        }
        return nil
    }
}

private func isWritten(_ node: Node, as slice: UnsafeBufferPointer<UInt8>) -> Bool {
    func begins(_ text: String) -> Bool { slice.starts(with: text.utf8) }
    func ends(_ text: String) -> Bool { slice.count >= text.utf8.count && slice.suffix(text.utf8.count).elementsEqual(text.utf8) }
    switch node.kind {
    case .document: return false
    case .element:
        return begins("<" + node.qualifiedName) && (ends("/>") || ends("</\(node.qualifiedName)>"))
            && node.startTagRange.lowerBound == node.byteRange.lowerBound
    case .attribute:
        guard begins(node.qualifiedName), ends("\"") || ends("'") else { return false }
        let value = String(decoding: node.tree.source[node.valueRange], as: UTF8.self)
        return value == node.stringValue || value.contains("&") || value.contains(where: \.isNewline) || value.contains("\t")
    case .text: return !slice.isEmpty && (slice[0] != 0x3C || begins("<![CDATA["))
    case .comment: return begins("<!--") && ends("-->")
    case .processingInstruction: return begins("<?" + node.localName) && ends("?>")
    }
}
