// The HTTP doors, and the service group that keeps them open.
