// A relation between two registry objects.

/// The kind of an association (ITI TF-3 4.2.2.2); other kinds are kept by their URN.
public struct AssociationType: RawRepresentable, Sendable, Hashable, Codable {
    /// The URN.
    public var rawValue: String

    /// Names a kind by its URN.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// A submission set or folder holds an object.
    public static let hasMember = AssociationType(rawValue: "urn:oasis:names:tc:ebxml-regrep:AssociationType:HasMember")
    /// The source replaces the target.
    public static let replaces = AssociationType(rawValue: "urn:ihe:iti:2007:AssociationType:RPLC")
    /// The source completes the target.
    public static let appends = AssociationType(rawValue: "urn:ihe:iti:2007:AssociationType:APND")
    /// The source is the target in another form.
    public static let transforms = AssociationType(rawValue: "urn:ihe:iti:2007:AssociationType:XFRM")
    /// The source is the target in another form, and replaces it.
    public static let transformsAndReplaces = AssociationType(rawValue: "urn:ihe:iti:2007:AssociationType:XFRM_RPLC")
    /// The source signs the target.
    public static let signs = AssociationType(rawValue: "urn:ihe:iti:2007:AssociationType:signs")
    /// The source is a snapshot of the on-demand target.
    public static let isSnapshotOf = AssociationType(rawValue: "urn:ihe:iti:2010:AssociationType:IsSnapshotOf")
    /// The status of the target changes.
    public static let updatesAvailabilityStatus = AssociationType(rawValue: "urn:ihe:iti:2010:AssociationType:UpdateAvailabilityStatus")
    /// The target, an association, is submitted.
    public static let submitsAssociation = AssociationType(rawValue: "urn:ihe:iti:2010:AssociationType:SubmitAssociation")

    /// Whether the target is replaced.
    public var replacesTarget: Bool { self == .replaces || self == .transformsAndReplaces }
    /// Whether source and target are both documents.
    public var relatesDocuments: Bool { replacesTarget || self == .appends || self == .transforms || self == .signs || self == .isSnapshotOf }
}

/// A relation between two registry objects.
public struct Association: Sendable, Hashable, Codable {
    /// The object's id, a `urn:uuid:` once registered, or a symbolic id.
    public var entryUUID: String
    /// The kind.
    public var type: AssociationType
    /// The id of the object that the relation starts from.
    public var source: String
    /// The id of the object that it points to.
    public var target: String
    /// The slots, for instance `SubmissionSetStatus`.
    public var slots: [Slot]
    /// Why, for associations between documents.
    public var documentationCode: Code?
    /// Whether it is current; set by the registry.
    public var availabilityStatus: AvailabilityStatus?

    /// States a relation.
    public init(entryUUID: String, type: AssociationType, source: String, target: String, slots: [Slot] = [], documentationCode: Code? = nil) {
        self.entryUUID = entryUUID
        self.type = type
        self.source = source
        self.target = target
        self.slots = slots
        self.documentationCode = documentationCode
    }

    /// States that a submission set holds an object that it brings (`Original`) or refers to (`Reference`).
    public static func member(_ entryUUID: String, of submissionSet: String, entry: String, original: Bool = true) -> Association {
        Association(
            entryUUID: entryUUID, type: .hasMember, source: submissionSet, target: entry,
            slots: [Slot("SubmissionSetStatus", [original ? "Original" : "Reference"])])
    }

    /// States that the status of a registered object changes (ITI-57): the target is the entryUUID that it is registered under.
    public static func statusChange(
        _ entryUUID: String, by submissionSet: String, of target: String, from original: AvailabilityStatus, to new: AvailabilityStatus
    ) -> Association {
        Association(
            entryUUID: entryUUID, type: .updatesAvailabilityStatus, source: submissionSet, target: target,
            slots: [Slot("OriginalStatus", [original.rawValue]), Slot("NewStatus", [new.rawValue])])
    }

    /// States that a submission set brings the next version of an object's metadata (ITI-57).
    ///
    /// - Parameters:
    ///   - previous: the version that it follows.
    ///   - propagates: whether associations of the former version hold for the new one too; yes where it is not said.
    public static func nextVersion(
        _ entryUUID: String, of submissionSet: String, entry: String, previous: Int, propagates: Bool? = nil
    ) -> Association {
        var association = member(entryUUID, of: submissionSet, entry: entry)
        association.slots.append(Slot("PreviousVersion", [String(previous)]))
        if let propagates { association.slots.append(Slot("AssociationPropagation", [propagates ? "yes" : "no"])) }
        return association
    }

    /// The values of a slot, nil where the association has none of that name.
    public func values(of slot: String) -> [String]? { slots.first { $0.name == slot }?.values }
}
