// Whether a document may be deleted that somebody asks to delete: it is known, it is this patient's, and it is not deleted yet.

import Delivery
import Journal
import XDSMessages

/// Why a document is not deleted.
enum DeletionObjection: Error {
    /// Neither the journal nor the store has it, or it is deleted.
    case unknown
    /// It is another patient's.
    case otherPatient
    /// Other bytes are held under its id.
    case otherBytes
    /// A later version has replaced it, or is about to.
    case replaced
    /// It cannot be found out now, for this reason.
    case unavailable(code: String)
}

/// Holds a deletion against what the journal and the store have.
struct DeletionCheck {
    let passages: any PassageJournal
    let errands: any ErrandJournal
    let withdrawals: Withdrawals

    /// Checks that a document is known, here or in the store, and this patient's; a deletion that comes again is known by itself.
    ///
    /// - Parameters:
    ///   - order: what is to be deleted.
    ///   - key: by which a repetition is known.
    ///   - sha256: the digest that the bytes must have, in hexadecimal, where they have to be those that are held.
    func check(_ order: WithdrawalOrder, key: String, sha256: String? = nil) async throws(DeletionObjection) {
        let holder: Passage?
        var (isPatients, isReplaced) = (false, false)
        do throws(JournalFailure) {
            if try await errands.errand(orderedAs: key) != nil { return }
            holder = try await passages.holder(ofDocument: order.entry.uniqueId)
            if let holder { isPatients = try await errands.isPatient(order.entry.patientId, of: holder.id) }
            isReplaced = try await passages.replacement(ofDocument: order.entry.uniqueId) != nil
        } catch {
            throw .unavailable(code: error.code)
        }
        if let holder, holder.storeLeg != .unaddressed {
            guard isPatients else { throw .otherPatient }
            guard holder.storeLeg != .withdrawn else { throw .unknown }
            guard sha256 == nil || holder.sha256 == sha256 else { throw .otherBytes }
            guard !isReplaced else { throw .replaced }
            // Whether a version that was forwarded has been replaced, by whomever, only the store knows; while it cannot be asked, the deletion finds out.
            guard holder.storeLeg == .forwarded, let held = try? await withdrawals.entry(for: order) else { return }
            guard held.availabilityStatus != .deprecated else { throw .replaced }
            return
        }
        // The gateway never sent it; somebody else may have.
        let held: DocumentEntry?
        do throws(DeliveryFailure) { held = try await withdrawals.entry(for: order) } catch { throw .unavailable(code: error.code) }
        guard let held, held.availabilityStatus != .deleted else { throw .unknown }
        guard held.patientId == order.entry.patientId else { throw .otherPatient }
        guard sha256 == nil || held.hash.map({ $0.lowercased() == order.entry.hash }) ?? true else { throw .otherBytes }
        guard held.availabilityStatus != .deprecated, !isReplaced else { throw .replaced }
    }
}
