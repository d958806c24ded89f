// What an error of the database means for the journal.

import GRDB

extension JournalFailure {
    /// Reads any error of the machinery below.
    init(_ error: any Error) {
        switch error {
        case let failure as JournalFailure: self = failure
        case let transition as IllegalTransition: self = .illegal(transition)
        case let transition as IllegalErrandTransition: self = .illegalErrand(transition)
        case let database as DatabaseError: self.init(database)
        default: self = .storage(code: 0)
        }
    }

    private init(_ error: DatabaseError) {
        switch error.resultCode {
        case .SQLITE_FULL: self = .full
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .damaged(error.resultCode.description)
        case .SQLITE_MISUSE where error.message == "Connection is closed": self = .closed
        default: self = .storage(code: Int(error.extendedResultCode.rawValue))
        }
    }
}
