// What every search over FHIR must say: one patient, and the statuses that are meant.

import XDSMessages

/// The patient and the statuses of a search, as its parameters are read.
struct SearchDemand {
    private var patient: String?
    private(set) var statuses: [AvailabilityStatus] = []

    /// Takes the patient, who may be named twice and stays the same.
    mutating func takePatient(_ parameter: SearchParameter) throws(SearchFault) {
        let named = try parameter.patient()
        guard patient == nil || patient == named else { throw parameter.malformed }
        patient = named
    }

    /// Takes the statuses, which are named once.
    mutating func takeStatuses(_ named: [AvailabilityStatus], _ parameter: SearchParameter) throws(SearchFault) {
        guard statuses.isEmpty else { throw parameter.malformed }
        statuses = named
    }

    /// The patient, once both are there (ITI TF-2 3.66.4.1.2, 3.67.4.1.2).
    func patientOfAll() throws(SearchFault) -> String {
        guard let patient else { throw SearchFault(kind: .missing, parameter: DocumentParameter.patientIdentifier.rawValue) }
        guard !statuses.isEmpty else { throw SearchFault(kind: .missing, parameter: DocumentParameter.status.rawValue) }
        return patient
    }
}

extension StoredQueryRequest {
    /// Puts patient and statuses before what is asked else; the names of the parameters begin with the prefix.
    mutating func demand(patient: String, statuses: [AvailabilityStatus], _ prefix: String) {
        parameters.insert(QueryParameter(prefix + "Status", anyOf: statuses.map { .string($0.rawValue) }), at: 0)
        parameters.insert(QueryParameter(prefix + "PatientId", .string(patient)), at: 0)
    }
}
