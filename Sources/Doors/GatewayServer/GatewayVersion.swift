// The version of the gateway, told by the program and in the assertions that it writes.

/// The version of the gateway.
public enum GatewayVersion {
    /// As it is released.
    public static let text = "0.1.0"
}
