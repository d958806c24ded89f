// What an assertion has to meet beyond its signature.

public import Foundation
public import SignedXML

/// What is asked of an assertion.
public struct AssertionPolicy: Sendable, Hashable {
    /// Where assertions may stand.
    public var places: AssertionPlaces
    /// Which signatures are read.
    ///
    /// `SignaturePolicy.acceptingSHA1` is the switch for senders of 2019; the readiness page shows it.
    public var signature: SignaturePolicy
    /// The names under which this gateway is an audience and a recipient; empty where none is asked for.
    public var audiences: Set<String>
    /// How far two clocks may stand apart, in seconds.
    public var clockSkew: TimeInterval
    /// How long an assertion without `NotOnOrAfter` is good from its `IssueInstant`, in seconds; nil refuses it.
    ///
    /// The French profile asks for no `Conditions`, so that the moment of issue has to bound the use.
    public var lifetimeWithoutEnd: TimeInterval?
    /// The longest time from `IssueInstant` to the end, in seconds.
    public var longestLifetime: TimeInterval
    /// Attributes of which one value is allowed.
    public var singleValued: Set<String>
    /// Whether the attributes have to be those of the French profile (VIHF).
    public var isNational: Bool
    /// Whether a sender has to bring one.
    public var isRequired: Bool
    /// Whether an assertion that was used for another document is refused.
    public var refusesReplay: Bool

    /// The French profile: five minutes from issue where no end is said, an hour at most.
    public static let national = AssertionPolicy(isNational: true)

    /// The French profile as a gateway's configuration asks for it.
    public static func national(isRequired: Bool, audiences: Set<String> = [], acceptsSHA1: Bool = false) -> AssertionPolicy {
        AssertionPolicy(signature: acceptsSHA1 ? .acceptingSHA1 : .standard, audiences: audiences, isNational: true, isRequired: isRequired)
    }

    /// Plain SAML 2.0 for an audience: an end is asked for, and a Response may carry the assertion.
    public static func plain(audiences: Set<String>, singleValued: Set<String> = []) -> AssertionPolicy {
        AssertionPolicy(
            places: [.alone, .securityHeader, .response], audiences: audiences, lifetimeWithoutEnd: nil, longestLifetime: 86_400, singleValued: singleValued,
            isNational: false)
    }

    /// States a policy.
    public init(
        places: AssertionPlaces = [.alone, .securityHeader], signature: SignaturePolicy = .standard, audiences: Set<String> = [], clockSkew: TimeInterval = 60,
        lifetimeWithoutEnd: TimeInterval? = 300, longestLifetime: TimeInterval = 3_600, singleValued: Set<String> = [], isNational: Bool,
        isRequired: Bool = false, refusesReplay: Bool = true
    ) {
        self.places = places
        self.signature = signature
        self.audiences = audiences
        self.clockSkew = clockSkew
        self.lifetimeWithoutEnd = lifetimeWithoutEnd
        self.longestLifetime = longestLifetime
        self.singleValued = singleValued
        self.isNational = isNational
        self.isRequired = isRequired
        self.refusesReplay = refusesReplay
    }
}
