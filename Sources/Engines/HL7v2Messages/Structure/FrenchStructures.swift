// The structures that French documents travel in, as data.

extension MessageStructure {
    /// The structure that MSH-9 names, nil for one that is not declared here.
    public static func named(_ name: String) -> MessageStructure? { declared.first { $0.name == name } }

    /// All that are declared.
    public static let declared = [observation, document, acknowledgement, businessAcknowledgement, admission]

    /// `ORU_R01` as CI-SIS constrains it to carry CDA documents (volet "Transmission d'un document CDA R2 en HL7v2", 2.1).
    public static let observation = MessageStructure(
        "ORU_R01",
        [
            .segment("MSH", .once), .segment("PID", .once), .segment("PV1", .optional),
            .group(
                "ORDER_OBSERVATION", .repeated,
                [
                    .segment("ORC", .expected), .segment("OBR", .once), .segment("NTE", .anyNumber), .segment("TQ1", .anyNumber),
                    observationGroup,
                ]),
        ], fields: headerFields + patientFields + observationFields + [FieldRule("OBR", 4)])

    /// `MDM_T02` under the events T02, T04 and T10 (same volet).
    public static let document = MessageStructure(
        "MDM_T02",
        [
            .segment("MSH", .once), .segment("EVN", .once), .segment("PID", .once), .segment("PV1", .once),
            .group(
                "COMMON_ORDER", .anyNumber,
                [
                    .segment("ORC", .expected), .group("TIMING", .anyNumber, [.segment("TQ1", .once), .segment("TQ2", .anyNumber)]),
                    .segment("OBR", .once), .segment("NTE", .anyNumber),
                ]),
            .segment("TXA", .once), observationGroup,
        ], fields: headerFields + patientFields + observationFields + [FieldRule("EVN", 2), FieldRule("TXA", 2), FieldRule("TXA", 12)])

    /// `ACK` (HL7 v2.6, 2.14).
    public static let acknowledgement = MessageStructure(
        "ACK", [.segment("MSH", .once), .segment("SFT", .anyNumber), .segment("MSA", .once), .segment("ERR", .anyNumber)],
        fields: [FieldRule("MSA", 1, oneOf: ["AA", "AE", "AR", "CA", "CE", "CR"]), FieldRule("MSA", 2)])

    /// `ZAM_Z01`, the business acknowledgements of the same volet.
    public static let businessAcknowledgement = MessageStructure(
        "ZAM_Z01",
        [
            .segment("MSH", .once), .segment("EVN", .once), .segment("OBX", .once), .segment("OBX", .optional), .segment("ERR", .optional),
        ], fields: headerFields + [FieldRule("EVN", 2), FieldRule("OBX", 3), FieldRule("OBX", 4)])

    /// The admission messages of PAM-FR that carry consent in ZFA (IHE PAM, national extension for France, 2.11).
    public static let admission = MessageStructure(
        "ADT_A01",
        [
            .segment("MSH", .once), .segment("SFT", .anyNumber), .segment("EVN", .once), .segment("PID", .once), .segment("PD1", .optional),
            .segment("ROL", .anyNumber), .segment("NK1", .anyNumber), .segment("PV1", .optional), .segment("PV2", .optional),
            .segment("ZBE", .optional), .segment("ZFA", .optional), .segment("ZFP", .optional), .segment("ZFV", .optional),
            .segment("ZFM", .optional), .segment("ZFD", .optional), .segment("ZFS", .anyNumber), .segment("ROL", .anyNumber),
            .segment("DB1", .anyNumber), .segment("OBX", .anyNumber), .segment("AL1", .anyNumber), .segment("DG1", .anyNumber),
            .segment("DRG", .optional), .segment("PR1", .anyNumber), .segment("GT1", .anyNumber), .segment("IN1", .anyNumber),
            .segment("ACC", .optional),
        ], fields: [FieldRule("MSH", 9, component: 2), FieldRule("MSH", 11, oneOf: ["P", "T", "D"]), FieldRule("MSH", 12), FieldRule("PID", 3)])

    private static let observationGroup = StructureElement.group(
        "OBSERVATION", .repeated, [.segment("OBX", .once), .segment("PRT", .anyNumber), .segment("NTE", .anyNumber)])

    private static let headerFields = [
        FieldRule("MSH", 9, component: 2), FieldRule("MSH", 11, oneOf: ["P", "T", "D"]), FieldRule("MSH", 12, oneOf: ["2.5", "2.5.1", "2.6"]),
    ]
    private static let patientFields = [FieldRule("PID", 3), FieldRule("PID", 5)]
    private static let observationFields = [FieldRule("OBX", 2), FieldRule("OBX", 3), FieldRule("OBX", 5, component: 0)]
}
