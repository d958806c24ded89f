// Writes numbers and strings into bytes, every string once.

/// Bytes in the making: numbers in as few bytes as they need, strings by their place in a table.
struct StoredWriter {
    private var body: [UInt8] = []
    private var table: [UInt8] = []
    private var places: [String: Int] = [:]

    /// Everything written: the table of strings, then what refers to it.
    var bytes: [UInt8] {
        var head = StoredWriter()
        head.number(places.count)
        return head.body + table + body
    }

    mutating func number(_ value: Int) { Self.append(UInt(bitPattern: value), to: &body) }

    mutating func flag(_ value: Bool) { body.append(value ? 1 : 0) }

    mutating func string(_ value: String) { number(place(of: value)) }

    mutating func optional(_ value: String?) { number(value.map { place(of: $0) + 1 } ?? 0) }

    mutating func list<Element>(_ elements: [Element], _ write: (inout StoredWriter, Element) -> Void) {
        number(elements.count)
        for element in elements { write(&self, element) }
    }

    private mutating func place(of value: String) -> Int {
        if let known = places[value] { return known }
        let place = places.count
        places[value] = place
        Self.append(UInt(value.utf8.count), to: &table)
        table += Array(value.utf8)
        return place
    }

    private static func append(_ value: UInt, to bytes: inout [UInt8]) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}
