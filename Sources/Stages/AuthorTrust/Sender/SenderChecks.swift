// What is asked of a sender beside the client certificate: token, one person, directory, rights.

public import CDADocuments
public import ClinicalTypes

/// What a sender means to do, and under which circumstances.
public struct SenderIntent: Sendable, Hashable {
    /// The action.
    public var action: RecordAction
    /// The circumstances.
    public var access: RecordAccess
    /// The type of the document, where it is known.
    public var documentType: CodedValue?
    /// The mode that a proven assertion declares, nil where there is none.
    public var declaredMode: AuthenticationMode?

    /// States an intent.
    public init(
        action: RecordAction = .deposit, access: RecordAccess = .normal, documentType: CodedValue? = nil, declaredMode: AuthenticationMode? = nil
    ) {
        self.action = action
        self.access = access
        self.documentType = documentType
        self.declaredMode = declaredMode
    }
}

/// Completes the verdict on a certificate by everything else that is known of its sender.
///
/// Each of directory and rights has its own policy: what is only reported stands in the verdict as it is, and `refuses(_:under:)` weighs it.
public struct SenderChecks: Sendable {
    /// The directory that is asked; nil where none is.
    public var directory: DirectoryRules?
    /// What follows when the directory disagrees.
    public var directoryPolicy: AuthorCheckPolicy
    /// What follows when the matrices refuse.
    public var rightsPolicy: AuthorCheckPolicy

    /// Chooses what is asked.
    public init(directory: DirectoryRules? = nil, directoryPolicy: AuthorCheckPolicy = .off, rightsPolicy: AuthorCheckPolicy = .off) {
        self.directory = directory
        self.directoryPolicy = directoryPolicy
        self.rightsPolicy = rightsPolicy
    }

    /// The verdict with the checks of the token, of one person, of the directory and of the rights behind those that it has.
    ///
    /// - Parameters:
    ///   - verdict: On the certificate and, where one came, the assertion; its identities are the proven ones.
    ///   - token: What was read of a token, nil where none came.
    ///   - document: The document, nil before it is read.
    ///   - intent: What the sender means to do.
    public func completed(_ verdict: AuthorVerdict, token: TokenReading? = nil, document: CDADocument? = nil, intent: SenderIntent) -> AuthorVerdict {
        var verdict = verdict
        if let token {
            verdict.checks += token.checks
            if let identity = token.identity { verdict.identities.append(identity) }
        }
        let persons = OnePerson(verdict.identities)
        verdict.checks += persons.agreement()
        // Certificates were held against the document with their own rule.
        if let document, let token = token?.identity { verdict.checks += OnePerson([token]).match(in: document) }
        if let directory, directoryPolicy != .off { verdict.checks += directory.checks(of: verdict.identities) }
        if rightsPolicy != .off, let decision = decision(on: verdict.identities, intent: intent) { verdict.checks.append(decision.check) }
        if let identity = attribution(of: verdict.identities, intent: intent) { verdict.identity = identity }
        return verdict
    }

    /// What the matrices say of proven credentials; nil where nobody was proven.
    ///
    /// - Parameters:
    ///   - identities: whom the credentials name.
    ///   - intent: what is meant to be done.
    ///   - stated: the mode that another system is told, where that is not the one of the credentials.
    ///   - isTreatingPhysician: whether a physician is taken for the patient's treating one, which credentials do not tell.
    public func decision(
        on identities: [NamedIdentity], intent: SenderIntent, stated: AuthenticationMode? = nil, isTreatingPhysician: Bool = false
    ) -> RightsDecision? {
        guard let mode = stated ?? AuthenticationMode(of: identities, declared: intent.declaredMode) else { return nil }
        // In indirect modes the person that the structure vouches for acts, where one is named.
        let person = identities.first { $0.person != nil && $0.kind != .directory }
        guard let actor = mode == .indirect ? identities.first(where: { $0.kind == .organizationCertificate }) ?? person : person ?? identities.first else {
            return nil
        }
        return FunctionalRights.decision(
            for: RightsActor(actor, isTreatingPhysician: isTreatingPhysician), mode: mode, access: intent.access, action: intent.action,
            documentType: intent.documentType)
    }

    /// To whom what is done is accounted: the person, or the structure where the matrices say so (a secretary, a device, an establishment).
    public func attribution(of identities: [NamedIdentity], intent: SenderIntent) -> String? {
        let person = identities.first { $0.person != nil && $0.kind != .directory }
        let structure = (identities.first { $0.kind == .organizationCertificate } ?? person)?.structures.first?.identifier
        guard let decision = decision(on: identities, intent: intent) else { return person?.person ?? structure }
        return decision.accountability == .structure ? structure ?? person?.person : person?.person ?? structure
    }

    /// Whether the document is to be refused: every check weighs by its own policy, `policy` being that of the credentials.
    public func refuses(_ verdict: AuthorVerdict, under policy: AuthorCheckPolicy) -> Bool {
        verdict.failures.contains { weighs($0, under: policy) }
    }

    /// The verdict with what refuses before what failed and is only reported, so that the first failure told is one that has to be mended.
    func ordered(_ verdict: AuthorVerdict, under policy: AuthorCheckPolicy) -> AuthorVerdict {
        guard refuses(verdict, under: policy) else { return verdict }
        let isReported = { (check: CredentialCheck) in check.outcome == .failed && !self.weighs(check, under: policy) }
        var ordered = verdict
        ordered.checks = verdict.checks.filter { !isReported($0) } + verdict.checks.filter(isReported)
        return ordered
    }

    private func weighs(_ failure: CredentialCheck, under policy: AuthorCheckPolicy) -> Bool {
        switch failure.source {
        case .directory: directoryPolicy == .require
        case .rights: rightsPolicy == .require
        case .certificate, .assertion, .token, .document: policy == .require
        }
    }
}
