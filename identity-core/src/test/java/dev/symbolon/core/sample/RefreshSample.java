package dev.symbolon.core.sample;

import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.grant.GrantCommand;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.grant.IssuedToken;
import dev.symbolon.core.grant.RefreshGeneration;
import dev.symbolon.core.grant.TokenId;
import dev.symbolon.core.identifier.SecretHash;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A refresh token as it is presented: the family's first, by its client, for all that was granted. */
public final class RefreshSample {

    public static final Duration IDLE = Duration.ofHours(1);
    public static final Duration RETRY = Duration.ofSeconds(10);

    private GrantId grant = AuthorizationSample.GRANT;
    private long generation = 1;
    private ClientId presentedBy = ClientSample.ID;
    private List<String> scopes;
    private List<String> audience = List.of(ResourceSample.AUDIENCE);
    private Duration retry = RETRY;
    private Instant at = Samples.NOON.plusSeconds(60);

    public RefreshSample(List<String> scopes) {
        this.scopes = scopes;
    }

    public RefreshSample of(GrantId id) {
        grant = id;
        return this;
    }

    public RefreshSample link(long number) {
        generation = number;
        return this;
    }

    public RefreshSample by(ClientId client) {
        presentedBy = client;
        return this;
    }

    public RefreshSample scopes(String... asked) {
        scopes = List.of(asked);
        return this;
    }

    public RefreshSample audience(String... asked) {
        audience = List.of(asked);
        return this;
    }

    public RefreshSample retry(Duration window) {
        retry = window;
        return this;
    }

    public RefreshSample at(Instant time) {
        at = time;
        return this;
    }

    /** The link of that number as the log has it, made at that time. */
    public static RefreshGeneration made(GrantId grant, long generation, Instant at) {
        return new RefreshGeneration(generation, hash(grant, generation), at.plus(IDLE));
    }

    /** Stands for the HMAC: the same for the same link. */
    public static SecretHash hash(GrantId grant, long generation) {
        return SecretHash.of(grant.value() + generation);
    }

    public IssuedToken accessToken() {
        return new IssuedToken(
                new TokenId("refreshed-" + at.getEpochSecond()),
                RedeemSample.KEY,
                audience,
                scopes,
                at,
                at.plusSeconds(300));
    }

    public GrantCommand.Refresh command() {
        return new GrantCommand.Refresh(
                Samples.TENANT,
                grant,
                generation,
                hash(grant, generation),
                presentedBy,
                made(grant, generation + 1, at),
                accessToken(),
                Optional.empty(),
                retry,
                at);
    }
}
