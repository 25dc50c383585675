package dev.symbolon.core.identifier;

/** Where identifiers and secrets come from: a cryptographic generator in service, a seeded one in tests. */
public interface Randomness {
    /** {@code length} fresh bytes. */
    byte[] bytes(int length);

    /** A fresh 128-bit identifier: 26 characters of lower-case Crockford base32. */
    default String identifier() {
        return Base32.encode(bytes(16));
    }

    /** A fresh 256-bit secret. */
    default Secret secret() {
        return new Secret(bytes(32));
    }
}
