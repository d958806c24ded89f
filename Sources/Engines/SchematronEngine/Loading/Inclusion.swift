// Puts the files that a schema refers to in their places.

import XMLTree

/// Reads a schema file and everything that it includes (`sch:include`, and `sch:extends` with `href`; ISO 5.4.8, 5.4.7).
struct Inclusion {
    /// A file with everything in place, and how many elements it then has.
    private struct Whole {
        let root: SourceElement
        let size: Int
    }

    private let files: SealedFolder
    private(set) var defects: [SchemaDefect] = []
    /// The files that are being read, each including the next.
    private var open: [String] = []
    /// Files with everything in place: nothing of it depends on who includes them.
    private var wholes: [String: Whole] = [:]
    /// The elements put in place by now.
    private var size = 0

    init(_ files: SealedFolder) {
        self.files = files
    }

    /// The root element of a file with everything in place; nil when it cannot be had, which is then among the defects.
    mutating func load(_ name: String, at origin: RuleOrigin? = nil) -> SourceElement? {
        guard let whole = whole(name, at: origin), isWithinLimits(name, at: origin) else { return nil }
        return whole.root
    }

    private mutating func whole(_ name: String, at origin: RuleOrigin?) -> Whole? {
        guard let found = files.find(name) else {
            defects.append(SchemaDefect(.fileMissing, name, at: origin))
            return nil
        }
        if !found.isExact { defects.append(SchemaDefect(.fileLetterCase, name, at: origin)) }
        guard !open.contains(found.name) else {
            defects.append(SchemaDefect(.includeCycle, (open + [found.name]).joined(separator: " > "), at: origin))
            return nil
        }
        if let known = wholes[found.name] { return known }
        guard open.count < SchemaLimits.depth else {
            defects.append(SchemaDefect(.tooDeep, found.name, at: origin))
            return nil
        }
        guard let root = parse(found.name, at: origin) else { return nil }
        open.append(found.name)
        defer { open.removeLast() }
        let before = size
        let completed = completed(root, in: found.name)
        let whole = Whole(root: completed, size: size - before)
        wholes[found.name] = whole
        return whole
    }

    /// Whether the schema may grow on; said once where it may not.
    private mutating func isWithinLimits(_ name: String, at origin: RuleOrigin?) -> Bool {
        guard size > SchemaLimits.elements else { return true }
        if !defects.contains(where: { $0.code == .tooLarge }) { defects.append(SchemaDefect(.tooLarge, name, at: origin)) }
        return false
    }

    private mutating func parse(_ name: String, at origin: RuleOrigin?) -> SourceElement? {
        let bytes: [UInt8]
        do throws(SealedFolder.Refusal) { bytes = try files.content(of: name) } catch {
            // A file that is not the one that was sealed is as good as none: the seal itself says so.
            defects.append(
                error == .changed ? SchemaDefect(.fileEmpty, name, at: origin) : SchemaDefect(.fileNotRead, "\(name): \(error.rawValue)", at: origin))
            return nil
        }
        guard !bytes.isEmpty else {
            defects.append(SchemaDefect(.fileEmpty, name, at: origin))
            return nil
        }
        do throws(ParseFailure) {
            return SourceElement(try FrozenTree.parse(bytes, limits: SchemaLimits.parsing).root, file: name)
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
        size += 1
        for item in element.items {
            // Nothing of a schema that has grown too large is used: the rest of it need not be made.
            guard size <= SchemaLimits.elements else { break }
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
        let before = size
        guard let whole = whole(name, at: reference.origin) else { return nil }
        guard let hash = reference.value.firstIndex(of: "#") else {
            size = before + whole.size
            return isWithinLimits(name, at: reference.origin) ? whole.root : nil
        }
        let fragment = String(reference.value[reference.value.index(after: hash)...])
        if let part = Self.part(fragment, of: whole.root) {
            size = before + part.count
            return isWithinLimits(name, at: reference.origin) ? part : nil
        }
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
