// Verifies and makes XML signatures, and reads SAML assertions out of the bytes that a signature covers.
