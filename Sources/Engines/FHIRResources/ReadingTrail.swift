// The way from a resource down to an element, written as FHIRPath when there is something to tell.

/// The way down from the root while reading, and the faults met on it.
struct ReadingTrail {
    /// A step: a name, and the number among those of a list.
    struct Step {
        let name: String
        let index: Int?
    }

    private var steps: [Step] = []
    private(set) var faults: [FHIRFault] = []

    /// Goes down, does something, and comes up again.
    mutating func within<Result>(_ name: String, _ index: Int? = nil, _ work: (inout ReadingTrail) -> Result) -> Result {
        steps.append(Step(name: name, index: index))
        let result = work(&self)
        steps.removeLast()
        return result
    }

    /// Whether no more is told.
    var isFull: Bool { faults.count >= FHIRFaults.greatestCount }

    /// The element as FHIRPath names it.
    func expression(_ child: String? = nil) -> String {
        var text = ""
        for step in steps {
            if !text.isEmpty { text += "." }
            text += step.name
            if let index = step.index { text += "[\(index)]" }
        }
        guard let child else { return text }
        // A name that no standard would give is the sender's text, and is not repeated.
        let isName = child.utf8.count <= 64 && child.utf8.allSatisfy { (0x41...0x5A).contains($0 & 0xDF) || (0x30...0x39).contains($0) }
        return isName ? text + (text.isEmpty ? "" : ".") + child : text
    }

    /// Tells a fault of the element, or of a child of it.
    mutating func fault(_ code: FHIRFault.Code, _ child: String? = nil, at place: FHIRPlace?, expected: String? = nil) {
        guard !isFull else { return }
        faults.append(FHIRFault(code, at: expression(child), place, expected: expected))
    }
}

extension ReadingTrail {
    /// Tells what is missing of a type, and what stands more often than it may.
    mutating func check(_ element: FHIRElement, against definition: TypeDefinition) {
        var counts: [String: Int] = [:]
        for child in element.children { counts[child.name, default: 0] += 1 }
        for expected in definition.elements {
            let count = counts[expected.name] ?? 0
            if expected.isRequired, count == 0 { fault(.elementMissing, expected.name, at: element.place) }
            if !expected.isList, count > 1 { fault(.cardinality, expected.name, at: element.place, expected: "0..1") }
        }
    }

    /// Tells a primitive whose value has not the form of its type, or that says nothing.
    mutating func check(primitive element: FHIRElement) {
        guard let value = element.value else {
            if element.children.isEmpty { fault(.value, at: element.place, expected: element.type) }
            return
        }
        if !PrimitiveForm.admits(value, as: element.type) { fault(.value, at: element.place, expected: element.type) }
    }
}
