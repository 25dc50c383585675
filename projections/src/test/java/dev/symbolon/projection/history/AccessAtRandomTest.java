package dev.symbolon.projection.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.event.ClientEvent;
import dev.symbolon.core.event.ConsentEvent;
import dev.symbolon.core.event.CredentialEvent;
import dev.symbolon.core.event.GrantEvent;
import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.event.SessionEvent;
import dev.symbolon.core.event.SigningKeyEvent;
import dev.symbolon.core.event.TenantEvent;
import dev.symbolon.core.event.UserEvent;
import dev.symbolon.core.grant.IssuedToken;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.user.UserId;
import dev.symbolon.ports.log.EventLog;
import dev.symbolon.ports.view.Following;
import dev.symbolon.ports.view.Views;
import dev.symbolon.projection.RunningAudit;
import dev.symbolon.projection.audit.Retention;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A person's reach and what is in force, held against the plainest replay there is: tokens in hand, dropped event by event. */
final class AccessAtRandomTest {
    private static final int STEPS = 320;
    private static final int MOMENTS = 2_000;
    private static final int OVER_HTTP = 100;

    private static final RunningAudit AUDIT = RunningAudit.shared();
    private static RandomAccess lived;
    private static List<RecordedEvent> history;
    private static RememberedLog remembered;
    private static Past past;

    @BeforeAll
    static void live() {
        lived = RandomAccess.lived(AUDIT, 11, STEPS);
        history = all();
        remembered = RememberedLog.of(history);
        past = new Past(remembered);
        AUDIT.ok(lived.tenant(), "/access?subject=" + RandomAccess.person(0).value() + "&position=" + lived.last());
    }

    @Test
    void what_was_within_reach_is_what_a_replay_has_in_hand() {
        SubjectAccess access = new SubjectAccess(
                AUDIT.bean(Views.class),
                past,
                remembered.moments(AUDIT.bean(Views.class)),
                new InForce(past),
                AUDIT.bean(Following.class),
                AUDIT.bean(Retention.class));
        Random random = new Random(12);
        AtomicInteger some = new AtomicInteger();
        replay(moments(random, MOMENTS), (moment, replay) -> {
            UserId person = RandomAccess.person(random.nextInt(RandomAccess.PEOPLE));
            Set<String> expected = replay.hand(person, moment.instant());
            assertThat(access.of(lived.tenant(), person, moment).reaches().stream()
                            .map(reach -> token(reach.kind().name(), reach.grant(), reach.token()))
                            .collect(Collectors.toSet()))
                    .as(person + " at " + moment)
                    .isEqualTo(expected);
            some.addAndGet(expected.isEmpty() ? 0 : 1);
        });
        assertThat(some.get()).isBetween(MOMENTS / 4, MOMENTS * 9 / 10);
    }

    @Test
    void a_grant_is_in_force_while_a_replay_has_not_dropped_it() {
        InForce inForce = new InForce(past);
        Random random = new Random(13);
        AtomicInteger standing = new AtomicInteger();
        replay(moments(random, MOMENTS), (moment, replay) -> {
            List<GrantEvent.Issued> grants = List.copyOf(replay.issued.values());
            if (!grants.isEmpty()) {
                GrantEvent.Issued one = grants.get(random.nextInt(grants.size()));
                List<String> but = inForce.but(
                        one.stream(),
                        past.state(one.stream(), moment).orElseThrow().state(),
                        moment);
                assertThat(but.isEmpty())
                        .as(one.grant() + " at " + moment + " " + but)
                        .isEqualTo(replay.stands(one));
                standing.addAndGet(but.isEmpty() ? 1 : 0);
            }
        });
        assertThat(standing.get()).isBetween(MOMENTS / 10, MOMENTS * 9 / 10);
    }

