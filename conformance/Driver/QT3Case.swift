// The QT3 suite: each line of standard input is a case, each line of standard output its result.

import Foundation
import XMLTree
import XPathEngine

/// `conformance-driver qt3`: speaks the line protocol until the end of its input.
enum QT3Case {
    static func run(_ arguments: [String]) -> Int32 {
        guard arguments.isEmpty else { return 2 }
        let library = QT3Library()
        while let line = readLine(strippingNewline: true) {
            let answer = answer(to: line, library)
            guard let bytes = try? JSONSerialization.data(withJSONObject: answer, options: [.withoutEscapingSlashes]) else { return 4 }
            FileHandle.standardOutput.write(bytes + [0x0A])
        }
        return 0
    }

    private static func answer(to line: String, _ library: QT3Library) -> [String: Any] {
        let request: QT3Request
        do {
            request = try JSONDecoder().decode(QT3Request.self, from: Data(line.utf8))
        } catch {
            let id = (try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])?["id"] as? String
            return ["id": id ?? "", "ok": false, "error": "UNSUPPORTED", "message": "\(error)"]
        }
        do {
            let (items, asserts) = try evaluate(request, library)
            return ["id": request.id, "ok": true, "items": items, "asserts": asserts]
        } catch {
            return ["id": request.id, "ok": false, "error": error.code.rawValue, "message": "\(error.message) at \(error.offset ?? -1)"]
        }
    }

    private static func evaluate(_ request: QT3Request, _ library: QT3Library) throws(XPathError) -> (items: [[String: String]], asserts: [Any]) {
        var statics = StaticContext(
            namespaces: request.namespaces, defaultElementNamespace: request.defaultElementNamespace ?? "", baseURI: request.baseURI)
        let dynamic = DynamicContext(resolver: QT3Resolver(request, library), currentDateTime: now)
        for variable in request.variables {
            let name = variable.name.split(separator: ":").map(String.init)
            let expanded = name.count == 2 ? ExpandedName(name[1], in: request.namespaces[name[0]] ?? "") : ExpandedName(variable.name)
            let value = try value(variable.file, variable.uri, variable.select, statics, dynamic, library)
            dynamic.set(value, for: statics.declare(variable: expanded))
        }
        if let item = request.context { dynamic.item = try value(item.file, item.uri, item.select, statics, dynamic, library).first }
        let result = try XPathExpression.compile(request.expr, in: statics).evaluate(with: dynamic)
        let items = result.map { describe($0) }
        dynamic.set(result, for: statics.declare(variable: ExpandedName("result")))
        dynamic.item = nil
        var asserts: [Any] = []
        for text in request.asserts {
            do {
                asserts.append(try XPathExpression.compile(text, in: statics).effectiveBooleanValue(with: dynamic))
            } catch {
                asserts.append(error.code.rawValue)
            }
        }
        return (items, asserts)
    }

    /// The document of a file, or the value of an expression.
    private static func value(
        _ file: String?, _ uri: String?, _ select: String?, _ statics: StaticContext, _ dynamic: DynamicContext, _ library: QT3Library
    ) throws(XPathError) -> XPathSequence {
        if let file {
            guard let document = library.document(file, uri: uri ?? "file://\(file)") else { throw XPathError(.fodc0002, "a file of the suite is not read") }
            dynamic.present(document)
            return XPathSequence(document.tree.document)
        }
        return try XPathExpression.compile(select ?? "()", in: statics).evaluate(with: dynamic)
    }

    private static var now: DateTimeValue {
        let text = Date().formatted(.iso8601)
        return (try? DateTimeValue(lexical: text, as: .dateTime)) ?? DateTimeValue(year: 2000, month: 1, day: 1, timezone: 0)
    }

    private static func describe(_ item: XPathItem) -> [String: String] {
        switch item {
        case .atomic(let value):
            var description = ["type": value.type.name, "value": value.stringValue]
            if case .qName(let name, _) = value { description["uri"] = name.namespaceURI }
            return description
        case .namespace(let namespace): return ["type": "namespace-node()", "value": namespace.uri, "name": namespace.prefix]
        case .node(let node):
            var description = ["type": type(of: node), "value": node.stringValue]
            if node.kind != .attribute { description["xml"] = written(node) }
            if node.kind == .element || node.kind == .attribute { description["name"] = node.qualifiedName }
            return description
        }
    }

    /// The node alone: the canonical form puts line feeds between what stands beside the root.
    private static func written(_ node: Node) -> String {
        let text = String(decoding: node.serialized(), as: UTF8.self)
        guard node.kind == .comment || node.kind == .processingInstruction else { return text }
        return text.trimmingCharacters(in: .newlines)
    }

    private static func type(of node: Node) -> String {
        switch node.kind {
        case .document: "document-node()"
        case .element: "element()"
        case .attribute: "attribute()"
        case .text: "text()"
        case .comment: "comment()"
        case .processingInstruction: "processing-instruction()"
        }
    }
}
