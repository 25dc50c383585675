package dev.symbolon.core.signingkey;

import static dev.symbolon.core.sample.Samples.NOON;
import static dev.symbolon.core.sample.Samples.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.client.SigningAlgorithm;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.SigningKeyEvent;
import dev.symbolon.core.sample.Fixtures;
import dev.symbolon.core.sample.InMemoryModel;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import java.time.Duration;
import java.time.Instant;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;

class KeyRingTest {

    private static final Duration ROTATION = Duration.ofDays(90);
    private static final Duration CACHE = Duration.ofMinutes(5);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Instant OLD = NOON.plus(ROTATION);
    private static final SigningKeyEvent FIRST = created("first", SigningAlgorithm.ES256, NOON, NOON);
    private static final SigningKeyEvent SECOND = created("second", SigningAlgorithm.ES256, OLD.plus(CACHE), OLD);

    private final FixtureConfiguration<KeyRing> fixture = Fixtures.of(KeyRing.class);

    @Test
    void the_first_key_of_an_algorithm_signs_at_once() {
        fixture.givenNoPriorActivity()
                .when(offer("first", SigningAlgorithm.ES256, NOON))
                .expectResultMessagePayload(new Outcome.Done())
                .expectEvents(FIRST);
    }

    @Test
    void each_algorithm_has_keys_of_its_own() {
        fixture.given(FIRST)
                .when(offer("other", SigningAlgorithm.RS256, NOON))
                .expectResultMessagePayload(new Outcome.Done())
                .expectEvents(created("other", SigningAlgorithm.RS256, NOON, NOON));
    }

    @Test
    void while_a_key_is_young_no_other_is_taken() {
        fixture.given(FIRST)
                .when(offer("second", SigningAlgorithm.ES256, OLD.minusMillis(1)))
                .expectResultMessagePayload(new Outcome.Unchanged())
                .expectNoEvents();
    }

    @Test
    void a_successor_is_published_for_the_cache_time_before_it_signs() {
        fixture.given(FIRST)
                .when(offer("second", SigningAlgorithm.ES256, OLD))
                .expectResultMessagePayload(new Outcome.Done())
                .expectEvents(SECOND);
    }

    @Test
    void there_are_never_two_successors_waiting() {
        fixture.given(FIRST, SECOND)
                .when(offer("third", SigningAlgorithm.ES256, OLD.plus(CACHE).minusMillis(1)))
                .expectResultMessagePayload(new Outcome.Unchanged())
                .expectNoEvents();
    }

    @Test
    void a_replaced_key_stays_published_until_its_last_token_has_expired() {
        Instant at = OLD.plus(CACHE);
        fixture.given(FIRST, SECOND)
                .when(offer("third", SigningAlgorithm.ES256, at))
                .expectResultMessagePayload(new Outcome.Unchanged())
                .expectEvents(new SigningKeyEvent.Retired(
                        TENANT, new KeyId("first"), at.plus(LONGEST).plus(CACHE), at));
    }

    @Test
    void a_replaced_key_is_retired_once() {
        Instant at = OLD.plus(CACHE);
        fixture.given(FIRST, SECOND, new SigningKeyEvent.Retired(TENANT, new KeyId("first"), at.plusSeconds(60), at))
                .when(offer("third", SigningAlgorithm.ES256, at.plusSeconds(1)))
                .expectResultMessagePayload(new Outcome.Unchanged())
                .expectNoEvents();
    }

    @Test
    void however_often_another_is_asked_for_no_more_are_published_than_anybody_needs() {
        InMemoryModel model = new InMemoryModel();
        StreamId ring = StreamId.of(TENANT, StreamType.SIGNING_KEYS, KeyRingId.ONLY);
        Instant at = NOON;
        for (int i = 0; i < 100; i++) {
            at = at.plusSeconds(1);
            model.when(again("key-" + i, at));
            KeyRingState state = model.state(KeyRingState.FOLD, ring).orElseThrow();
            assertThat(state.published(at)).hasSizeLessThanOrEqualTo(KeyRingState.MOST_PUBLISHED);
            assertThat(state.signing(SigningAlgorithm.ES256, at)).isPresent();
        }
        // When the old ones are published no longer, there is room.
        Outcome later = model.when(again("later", at.plus(LONGEST)));
        assertThat(later).isEqualTo(new Outcome.Done());
    }

