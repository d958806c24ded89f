// Rules about patients, identifiers and times.

import Foundation
import XDSMessages

/// All objects of a submission are of one patient (ITI TF-3 4.1.4).
struct OnePatient: MetadataRule {
    func violations(in submission: Submission) -> [RegistryError] {
        guard !submission.objects.submissionSets.isEmpty else { return [] }
        let patient = submission.patient
        return submission.patientIds.filter { !$0.patientId.isEmpty && PatientIdentity.key(of: $0.patientId) != patient }.map {
            RegistryError(.patientIdDoesNotMatch, "not the patient of the submission set", location: $0.object)
        }
    }
}

/// The patient has a record here.
struct PatientIsKnown: MetadataRule {
    func violations(in submission: Submission) -> [RegistryError] {
        guard case .only(let known) = submission.patients, let set = submission.objects.submissionSets.first, !set.patientId.isEmpty else { return [] }
        return known.contains { PatientIdentity.key(of: $0) == submission.patient }
            ? [] : [RegistryError(.unknownPatientId, "no record of this patient", location: set.entryUUID)]
    }
}

/// No unique id is there twice in one submission.
struct UniqueIdsDiffer: MetadataRule {
    func violations(in submission: Submission) -> [RegistryError] {
        let objects = submission.objects
        let ids =
            objects.submissionSets.map { ($0.entryUUID, $0.uniqueId) } + objects.documentEntries.map { ($0.entryUUID, $0.uniqueId) }
            + objects.folders.map { ($0.entryUUID, $0.uniqueId) }
        var seen: Set<String> = []
        return ids.filter { !$0.1.isEmpty && !seen.insert($0.1).inserted }.map {
            RegistryError(.repositoryDuplicateUniqueIdInMessage, "uniqueId \($0.1) is used twice", location: $0.0)
        }
    }
}

/// Unique ids and source ids are OIDs; a document's may be followed by `^` and at most 16 characters (ITI TF-3 4.2.3.2.26).
struct IdentifierForm: MetadataRule {
    func violations(in submission: Submission) -> [RegistryError] {
        let objects = submission.objects
        let documents = objects.documentEntries.filter { !$0.uniqueId.isEmpty && !isDocumentId($0.uniqueId) }.map { ($0.entryUUID, "uniqueId") }
        let sets = objects.submissionSets.filter { !$0.uniqueId.isEmpty && !isOID($0.uniqueId) }.map { ($0.entryUUID, "uniqueId") }
        let sources = objects.submissionSets.filter { !$0.sourceId.isEmpty && !isOID($0.sourceId) }.map { ($0.entryUUID, "sourceId") }
        return (documents + sets + sources).map { MetadataRules.error("\($0.1) is not an OID of at most 64 characters", at: $0.0) }
    }

    private func isDocumentId(_ text: String) -> Bool {
        let parts = text.split(separator: "^", maxSplits: 1, omittingEmptySubsequences: false)
        return isOID(String(parts[0])) && (parts.count == 1 || (1...16).contains(parts[1].count))
    }

    /// Whether a text is arcs of digits, none with a leading zero.
    private func isOID(_ text: String) -> Bool {
        let arcs = text.split(separator: ".", omittingEmptySubsequences: false)
        return text.utf8.count <= 64 && arcs.count > 1 && ["0", "1", "2"].contains(arcs[0])
            && arcs.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } && ($0 == "0" || $0.first != "0") }
    }
}

/// Times are `YYYY[MM[DD[hh[mm[ss]]]]]` and exist (ITI TF-3 4.2.3.1.7, DTM).
struct TimeForm: MetadataRule {
    func violations(in submission: Submission) -> [RegistryError] {
        let entries = submission.objects.documentEntries.flatMap { entry in
            [("creationTime", entry.creationTime), ("serviceStartTime", entry.serviceStartTime), ("serviceStopTime", entry.serviceStopTime)].map {
                (entry.entryUUID, $0.0, $0.1)
            }
        }
        let sets = submission.objects.submissionSets.map { ($0.entryUUID, "submissionTime", $0.submissionTime) }
        return (entries + sets).filter { $0.2.map { !RegistryTime.isValid($0) } ?? false }.map { MetadataRules.error("\($0.1) is no time", at: $0.0) }
    }
}

/// A service does not end before it begins.
struct ServiceTimesInOrder: MetadataRule {
    func violations(in submission: Submission) -> [RegistryError] {
        submission.objects.documentEntries.filter { entry in
            guard let start = entry.serviceStartTime, let stop = entry.serviceStopTime else { return false }
            let precision = min(start.utf8.count, stop.utf8.count)
            return start.prefix(precision) > stop.prefix(precision)
        }.map { MetadataRules.error("serviceStopTime is before serviceStartTime", at: $0.entryUUID) }
    }
}

enum RegistryTime {
    /// A moment as DTM in UTC, to the second.
    static func text(of moment: Date) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: moment)
        func padded(_ number: Int?, _ width: Int) -> String {
            let digits = String(number ?? 0)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        return padded(parts.year, 4) + [parts.month, parts.day, parts.hour, parts.minute, parts.second].map { padded($0, 2) }.joined()
    }

    /// Whether a text is a DTM whose fields are within their bounds.
    static func isValid(_ text: String) -> Bool {
        let digits = Array(text.utf8)
        guard [4, 6, 8, 10, 12, 14].contains(digits.count), digits.allSatisfy({ (48...57).contains($0) }) else { return false }
        func field(_ start: Int) -> Int? { start < digits.count ? Int(digits[start] - 48) * 10 + Int(digits[start + 1] - 48) : nil }
        let year = Int(digits[0] - 48) * 1000 + Int(digits[1] - 48) * 100 + Int(digits[2] - 48) * 10 + Int(digits[3] - 48)
        let month = field(4) ?? 1
        guard (1...12).contains(month) else { return false }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
        return (1...days).contains(field(6) ?? 1) && (0...23).contains(field(8) ?? 0) && (0...59).contains(field(10) ?? 0)
            && (0...59).contains(field(12) ?? 0)
    }

    /// The first second of a time, as 14 digits, so that times of different precision compare as texts.
    static func firstSecond(of text: String) -> String { text + "00000101000000".dropFirst(min(text.utf8.count, 14)) }
}
