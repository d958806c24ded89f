// The one place that hands untrusted bytes to libxml2, with everything off that a document could misuse.

import CXML
import Glibc

/// Runs libxml2's event parser over UTF-8 text and fills a tree builder.
enum EventParser {
    /// Entities are not substituted, nothing is loaded, nothing is recovered.
    ///
    /// `HUGE` takes away libxml2's own limits, because ours are stricter and can be set; the declared encoding is ignored, because the text is already UTF-8.
    private static let options = Int32(
        XML_PARSE_NONET.rawValue | XML_PARSE_COMPACT.rawValue | XML_PARSE_BIG_LINES.rawValue | XML_PARSE_HUGE.rawValue | XML_PARSE_IGNORE_ENC.rawValue)

    /// Reads the whole text; throws the first thing that is wrong with it.
    static func run(_ builder: inout TreeBuilder) throws(Refusal) {
        EntityLoading.deny()
        guard let context = xmlNewParserCtxt() else { throw Refusal(.limitMemory, at: 0) }
        defer { xmlFreeParserCtxt(context) }
        xmlCtxtUseOptions(context, options)
        context.pointee.sax.pointee = handler
        // A string is read in place and never moves, so what stands verbatim in the document need not be copied. It holds no NUL but its last.
        guard let input = xmlNewStringInputStream(context, builder.text) else { throw Refusal(.limitMemory, at: 0) }
        inputPush(context, input)
        builder.context = context
        withUnsafeMutablePointer(to: &builder) { pointer in
            context.pointee.userData = UnsafeMutableRawPointer(pointer)
            _ = xmlParseDocument(context)
        }
        builder.context = nil
        if let failure = builder.failure { throw failure }
        // Every error is reported through the handler; this guards against a way out that was not.
        if context.pointee.wellFormed == 0 || builder.open.count != 1 { throw Refusal(.notWellFormed, at: builder.readEnd) }
    }

    /// Written once, then only copied into each parser.
    private nonisolated(unsafe) static let handler: xmlSAXHandler = {
        var handler = xmlSAXHandler()
        handler.initialized = UInt32(XML_SAX2_MAGIC)
        handler.startElementNs = { builder, local, prefix, namespace, declarationCount, declared, attributeCount, _, attributes in
            tree(builder).pointee.startElement(
                local.unsafelyUnwrapped, prefix, namespace, declarationCount: Int(declarationCount), declared: declared,
                attributeCount: Int(attributeCount), attributes: attributes)
        }
        handler.endElementNs = { builder, _, _, _ in tree(builder).pointee.endElement() }
        handler.characters = { builder, data, length in tree(builder).pointee.characters(data.unsafelyUnwrapped, Int(length)) }
        handler.ignorableWhitespace = handler.characters
        handler.cdataBlock = { builder, data, length in tree(builder).pointee.cdata(data, Int(length)) }
        handler.comment = { builder, value in tree(builder).pointee.comment(value.unsafelyUnwrapped) }
        handler.processingInstruction = { builder, target, value in tree(builder).pointee.processingInstruction(target.unsafelyUnwrapped, value) }
        handler.internalSubset = { builder, _, _, _ in
            let place = tree(builder).pointee.markupStart()
            tree(builder).pointee.fail(.dtdForbidden, at: place)
        }
        handler.serror = { builder, error in
            guard let builder, let error else { return }
            tree(builder).pointee.parserError(error.pointee)
        }
        return handler
    }()

    @inline(__always)
    private static func tree(_ pointer: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<TreeBuilder> {
        pointer.unsafelyUnwrapped.assumingMemoryBound(to: TreeBuilder.self)
    }
}
