// Draws the facts of a registry entry from a header, and collects what is missing.

import CDADocuments
import ClinicalTypes
import CodeSystems
import XDSMessages

/// Draws the facts of a registry entry from a header; each asking may add findings.
struct HeaderFacts {
    let document: CDADocument
    let classified: Classified
    var findings: [Finding] = []

    init(document: CDADocument, classified: Classified) {
        self.document = document
        self.classified = classified
    }

    /// Whether nothing that the registry demands is missing.
    var isComplete: Bool { !findings.contains { $0.severity >= .error } }

    /// Where the document begins: the place of what is missing altogether.
    var top: Place {
        var place = document.place(of: document.node)
        place.byteRange = nil
        return place
    }

    mutating func uniqueID() -> String? {
        guard let id = document.id, let unique = id.uniqueID else {
            findings.append(.missing("unique-id", "ClinicalDocument/id/@root", place: document.id?.place ?? top))
            return nil
        }
        if id.value.oid == nil || id.value.value != nil { findings.append(.uniqueIDForm(found: unique, place: id.place)) }
        return unique
    }

    mutating func patientID() -> String? {
        guard let ins = document.patient?.ins, let value = ins.value.value, let root = ins.root else {
            findings.append(.missing("patient-id", "recordTarget/patientRole/id (INS)", place: document.patient?.place ?? top))
            return nil
        }
        return patientIdentifier(value, root: root, type: "NH")
    }

    /// The source's number of the patient; where it is missing, so is the national one, which is told already.
    func sourcePatientID() -> String? { document.patient?.sourceIdentifier }

    mutating func title() -> String? {
        guard let title = document.title, !title.text.isEmpty else {
            findings.append(.missing("title", "ClinicalDocument/title", place: document.title?.place ?? top))
            return nil
        }
        guard title.text.unicodeScalars.count > 128 else { return title.text }
        findings.append(.titleTooLong(place: title.place))
        var cut = title.text
        while cut.unicodeScalars.count > 128 { cut.removeLast() }
        return cut
    }

    mutating func language() -> String? {
        guard let code = document.languageCode?.code, !code.isEmpty else {
            findings.append(.missing("language", "ClinicalDocument/languageCode/@code", place: document.languageCode?.place ?? top))
            return nil
        }
        return code
    }

    mutating func creationTime() -> String? {
        time(document.effectiveTime, "creation-time", "ClinicalDocument/effectiveTime/@value", within: top)
    }

    /// The beginning and the end of the main act.
    mutating func serviceTimes() -> (start: String?, stop: String?) {
        let interval = document.mainServiceEvent?.effectiveTime
        let path = "documentationOf/serviceEvent/effectiveTime/low/@value"
        if let point = interval?.point, interval?.low == nil {
            return (point.utcDTM, interval?.high?.value?.utcDTM)
        }
        guard let start = time(interval?.low, "service-start", path, within: document.mainServiceEvent?.place ?? top) else { return (nil, nil) }
        guard let high = interval?.high, high.rawValue != nil else { return (start, nil) }
        guard let stop = time(high, "service-stop", "documentationOf/serviceEvent/effectiveTime/high/@value", within: high.place) else { return (start, nil) }
        guard let low = interval?.low?.value, let end = high.value else { return (start, stop) }
        guard low.isNotAfter(end) else {
            findings.append(.serviceEndsFirst(place: high.place))
            return (start, stop)
        }
        let digits = min(start.utf8.count, stop.utf8.count)
        guard start.prefix(digits) > stop.prefix(digits) else { return (start, stop) }
        // A date beside a time near midnight: the time moved to the next or the last day in UTC, and the date follows it.
        return low.precision < .hour ? (String(stop.prefix(start.utf8.count)), stop) : (start, String(start.prefix(stop.utf8.count)))
    }

    private mutating func time(_ element: TimeElement?, _ name: String, _ path: String, within place: Place) -> String? {
        switch element?.timestamp {
        case .success(let timestamp): return timestamp.utcDTM
        case .failure(let fault): findings.append(.malformedTime(name, fault, found: element?.rawValue, place: element?.place))
        case nil: findings.append(.missing(name, path, place: element?.place ?? place))
        }
        return nil
    }

    /// The unique id of the earlier document that this one replaces, completes or transforms.
    func relation() -> PendingRelation? {
        for related in document.relatedDocuments {
            let type: AssociationType? =
                switch related.typeCode {
                case "RPLC": .replaces
                case "APND": .appends
                case "XFRM": .transforms
                default: nil
                }
            guard let type, let target = related.parentIDs.lazy.compactMap(\.uniqueID).first else { continue }
            return PendingRelation(type: isTransformedToo(target, type) ? .transformsAndReplaces : type, targetUniqueID: target, place: related.place)
        }
        return nil
    }

    /// Whether the document says of the one that it replaces that it is another form of it, too, or the other way round.
    private func isTransformedToo(_ target: String, _ type: AssociationType) -> Bool {
        let kinds = Set(document.relatedDocuments.filter { $0.parentIDs.lazy.compactMap(\.uniqueID).first == target }.compactMap(\.typeCode))
        return type != .appends && kinds.isSuperset(of: ["RPLC", "XFRM"])
    }
}

extension HL7Timestamp {
    /// Whether this timestamp can lie before the other or with it: by the calendar where either is a date, else by the clock.
    fileprivate func isNotAfter(_ other: HL7Timestamp) -> Bool {
        guard precision < .hour || other.precision < .hour else { return earliestSeconds < other.endSeconds }
        let digits = [4, 6, 8][min(precision.rawValue, other.precision.rawValue)]
        return text.prefix(digits) <= other.text.prefix(digits)
    }
}
