// One case of the W3C's QT3 suite as the runner sends it: a line of JSON.

import Foundation

/// A request of the line protocol.
struct QT3Request: Decodable {
    /// A file, with the URI that it is known by.
    struct File: Decodable {
        var uri: String?
        var file: String
    }

    struct Collection: Decodable {
        var uri: String
        var documents: [File]
    }

    /// The context item: a document, or the value of an expression.
    struct Item: Decodable {
        var file: String?
        var uri: String?
        var select: String?
    }

    struct Variable: Decodable {
        var name: String
        var file: String?
        var uri: String?
        var select: String?
    }

    var id: String
    var expr: String
    var namespaces: [String: String]
    var defaultElementNamespace: String?
    var baseURI: String?
    var context: Item?
    var variables: [Variable]
    var documents: [File]
    var collections: [Collection]
    var asserts: [String]
}