    @Test
    void the_api_tells_the_same_and_lists_nothing_that_is_not_in_force() {
        Random random = new Random(14);
        List<Moment> moments = random.ints(OVER_HTTP, 0, history.size())
                .mapToObj(one -> Moment.at(history.get(one).envelope().clock().instant()))
                .toList();
        replay(moments, (moment, replay) -> {
            UserId person = RandomAccess.person(random.nextInt(RandomAccess.PEOPLE));
            List<JsonNode> reaches = AUDIT.ok(
                            lived.tenant(), "/access?subject=" + person.value() + "&at=" + moment.instant())
                    .get("reaches")
                    .valueStream()
                    .toList();
            assertThat(reaches.stream()
                            .map(reach -> token(
                                    reach.get("kind").asString(),
                                    reach.get("grant").asString(),
                                    reach.get("token").asString()))
                            .collect(Collectors.toSet()))
                    .as(person + " at " + moment)
                    .isEqualTo(replay.hand(person, moment.instant()));
            reaches.stream()
                    .limit(1)
                    .map(reach -> reach.get("grant").asString())
                    .forEach(grant -> assertThat(
                                    AUDIT.ok(lived.tenant(), "/grants/" + grant + "/state?at=" + moment.instant())
                                            .get("inForce")
                                            .asBoolean())
                            .as(grant + " at " + moment)
                            .isTrue());
        });
    }

    /** Asks at each moment, in order, with the replay as far as that. */
    private static void replay(List<Moment> moments, BiConsumer<Moment, Replay> ask) {
        Replay replay = new Replay();
        int next = 0;
        for (Moment moment : moments.stream()
                .sorted(Comparator.comparing(Moment::clock).thenComparing(Moment::commit))
                .toList()) {
            while (next < history.size() && moment.has(history.get(next))) {
                replay.take(history.get(next++));
            }
            ask.accept(moment, replay);
        }
    }

    private static List<Moment> moments(Random random, int count) {
        return Stream.generate(() -> moment(random)).limit(count).toList();
    }

    private static String token(String kind, String grant, String token) {
        return kind.equals("REFRESH_TOKEN") ? grant + "#" + token : token;
    }

    /** At events, and up to six minutes after the last one, when tokens expire. */
    private static Moment moment(Random random) {
        return random.nextInt(3) > 0
                ? Moment.of(history.get(random.nextInt(history.size())))
                : Moment.at(history.getLast().envelope().clock().instant().plusSeconds(random.nextInt(360)));
    }

    /** Once over the log: what is live is in hand, and whatever takes something away drops it. */
    private static final class Replay {
        private static final long LATE = 15_000;

        private final Map<String, GrantEvent.Issued> issued = new HashMap<>();
        private final Map<String, IssuedToken> tokens = new HashMap<>();
        private final Map<String, String> grantOf = new HashMap<>();
        private final Map<String, Long> refreshable = new HashMap<>();
        private final Set<String> over = new HashSet<>();
        private final Set<String> off = new HashSet<>();
        private final Map<String, Long> gone = new HashMap<>();

        void take(RecordedEvent event) {
            long at = event.envelope().clock().value() + (LATE << 16);
            switch (event.event()) {
                case GrantEvent.Issued e -> issued.put(e.grant().value(), e);
                case GrantEvent.TokensIssued e -> given(e);
                case GrantEvent.Revoked e -> drop("grant " + e.grant().value(), Long.MAX_VALUE);
                case SigningKeyEvent.Revoked e -> drop("key " + e.key().value(), Long.MAX_VALUE);
                case TenantEvent.Suspended _ -> off("tenant", at);
                case TenantEvent.Reactivated _ -> off.remove("tenant");
                case ClientEvent.Suspended e -> off("client " + e.client().value(), at);
                case ClientEvent.Reactivated e ->
                    off.remove("client " + e.client().value());
                case UserEvent.Disabled e -> off("user " + e.user().value(), at);
                case UserEvent.Erased e -> off("user " + e.user().value(), at);
                case UserEvent.Enabled e -> off.remove("user " + e.user().value());
                case CredentialEvent.PasswordSet e
                when event.envelope().sequence() > 0 -> drop("user " + e.user().value(), at);
                case ConsentEvent.Withdrawn e ->
                    drop("user " + e.user().value() + " client " + e.client().value(), at);
                case SessionEvent.Ended e
                when !e.reason().equals("replaced") ->
                    drop("session " + e.session().value(), at);
                default -> {
                    // Nothing is given, and nothing taken.
                }
            }
        }

