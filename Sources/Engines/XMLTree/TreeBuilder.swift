// Takes libxml2's events and writes the rows of the tree.

import CXML
import Glibc

/// What one parse gathers.
///
/// The callbacks reach it through a raw pointer: no class, no existential, no reference counting at any event.
struct TreeBuilder: ~Copyable {
    /// An element that is still open (the document node is the outermost).
    struct OpenNode: BitwiseCopyable {
        var node: UInt32
        var lastChild: UInt32
        /// How many namespace declarations were in scope outside.
        var declarations: UInt32
    }

    /// A namespace declaration, kept with its element.
    struct Declaration: BitwiseCopyable {
        var element: UInt32
        var namespace: UInt32
        var prefix: UInt16
    }

    let limits: ParseLimits
    /// The document as UTF-8, ended by a NUL; libxml2 reads it in place.
    let text: UnsafePointer<UInt8>
    let textCount: Int
    var context: xmlParserCtxtPtr?
    var nodes: NodeRows
    var names: NameTable
    var open = GrowingBuffer<OpenNode>(capacity: 64)
    var declarations = GrowingBuffer<Declaration>(capacity: 16)
    var declarationsInScope: UInt32 = 0
    /// Values that do not stand verbatim in the document: with references, line ends or CDATA.
    ///
    /// They continue `text` after its NUL.
    var decoded = GrowingBuffer<UInt8>(capacity: 1024)
    /// The text that is being gathered.
    var run = TextRun()
    /// The end of the last piece of markup, and of what was read since: the next markup begins at the first `<` from there.
    var markupEnd = 0
    var readEnd = 0
    var failure: Refusal?
    private var events = 0
    private let deadline: ContinuousClock.Instant

    init(text: UnsafePointer<UInt8>, count: Int, contentStart: Int, limits: ParseLimits) {
        self.limits = limits
        self.text = text
        textCount = count
        // Clinical documents have a node every forty to fifty bytes.
        nodes = NodeRows(capacity: max(min(count / 40, limits.nodes), 0) + 64)
        names = NameTable(limits: limits)
        markupEnd = contentStart
        readEnd = contentStart
        // A week stands for any longer time, which a duration may not be able to hold.
        deadline = ContinuousClock.now + .seconds(limits.seconds > 0 ? min(limits.seconds, 604_800) : 0)
        let document = nodes.add(.document, name: 0, prefix: 0, parent: 0, text: TextRange(0, length: 0), source: TextRange(0, length: count))
        open.append(OpenNode(node: document, lastChild: 0, declarations: 0))
    }

    // MARK: Where the parser is

    /// The parser's place, in bytes of the text.
    @inline(__always)
    var position: Int {
        guard let input = context.unsafelyUnwrapped.pointee.input else { return textCount }
        return Int(bitPattern: UInt(input.pointee.consumed)) + (input.pointee.cur - input.pointee.base)
    }

    /// Where the markup begins whose event has just come: text holds no `<`, and every other event has moved `readEnd` past itself.
    @inline(__always)
    func markupStart() -> Int {
        if text[readEnd] == 0x3C { return readEnd }
        guard readEnd < textCount, let found = memchr(text + readEnd, 0x3C, textCount - readEnd) else { return readEnd }
        return UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - text
    }

    /// Ends the parse; the first failure counts.
    @inline(never)
    mutating func fail(_ code: ParseFailureCode, at offset: Int, _ reason: ParseReason? = nil) {
        guard failure == nil else { return }
        failure = Refusal(code, at: offset, reason)
        xmlStopParser(context)
    }

    // MARK: Events

    mutating func startElement(
        _ local: UnsafePointer<UInt8>, _ prefix: UnsafePointer<UInt8>?, _ namespace: UnsafePointer<UInt8>?,
        declarationCount: Int, declared: UnsafeMutablePointer<UnsafePointer<UInt8>?>?,
        attributeCount: Int, attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
    ) {
        guard failure == nil else { return }
        // libxml2 tells the start tag before it takes the closing bracket.
        let tagEnd = position
        let tagStart = markupStart()
        endText(at: tagStart)
        if open.count > limits.depth { return fail(.limitDepth, at: tagStart, .limit(limits.depth)) }
        let contentStart = text[tagEnd] == 0x2F ? tagEnd + 2 : tagEnd + 1
        let tag = TextRange(tagStart, length: contentStart - tagStart)
        let name = names.name(local, namespace)
        names.elementCounts.base[Int(name)] += 1
        let outside = declarationsInScope
        let element = nodes.add(
            .element, name: name, prefix: names.prefix(prefix), parent: open.base[open.count - 1].node,
            text: TextRange(contentStart, length: attributeCount), source: tag)
        link(element)
        if declarationCount > 0, let declared { declare(declarationCount, declared, on: element) }
        if attributeCount > 0, let attributes { addAttributes(attributeCount, attributes, to: element, tag: tag) }
        open.append(OpenNode(node: element, lastChild: 0, declarations: outside))
        markupEnd = tagEnd + 1
        readEnd = markupEnd
        countEvent(at: tagStart)
    }

