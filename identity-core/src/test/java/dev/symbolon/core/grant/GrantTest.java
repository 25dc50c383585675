package dev.symbolon.core.grant;

import static dev.symbolon.core.sample.AuthorizationSample.GRANT;
import static dev.symbolon.core.sample.Samples.NOON;
import static dev.symbolon.core.sample.Samples.TENANT;

import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.GrantEvent;
import dev.symbolon.core.sample.ClientSample;
import dev.symbolon.core.sample.Fixtures;
import dev.symbolon.core.signingkey.KeyId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;

class GrantTest {

    private static final Instant END = NOON.plusSeconds(3600);
    private static final GrantEvent ISSUED = new GrantEvent.Issued(
            TENANT,
            GRANT,
            ClientSample.ID,
            new GrantOrigin.Client(),
            List.of("a"),
            List.of("urn:api"),
            Optional.empty(),
            NOON,
            END);
    private static final GrantEvent REVOKED = new GrantEvent.Revoked(TENANT, GRANT, "admin", NOON, END);
    private static final GrantCommand REVOKE = new GrantCommand.Revoke(TENANT, GRANT, "admin", NOON);

    private static final IssuedToken TOKEN =
            new IssuedToken(new TokenId("token0"), new KeyId("key0"), List.of("urn:api"), List.of("a"), NOON, END);

    private final FixtureConfiguration<Grant> fixture = Fixtures.of(Grant.class);

    @Test
    void a_client_begins_a_grant_of_its_own_with_its_token() {
        Grants.New access = new Grants.New(
                TENANT,
                GRANT,
                ClientSample.ID,
                new GrantOrigin.Client(),
                List.of("a"),
                List.of("urn:api"),
                Optional.empty(),
                END);
        fixture.givenNoPriorActivity()
                .when(new GrantCommand.Issue(access, TOKEN, Optional.empty(), NOON))
                .expectResultMessagePayload(new Outcome.Done())
                .expectEvents(
                        ISSUED,
                        new GrantEvent.TokensIssued(
                                TENANT, GRANT, Optional.of(TOKEN), Optional.empty(), Optional.empty(), NOON));
    }

    @Test
    void a_grant_is_revoked_until_its_end() {
        fixture.given(ISSUED)
                .when(REVOKE)
                .expectResultMessagePayload(new Outcome.Done())
                .expectEvents(REVOKED);
    }

    @Test
    void a_grant_is_revoked_once() {
        fixture.given(ISSUED, REVOKED)
                .when(REVOKE)
                .expectResultMessagePayload(new Outcome.Unchanged())
                .expectNoEvents();
    }

    @Test
    void an_unknown_grant_is_not_revoked() {
        fixture.givenNoPriorActivity()
                .when(REVOKE)
                .expectResultMessagePayload(new Outcome.Refused("unknown"))
                .expectNoEvents();
    }
}
