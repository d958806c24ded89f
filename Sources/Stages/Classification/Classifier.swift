// Type to class to space, and the rule that decided.

public import CDADocuments
public import ClinicalTypes
import CodeSystems
import XMLTree

/// Names the class and the space of a document from its type.
///
/// The type is looked up in its code system; ASS_X16 (the record) or ASS_X04 (the national framework) gives the class, and the
/// class its space, unless the type has a space of its own. Labels never refuse: they change from version to version.
public struct Classifier: Sendable {
    private let types: DocumentTypes

    /// Takes the tables that ship with the program.
    public init() { types = .published }

    /// The class and the space of a document, from its `code`.
    public func classify(_ document: CDADocument) -> ClassificationVerdict {
        guard let element = document.code else {
            return .refused([.typeMissing(place: document.place(of: document.node))])
        }
        guard let type = element.value else {
            return .refused([.typeMissing(place: element.place)])
        }
        let system = element.node.attribute("codeSystem")
        return classify(type: type, place: element.place, systemRange: system?.valueRange)
    }

    /// The class and the space of a type; `place` is where the type stands, for the findings.
    public func classify(type: CodedValue, place: Place? = nil) -> ClassificationVerdict {
        classify(type: type, place: place, systemRange: nil)
    }

    private func classify(type: CodedValue, place: Place?, systemRange: Range<Int>?) -> ClassificationVerdict {
        guard let known = types[type.code] else {
            let allowed = types.allowed(nearestTo: type.code, label: type.displayName)
            return .refused([.typeUnknown(type, allowed: allowed, place: place)])
        }
        guard known.value.system == type.system else {
            return .refused([.systemWrong(type, right: known.value, place: place, range: systemRange)])
        }
        let space = known.spaceOverride ?? known.documentClass.space
        let rule: SpaceRule = space == nil ? .notDisplayed : known.spaceOverride != nil ? .typeOverride : .classDefault
        return .classified(Classified(type: type, classCode: known.documentClass.value, space: space, rule: rule, source: known.classSource))
    }

    /// What is worth saying of a type that was classified; nothing in it refuses.
    public func remarks(on type: CodedValue, place: Place? = nil) -> [Finding] {
        guard let known = types[type] else { return [] }
        var remarks: [Finding] = []
        if !known.isInRecord { remarks.append(.typeOutsideRecord(type, place: place)) }
        if known.isClassProposed { remarks.append(.classProposed(type, place: place)) }
        if let endedOn = known.endedOn { remarks.append(.typeEnded(type, endedOn: endedOn, place: place)) }
        if let written = type.displayName, let published = known.value.displayName, written != published {
            remarks.append(.labelDiffers(type, published: published, place: place))
        }
        return remarks
    }

    /// What is worth saying of the type of a document that was classified, for the report on it, each with its place.
    ///
    /// The label is left out: the header rules have said it by then, with the edit (`header.type-display-name`).
    public func remarks(on document: CDADocument) -> [Finding] {
        guard let element = document.code, let type = element.value else { return [] }
        return remarks(on: CodedValue(code: type.code, system: type.system), place: element.place)
    }

    /// The code system that the form of a type's code points to: digits, a hyphen and one digit are LOINC, all others TRE_A05.
    public static func expectedSystem(ofCode code: String) -> String {
        let bytes = Array(code.utf8)
        guard bytes.count >= 3, bytes[bytes.count - 2] == UInt8(ascii: "-") else { return CodeSystemOID.documentTypes }
        let digits = bytes.dropLast(2) + [bytes[bytes.count - 1]]
        return digits.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } ? CodeSystemOID.loinc : CodeSystemOID.documentTypes
    }
}
