// Puts the files that a schema refers to in their places.

import XMLTree

/// Reads a schema file and everything that it includes (`sch:include`, and `sch:extends` with `href`; ISO 5.4.8, 5.4.7).
struct Inclusion {
    private let files: SealedFolder
    private(set) var defects: [SchemaDefect] = []
    /// The files that are being read, each including the next.
    private var open: [String] = []
    private var read: [String: SourceElement] = [:]

    init(_ files: SealedFolder) {
        self.files = files
    }

    /// The root element of a file with everything in place; nil when it cannot be had, which is then among the defects.
    mutating func load(_ name: String, at origin: RuleOrigin? = nil) -> SourceElement? {
        guard let found = files.find(name) else {
            defects.append(SchemaDefect(.fileMissing, name, at: origin))
            return nil
        }
        if !found.isExact { defects.append(SchemaDefect(.fileLetterCase, name, at: origin)) }
        guard !open.contains(found.name) else {
            defects.append(SchemaDefect(.includeCycle, (open + [found.name]).joined(separator: " > "), at: origin))
            return nil
        }
        guard let root = parse(found.name, at: origin) else { return nil }
        open.append(found.name)
        defer { open.removeLast() }
        return completed(root, in: found.name)
    }

    private mutating func parse(_ name: String, at origin: RuleOrigin?) -> SourceElement? {
        if let known = read[name] { return known }
        guard let bytes = files.bytes(of: name), !bytes.isEmpty else {
            defects.append(SchemaDefect(.fileEmpty, name, at: origin))
            return nil
        }
        do throws(ParseFailure) {
            let root = SourceElement(try FrozenTree.parse(bytes).root, file: name)
            read[name] = root
            return root
        } catch {
            let place = RuleOrigin(file: name, line: error.line, column: error.column, bytes: error.byteOffset..<error.byteOffset)
            defects.append(SchemaDefect(.fileNotRead, error.description, at: place))
            return nil
        }
    }

    /// The element with the references below it replaced by what they mean.
    private mutating func completed(_ element: SourceElement, in file: String) -> SourceElement {
        var result = element
        result.items = []
        for item in element.items {
            guard case .element(let child) = item else {
                result.items.append(item)
                continue
            }
            let isInclude = child.isNamed("include")
            guard isInclude || child.isNamed("extends"), let reference = child.attribute("href") else {
                result.items.append(.element(completed(child, in: file)))
                continue
            }
            guard let target = target(of: reference, from: file) else { continue }
            if isInclude { result.items.append(.element(target)) } else { result.items += target.items }
        }
        return result
    }

    private mutating func target(of reference: SourceElement.Attribute, from file: String) -> SourceElement? {
        guard let name = SealedFolder.resolve(reference.value, from: file) else {
            defects.append(SchemaDefect(.outside, reference.value, at: reference.origin))
            return nil
        }
        guard let root = load(name, at: reference.origin) else { return nil }
        guard let hash = reference.value.firstIndex(of: "#") else { return root }
        let fragment = String(reference.value[reference.value.index(after: hash)...])
        if let part = Self.part(fragment, of: root) { return part }
        defects.append(SchemaDefect(.fileMissing, reference.value, at: reference.origin))
        return nil
    }

    /// The first element with an identifier.
    private static func part(_ id: String, of element: SourceElement) -> SourceElement? {
        if element["id"] == id || element["xml:id"] == id { return element }
        for child in element.elements {
            if let part = part(id, of: child) { return part }
        }
        return nil
    }
}
