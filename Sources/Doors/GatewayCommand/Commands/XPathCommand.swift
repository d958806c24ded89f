// `passerelle xpath`: an XPath 2.0 expression over documents, each node with its place.

import ArgumentParser
import ClinicalTypes
import Foundation
import XMLTree
import XPathEngine

/// Evaluates an expression over files.
struct XPathCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "xpath", abstract: "Evaluate an XPath 2.0 expression over XML files.",
        discussion: """
            Prints one item a line: a node with its file, line, column, path and value; any other value with its type. The prefixes cda, hl7 and h stand for \
            urn:hl7-org:v3. Exit code 1 when nothing is selected anywhere.
            """)

    @Argument(help: "The expression.") var expression: String
    @OptionGroup var input: InputFiles
    @Option(name: .customLong("ns"), help: "A namespace prefix, as prefix=uri. May be repeated.") var namespaces: [String] = []

    func run() async throws {
        let expression = try compiled()
        var found = 0
        for file in input.files {
            let tree: FrozenTree
            do throws(ParseFailure) {
                tree = try FrozenTree.parse(try bytes(of: file))
            } catch {
                throw ProgramExit.usage("\(file):\(error.line):\(error.column): \(error.code.rawValue)")
            }
            do throws(XPathError) {
                let value = try expression.evaluate(with: DynamicContext(item: .node(tree.document)))
                found += value.count
                for item in value { Terminal.say(line(for: item, in: file)) }
            } catch {
                throw ProgramExit.usage(Self.explained(error, self.expression))
            }
        }
        if found == 0 { throw ProgramExit.documentRefused }
    }

    private func compiled() throws -> XPathExpression {
        let health = "urn:hl7-org:v3"
        var context = StaticContext()
        for (prefix, uri) in ["cda": health, "hl7": health, "h": health] { context.namespaces[prefix] = uri }
        for namespace in namespaces {
            let parts = namespace.split(separator: "=", maxSplits: 1)
            guard parts.count == 2 else { throw ProgramExit.usage("--ns takes prefix=uri, not \(namespace)") }
            context.namespaces[String(parts[0])] = String(parts[1])
        }
        do throws(XPathError) {
            return try XPathExpression.compile(expression, in: context)
        } catch {
            throw ProgramExit.usage(Self.explained(error, expression))
        }
    }

    private func bytes(of file: String) throws(ParseFailure) -> [UInt8] {
        (try? InputFiles.read(file)) ?? []
    }

    private func line(for item: XPathItem, in file: String) -> String {
        switch item {
        case .node(let node): "\(file):\(node.line):\(node.column): \(node.path)  \(Self.shortened(node.stringValue))"
        case .namespace: "namespace  \(item.stringValue)"
        case .atomic(let value): "\(value.type.name)  \(item.stringValue)"
        }
    }

    /// A value on one line, not longer than a terminal is wide.
    private static func shortened(_ text: String) -> String {
        let folded = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return folded.count <= 80 ? folded : folded.prefix(80) + "…"
    }

    /// The error with a caret under the place in the expression.
    static func explained(_ error: XPathError, _ expression: String) -> String {
        guard let offset = error.offset else { return error.description }
        let column = expression.utf8.prefix(offset).reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
        return "\(error)\n  \(expression)\n  \(String(repeating: " ", count: column))^"
    }
}
