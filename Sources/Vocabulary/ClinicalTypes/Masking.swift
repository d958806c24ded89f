// Keeps content out of dumps: what names a patient shows nothing of itself unless it is asked for by name.

extension NationalHealthIdentifier: CustomReflectable {
    /// Nothing, so that a dump shows no content.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension InstanceIdentifier: CustomReflectable {
    /// Nothing, so that a dump shows no content.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension HL7Timestamp: CustomReflectable {
    /// Nothing, so that a dump shows no content.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension PersonName: CustomReflectable {
    /// Nothing, so that a dump shows no content.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension PostalAddress: CustomReflectable {
    /// Nothing, so that a dump shows no content.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension Telecom: CustomReflectable {
    /// Nothing, so that a dump shows no content.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
