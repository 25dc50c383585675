package dev.symbolon.projection.auditor;

import dev.symbolon.admission.access.Callers;
import dev.symbolon.projection.AuditSettings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Who may read, by the token that they bring. */
@Component
public final class Auditors {
    private static final int LONGEST_TOKEN = 8_192;

    /** Every kind of token that lets somebody in, in the order in which they are tried. */
    private final List<AuditorTokens> kinds;

    Auditors(AuditSettings settings, Callers callers) {
        this.kinds = List.of(new PlatformTokens(callers), new BootstrapToken(settings));
    }

    public Optional<Auditor> bearer(String token) {
        if (token.isEmpty() || token.length() > LONGEST_TOKEN) {
            return Optional.empty();
        }
        return kinds.stream().flatMap(kind -> kind.bearer(token).stream()).findFirst();
    }

    /** Whose session of the pages it is that began with that token. */
    Optional<Auditor> session(String token, Instant began) {
        return kinds.stream()
                .flatMap(kind -> kind.session(token, began).stream())
                .findFirst();
    }
}
