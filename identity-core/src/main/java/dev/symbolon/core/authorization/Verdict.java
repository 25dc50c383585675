package dev.symbolon.core.authorization;

import dev.symbolon.core.identifier.SecretHash;
import java.time.Instant;

/** What is to become of an authorization request. */
public sealed interface Verdict {
    /** @param code hash of the code that the client will get */
    record Approve(ApprovedAccess access, ConsentGround ground, SecretHash code, Instant codeExpiresAt)
            implements Verdict {}

    record Deny() implements Verdict {}
}
