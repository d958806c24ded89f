// Where the documents of a message go: the record store, mailboxes, both; what follows from flags and configuration.

import ClinicalTypes
import HL7v2Messages
import Intake
public import Journal

/// What becomes of a wish for mail.
public enum MailboxUse: String, Sendable, Hashable, CaseIterable {
    /// The message is refused as a whole.
    case refuse
    /// The wish is left to somebody else.
    case ignore
    /// A mail is written and sent.
    case carry
}

/// What becomes of a message whose flags are in no row of the profile's table for mails.
///
/// Taken literally, the table refuses the ordinary mail to a professional alone, which the profile's own examples are.
public enum MailTableUse: String, Sendable, Hashable, CaseIterable {
    /// Nobody looks.
    case off
    /// It is told, and the message is taken.
    case warn
    /// It is refused.
    case refuse
}

/// Which destinations are served, and who is told of the end.
public struct TransmissionRouting: Sendable {
    /// What becomes of a wish for mail.
    public var mailboxes: MailboxUse
    /// What becomes of combinations that the profile's table for mails does not have.
    public var mailTable: MailTableUse
    /// What stands behind the @ of a patient's mailbox.
    public var patientMailDomain: String
    /// Who is told of the end of a delivery.
    public var partners: NoticePartners
    /// Deletes in the record store; nil refuses deletions by name.
    public var withdrawals: Withdrawals?
    /// Where errands are written down that follow from no passage.
    public var errands: (any ErrandJournal)?

    /// Serves the record store alone, unless told.
    public init(
        mailboxes: MailboxUse = .refuse, mailTable: MailTableUse = .warn, patientMailDomain: String = "patient.mssante.fr", partners: NoticePartners = .none,
        withdrawals: Withdrawals? = nil, errands: (any ErrandJournal)? = nil
    ) {
        self.mailboxes = mailboxes
        self.mailTable = mailTable
        self.patientMailDomain = patientMailDomain
        self.partners = partners
        self.withdrawals = withdrawals
        self.errands = errands
    }
}

/// Where the documents of one message go.
struct TransmissionRoutes {
    /// A mailbox.
    struct Mailbox {
        var audience: MailOrder.Audience
        var address: String
        var personID: String?
    }

    var isForRecord = false
    var mailboxes: [Mailbox] = []
    /// Who is told of the end; nil for nobody.
    var partner: String?
    /// What was noticed and does not refuse.
    var remarks: [Finding] = []
}

/// Why a message goes nowhere.
struct UnservedTransmission: Error {
    let disagreement: TransmissionDisagreement
}

extension TransmissionRouting {
    /// Where a message goes, or why it is refused as a whole: half of what it asks for is never acknowledged.
    func routes(of message: DocumentTransmission) throws(UnservedTransmission) -> TransmissionRoutes {
        let flags = message.flags
        let asksMail = flags.goesToProfessionals || flags.goesToPatient
        var routes = TransmissionRoutes(isForRecord: flags.goesToRecord ?? !asksMail)
        if message.action == .delete, withdrawals == nil || errands == nil { throw RoutingFinding.deletionUnserved }
        if asksMail {
            switch mailboxes {
            case .refuse: throw routes.isForRecord ? RoutingFinding.mailboxUnserved : RoutingFinding.noDestination
            case .ignore: break
            case .carry: try addMailboxes(to: &routes, of: message)
            }
        }
        guard routes.isForRecord || !routes.mailboxes.isEmpty else { throw RoutingFinding.noDestination }
        if flags.wantsReceipt || flags.wantsReadReceipt {
            routes.partner = partners.partner(of: message.sendingSystem)
            if routes.partner == nil { routes.remarks.append(RoutingFinding.receiptUnserved) }
        }
        return routes
    }

    private func addMailboxes(to routes: inout TransmissionRoutes, of message: DocumentTransmission) throws(UnservedTransmission) {
        let flags = message.flags
        if flags.goesToPatient, flags.hidesFromPatient { throw RoutingFinding.hiddenFromRecipient }
        if mailTable != .off, !flags.isInMailTable {
            guard mailTable == .warn else { throw RoutingFinding.outsideTable }
            routes.remarks.append(RoutingFinding.outsideTableRemark)
        }
        if flags.goesToProfessionals {
            let boxes = message.recipients.filter { !$0.isPatient && $0.mailAddress != nil }
            guard !boxes.isEmpty else { throw RoutingFinding.recipientMissing }
            for box in boxes { routes.mailboxes.append(try mailbox(.professional, box.mailAddress ?? "", box.personID, at: box.place)) }
        }
        if flags.goesToPatient {
            let named = message.recipients.filter { $0.isPatient && $0.mailAddress != nil }
            for box in named { routes.mailboxes.append(try mailbox(.patient, box.mailAddress ?? "", box.personID, at: box.place)) }
            if named.isEmpty {
                guard let identity = message.patientIDs.first(where: { $0.isHealthIdentity }) else { throw RoutingFinding.recipientMissing }
                routes.mailboxes.append(try mailbox(.patient, "\(identity.value)@\(patientMailDomain)", identity.value, at: identity.place))
            }
        }
    }

    /// A mailbox whose address can stand in the head of a mail.
    private func mailbox(
        _ audience: MailOrder.Audience, _ address: String, _ person: String?, at place: ErrorLocation
    ) throws(UnservedTransmission) -> TransmissionRoutes.Mailbox {
        let address = address.trimmingPrefix { $0 == " " }.lowercased()
        guard address.isMailAddress else { throw RoutingFinding.addressUnusable(at: place) }
        return TransmissionRoutes.Mailbox(audience: audience, address: address, personID: person)
    }
}

extension TransmittedPatientID {
    /// Whether it is a national health identity.
    var isHealthIdentity: Bool { type == "INS" || authority.flatMap(NationalHealthIdentifierSpace.init) != nil }
}

extension TransmissionFlags {
    /// Whether the profile's table for mails has this combination ("regles-gestion-mssante"): three rows, and no other.
    var isInMailTable: Bool {
        switch (goesToProfessionals, goesToPatient) {
        case (true, true): !hidesFromProfessionals && !hidesFromPatient && !hidesFromLegalRepresentatives
        case (true, false): !hidesFromProfessionals && hidesFromPatient && !hidesFromLegalRepresentatives
        case (false, true): !hidesFromPatient && !isSecretConnection && goesToRecord != true
        case (false, false): true
        }
    }
}

extension String {
    /// Whether it is the plain form of a mail address (RFC 5321, dot-string): nothing in it can end the line that it stands in.
    fileprivate var isMailAddress: Bool {
        let parts = split(separator: "@", omittingEmptySubsequences: false)
        guard utf8.count <= 254, parts.count == 2, parts.allSatisfy({ !$0.isEmpty && $0.first != "." && $0.last != "." }) else { return false }
        let inside = parts[1].allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == ".") }
        return inside && parts[0].allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "!#$%&'*+-/=?^_`{|}~.".contains($0)) }
    }
}