        private void given(GrantEvent.TokensIssued event) {
            String grant = event.grant().value();
            IssuedToken token = event.accessToken().orElseThrow();
            boolean first = !grantOf.containsValue(grant);
            grantOf.put(token.jti().value(), grant);
            if (first && gone(holders(issued.get(grant), issued.get(grant).scopes()), token)) {
                over.add(grant);
            }
            if (!over.contains(grant) && !gone(holders(token), token)) {
                tokens.put(token.jti().value(), token);
            }
            event.refresh().ifPresent(link -> refreshable.put(grant, link.generation()));
        }

        private void off(String whom, long until) {
            off.add(whom);
            drop(whom, until);
        }

        private void drop(String whom, long until) {
            gone.put(whom, until);
            tokens.values().removeIf(token -> holders(token).contains(whom));
            issued.values().stream()
                    .filter(grant -> holders(grant, grant.scopes()).contains(whom))
                    .forEach(grant -> over.add(grant.grant().value()));
            tokens.values()
                    .removeIf(token -> over.contains(grantOf.get(token.jti().value())));
        }

        private boolean gone(Set<String> holders, IssuedToken token) {
            HybridTime made = token.jti().clock().orElseThrow();
            return holders.stream().anyMatch(one -> gone.getOrDefault(one, 0L) >= made.value());
        }

        private Set<String> holders(IssuedToken token) {
            Set<String> holders = holders(issued.get(grantOf.get(token.jti().value())), token.scopes());
            holders.add("key " + token.key().value());
            return holders;
        }

        private static Set<String> holders(GrantEvent.Issued grant, Collection<String> scopes) {
            String client = "client " + grant.client().value();
            String user = "user " + grant.origin().subject().orElseThrow().value();
            Set<String> holders = new HashSet<>(Set.of(
                    "tenant",
                    client,
                    user,
                    user + " " + client,
                    "grant " + grant.grant().value()));
            if (!scopes.contains("offline_access")) {
                holders.add("session " + grant.origin().session().orElseThrow().value());
            }
            return holders;
        }

        boolean stands(GrantEvent.Issued grant) {
            return !over.contains(grant.grant().value())
                    && holders(grant, grant.scopes()).stream().noneMatch(off::contains);
        }

        Set<String> hand(UserId person, Instant at) {
            Set<String> hand = new TreeSet<>();
            issued.values().stream()
                    .filter(grant -> grant.origin().subject().orElseThrow().equals(person))
                    .filter(this::stands)
                    .forEach(grant -> {
                        String id = grant.grant().value();
                        tokens.values().stream()
                                .filter(token ->
                                        id.equals(grantOf.get(token.jti().value())))
                                .filter(token -> at.isBefore(token.expiresAt()))
                                .forEach(token -> hand.add(token.jti().value()));
                        Optional.ofNullable(refreshable.get(id)).ifPresent(link -> hand.add(id + "#" + link));
                    });
            return hand;
        }
    }

    private static List<RecordedEvent> all() {
        List<RecordedEvent> all = new ArrayList<>();
        HybridTime clock = HybridTime.ZERO;
        String commit = "";
        while (true) {
            List<RecordedEvent> page = AUDIT.bean(EventLog.class).commits(lived.tenant(), clock, commit, 100);
            if (page.isEmpty()) {
                return all;
            }
            all.addAll(page);
            clock = page.getLast().envelope().clock();
            commit = page.getLast().commitId();
        }
    }
}
