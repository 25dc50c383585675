package dev.symbolon.token.user;

import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.client.ClientMetadata;
import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.session.SessionId;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.secret.PersonalData;

/**
 * What clients see as {@code sub} (OpenID Connect Core §8). A pairwise name is an HMAC under the tenant's index key, which is
 * kept outside the log: nobody without it can compare two sectors' names, and nothing is stored.
 */
public final class Subjects {
    /** No identifier of ours has a capital: a pairwise name is never taken for a person's own. */
    private static final String PAIRWISE = "P-";

    private final PersonalData personalData;
    private final Decisions decisions;

    public Subjects(PersonalData personalData, Decisions decisions) {
        this.personalData = personalData;
        this.decisions = decisions;
    }

    /** The person's name for that client. */
    public String of(TenantId tenant, ClientMetadata client, UserId user) {
        // A host has no space, so that no two pairs are written alike.
        return client.sector()
                .map(sector ->
                        PAIRWISE + personalData.blindIndex(tenant, "pairwise-subject", sector + " " + user.value()))
                .orElseGet(user::value);
    }

    /**
     * The session's name for that client, its {@code sid}: as its person's names, those of two sectors can't be compared, for
     * a session is opened by one person.
     */
    public String session(TenantId tenant, ClientMetadata client, SessionId session) {
        return client.sector()
                .map(sector ->
                        PAIRWISE + personalData.blindIndex(tenant, "pairwise-session", sector + " " + session.value()))
                .orElseGet(session::value);
    }

    /** The same for a client of which the name is at hand. */
    public String session(TenantId tenant, ClientId client, SessionId session) {
        return session(tenant, metadata(tenant, client), session);
    }

    /** The same for a client of which the name is at hand. */
    public String of(TenantId tenant, ClientId client, UserId user) {
        return of(tenant, metadata(tenant, client), user);
    }

    private ClientMetadata metadata(TenantId tenant, ClientId client) {
        return decisions
                .glance(tenant, reading -> reading.state(ClientState.FOLD, client))
                .map(ClientState::metadata)
                .orElseThrow(() -> new IllegalStateException("no client " + client.value()));
    }
}
