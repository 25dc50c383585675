package dev.symbolon.core.grant;

import static dev.symbolon.core.sample.AuthorizationSample.GRANT;
import static dev.symbolon.core.sample.RefreshSample.IDLE;
import static dev.symbolon.core.sample.RefreshSample.RETRY;
import static dev.symbolon.core.sample.RefreshSample.made;
import static dev.symbolon.core.sample.Samples.NOON;
import static dev.symbolon.core.sample.Samples.TENANT;
import static dev.symbolon.core.sample.Samples.anAuthorization;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.event.GrantEvent;
import dev.symbolon.core.sample.AuthorizationSample;
import dev.symbolon.core.sample.ClientSample;
import dev.symbolon.core.sample.Fixtures;
import dev.symbolon.core.sample.InMemoryModel;
import dev.symbolon.core.sample.RefreshSample;
import dev.symbolon.core.sample.ResourceSample;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.axonframework.test.aggregate.ResultValidator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefreshTest {

    private static final List<String> SCOPES = List.of("openid", "bookings.read");
    private static final Instant END = NOON.plus(Duration.ofDays(1));
    private static final GrantEvent ISSUED = new GrantEvent.Issued(
            TENANT,
            GRANT,
            ClientSample.ID,
            new GrantOrigin.Code(AuthorizationSample.ID, anAuthorization().person(), Optional.empty()),
            SCOPES,
            List.of(ResourceSample.AUDIENCE),
            Optional.empty(),
            NOON,
            END);
    private static final GrantEvent FIRST = rotatedTo(1, NOON);

    private final FixtureConfiguration<Grant> fixture = Fixtures.of(Grant.class);

    private static GrantEvent rotatedTo(long generation, Instant at) {
        return new GrantEvent.TokensIssued(
                TENANT, GRANT, Optional.empty(), Optional.empty(), Optional.of(made(GRANT, generation, at)), at);
    }

    private static RefreshSample refresh(long generation) {
        return new RefreshSample(SCOPES).link(generation);
    }

    private static GrantEvent issued(RefreshSample sample, Optional<RefreshGeneration> link, Instant at) {
        return new GrantEvent.TokensIssued(
                TENANT, GRANT, Optional.of(sample.accessToken()), Optional.empty(), link, at);
    }

    private static void refused(ResultValidator<Grant> result, Refreshing.Reason reason) {
        result.expectResultMessagePayload(new Refreshing.Refused(reason)).expectNoEvents();
    }

    @Test
    void the_newest_token_gives_its_successor() {
        RefreshSample use = refresh(1);
        Instant at = NOON.plusSeconds(60);
        fixture.given(ISSUED, FIRST)
                .when(use.command())
                .expectResultMessagePayload(new Refreshing.Refreshed(use.accessToken(), Optional.empty()))
                .expectEvents(issued(use, Optional.of(made(GRANT, 2, at)), at));
    }

    @Test
    void a_retry_within_the_window_gets_the_same_successor_and_no_new_link() {
        Instant rotated = NOON.plusSeconds(60);
        Instant at = rotated.plus(RETRY).minusMillis(1);
        RefreshSample use = refresh(1).at(at);
        fixture.given(ISSUED, FIRST, rotatedTo(2, rotated))
                .when(use.command())
                .expectEvents(issued(use, Optional.empty(), at));
    }

    @Test
    void retries_don_t_prolong_the_window() {
        Instant rotated = NOON.plusSeconds(60);
        RefreshSample retry = refresh(1).at(rotated.plusSeconds(9));
        Instant at = rotated.plus(RETRY);
        fixture.given(ISSUED, FIRST, rotatedTo(2, rotated), issued(retry, Optional.empty(), rotated.plusSeconds(9)))
                .when(refresh(1).at(at).command())
                .expectResultMessagePayload(new Refreshing.Reused());
    }

    @Test
    void the_use_of_the_successor_closes_the_window() {
        Instant rotated = NOON.plusSeconds(60);
        Instant at = rotated.plusSeconds(2);
        fixture.given(ISSUED, FIRST, rotatedTo(2, rotated), rotatedTo(3, rotated.plusSeconds(1)))
                .when(refresh(1).at(at).command())
                .expectResultMessagePayload(new Refreshing.Reused())
                .expectEvents(reused(1, at), revoked(at));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1000, 0, 1000})
    void without_a_window_the_second_use_ends_the_family_whatever_its_clock_says(long millis) {
        Instant rotated = NOON.plusSeconds(60);
        Instant at = rotated.plusMillis(millis);
        fixture.given(ISSUED, FIRST, rotatedTo(2, rotated))
                .when(refresh(1).retry(Duration.ZERO).at(at).command())
                .expectResultMessagePayload(new Refreshing.Reused())
                .expectEvents(reused(1, at), revoked(at));
    }

    @Test
    void what_comes_after_the_end_of_a_family_is_refused_and_not_recorded() {
        Instant at = NOON.plusSeconds(90);
        for (long generation = 1; generation <= 2; generation++) {
            FixtureConfiguration<Grant> again = Fixtures.of(Grant.class);
            refused(
                    again.given(ISSUED, FIRST, rotatedTo(2, NOON.plusSeconds(60)), reused(1, at), revoked(at))
                            .when(refresh(generation).at(at).command()),
                    Refreshing.Reason.REVOKED);
        }
    }

    @Test
    void another_client_gets_nothing_and_ends_nothing() {
        ClientId other = new ClientId("other");
        refused(
                fixture.given(ISSUED, FIRST, rotatedTo(2, NOON))
                        .when(refresh(2).by(other).command()),
                Refreshing.Reason.WRONG_CLIENT);
        FixtureConfiguration<Grant> old = Fixtures.of(Grant.class);
        refused(
                old.given(ISSUED, FIRST, rotatedTo(2, NOON), rotatedTo(3, NOON))
                        .when(refresh(1).by(other).command()),
                Refreshing.Reason.WRONG_CLIENT);
    }

    @Test
    void a_family_ends_when_it_is_as_old_as_it_may_be() {
        refused(
                fixture.given(ISSUED, FIRST, rotatedTo(2, END.minusSeconds(1)))
                        .when(refresh(2).at(END).command()),
                Refreshing.Reason.EXPIRED);
    }

    @Test
    void a_family_ends_when_it_lies_idle() {
        refused(fixture.given(ISSUED, FIRST).when(refresh(1).at(NOON.plus(IDLE)).command()), Refreshing.Reason.IDLE);
    }

    @Test
    void tokens_don_t_outlive_their_grant() {
        Instant at = END.minusSeconds(10);
        RefreshSample use = refresh(2).at(at);
        fixture.given(ISSUED, FIRST, rotatedTo(2, END.minusSeconds(60)))
                .when(use.command())
                .expectResultMessagePayload(
                        new Refreshing.Refreshed(use.accessToken().within(END), Optional.empty()));
        assertThat(use.accessToken().within(END).expiresAt()).isEqualTo(END);
    }

    @Test
    void scopes_and_audience_narrow_and_never_widen() {
        RefreshSample narrow = refresh(1).scopes("openid");
        Instant at = NOON.plusSeconds(60);
        fixture.given(ISSUED, FIRST)
                .when(narrow.command())
                .expectEvents(issued(narrow, Optional.of(made(GRANT, 2, at)), at));
        for (RefreshSample wide : List.of(
                refresh(1).scopes("openid", "bookings.write"), refresh(1).audience("https://other.test"))) {
            FixtureConfiguration<Grant> other = Fixtures.of(Grant.class);
            refused(other.given(ISSUED, FIRST).when(wide.command()), Refreshing.Reason.WIDER);
        }
    }

    @Test
    void a_narrowed_family_can_be_widened_again_to_what_was_granted() {
        RefreshSample narrow = refresh(1).scopes("openid");
        Instant at = NOON.plusSeconds(60);
        RefreshSample full = refresh(2).at(at.plusSeconds(1));
        fixture.given(ISSUED, FIRST, issued(narrow, Optional.of(made(GRANT, 2, at)), at))
                .when(full.command())
                .expectResultMessagePayload(new Refreshing.Refreshed(full.accessToken(), Optional.empty()));
    }

    @Test
    void what_was_never_made_is_refused() {
        refused(fixture.givenNoPriorActivity().when(refresh(1).command()), Refreshing.Reason.UNKNOWN);
        for (long generation : new long[] {0, 2, 3, Long.MAX_VALUE - 1}) {
            FixtureConfiguration<Grant> other = Fixtures.of(Grant.class);
            refused(other.given(ISSUED, FIRST).when(refresh(generation).command()), Refreshing.Reason.UNKNOWN);
        }
    }

    @Test
    void a_grant_without_refresh_has_no_tokens_to_present() {
        refused(
                fixture.given(
                                ISSUED,
                                new GrantEvent.TokensIssued(
                                        TENANT, GRANT, Optional.empty(), Optional.empty(), Optional.empty(), NOON))
                        .when(refresh(1).command()),
                Refreshing.Reason.UNKNOWN);
    }

    /** Whatever is presented in whatever order, what a family answers is what a plain model of it says. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void random_uses_are_answered_as_the_rules_have_it(long seed) {
        Random random = new Random(seed);
        InMemoryModel family = new InMemoryModel().given(ISSUED, FIRST);
        Instant at = NOON;
        Instant rotated = NOON;
        long newest = 1;
        boolean over = false;
        Map<String, Integer> seen = new HashMap<>();
        for (int step = 0; step < 400 && !over; step++) {
            at = at.plusMillis(random.nextInt(6_000));
            long presented = random.nextInt(20) == 0 ? 1 + random.nextLong(newest + 1) : newest - random.nextInt(8) / 7;
            boolean retried = presented == newest - 1 && at.isBefore(rotated.plus(RETRY));
            boolean known = presented >= 1 && presented <= newest;
            String expected = !known ? "Refused" : presented == newest || retried ? "Refreshed" : "Reused";
            Object outcome = family.when(refresh(presented).at(at).command());
            assertThat(outcome.getClass().getSimpleName())
                    .as("seed %s step %s", seed, step)
                    .isEqualTo(expected);
            seen.merge(expected, 1, Integer::sum);
            if (expected.equals("Refreshed") && presented == newest) {
                newest++;
                rotated = at;
            }
            over = expected.equals("Reused");
            GrantState state = family.state(GrantState.FOLD, StreamId.of(TENANT, StreamType.GRANT, GRANT))
                    .orElseThrow();
            assertThat(state.revoked()).isEqualTo(over);
            assertThat(state.refresh().orElseThrow().newest().generation()).isEqualTo(newest);
        }
        assertThat(seen).containsKey("Refreshed");
    }

    private static GrantEvent reused(long generation, Instant at) {
        return new GrantEvent.RefreshReused(TENANT, GRANT, generation, ClientSample.ID, at);
    }

    private static GrantEvent revoked(Instant at) {
        return new GrantEvent.Revoked(TENANT, GRANT, "refresh-reused", at, END);
    }
}
