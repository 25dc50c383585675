package dev.symbolon.core.tenant;

/**
 * Argon2id parameters for new hashes (RFC 9106; an older hash is remade at the next sign-in) and the shortest password
 * that is taken.
 */
public record PasswordPolicy(int memoryKib, int iterations, int parallelism, int minimumLength) {
    public static final PasswordPolicy STANDARD = new PasswordPolicy(7168, 5, 1, 12);

    public PasswordPolicy {
        if (memoryKib < 1024 || memoryKib > 1_048_576 || iterations < 1 || iterations > 20) {
            throw new IllegalArgumentException("Argon2id: 1 MiB to 1 GiB, 1 to 20 iterations");
        }
        if (parallelism < 1 || parallelism > 8 || minimumLength < 8 || minimumLength > 128) {
            throw new IllegalArgumentException("parallelism 1 to 8, shortest password 8 to 128");
        }
    }
}
