// The same errors at the same lines as libxml2's own program, which parses and validates in its own way.

import Foundation
import TestSupport
import Testing
import XMLTree

@testable import XMLSchemaEngine

/// Where Debian puts the program.
private let xmllint = ["/usr/bin/xmllint", "/usr/local/bin/xmllint"].first { FileManager.default.isExecutableFile(atPath: $0) }

/// One error as `xmllint` prints it.
private struct PrintedError: Hashable, CustomStringConvertible {
    var line: Int
    var message: String
    var description: String { "\(line): \(message)" }
}

/// The errors of many files, by file name; one run of the program for all.
private func printedErrors(schema: URL, files: [URL]) throws -> [String: [PrintedError]] {
    let output = FileManager.default.temporaryDirectory.appending(path: "xmllint-\(UUID().uuidString)")
    try Data().write(to: output)
    defer { try? FileManager.default.removeItem(at: output) }
    let process = ChildProcess()
    process.executableURL = URL(filePath: try #require(xmllint))
    process.arguments = ["--noout", "--nonet", "--schema", schema.path] + files.map(\.path)
    process.standardError = try FileHandle(forWritingTo: output)
    try process.run()
    process.waitUntilExit()
    var errors: [String: [PrintedError]] = [:]
    for line in try String(contentsOf: output, encoding: .utf8).split(separator: "\n") {
        guard let marker = line.range(of: ": Schemas validity error : ") else { continue }
        let head = line[..<marker.lowerBound]
        guard let name = files.first(where: { head.hasPrefix($0.path + ":") }) else { continue }
        let number = head.dropFirst(name.path.count + 1).prefix { $0.isNumber }
        errors[name.lastPathComponent, default: []].append(
            PrintedError(line: Int(number) ?? 0, message: String(line[marker.upperBound...]).trimmingCharacters(in: .whitespaces)))
    }
    return errors
}

extension SchemaViolation {
    /// The line that libxml2 gives: that of the end of the start tag of the element it blames.
    fileprivate var libxmlLine: Int {
        var element = node.kind == .attribute ? node.parent! : node
        // It blames the parent for a child in empty content; we point at the child.
        if kind == .elementUnexpected && rawMessage.contains("Element content is not allowed") { element = element.parent! }
        return element.tree.lineAndColumn(ofByte: element.startTagRange.upperBound - 1).line
    }
}

@Suite(.enabled(if: sharedFolder != nil, "needs ../shared"), .enabled(if: xmllint != nil, "needs xmllint"))
struct XmllintTests {
    private func compare(_ files: [URL], with schema: CompiledSchema, at schemaFile: URL) throws {
        // A style sheet that carries a document is another question to the program than to us.
        let plain = try files.map { ($0, try clinicalDocument(at: $0)) }.filter { $0.1 == $0.1.tree.root }
        let printed = try printedErrors(schema: schemaFile, files: plain.map(\.0))
        var errors = 0
        for (file, document) in plain {
            let collector = schema.examine(document, limit: .max)
            let expected = printed[file.lastPathComponent] ?? []
            let found = collector.violations.map { PrintedError(line: $0.libxmlLine, message: $0.rawMessage) }
            errors += expected.count
            #expect(collector.raised == expected.count, "\(file.lastPathComponent)")
            #expect(Set(found).subtracting(expected).isEmpty, "\(file.lastPathComponent)")
        }
        print("compared \(plain.count) documents, \(errors) errors")
    }

    @Test func `errors on documents with one fault equal those of xmllint, official schema`() throws {
        let shared = try #require(sharedFolder)
        let schema = try #require(officialSchema).get()
        try compare(
            documents(in: shared.appending(path: "suites/cda-mutants")), with: schema, at: shared.appending(path: "ans/infrastructure/cda/CDA_extended.xsd"))
    }

    @Test func `errors on documents with many faults equal those of xmllint, core grammar`() throws {
        let shared = try #require(sharedFolder)
        try compare(
            documents(in: shared.appending(path: "truth/mutants")), with: coreSchema.get(), at: projectRoot.appending(path: "conformance/rules/CDA.xsd"))
    }

    @Test func `errors on documents with many faults equal those of xmllint, official schema`() throws {
        let shared = try #require(sharedFolder)
        let schema = try #require(officialSchema).get()
        try compare(
            documents(in: shared.appending(path: "truth/mutants")) + documents(in: shared.appending(path: "ans/ExemplesCDA")), with: schema,
            at: shared.appending(path: "ans/infrastructure/cda/CDA_extended.xsd"))
    }
}
