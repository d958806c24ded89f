// What documents are searched by, as the index of the store holds it: codes, times, authors, references.

import GRDB
import XDSMessages

/// An attribute that documents are searched by; the raw value is the end of the parameter's name, and stands in the table.
enum DocumentTrait: String, CaseIterable, Sendable {
    case classCode = "ClassCode"
    case typeCode = "TypeCode"
    case practiceSettingCode = "PracticeSettingCode"
    case facilityTypeCode = "HealthcareFacilityTypeCode"
    case formatCode = "FormatCode"
    case eventCode = "EventCodeList"
    case confidentialityCode = "ConfidentialityCode"
    case creationTime = "CreationTime"
    case serviceStartTime = "ServiceStartTime"
    case serviceStopTime = "ServiceStopTime"
    case author = "AuthorPerson"
    case reference = "ReferenceIdList"

    /// The attributes that are codes.
    static let codes: [DocumentTrait] = [
        .classCode, .typeCode, .practiceSettingCode, .facilityTypeCode, .formatCode, .eventCode, .confidentialityCode,
    ]
    /// The attributes that are times.
    static let times: [DocumentTrait] = [.creationTime, .serviceStartTime, .serviceStopTime]

    /// The values of an entry.
    func values(of entry: DocumentEntry) -> [String] {
        func one(_ code: Code?) -> [String] { code.map { [Self.key(of: $0)] } ?? [] }
        func moment(_ time: String?) -> [String] { time.map { [RegistryTime.firstSecond(of: $0)] } ?? [] }
        return switch self {
        case .classCode: one(entry.classCode)
        case .typeCode: one(entry.typeCode)
        case .practiceSettingCode: one(entry.practiceSettingCode)
        case .facilityTypeCode: one(entry.healthcareFacilityTypeCode)
        case .formatCode: one(entry.formatCode)
        case .eventCode: entry.eventCodeList.map(Self.key)
        case .confidentialityCode: entry.confidentialityCodes.map(Self.key)
        case .creationTime: moment(entry.creationTime)
        case .serviceStartTime: moment(entry.serviceStartTime)
        case .serviceStopTime: moment(entry.serviceStopTime)
        case .author: entry.authors.compactMap(\.person)
        case .reference: entry.referenceIdList.map(ReferenceIdentity.key)
        }
    }

    /// A code within its scheme, as one value.
    static func key(of code: Code) -> String { code.code + "\u{1F}" + code.scheme }

    /// Writes what an entry is searched by.
    static func write(_ entry: DocumentEntry, at sequence: Int64, patient: String, in db: Database) throws {
        let sql = "INSERT OR IGNORE INTO documentTrait (patient, attribute, value, document) VALUES (?, ?, ?, ?)"
        let statement = try db.cachedStatement(sql: sql)
        for trait in allCases {
            for value in trait.values(of: entry) { try statement.execute(arguments: [patient, trait.rawValue, value, sequence]) }
        }
    }
}

/// One condition on what documents are searched by; a document meets it with any of its values.
struct TraitCondition: Sendable {
    /// What a value must be.
    enum Wanted: Sendable {
        /// One of these.
        case anyOf([String])
        /// From the first up to, not including, the second; 14 digits each.
        case between(from: String?, to: String?)
        /// Of one of these patterns.
        case like([LikePattern])
    }

    let trait: DocumentTrait
    let wanted: Wanted

    /// Whether an entry meets it.
    func admits(_ entry: DocumentEntry) -> Bool { trait.values(of: entry).contains(where: admits) }

    private func admits(_ value: String) -> Bool {
        switch wanted {
        case .anyOf(let values): values.contains(value)
        case .between(let from, let to): from.map { value >= $0 } ?? true && to.map { value < $0 } ?? true
        case .like(let patterns): patterns.contains { $0.matches(value) }
        }
    }

    /// The documents of a patient that meet it, found by the index alone.
    func documents(ofPatient patient: String, in db: Database) throws -> Set<Int64> {
        var sql = "SELECT document, value FROM documentTrait WHERE patient = ? AND attribute = ?"
        var arguments: StatementArguments = [patient, trait.rawValue]
        switch wanted {
        case .anyOf(let values):
            sql += " AND value IN (SELECT value FROM json_each(?))"
            arguments += [RegistryReader.list(values)]
        case .between(let from, let to):
            for (bound, comparison) in [(from, ">="), (to, "<")] {
                guard let bound else { continue }
                sql += " AND value \(comparison) ?"
                arguments += [bound]
            }
        case .like: break
        }
        var found: Set<Int64> = []
        let rows = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: arguments)
        while let row = try rows.next() {
            if case .like = wanted, !admits(row[1] as String) { continue }
            found.insert(row[0])
        }
        return found
    }
}

/// What makes two identifiers of orders, studies and the like the same.
enum ReferenceIdentity {
    /// The identifier, its authority and its type (CXi; ITI TF-3 table 4.2.3.1.7-2).
    static func key(_ text: String) -> String {
        let components = text.split(separator: "^", omittingEmptySubsequences: false)
        return PatientIdentity.key(of: text) + "^" + (components.count > 4 ? components[4] : "")
    }
}
