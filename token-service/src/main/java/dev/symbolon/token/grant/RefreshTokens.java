package dev.symbolon.token.grant;

import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.grant.RefreshGeneration;
import dev.symbolon.core.identifier.OpaqueValue;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.tenant.TokenPolicy;
import dev.symbolon.ports.secret.RefreshSecrets;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Refresh tokens as they travel: {@code <grant id>~<number>.<secret>}. The number says which link of the family it is, so
 * that a forged one costs a single HMAC and no look into the log, and an old one is known for what it is.
 */
public final class RefreshTokens {
    /** A family's first link. */
    static final long FIRST = 1;

    private static final Pattern LINK = Pattern.compile("([a-z0-9-]{1,44})~([1-9][0-9]{0,17})");

    private final RefreshSecrets secrets;

    public RefreshTokens(RefreshSecrets secrets) {
        this.secrets = secrets;
    }

    /** A refresh token of ours: nobody else can have made it. */
    public record Genuine(GrantId grant, long generation, OpaqueValue value) {}

    /** Empty for whatever this tenant hasn't made. */
    public Optional<Genuine> genuine(TenantId tenant, String presented) {
        return OpaqueValue.parse(presented).flatMap(value -> {
            Matcher link = LINK.matcher(value.streamId());
            if (!link.matches()) {
                return Optional.empty();
            }
            GrantId grant = new GrantId(link.group(1));
            long generation = Long.parseLong(link.group(2));
            return secrets.secret(tenant, grant, generation).hash().matches(value.secretHash())
                    ? Optional.of(new Genuine(grant, generation, value))
                    : Optional.empty();
        });
    }

    /** A link as the log keeps it; a family that lies idle for too long, or is too old, is over. */
    RefreshGeneration link(
            TenantId tenant, GrantId grant, long generation, TokenPolicy policy, Instant end, Instant now) {
        Instant idle = now.plus(policy.refreshIdle());
        return new RefreshGeneration(
                generation, secrets.secret(tenant, grant, generation).hash(), idle.isBefore(end) ? idle : end);
    }

    /** The text that is handed out. */
    String reveal(TenantId tenant, GrantId grant, long generation) {
        return new OpaqueValue(
                        grant.value() + "~" + generation,
                        secrets.secret(tenant, grant, generation).reveal())
                .reveal();
    }
}
