// Messages that the tests share, of our own invention.

import HL7v2Messages

/// A small document message with an invented patient.
func documentMessage(
    header: String = "MSH|^~\\&|RIS|HOPITAL|PASSERELLE|HOPITAL|20260301120000||MDM^T02^MDM_T02|M0001|P|2.6|||||FRA|UNICODE UTF-8|||2.1^CISIS_CDA_HL7_V2",
    rest: [String] = [
        "EVN||20260301120000",
        "PID|||279035121518989^^^ASIP-SANTE-INS-NIR&1.2.250.1.213.1.4.10&ISO^INS~000123^^^HOPITAL^PI||ESSAI^ANNE^ANNE MARIE^^^^L||19790328|F",
        "PV1|1|I", "ORC|NW|", "OBR|1|||18748-4^Compte rendu^LN", "TXA|1|18748-4|TEXT|||||||||1.2.250.1.999.1||||AU",
        "OBX|1|ED|18748-4^Compte rendu^LN||^TEXT^XML^Base64^PGEvPg==||||||F", "PRT||UC||SB^^participation|801234567897^ESSAI^ZOE",
        "ZZZ|nobody|knows|this^segment",
    ]
) -> [UInt8] { Array(([header] + rest).map { $0 + "\r" }.joined().utf8) }

/// The message, read.
func read(_ text: String) throws -> HL7Message { try HL7Message.read(Array(text.utf8)).get() }

/// The code of the fault that bytes are refused with; nil where they are read.
func refusal(_ bytes: [UInt8], limits: MessageLimits = .standard) -> String? {
    if case .failure(let unreadable) = HL7Message.read(bytes, limits: limits) { return unreadable.fault.code }
    return nil
}

/// The code of the fault that a text is refused with.
func refusal(_ text: String) -> String? { refusal(Array(text.utf8)) }
