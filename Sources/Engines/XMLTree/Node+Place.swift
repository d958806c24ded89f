// Where a node stands in the bytes as received.

extension Node {
    /// The line where the node begins, from 1.
    public var line: Int { lineAndColumn.line }

    /// The column where the node begins, from 1, in Unicode scalars.
    public var column: Int { lineAndColumn.column }

    /// The line and the column in one look.
    public var lineAndColumn: (line: Int, column: Int) {
        let start = kind == .attribute ? attributeStart : Int(tree.tables.sourceStart[row])
        return tree.withPlaces { $0.lineAndColumn(start, in: tree.tables.text) }
    }

    /// The bytes of the whole node: an element from the `<` of its start tag to the `>` of its end tag, an attribute as `name="value"`.
    public var byteRange: Range<Int> { tree.originalRange(textRange) }

    /// The bytes of an element's start tag; for other nodes the same as `byteRange`.
    public var startTagRange: Range<Int> {
        guard kind == .element else { return byteRange }
        return tree.originalRange(Int(tree.tables.sourceStart[row])..<Int(tree.tables.startTagEnd(index)))
    }

    /// The bytes of an attribute's value between the quotes, as written; for other nodes the same as `byteRange`.
    public var valueRange: Range<Int> {
        guard kind == .attribute, let written = writtenAttribute else { return byteRange }
        return tree.originalRange(written.value)
    }

    /// The node in the UTF-8 text.
    var textRange: Range<Int> {
        if kind == .attribute, let written = writtenAttribute { return written.whole }
        return Int(tree.tables.sourceStart[row])..<Int(tree.tables.sourceEnd[row])
    }

    /// Where an attribute's name begins in the UTF-8 text.
    private var attributeStart: Int {
        let tables = tree.tables
        let tag = Int(tables.sourceStart[row])
        var place = Int(tables.textStart[row]) - 2
        // A value that is not verbatim in the tag says nothing of its place.
        guard place < Int(tables.sourceEnd[row]), place > tag else { return writtenAttribute?.whole.lowerBound ?? tag }
        // Back over the quote, white space, the equals sign, white space, and the name.
        while tables.text[place] <= 0x20 { place -= 1 }
        place -= 1
        while tables.text[place] <= 0x20 { place -= 1 }
        while tables.text[place - 1] > 0x20 { place -= 1 }
        return place
    }

    /// An attribute as its start tag has it: tags are read again only when someone asks.
    private var writtenAttribute: StartTagScan.Attribute? {
        let tables = tree.tables
        let tag = Int(tables.sourceStart[row])..<Int(tables.sourceEnd[row])
        var ordinal = row - Int(tables.parent[row]) - 1
        for attribute in StartTagScan(UnsafeBufferPointer(start: tables.text + tag.lowerBound, count: tag.count)) {
            let name = UnsafeBufferPointer(start: tables.text + tag.lowerBound + attribute.name.lowerBound, count: attribute.name.count)
            if name.starts(with: "xmlns".utf8) && (name.count == 5 || name[5] == 0x3A) { continue }
            if ordinal == 0 { return attribute.moved(by: tag.lowerBound) }
            ordinal -= 1
        }
        return nil
    }
}

extension FrozenTree {
    /// A range of the UTF-8 text in the bytes as received.
    func originalRange(_ range: Range<Int>) -> Range<Int> {
        if encoding == .utf8 || encoding == .ascii { return (range.lowerBound + mark)..<(range.upperBound + mark) }
        return withPlaces { $0.originalOffset(range.lowerBound, in: tables.text)..<$0.originalOffset(range.upperBound, in: tables.text) }
    }

    /// The line and the column (both from 1) of a byte of the document as received.
    public func lineAndColumn(ofByte offset: Int) -> (line: Int, column: Int) {
        withPlaces { index in
            var low = 0
            var high = tables.textCount
            // Offsets grow together, so the place in the UTF-8 text is found by halving.
            while low < high {
                let middle = (low + high) / 2
                if index.originalOffset(middle, in: tables.text) < offset { low = middle + 1 } else { high = middle }
            }
            return index.lineAndColumn(low, in: tables.text)
        }
    }
}

extension StartTagScan.Attribute {
    /// The same attribute, counted from elsewhere.
    func moved(by offset: Int) -> Self {
        Self(name: name.lowerBound + offset..<name.upperBound + offset, value: value.lowerBound + offset..<value.upperBound + offset)
    }
}
