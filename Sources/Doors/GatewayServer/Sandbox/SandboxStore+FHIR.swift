// The store's own FHIR face: ITI-65, ITI-66, ITI-67 and ITI-68 answered by the store itself, under the rights of its XDS.b door.

import AuthorTrust
import ClinicalTypes
import Foundation
import Gateway
import Hummingbird
import Logging
import RecordStore
import XDSMessages

extension SandboxStore {
    /// Binds the paths of FHIR.
    func bindFHIR(to router: Router<GatewayRequestContext>) {
        let publications = PublishRoutes(
            admit: { request, context in
                let way = RegisterWay(registry: access(request, context), register: registering(request, context))
                return .admitted { await way.receive($0) }
            }, sourceID: Self.repositoryID, journal: nil, bodies: bodies, logger: logger)
        let searches = SearchRoutes(
            admit: { request, context in .admitted(access(request, context)) }, sourceID: Self.repositoryID, bodies: bodies, logger: logger)
        router.post("fhir") { request, context in try await publications.publish(request, context) }
        router.get("fhir/metadata") { request, _ in CapabilityPage(name: "PasserelleStore", creates: false, searches: true).answer(request) }
        searches.bind(to: router)
    }

    /// The store as this caller may ask it: each question is held against the assertion, as that of a message would be.
    private func access(_ request: Request, _ context: GatewayRequestContext) -> RegistryAccess {
        let examine = examination(request, context)
        let caller = Self.caller(context)
        return RegistryAccess(
            query: { query throws(RegistryRefusal) in
                let visitor = try examine(AssertionTarget(query.parameters))
                do throws(StoreMisbehaved) { return try await repository.query(query, for: visitor) } catch { throw .misbehaved }
            },
            retrieve: { wanted throws(RegistryRefusal) in
                let visitor = try examine(nil)
                do throws(StoreMisbehaved) { return try await repository.retrieve(wanted, for: visitor) } catch { throw .misbehaved }
            },
            update: { change throws(RegistryRefusal) in
                let visitor = try examine(AssertionTarget(changing: change.objects))
                do throws(StoreMisbehaved) { return try await repository.update(change, caller: caller, by: visitor) } catch { throw .misbehaved }
            })
    }

    private func registering(_ request: Request, _ context: GatewayRequestContext) -> RegisterWay.Registering {
        let examine = examination(request, context)
        let caller = Self.caller(context)
        return { submission throws(RegistryRefusal) in
            _ = try examine(AssertionTarget(submission.objects))
            do throws(StoreMisbehaved) { return try await repository.register(submission, caller: caller) } catch { throw .misbehaved }
        }
    }

    /// Holds the assertion of a request (`Authorization: SAML`) against what is asked, and gives whom it names.
    private func examination(
        _ request: Request, _ context: GatewayRequestContext
    ) -> @Sendable (AssertionTarget?) throws(RegistryRefusal) -> RecordVisitor? {
        let assertion = PresentedFields(request).assertion
        let chain = context.peer?.chain ?? []
        return { target throws(RegistryRefusal) in
            switch identities.standing(of: assertion, chain: chain, target: target, now: now()) {
            case .unnamed: return nil
            case .visitor(let visitor): return visitor
            case .refused(let failures):
                logger.info("identity refused", metadata: ["codes": "\(failures.map(\.code).joined(separator: " "))"])
                throw .credential(AuthorVerdict(checks: failures))
            }
        }
    }
}

extension RegistryRefusal {
    /// The store gives no answer, on purpose.
    fileprivate static let misbehaved = RegistryRefusal.unavailable(code: "store.misbehaving", isTemporary: true)
}
