package dev.symbolon.ports.secret;

import dev.symbolon.core.tenant.PasswordPolicy;

/**
 * Argon2id hashes of passwords as PHC strings (RFC 9106). Each call costs tens of milliseconds of CPU and the policy's
 * memory: callers bound how many run at once.
 */
public interface PasswordHash {
    /** A fresh hash by the policy's parameters, with a salt of its own. The characters stay the caller's to wipe. */
    String hash(PasswordPolicy policy, char[] password);

    /**
     * Compares in constant time. A PHC string that isn't Argon2id within the policy's possible bounds is a broken store,
     * and an exception.
     *
     * @param policy what a hash should be like now
     */
    Verified verify(PasswordPolicy policy, char[] password, String phc);

    /** What came of it. */
    sealed interface Verified {
        /** @param outdated whether the hash has other parameters than the policy, and should be made anew */
        record Right(boolean outdated) implements Verified {}

        record Wrong() implements Verified {}
    }
}