    mutating func endElement() {
        guard failure == nil else { return }
        if run.isOpen { endText(at: markupStart()) }
        let closed = open.base[open.count - 1]
        open.removeLast()
        declarationsInScope = closed.declarations
        nodes.end[Int(closed.node)] = UInt32(truncatingIfNeeded: nodes.count)
        markupEnd = position
        readEnd = markupEnd
        nodes.sourceEnd[Int(closed.node)] = UInt32(truncatingIfNeeded: markupEnd)
    }

    mutating func comment(_ value: UnsafePointer<UInt8>) {
        guard failure == nil else { return }
        let start = markupStart()
        endText(at: start)
        let end = position
        let length = strlen(UnsafeRawPointer(value).assumingMemoryBound(to: CChar.self))
        addLeaf(.comment, name: 0, value: keep(value, length, endingAt: end - 3), from: start, to: end)
    }

    mutating func processingInstruction(_ target: UnsafePointer<UInt8>, _ value: UnsafePointer<UInt8>?) {
        guard failure == nil else { return }
        let start = markupStart()
        endText(at: start)
        let end = position
        let length = value.map { strlen(UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self)) } ?? 0
        let data = value.map { keep($0, length, endingAt: end - 2) } ?? TextRange(end - 2, length: 0)
        addLeaf(.processingInstruction, name: names.name(target, nil), value: data, from: start, to: end)
    }

    // MARK: Rows

    /// Hangs a new node behind its elder sibling.
    @inline(__always)
    mutating func link(_ node: UInt32) {
        let elder = open.base[open.count - 1].lastChild
        if elder != 0 { nodes.next[Int(elder)] = node }
        open.base[open.count - 1].lastChild = node
    }

    private mutating func addLeaf(_ kind: Node.Kind, name: UInt32, value: TextRange, from start: Int, to end: Int) {
        if Int(value.length) > limits.textBytes { return fail(.limitText, at: start, .limit(limits.textBytes)) }
        let parent = open.base[open.count - 1].node
        let node = nodes.add(kind, name: name, prefix: 0, parent: parent, text: value, source: TextRange(start, length: end - start))
        link(node)
        markupEnd = end
        readEnd = end
        countEvent(at: start)
    }

    /// The limits that are cheap to look at once an event, and the clock now and then.
    @inline(__always)
    mutating func countEvent(at offset: Int) {
        events &+= 1
        if nodes.count > limits.nodes { return fail(.limitNodes, at: offset, .limit(limits.nodes)) }
        if let excess = names.excess {
            return excess == .limitNameLength
                ? fail(excess, at: offset, .limit(limits.nameBytes))
                : fail(excess, at: offset, .limit(limits.names))
        }
        if events & 0xFFF == 0 && ContinuousClock.now > deadline { return fail(.timeout, at: offset) }
    }

    private mutating func declare(_ count: Int, _ declared: UnsafeMutablePointer<UnsafePointer<UInt8>?>, on element: UInt32) {
        declarationsInScope += UInt32(truncatingIfNeeded: count)
        if declarationsInScope > limits.namespacesInScope {
            return fail(.limitNamespaces, at: Int(nodes.sourceStart[Int(element)]), .limit(limits.namespacesInScope))
        }
        for index in 0..<count {
            let prefix = names.prefix(declared[2 * index])
            declarations.append(Declaration(element: element, namespace: names.namespace(declared[2 * index + 1]), prefix: prefix))
        }
    }

    /// libxml2 gives five pointers an attribute: local name, prefix, namespace, begin and end of the value.
    private mutating func addAttributes(_ count: Int, _ attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>, to element: UInt32, tag: TextRange) {
        var field = attributes
        var elder: UInt32 = 0
        for _ in 0..<count {
            let begin = field[3].unsafelyUnwrapped
            let length = field[4].unsafelyUnwrapped - begin
            let attribute = nodes.add(
                .attribute, name: names.name(field[0].unsafelyUnwrapped, field[2]), prefix: names.prefix(field[1]), parent: element,
                text: attributeValue(begin, length), source: tag)
            if elder != 0 { nodes.next[Int(elder)] = attribute }
            elder = attribute
            field += 5
        }
        // The element's subtree holds its attributes from the start, so that `end` is right for an element without children too.
        nodes.end[Int(element)] = UInt32(truncatingIfNeeded: nodes.count)
    }
}
