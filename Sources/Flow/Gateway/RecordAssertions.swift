// The assertions that a gateway writes for the record store: what they say is settled with the submission, each message gets a new one.

public import AuthorTrust
import CDADocuments
public import ClinicalTypes
public import Delivery
import Intake
public import Journal
import SubmissionMetadata
import XDSMessages

public import struct Foundation.Date

/// Why no assertion can be written for a submission.
enum AssertionGap: Error, Hashable {
    /// Nothing says who acts.
    case acting(ActingPersonGap)
    /// The kind of facility is no sector of activity, and the configuration names none.
    case sector
    /// The patient's identifier is none that an assertion names.
    case patient
    /// There is no key for any of these structures.
    case structureUnserved([String])

    /// Its code, in findings and in the journal.
    var code: String {
        switch self {
        case .acting(.person): "metadata.assertion-person-missing"
        case .acting(.name): "metadata.assertion-name-missing"
        case .acting(.profession): "metadata.assertion-profession-missing"
        case .acting(.speciality): "metadata.assertion-speciality-missing"
        case .acting(.structure): "metadata.assertion-structure-missing"
        case .sector: "metadata.assertion-sector-missing"
        case .patient: "metadata.assertion-patient-missing"
        case .structureUnserved: "metadata.assertion-structure-unserved"
        }
    }
}

/// Writes assertions for the messages to a record store, in the name of the structures that there are keys for.
public struct RecordAssertions: Sendable {
    /// Whether a submission without one is refused; else it is sent as it is, and that is told.
    public let isRequired: Bool
    private let writer: IndirectAssertions
    private let sector: CodedValue?

    /// Prepares to write.
    ///
    /// - Parameters:
    ///   - writer: holds the keys.
    ///   - isRequired: whether a submission that none can be written for is refused.
    ///   - sector: the sector of activity where the document's kind of facility is none.
    public init(_ writer: IndirectAssertions, isRequired: Bool, sector: CodedValue? = nil) {
        self.writer = writer
        self.isRequired = isRequired
        self.sector = sector
    }

    /// The structures that there are keys for.
    public var structures: [String] { writer.structures }

    /// What an assertion for this submission says.
    ///
    /// A deposit is always of the plain indirect mode: the matrices of rights allow none in the reinforced one, however the person signed in.
    func claims(
        for entry: DocumentEntry, of set: SubmissionSet, document: CDADocument?, known: [NamedIdentity], at received: Date
    ) -> Result<IndirectClaims, AssertionGap> {
        switch ActingPerson.found(in: entry, of: set, document: document, known: known) {
        case .failure(let gap): return .failure(.acting(gap))
        case .success(let person):
            guard let patient = ClaimedPatient(written: entry.patientId) else { return .failure(.patient) }
            guard let structure = person.structures.first(where: writer.structures.contains) else { return .failure(.structureUnserved(person.structures)) }
            guard let sector = person.sector ?? sector else { return .failure(.sector) }
            return .success(
                IndirectClaims(
                    person: person.identifier, name: person.name, profession: person.profession, expertise: person.expertise, structure: structure,
                    sector: sector, patient: patient, authenticated: received))
        }
    }

    /// The header blocks of the next message: a new assertion of these claims.
    ///
    /// A token that was pulled out, or a key that is gone from the configuration, is put right by somebody: the document waits for that.
    func blocks(for claims: IndirectClaims, now: Date) async throws(DeliveryFailure) -> [[UInt8]] {
        do throws(VIHFWritingFailure) {
            if let header = try await writer.header(for: claims, now: now) { return [header] }
        } catch {
            if case .key = error { throw .assertionKeyFailed }
            throw .assertionUnwritable
        }
        throw .assertion(lacking: .structureUnserved([claims.structure]))
    }

    /// The header blocks of the next message about a submission that was kept; one that was sealed without claims says them now.
    func blocks(for prepared: PreparedSubmission, now: Date) async throws(DeliveryFailure) -> [[UInt8]] {
        if let claims = prepared.claims { return try await blocks(for: claims, now: now) }
        guard let set = prepared.objects.submissionSets.first else { return [] }
        switch claims(for: prepared.entry, of: set, document: nil, known: [], at: prepared.receivedAt) {
        case .success(let claims): return try await blocks(for: claims, now: now)
        case .failure(let gap):
            guard isRequired else { return [] }
            throw .assertion(lacking: gap)
        }
    }
}

extension RecordAssertions {
    /// The header blocks of a question about a document, in the name of whoever sent it through this gateway.
    ///
    /// - Parameters:
    ///   - uniqueID: the document.
    ///   - journal: where it was written down; without its content nobody can be named.
    public func blocks(forDocument uniqueID: String, in journal: (any PassageJournal)?, now: Date) async throws(DeliveryFailure) -> [[UInt8]] {
        let filter = PassageFilter(documentUniqueID: uniqueID)
        if let journal, let passage = try? await journal.passages(matching: filter, before: nil, limit: 1).passages.first,
            let prepared = try? await PreparedSubmission.load(passage, from: journal)
        {
            return try await blocks(for: prepared, now: now)
        }
        guard isRequired else { return [] }
        throw .assertionForUnknown
    }

    /// What is told of a document that no assertion can be written for.
    func finding(_ gap: AssertionGap, in document: CDADocument) -> Finding {
        var finding = Finding(
            code: gap.code, severity: isRequired ? .error : .warning, stage: .metadata,
            rule: RuleIdentity(pack: "core", pattern: "metadata", id: String(gap.code.dropFirst("metadata.".count))),
            place: document.header.authors.first?.place, message: gap.message)
        if case .structureUnserved(let named) = gap {
            finding.found = named.joined(separator: " | ")
            finding.allowed = AllowedValues(name: "store.assertion.certificates", first: Array(structures.prefix(5)), count: structures.count)
        }
        return finding
    }
}

extension DocumentWay {
    /// What is settled of a submission's assertion; `value` is nil where none is written.
    struct SettledClaims { var value: IndirectClaims? }

    /// What the store will be told of who acts; nil where that is required and cannot be said, which the report then tells.
    func claims(for described: DescribedSubmission, of document: CDADocument, _ weighing: inout Weighing) -> SettledClaims? {
        guard let assertions else { return SettledClaims() }
        let known = weighing.reception.author.identities
        let received = weighing.received.receivedAt
        switch assertions.claims(for: described.entry, of: described.submissionSet, document: document, known: known, at: received) {
        case .success(let claims): return SettledClaims(value: claims)
        case .failure(let gap):
            weighing.reception.report.findings.append(assertions.finding(gap, in: document))
            return assertions.isRequired ? nil : SettledClaims()
        }
    }
}
