// Where the keys of an identity provider come from: an address over HTTPS, or a file.

import CredentialChecks
import Delivery
import Foundation

/// Brings the key set of one issuer; bounded in size and time, whatever answers.
struct KeySetSource: Sendable {
    /// Nothing that could be a key set came.
    struct Failure: Error {}

    /// How long an identity provider may take, in seconds.
    static let deadline = 5.0

    private enum Place {
        case address(String, StoreConnection)
        case file(String)
    }

    private let place: Place

    /// Takes the place out of the configuration; a mistake in it is told by its key.
    init(_ token: GatewayConfiguration.Token) throws {
        guard token.keySet.contains("://") else {
            place = .file(try GatewayRuntime.file("token.keySet", token.keySet))
            return
        }
        guard token.keySet.lowercased().hasPrefix("https://") else { throw GatewayRuntime.wrong("token.keySet", "an https address or a file was expected") }
        let settings = StoreConnectionSettings(
            authorities: .file(try GatewayRuntime.certificates("token.authorities", token.authorities)), connectSeconds: Self.deadline,
            totalSeconds: Self.deadline, largestAnswer: JSONWebKeySet.greatestByteCount, connections: 1)
        place = .address(token.keySet, StoreConnection(settings))
    }

    /// The bytes as they are now.
    func fetch() async throws -> [UInt8] {
        switch place {
        case .address(let address, let connection):
            let answer = try await connection.send(.question(address, fields: [("Accept", "application/json")]))
            guard answer.status == 200 else { throw Failure() }
            return answer.body
        case .file(let path):
            guard let file = FileHandle(forReadingAtPath: path) else { throw Failure() }
            return [UInt8](try file.read(upToCount: JSONWebKeySet.greatestByteCount + 1) ?? Data())
        }
    }

    /// When it is asked again: a file costs nothing, so that a replaced one counts within a minute.
    var schedule: KeySetSchedule {
        switch place {
        case .address: KeySetSchedule()
        case .file: KeySetSchedule(refreshAge: 60, leastInterval: 1)
        }
    }
}
