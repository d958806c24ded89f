// What the record store is told of somebody for whom the gateway asks: the assertion as it came, or one that the gateway writes.

import AuthorTrust
import ClinicalTypes
import Delivery

import struct Foundation.Date

/// What the record store is told of who asks.
enum RelayedIdentity: Sendable {
    /// The caller's own assertion: a block of the SOAP header.
    case handedOn([UInt8])
    /// What the gateway states in assertions of its own.
    case stated(IndirectClaims)
    /// Nothing.
    case untold

    /// The mode that the record store reads; nil where that is the caller's own, or none.
    var statedMode: AuthenticationMode? {
        guard case .stated(let claims) = self else { return nil }
        return claims.mode
    }

    /// Whether the record store learns who asks, and judges by that.
    var isTold: Bool {
        if case .untold = self { return false }
        return true
    }
}

/// Why the record store cannot be told who asks.
enum RelayedIdentityGap: Error, Hashable {
    /// There is no key for the structure, and the assertion cannot be handed on.
    case structureUnserved(HandingOnObstacle)
    /// Nothing says the name of the person.
    case nameless
}

/// Tells the record store for whom the gateway asks.
public struct RelayAssertions: Sendable {
    private let writer: RecordAssertions?
    private let connection: String?

    /// Prepares to tell.
    ///
    /// - Parameters:
    ///   - writer: writes assertions; nil where the gateway writes none.
    ///   - connection: the structure that the gateway's certificate towards the store names (Struct_IdNat); nil where it names none.
    public init(writer: RecordAssertions?, connection: String?) {
        self.writer = writer
        self.connection = connection
    }

    /// What is told of a caller; a gap only where the store has to be told.
    func identity(of sender: ConsultingSender) throws(RelayedIdentityGap) -> RelayedIdentity {
        let obstacle: HandingOnObstacle
        do throws(HandingOnObstacle) {
            return .handedOn(try sender.handedOn(over: connection))
        } catch { obstacle = error }
        guard let writer else { return .untold }
        let claims: IndirectClaims
        do throws(StatementObstacle) {
            claims = try sender.statement()
        } catch {
            guard writer.isRequired else { return .untold }
            throw .nameless
        }
        if writer.structures.contains(claims.structure) { return .stated(claims) }
        guard writer.isRequired else { return .untold }
        throw .structureUnserved(obstacle)
    }

    /// The header blocks of the next message: what is stated is signed anew for each.
    func blocks(telling identity: RelayedIdentity, now: Date) async throws(DeliveryFailure) -> [[UInt8]] {
        switch identity {
        case .handedOn(let block): [block]
        case .stated(let claims): try await writer?.blocks(for: claims, now: now) ?? []
        case .untold: []
        }
    }
}