    private static SigningKeyCommand.Offer again(String key, Instant at) {
        return new SigningKeyCommand.Offer(
                TENANT, new KeyId(key), SigningAlgorithm.ES256, "public", Duration.ZERO, Duration.ZERO, LONGEST, at);
    }

    @Test
    void the_same_key_offered_again_changes_nothing() {
        fixture.given(FIRST)
                .when(offer("first", SigningAlgorithm.ES256, OLD))
                .expectResultMessagePayload(new Outcome.Unchanged())
                .expectNoEvents();
    }

    @Test
    void after_an_emergency_a_new_key_signs_at_once() {
        fixture.given(FIRST, revoked("first"))
                .when(offer("second", SigningAlgorithm.ES256, NOON))
                .expectResultMessagePayload(new Outcome.Done())
                .expectEvents(created("second", SigningAlgorithm.ES256, NOON, NOON));
    }

    @Test
    void after_an_emergency_a_waiting_successor_is_not_waited_for() {
        fixture.given(FIRST, SECOND, revoked("first"))
                .when(offer("third", SigningAlgorithm.ES256, OLD))
                .expectResultMessagePayload(new Outcome.Done())
                .expectEvents(created("third", SigningAlgorithm.ES256, OLD, OLD));
    }

    @Test
    void a_key_is_revoked_once() {
        fixture.given(FIRST)
                .when(revoke("first"))
                .expectResultMessagePayload(new Outcome.Done())
                .expectEvents(revoked("first"));
        fixture.given(FIRST, revoked("first"))
                .when(revoke("first"))
                .expectResultMessagePayload(new Outcome.Unchanged())
                .expectNoEvents();
    }

    @Test
    void an_unknown_key_is_not_revoked() {
        fixture.given(FIRST)
                .when(revoke("other"))
                .expectResultMessagePayload(new Outcome.Refused("unknown"))
                .expectNoEvents();
        fixture.givenNoPriorActivity()
                .when(revoke("other"))
                .expectResultMessagePayload(new Outcome.Refused("unknown"))
                .expectNoEvents();
    }

    @Test
    void the_timers_of_many_nodes_make_one_key_and_always_have_one_that_signs() {
        InMemoryModel model = new InMemoryModel();
        StreamId ring = StreamId.of(TENANT, StreamType.SIGNING_KEYS, KeyRingId.ONLY);
        int taken = 0;
        int offered = 0;
        for (Instant at = NOON; at.isBefore(NOON.plus(ROTATION.multipliedBy(4))); at = at.plus(Duration.ofHours(6))) {
            for (int node = 0; node < 3; node++) {
                Outcome outcome = model.when(offer("key-" + offered++, SigningAlgorithm.ES256, at));
                taken += outcome instanceof Outcome.Done ? 1 : 0;
            }
            KeyRingState state = model.state(KeyRingState.FOLD, ring).orElseThrow();
            assertThat(state.signing(SigningAlgorithm.ES256, at)).isPresent();
            assertThat(state.due(SigningAlgorithm.ES256, ROTATION, CACHE, at)).isFalse();
        }
        assertThat(taken).isEqualTo(4);
    }

    private static SigningKeyCommand offer(String key, SigningAlgorithm algorithm, Instant at) {
        return new SigningKeyCommand.Offer(
                TENANT, new KeyId(key), algorithm, "public half", ROTATION, CACHE, LONGEST, at);
    }

    private static SigningKeyCommand revoke(String key) {
        return new SigningKeyCommand.Revoke(TENANT, new KeyId(key), "leaked", NOON);
    }

    private static SigningKeyEvent created(String key, SigningAlgorithm algorithm, Instant signsFrom, Instant at) {
        return new SigningKeyEvent.Created(TENANT, new KeyId(key), algorithm, "public half", signsFrom, at);
    }

    private static SigningKeyEvent revoked(String key) {
        return new SigningKeyEvent.Revoked(TENANT, new KeyId(key), "leaked", NOON);
    }
}
