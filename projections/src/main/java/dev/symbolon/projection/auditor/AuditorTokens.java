package dev.symbolon.projection.auditor;

import java.time.Instant;
import java.util.Optional;

/** One kind of bearer token (RFC 6750) that makes its bearer an auditor. */
public interface AuditorTokens {
    /** Whose token it is; empty when it isn't a valid one of this kind. */
    Optional<Auditor> bearer(String token);

    /** Whose session of the pages it is that began with that token; empty once what it stood for was taken away. */
    Optional<Auditor> session(String token, Instant began);
}
