// The tree agrees with expat, the parser in Python, on what documents say and on which are well formed.

import Foundation
import TestSupport
import Testing
import XMLTree

/// Where Python is, nil where the machine has none.
private let python = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/python3" }
    .first { FileManager.default.isExecutableFile(atPath: $0) }

/// Reads documents in hexadecimal, one a line, and writes the events of each, or `-`.
private let script = #"""
    import sys
    from xml.parsers import expat
    def events(data):
        out = []
        parser = expat.ParserCreate(namespace_separator="\x1e")
        parser.buffer_text = True
        parser.ordered_attributes = True
        def start(name, attributes):
            pairs = sorted(attributes[i] + "=" + attributes[i + 1] for i in range(0, len(attributes), 2))
            out.append("<" + "\x1d".join([name] + pairs))
        parser.StartElementHandler = start
        parser.EndElementHandler = lambda name: out.append(">")
        parser.CharacterDataHandler = lambda text: out.append("t" + text)
        parser.CommentHandler = lambda text: out.append("c" + text)
        parser.ProcessingInstructionHandler = lambda target, text: out.append("p" + target + " " + text)
        parser.Parse(data, True)
        return "\x1f".join(out).encode("utf-8").hex()
    for line in sys.stdin:
        try:
            print(events(bytes.fromhex(line.strip())))
        except expat.ExpatError:
            print("-")
    """#

/// What expat makes of each document; nil for those that it refuses.
private func expat(_ documents: [[UInt8]]) throws -> [String?] {
    let folder = FileManager.default.temporaryDirectory.appending(path: "passerelle-expat-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let input = folder.appending(path: "documents")
    try Data(documents.map { hex($0) + "\n" }.joined().utf8).write(to: input)
    let process = ChildProcess()
    process.executableURL = URL(filePath: python!)
    process.arguments = ["-c", script]
    process.standardInput = try FileHandle(forReadingFrom: input)
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let lines = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self).split(separator: "\n")
    process.waitUntilExit()
    return lines.map { $0 == "-" ? nil : String($0) }
}

private func hex(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}

/// The events of a tree in the script's form.
private func events(_ tree: FrozenTree) -> String {
    var out: [String] = []
    func name(_ node: Node) -> String { (node.namespaceURI.map { $0 + "\u{1e}" } ?? "") + node.localName }
    func visit(_ node: Node) {
        switch node.kind {
        case .element:
            let pairs = node.attributes.map { name($0) + "=" + $0.stringValue }.sorted { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }
            out.append("<" + ([name(node)] + pairs).joined(separator: "\u{1d}"))
            for child in node.children { visit(child) }
            out.append(">")
        case .text: out.append("t" + node.stringValue)
        case .comment: out.append("c" + node.stringValue)
        case .processingInstruction: out.append("p" + node.localName + " " + node.stringValue)
        case .document: for child in node.children { visit(child) }
        case .attribute: break
        }
    }
    visit(tree.document)
    return hex(out.joined(separator: "\u{1f}").utf8)
}

/// Writes documents at random that are well formed, with everything that changes on the way into a tree.
private struct DocumentWriter {
    var random: Seeded
    private static let texts = [
        "a", " ", "\n", "\r\n", "\r", "\t", "é", "😀", "&lt;", "&amp;", "&#233;", "&#x1F600;", "&gt;", "<![CDATA[<b>&amp;]]>", "<![CDATA[]]>", "<!-- - -->",
        "<?pi  a b ?>", "]]", ">", "\u{85}", "\u{2028}",
    ]
    private static let values = ["", "a", "&#10;", "\n", "\t", "é", "&lt;", "&amp;amp;", "&quot;", ">", "😀", "&#38;#38;"]

    init(seed: Int) { random = Seeded(state: UInt64(seed)) }

    mutating func document() -> String { "<?xml version='1.0'?>\n<!--é-->" + element(depth: 0, prefixes: []) + "\n<?end?>" }

    private mutating func element(depth: Int, prefixes: [String]) -> String {
        var prefixes = prefixes
        var tag = ""
        if Int.random(in: 0..<4, using: &random) == 0 {
            let prefix = ["p", "q"].randomElement(using: &random)!
            prefixes.append(prefix)
            tag += " xmlns:\(prefix)='urn:\(Int.random(in: 0..<3, using: &random))'"
        }
        if Int.random(in: 0..<4, using: &random) == 0 { tag += " xmlns=\"\(["", "urn:d"].randomElement(using: &random)!)\"" }
        for attribute in ["x", "y", "xml:lang"] where Bool.random(using: &random) {
            let value = (0..<Int.random(in: 0..<3, using: &random)).map { _ in Self.values.randomElement(using: &random)! }.joined()
            tag += " \(attribute)\(Bool.random(using: &random) ? " = " : "=")'\(value)'"
        }
        let prefix = Bool.random(using: &random) ? prefixes.randomElement(using: &random) : nil
        let name = (prefix.map { $0 + ":" } ?? "") + ["a", "b", "é"].randomElement(using: &random)!
        var content = ""
        for _ in 0..<Int.random(in: 0..<5, using: &random) {
            content += depth < 4 && Bool.random(using: &random) ? element(depth: depth + 1, prefixes: prefixes) : Self.texts.randomElement(using: &random)!
        }
        return content.isEmpty ? "<\(name)\(tag)/>" : "<\(name)\(tag)>\(content)</\(name)>"
    }
}

@Suite(.enabled(if: python != nil, "needs Python 3"))
struct ExpatTests {
    @Test func `what a document says is what expat reads of it`() throws {
        let documents = (0..<600).map { seed in
            var writer = DocumentWriter(seed: seed)
            return Array(writer.document().utf8)
        }
        let read = try expat(documents)
        #expect(read.count == documents.count)
        var agreed = 0
        for (bytes, expected) in zip(documents, read) {
            let text = String(decoding: bytes, as: UTF8.self)
            let tree = try? FrozenTree.parse(bytes)
            if tree.map(events) == expected { agreed += expected == nil ? 0 : 1 } else { Issue.record("not the same: \(text)") }
        }
        #expect(agreed > 500)
    }

    @Test(arguments: 0..<4)
    func `a damaged document is refused exactly where expat refuses it`(seed: Int) throws {
        var random = Seeded(state: UInt64(1000 + seed))
        let telling = Array("<>&;'\"=/!?-[]x: \u{0}\u{FF}".utf8)
        var documents: [[UInt8]] = []
        for round in 0..<500 {
            var writer = DocumentWriter(seed: 10_000 * seed + round)
            var bytes = Array(writer.document().utf8)
            // Behind the declaration: expat does not look at the version.
            let place = Int.random(in: 21..<bytes.count, using: &random)
            switch Int.random(in: 0...3, using: &random) {
            case 0: bytes.remove(at: place)
            case 1: bytes[place] = telling.randomElement(using: &random)!
            case 2: bytes.insert(telling.randomElement(using: &random)!, at: place)
            default: bytes.removeSubrange(place..<min(place + Int.random(in: 1...8, using: &random), bytes.count))
            }
            documents.append(bytes)
        }
        var refused = 0
        for (bytes, expected) in zip(documents, try expat(documents)) {
            let found: String?
            do throws(ParseFailure) { found = events(try FrozenTree.parse(bytes)) } catch {
                // Document types are refused here and read there.
                if error.code == .dtdForbidden { continue }
                found = nil
            }
            refused += found == nil ? 1 : 0
            if found != expected { Issue.record("\(found == nil ? "refused" : "read") here: \(String(decoding: bytes, as: UTF8.self))") }
        }
        #expect(refused > 100)
    }

    @Test func `single-byte encodings are those of Python`() throws {
        let process = ChildProcess()
        process.executableURL = URL(filePath: python!)
        process.arguments = ["-c", "for name in ('iso-8859-1', 'iso-8859-15'): print(bytes(range(0xa0, 0x100)).decode(name).encode('utf-8').hex())"]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let lines = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self).split(separator: "\n")
        process.waitUntilExit()
        for (name, expected) in zip(["ISO-8859-1", "ISO-8859-15"], lines) {
            let tree = try FrozenTree.parse(Array("<?xml version='1.0' encoding='\(name)'?><a>".utf8) + Array(0xA0...0xFF) + Array("</a>".utf8))
            #expect(hex(tree.root.stringValue.utf8) == expected)
        }
        #expect(lines.count == 2)
    }
}
