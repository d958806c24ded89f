// What a patient has decided of who may come to the record.

/// What a patient has decided of who may come to the record.
public struct PatientDecisions: Sendable, Hashable, Codable {
    /// The treating physicians, PS_IdNat: hidden documents are open to them.
    public var treatingPhysicians: Set<String>
    /// The professionals who may not come to the record, PS_IdNat; they may still deposit.
    public var blocked: Set<String>
    /// Whether nobody may come in an emergency (bris de glace).
    public var opposesEmergencyAccess: Bool
    /// Whether the emergency medical service may not come (centre 15).
    public var opposesRegulationAccess: Bool
    /// Whether documents that are hidden from professionals are open in an emergency.
    public var opensHiddenInEmergency: Bool

    /// States decisions; those not named are as for a patient who never decided.
    public init(
        treatingPhysicians: Set<String> = [], blocked: Set<String> = [], opposesEmergencyAccess: Bool = false, opposesRegulationAccess: Bool = false,
        opensHiddenInEmergency: Bool = false
    ) {
        self.treatingPhysicians = treatingPhysicians
        self.blocked = blocked
        self.opposesEmergencyAccess = opposesEmergencyAccess
        self.opposesRegulationAccess = opposesRegulationAccess
        self.opensHiddenInEmergency = opensHiddenInEmergency
    }
}

extension PatientDecisions: CustomStringConvertible {
    /// Nothing of whom it names.
    public var description: String { "decisions of a patient" }
}
