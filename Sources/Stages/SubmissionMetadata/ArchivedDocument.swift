// A document from an archive held against the entry beside it: the same document, of the same patient.

import CDADocuments
import ClinicalTypes
public import XDSMessages

extension XDMDocument {
    /// Where the document's own id and patient are others than its entry says; nothing for what is no CDA document.
    ///
    /// What the entry leaves out is not compared. Patients are compared by number and authority, as systems differ in the rest of CX.
    public var identityFaults: [XDMFault] {
        guard case .success(let document) = CDADocument.read(bytes) else { return [] }
        var faults: [XDMFault] = []
        if let id = document.id?.uniqueID, !entry.uniqueId.isEmpty, id != entry.uniqueId {
            faults.append(XDMFault(.otherIDInDocument, file: file, object: entry.entryUUID))
        }
        if let ins = document.patient?.ins, let value = ins.value.value, let root = ins.root, !entry.patientId.isEmpty,
            Self.numberAndAuthority(entry.patientId) != Self.numberAndAuthority(patientIdentifier(value, root: root, type: "NH"))
        {
            faults.append(XDMFault(.otherPatientInDocument, file: file, object: entry.entryUUID))
        }
        return faults
    }

    /// CX.1 and CX.4.2.
    private static func numberAndAuthority(_ identifier: String) -> [Substring] {
        let components = identifier.split(separator: "^", omittingEmptySubsequences: false)
        let authority = components.count > 3 ? components[3].split(separator: "&", omittingEmptySubsequences: false) : []
        return [components.first ?? "", authority.count > 1 ? authority[1] : ""]
    }
}

extension XDMArchive {
    /// Adds what the documents say otherwise than their entries to the faults.
    public mutating func compareDocuments() {
        faults += submissions.flatMap(\.documents).flatMap(\.identityFaults)
    }
}
