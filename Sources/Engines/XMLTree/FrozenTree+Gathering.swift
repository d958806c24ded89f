// The steps between the decoded text and the finished tree.

import Glibc

extension FrozenTree {
    /// Guards, parses, and answers the filled builder.
    static func gather(_ text: borrowing SourceText, _ limits: ParseLimits) throws(Refusal) -> TreeBuilder {
        let declaration = XMLDeclaration(UnsafeBufferPointer(start: text.bytes, count: text.count))
        if let version = declaration?.version, version != "1.0" { throw Refusal(.version, at: 0, .version(version)) }
        if text.encoding.isUTF16, let declared = declaration?.encoding, !["UTF-16", text.encoding.name].contains(declared.uppercased()) {
            throw Refusal(.encoding, at: 0, .encoding(declared, .againstByteOrderMark(text.encoding.name)))
        }
        try StartTagGuard.check(text.bytes, text.count, limits)
        var builder = TreeBuilder(text: text.bytes, count: text.count, contentStart: declaration?.length ?? 0, limits: limits)
        try EventParser.run(&builder)
        return builder
    }
}

extension TreeBuilder {
    /// Cuts everything to size, sorts the elements by name, and lets nothing change any more.
    consuming func freeze(_ text: consuming SourceText, source: [UInt8]) -> FrozenTree {
        nodes.end[0] = UInt32(truncatingIfNeeded: nodes.count)
        let postings = sortElements()
        let nameCount = names.names.count
        let encoding = text.encoding
        let mark = text.mark
        let textCount = text.count
        let text = text.release()
        let rows = nodes.release()
        let tables = TreeTables(
            count: rows.count, kind: UnsafePointer(rows.kind), name: UnsafePointer(rows.name), prefix: UnsafePointer(rows.prefix),
            parent: UnsafePointer(rows.parent), end: UnsafePointer(rows.end), next: UnsafePointer(rows.next),
            textStart: UnsafePointer(rows.textStart), textLength: UnsafePointer(rows.textLength),
            sourceStart: UnsafePointer(rows.sourceStart), sourceEnd: UnsafePointer(rows.sourceEnd),
            text: UnsafePointer(text), textCount: textCount, decoded: UnsafePointer(decoded.release()), postingStart: UnsafePointer(postings.start),
            posting: UnsafePointer(postings.nodes),
            nameCount: nameCount)
        return FrozenTree(
            source: source, encoding: encoding, mark: mark, rows: rows, tables: tables, names: FrozenNames(names), declarations: FrozenBuffer(declarations))
    }

    /// A list of elements for each name: a counting sort, since the counts are known.
    private func sortElements() -> (start: UnsafeMutablePointer<UInt32>, nodes: UnsafeMutablePointer<UInt32>) {
        let nameCount = names.names.count
        let counts = names.elementCounts.base
        guard let startMemory = malloc((nameCount + 1) * 4) else { fatalError("out of memory") }
        let start = startMemory.assumingMemoryBound(to: UInt32.self)
        var total: UInt32 = 0
        for name in 0..<nameCount {
            start[name] = total
            total += counts[name]
            // From here on the count is where the next element of the name goes.
            counts[name] = start[name]
        }
        start[nameCount] = total
        guard let nodeMemory = malloc(max(Int(total), 1) * 4) else { fatalError("out of memory") }
        let sorted = nodeMemory.assumingMemoryBound(to: UInt32.self)
        let kind = nodes.kind
        let name = nodes.name
        for node in 0..<nodes.count where kind[node] == Node.Kind.element.rawValue {
            let place = counts + Int(name[node])
            sorted[Int(place.pointee)] = UInt32(truncatingIfNeeded: node)
            place.pointee += 1
        }
        return (start, sorted)
    }
}

extension ParseFailure {
    /// Counts the line and the column of a refusal.
    init(_ refusal: Refusal, in text: borrowing SourceText) {
        let index = PlaceIndex(text.bytes, text.count, encoding: text.encoding, mark: text.mark)
        let offset = min(max(refusal.offset, 0), text.count)
        let place = index.lineAndColumn(offset, in: text.bytes)
        let opened = refusal.opened.map { OpenedElement(line: index.line($0), byteOffset: index.originalOffset($0, in: text.bytes)) }
        self.init(
            code: refusal.code, line: place.line, column: place.column, byteOffset: index.originalOffset(offset, in: text.bytes), reason: refusal.reason,
            opened: opened)
    }
}
