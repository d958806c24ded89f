// The codes of a registry entry.

import CDADocuments
import ClinicalTypes
import CodeSystems
import XDSMessages

extension HeaderFacts {
    func typeCode() -> Code {
        var type = classified.type
        type.displayName = type.displayName ?? DocumentTypes.published[type]?.value.displayName
        return Code(type)
    }

    /// The format: of an enclosed file by its media type (ASS_A12), else by the templates (ASS_A11), else that of documents without model.
    mutating func formatCode() -> Code {
        if case .unstructured(let body) = document.body {
            if let format = body.mediaType.flatMap(FormatTable.format(ofMediaType:)) { return Code(format) }
            findings.append(.formatFallback(place: body.text?.place ?? body.place, allowed: AllowedValues(name: "ASS_A12", first: FormatTable.mediaTypes)))
            return Code(FormatTable.fallback)
        }
        let formats = document.templateIDs.compactMap { element in element.root.flatMap(FormatTable.format(ofTemplate:)).map { (element, $0) } }
        guard let (element, format) = formats.last else {
            findings.append(
                .formatFallback(
                    place: document.templateIDs.last?.place ?? top,
                    allowed: AllowedValues(name: "ASS_A11", first: Array(FormatTable.templates.prefix(5)), count: FormatTable.templates.count)))
            return Code(FormatTable.fallback)
        }
        // Templates go from the general to the particular, so the last one decides.
        if formats.contains(where: { $0.1.code != format.code }) { findings.append(.formatsDiffer(place: element.place)) }
        return Code(format)
    }

    mutating func facilityType() -> Code? {
        let element = document.encompassingEncounter?.facilityCode
        return code(
            element, "facility-type", "componentOf/encompassingEncounter/location/healthCareFacility/code", known: CodeTables.recordFacilityTypes,
            within: document.componentOf?.place ?? top)
    }

    mutating func practiceSetting() -> Code? {
        code(
            document.practiceSettingCode, "practice-setting",
            "documentationOf/serviceEvent/performer/assignedEntity/representedOrganization/standardIndustryClassCode",
            known: CodeTables.practiceSettings, within: document.mainServiceEvent?.place ?? top)
    }

    /// The document's own confidentiality, then the restrictions of visibility.
    mutating func confidentiality(with visibility: [Visibility]) -> [Code] {
        let own = code(
            document.confidentialityCode, "confidentiality", "ClinicalDocument/confidentialityCode", known: CodeTables.documentConfidentiality, within: top)
        var codes = [own].compactMap { $0 }
        for restriction in visibility {
            let code = Code(restriction.code)
            if !codes.contains(where: { $0.matches(code) }) { codes.append(code) }
        }
        if visibility.contains(.maskedFromProfessionals), visibility.contains(.invisibleToPatient) { findings.append(.visibilityConflict(place: top)) }
        return codes
    }

    /// The codes of the documented acts, each once; an imaging act carries modality and region as translations.
    func eventCodes() -> [Code] {
        var codes: [Code] = []
        for element in document.serviceEvents.compactMap(\.code) {
            for value in ([element] + element.translations).compactMap(\.value) {
                let code = Code(value)
                if !codes.contains(where: { $0.matches(code) }) { codes.append(code) }
            }
        }
        return codes
    }

    /// The identifiers of orders, accessions and imaging studies, each once, as CXi: `id^^^&OID&ISO^type`.
    func referenceIDs() -> [String] {
        var list: [String] = []
        func add(_ identifier: InstanceIdentifier, _ type: String) {
            guard let root = identifier.root, !root.isEmpty else { return }
            var field = HL7Components()
            field.set(1, identifier.value ?? root)
            if identifier.value != nil { field.setAuthority(4, root) }
            field.set(5, type)
            if let text = field.text, !list.contains(text) { list.append(text) }
        }
        for order in document.orders {
            order.ids.forEach { add($0.value, "urn:ihe:iti:xds:2013:order") }
            order.accessionNumbers.forEach { add($0.value, "urn:ihe:iti:xds:2013:accession") }
        }
        // The act of an imaging document is its study, and its identifier the study's UID: an OID alone.
        if classified.classCode.code == "31" {
            for identifier in document.serviceEvents.flatMap(\.ids).map(\.value) where identifier.oid != nil && identifier.value == nil {
                add(identifier, "urn:ihe:iti:xds:2016:studyInstanceUID")
            }
        }
        return list
    }

    private mutating func code(_ element: CodedElement?, _ name: String, _ path: String, known: CodeTable, within place: Place) -> Code? {
        guard var value = element?.value else {
            findings.append(.missing(name, path, place: element?.place ?? place))
            return nil
        }
        if !known.contains(value) {
            let allowed = known.allowed(nearestTo: value.code, label: value.displayName)
            findings.append(.codeOutsideRecord(name, found: value.offer, allowed: allowed, place: element?.place))
        }
        value.displayName = value.displayName ?? known[value.code, value.system]?.displayName
        return Code(value)
    }
}
