// A small library of books, and short ways to ask about it.

import Synchronization
import XMLTree

@testable import XPathEngine

let shelfText = """
    <?first a?><!-- head --><shelf xmlns="urn:books" xmlns:m="urn:marks" xml:lang="fr-FR">\
    <book id="b1" year="1999" m:read="yes"><title>Alpha</title><price>10.5</price></book>\
    <book id="b2" year="2005"><title xml:lang="en">Beta</title><price>20</price><author>Ann</author><author>Bob</author></book>\
    <book id="b3"><title>Gam<!-- cut -->ma</title><?note later?></book>\
    <box><book id="b4" year="2020"><title>Delta</title></book></box>\
    <m:book id="m1">Marked</m:book></shelf>
    """

func parsed(_ text: String) -> FrozenTree {
    guard let tree = try? FrozenTree.parse(Array(text.utf8)) else { preconditionFailure("the document of a test is read") }
    return tree
}

let shelf = parsed(shelfText)

let books = StaticContext(
    namespaces: ["b": "urn:books", "m": "urn:marks", "xs": AtomicType.namespaceURI, "fn": StaticContext.functionNamespace], baseURI: "http://here/base.xml")

/// The items as strings with `|` between, or the code of the error.
func value(_ text: String, in statics: StaticContext = books, with dynamic: DynamicContext? = nil) -> String {
    do {
        let context = dynamic ?? DynamicContext(item: .node(shelf.document))
        let expression = try XPathExpression.compile(text, in: statics)
        let items = try expression.evaluate(with: context)
        return items.strings.joined(separator: "|")
    } catch {
        return error.code.rawValue
    }
}

/// The effective boolean value, or the code of the error.
func truth(_ text: String, in statics: StaticContext = books, with dynamic: DynamicContext? = nil) -> String {
    do {
        let context = dynamic ?? DynamicContext(item: .node(shelf.document))
        return try XPathExpression.compile(text, in: statics).effectiveBooleanValue(with: context) ? "true" : "false"
    } catch {
        return error.code.rawValue
    }
}

/// Documents by URI, with a count of how often each was asked for.
final class ShelfResolver: DocumentResolver {
    private let documents: [String: InvariantDocument]
    private let requests = Mutex<[String]>([])

    init(_ texts: [String: String]) {
        documents = Dictionary(uniqueKeysWithValues: texts.map { ($0, InvariantDocument(parsed($1), uri: $0)) })
    }

    var asked: [String] { requests.withLock { $0 } }

    func document(at uri: String) throws(XPathError) -> InvariantDocument? {
        requests.withLock { $0.append(uri) }
        return documents[uri]
    }

    func collection(at uri: String?) throws(XPathError) -> [InvariantDocument]? {
        uri == nil ? documents.keys.sorted().compactMap { documents[$0] } : nil
    }
}
