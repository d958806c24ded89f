// libxml2's own way: its tree, and its validation of that tree.

import CDocumentTree

/// libxml2's own tree.
enum LibraryTree {
    /// The tree of a document that is known to be well formed; the caller frees it.
    static func read(_ bytes: [UInt8]) -> xmlDocPtr {
        let options =
            XML_PARSE_NONET.rawValue | XML_PARSE_COMPACT.rawValue | XML_PARSE_BIG_LINES.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
        let document = bytes.withUnsafeBytes {
            xmlReadMemory($0.bindMemory(to: CChar.self).baseAddress, Int32($0.count), nil, nil, Int32(options))
        }
        guard let document else { fatalError("libxml2 refused a file") }
        return document
    }
}

/// A schema as libxml2 compiles it, and its own walk through its own tree.
struct LibrarySchema {
    private let schema: xmlSchemaPtr

    /// Compiles a schema; nil when libxml2 refuses it.
    init?(path: String) {
        guard let parser = xmlSchemaNewParserCtxt(path) else { return nil }
        defer { xmlSchemaFreeParserCtxt(parser) }
        xmlSchemaSetParserStructuredErrors(parser, { _, _ in }, nil)
        guard let schema = xmlSchemaParse(parser) else { return nil }
        self.schema = schema
    }

    /// Reads a document and validates it; the number of faults of structure is not counted, only whether there is one.
    func check(_ bytes: [UInt8]) -> Int {
        let document = LibraryTree.read(bytes)
        defer { xmlFreeDoc(document) }
        let context = xmlSchemaNewValidCtxt(schema)
        defer { xmlSchemaFreeValidCtxt(context) }
        xmlSchemaSetValidStructuredErrors(context, { _, _ in }, nil)
        return xmlSchemaValidateDoc(context, document) == 0 ? 1 : 0
    }
}
