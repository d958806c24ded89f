// What a record store is told when it is opened.

public import XDSMessages

/// Which patients a record store knows.
public enum KnownPatients: Sendable, Hashable {
    /// Every one.
    case all
    /// These alone, as CX; anyone else is refused with `XDSUnknownPatientId`.
    case only(Set<String>)
}

/// What a record store is told when it is opened.
public struct StoreOptions: Sendable {
    /// The repository's own OID, given in every entry and asked for in every retrieval.
    public var repositoryUniqueId: String
    /// The home community, `urn:oid:…`, given in every entry where it is set.
    public var homeCommunityId: String?
    /// Which patients have a record.
    public var patients: KnownPatients
    /// Header blocks that are taken as understood though marked `mustUnderstand`; none by default, since credentials other than
    /// the client certificate are not looked at here.
    public var understoodHeaders: Set<QualifiedName>
    /// How much a message may hold.
    public var limits: ReadingLimits
    /// How many whole objects a query may answer with; beyond it, `XDSTooManyResults`.
    public var maximumResults: Int
    /// How many references a query may answer with, and how many entries it gathers; beyond it, `XDSTooManyResults`.
    public var maximumReferences: Int
    /// Whether documents that are said to be XML must be.
    public var examinesContent: Bool
    /// What the store does wrong on purpose.
    public var misbehaviour: Misbehaviour

    /// The OID under which a sandbox store holds documents.
    public static let sandboxRepositoryUniqueId = "2.25.162405216983175329011672346528140347905"

    /// Sets options; those not named keep their default.
    public init(
        repositoryUniqueId: String = StoreOptions.sandboxRepositoryUniqueId, homeCommunityId: String? = nil, patients: KnownPatients = .all,
        understoodHeaders: Set<QualifiedName> = [], limits: ReadingLimits = .standard, maximumResults: Int = 1000, maximumReferences: Int = 20_000,
        examinesContent: Bool = true,
        misbehaviour: Misbehaviour = .none
    ) {
        self.repositoryUniqueId = repositoryUniqueId
        self.homeCommunityId = homeCommunityId
        self.patients = patients
        self.understoodHeaders = understoodHeaders
        self.limits = limits
        self.maximumResults = maximumResults
        self.maximumReferences = maximumReferences
        self.examinesContent = examinesContent
        self.misbehaviour = misbehaviour
    }
}
