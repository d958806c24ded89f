// Reads what a `StoredWriter` wrote; anything else is an error, never a trap.

/// The bytes are not what was written.
struct StoredFormError: Error {}

/// A place in stored bytes.
struct StoredReader {
    private let bytes: [UInt8]
    private var place = 0
    private var strings: [String] = []

    init(_ bytes: [UInt8]) throws(StoredFormError) {
        self.bytes = bytes
        let count = try number()
        guard count <= bytes.count else { throw StoredFormError() }
        strings.reserveCapacity(count)
        for _ in 0..<count {
            let length = try number()
            guard length <= bytes.count - place else { throw StoredFormError() }
            let text = bytes.withUnsafeBufferPointer { String(validating: $0[place..<place + length], as: UTF8.self) }
            guard let text else { throw StoredFormError() }
            strings.append(text)
            place += length
        }
    }

    /// Whether everything was read.
    var isAtEnd: Bool { place == bytes.count }

    mutating func number() throws(StoredFormError) -> Int {
        var value: UInt = 0
        var shift: UInt = 0
        while place < bytes.count, shift < 64 {
            let byte = bytes[place]
            place += 1
            value |= UInt(byte & 0x7F) << shift
            if byte < 0x80 {
                guard let result = Int(exactly: value) else { throw StoredFormError() }
                return result
            }
            shift += 7
        }
        throw StoredFormError()
    }

    mutating func flag() throws(StoredFormError) -> Bool { try number() == 1 }

    mutating func string() throws(StoredFormError) -> String {
        let index = try number()
        guard index < strings.count else { throw StoredFormError() }
        return strings[index]
    }

    mutating func optional() throws(StoredFormError) -> String? {
        let index = try number()
        guard index <= strings.count else { throw StoredFormError() }
        return index == 0 ? nil : strings[index - 1]
    }

    mutating func list<Element>(_ read: (inout StoredReader) throws(StoredFormError) -> Element) throws(StoredFormError) -> [Element] {
        let count = try number()
        // Every element takes a byte at least, so that a wrong count cannot ask for more memory than there are bytes.
        guard count <= bytes.count - place else { throw StoredFormError() }
        var elements: [Element] = []
        elements.reserveCapacity(count)
        for _ in 0..<count { elements.append(try read(&self)) }
        return elements
    }
}
