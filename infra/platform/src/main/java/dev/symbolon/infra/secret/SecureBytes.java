package dev.symbolon.infra.secret;

import dev.symbolon.core.identifier.Randomness;
import java.security.SecureRandom;

/** The operating system's cryptographic generator. */
final class SecureBytes implements Randomness {

    private final SecureRandom random = new SecureRandom();

    @Override
    public byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
