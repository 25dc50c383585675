package dev.symbolon.projection.history;

import static dev.symbolon.core.sample.Samples.aUser;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.symbolon.core.RandomCommands;
import dev.symbolon.core.command.Command;
import dev.symbolon.core.event.Actor;
import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.event.UserEvent;
import dev.symbolon.core.sample.Samples;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserCommand;
import dev.symbolon.core.user.UserId;
import dev.symbolon.ports.decision.Claims;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.Origin;
import dev.symbolon.ports.log.EventLog;
import dev.symbolon.ports.log.StableTime;
import dev.symbolon.ports.secret.PersonalData;
import dev.symbolon.ports.view.Views;
import dev.symbolon.projection.RunningAudit;
import dev.symbolon.projection.auditor.Auditor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** States at a moment, held against the plainest fold there is: everything, from the beginning, event by event. */
final class TimeTravelTest {
    private static final int SEEDS = 10;
    private static final int COMMANDS = 250;
    private static final int MOMENTS = 3_000;
    private static final int DIFFERENCES = 1_000;
    private static final JsonMapper JSON = new JsonMapper();
    private static final Auditor AUDITOR = new Auditor(new Actor.Platform("test"), Optional.empty(), Set.of());
    private static final TenantId TENANT = Samples.TENANT;

    private static final RunningAudit SERVICE = RunningAudit.shared();
    private static List<RecordedEvent> history;

    @BeforeAll
    static void live() {
        SERVICE.register(TENANT);
        send(Samples.aTenant().onboard());
        for (long seed = 0; seed < SEEDS; seed++) {
            RandomCommands commands = new RandomCommands(seed);
            for (int i = 0; i < COMMANDS; i++) {
                Command<?> command = commands.next();
                if (command.target().tenant().equals(TENANT)) {
                    send(command);
                }
            }
        }
        history = all();
    }

    @Test
    void a_state_at_any_moment_is_what_a_fold_over_everything_makes_it() {
        Past past = SERVICE.bean(Past.class);
        List<StreamId> streams = history.stream()
                .map(event -> event.envelope().stream())
                .distinct()
                .toList();
        assertThat(history.size()).isGreaterThan(400);
        assertThat(streams.size()).isGreaterThan(30);
        StateTree tree = new StateTree(String::valueOf);
        Random random = new Random(7);
        int existing = 0;
        Replay replay = new Replay();
        for (Moment moment : inOrder(Stream.generate(() -> moment(random)).limit(MOMENTS))) {
            StreamId stream = streams.get(random.nextInt(streams.size()));
            Optional<Object> expected = replay.at(moment, stream);
            assertThat(past.state(stream, moment).map(was -> tree.of(was.state())))
                    .as(stream + " at " + moment)
                    .isEqualTo(expected.map(tree::of));
            existing += expected.isPresent() ? 1 : 0;
        }
        assertThat(existing).isBetween(MOMENTS / 4, MOMENTS);
    }

    @Test
    void what_changed_is_the_difference_of_both_states_and_the_sum_of_its_events() {
        RememberedLog log = RememberedLog.of(history);
        Past past = new Past(log);
        TimeTravel travel = new TimeTravel(
                past, log.moments(SERVICE.bean(Views.class)), new InForce(past), SERVICE.bean(PersonalShown.class));
        List<StreamId> streams = history.stream()
                .map(event -> event.envelope().stream())
                .distinct()
                .toList();
        StreamId tenant = StreamId.of(TENANT, StreamType.TENANT, TENANT);
        Random random = new Random(8);
        int changed = 0;
        for (int i = 0; i < DIFFERENCES; i++) {
            StreamId stream = i % 8 == 0 ? tenant : streams.get(random.nextInt(streams.size()));
            List<Moment> two = inOrder(Stream.generate(() -> moment(random)).limit(2));
            Map<String, Object> before =
                    leaves(travel.state(stream, two.getFirst(), AUDITOR).state());
            Map<String, Object> after =
                    leaves(travel.state(stream, two.getLast(), AUDITOR).state());
            Change change = travel.change(stream, two.getFirst(), two.getLast(), AUDITOR);
            assertThat(told(change.changes())).as(stream + " in " + two).isEqualTo(between(before, after));
            Map<String, Object> sum = new TreeMap<>(before);
            change.events().stream().flatMap(made -> made.changes().stream()).forEach(one -> {
                assertThat(Optional.ofNullable(sum.remove(one.path()))).isEqualTo(one.before());
                one.after().ifPresent(value -> sum.put(one.path(), value));
            });
            assertThat(sum).as(stream + " in " + two).isEqualTo(after);
            changed += change.changes().isEmpty() ? 0 : 1;
        }
        assertThat(changed).isBetween(DIFFERENCES / 4, DIFFERENCES * 9 / 10);
    }

    @Test
    void the_api_tells_the_same_changes_of_the_tenant_too() {
        Random random = new Random(9);
        for (int i = 0; i < 60; i++) {
            StreamId stream = history.get(random.nextInt(history.size())).envelope().stream();
            String path = stream.type() == StreamType.TENANT || i % 4 == 0
                    ? ""
                    : "/" + Traced.name(stream.type()) + "/" + stream.id();
            List<RecordedEvent> two = Stream.of(0, 1)
                    .map(_ -> history.get(random.nextInt(history.size())))
                    .sorted(Comparator.comparing(event -> event.envelope().clock()))
                    .toList();
            String from = place(two.getFirst());
            String to = place(two.getLast());
            JsonNode diff = ok(path + "/diff?from=" + from + "&to=" + to);
            JsonNode before = ok(path + "/state?at=" + from);
            JsonNode after = ok(path + "/state?at=" + to);
            Map<String, List<Object>> changes = new TreeMap<>();
            diff.get("changes")
                    .forEach(one -> changes.put(
                            one.get("path").asString(),
                            Arrays.asList(value(one.get("before")), value(one.get("after")))));
            assertThat(changes)
                    .as(path + " from " + from + " to " + to)
                    .isEqualTo(between(leaves(tree(before.get("state"))), leaves(tree(after.get("state")))));
            assertThat(diff.get("events").size())
                    .isEqualTo(after.get("sequence").asInt()
                            - before.get("sequence").asInt());
        }
    }

    @Test
    void an_answer_says_which_event_made_it_so_and_whether_it_is_final() {
        RecordedEvent disabled = first(UserEvent.Disabled.class);
        String user = disabled.envelope().stream().id();
        JsonNode then = ok("/users/" + user + "/state?at=" + place(disabled));
        assertThat(then.at("/state/status").asString()).isEqualTo("DISABLED");
        assertThat(then.get("inForce").asBoolean()).isFalse();
        assertThat(then.get("but").toString()).contains("disabled");
        assertThat(then.at("/by/type").asString()).isEqualTo("user.disabled");
        JsonNode future = ok("/users/" + user + "/state?at=2199-01-01T00:00:00Z");
        assertThat(future.get("provisional").asBoolean()).isTrue();
        JsonNode long_ago = ok("/users/" + user + "/state?at=2020-01-01T00:00:00Z");
        assertThat(long_ago.get("exists").asBoolean()).isFalse();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> SERVICE.bean(StableTime.class)
                                .of(TENANT)
                                .compareTo(history.getLast().envelope().clock())
                        >= 0);
        assertThat(ok("/users/" + user + "/state?at=" + place(disabled))
                        .get("provisional")
                        .asBoolean())
                .isFalse();
        assertThat(ok("/state?at=" + place(disabled)).at("/state/status").asString())
                .isIn("ACTIVE", "SUSPENDED");
    }

    @Test
    void personal_data_opens_by_role_and_shows_as_erased_once_it_is() {
        UserId guest = new UserId("guest");
        send(aUser().withId(guest)
                .withLoginIndex("index-of-guest")
                .at(Instant.now())
                .register());
        String open = SERVICE.get(TENANT, "/users/guest/state").body();
        assertThat(open).contains("\"personal\":\"open\"").contains("@");
        SERVICE.bean(PersonalData.class).erase(TENANT, guest);
        send(new UserCommand.Erase(TENANT, guest, "asked-for-it", Instant.now()));
        for (String query : List.of("", "?at=users", "?at=user/guest:0")) {
            String erased = SERVICE.get(TENANT, "/users/guest/state" + (query.contains("users") ? "" : query))
                    .body();
            assertThat(erased).contains("\"personal\":\"erased\"").doesNotContain("@");
        }
    }

    @Test
    void a_credential_shows_no_hash_to_anybody() {
        StreamId credential = history.stream()
                .map(event -> event.envelope().stream())
                .filter(stream -> stream.type() == StreamType.CREDENTIAL)
                .findFirst()
                .orElseThrow();
        assertThat(SERVICE.get(TENANT, "/credentials/" + credential.id() + "/state")
                        .body())
                .doesNotContain("\"personal\":\"open\"")
                .doesNotContain("argon2");
    }

    @Test
    void what_makes_no_sense_or_is_anothers_is_refused() {
        for (String path : List.of(
                "/state?at=yesterday",
                "/state?at=" + "x".repeat(300),
                "/users/user-1/diff",
                "/users/user-1/diff?from=2026-05-01T00:00:00Z&to=2026-04-01T00:00:00Z",
                "/state?at=nothing/user-1:0")) {
            assertThat(SERVICE.get(TENANT, path).statusCode()).as(path).isEqualTo(400);
        }
        for (String path : List.of(
                "/users/nobody/state",
                "/things/user-1/state",
                "/users/~~~~/state",
                "/state?at=user/nobody:0",
                "/state?at=event:nothing",
                "/state?at=system/tenant/system:0")) {
            assertThat(SERVICE.get(TENANT, path).statusCode()).as(path).isIn(400, 404);
        }
    }

    /** Every value of a tree by its path; what is personal is one value. */
    private static Map<String, Object> leaves(Map<?, ?> tree) {
        Map<String, Object> leaves = new TreeMap<>();
        tree.forEach((name, value) -> {
            if (value instanceof Map<?, ?> inner && !inner.containsKey("personal")) {
                leaves(inner).forEach((rest, leaf) -> leaves.put(name + "." + rest, leaf));
            } else {
                leaves.put(name.toString(), value);
            }
        });
        return leaves;
    }

    private static Map<String, List<Object>> between(Map<String, Object> before, Map<String, Object> after) {
        return Stream.concat(before.keySet().stream(), after.keySet().stream())
                .distinct()
                .filter(path -> !Objects.equals(before.get(path), after.get(path)))
                .collect(Collectors.toMap(path -> path, path -> Arrays.asList(before.get(path), after.get(path))));
    }

    private static Map<String, List<Object>> told(List<Differences.Difference> changes) {
        return changes.stream()
                .collect(Collectors.toMap(
                        Differences.Difference::path,
                        one -> Arrays.asList(
                                one.before().orElse(null), one.after().orElse(null))));
    }

    private static Map<?, ?> tree(JsonNode node) {
        return JSON.convertValue(node, Map.class);
    }

    private static @Nullable Object value(@Nullable JsonNode node) {
        return node == null || node.isNull() ? null : JSON.convertValue(node, Object.class);
    }

    private static List<Moment> inOrder(Stream<Moment> moments) {
        return moments.sorted(Comparator.comparing(Moment::clock).thenComparing(Moment::commit))
                .toList();
    }

    /** The plainest way: every event of the tenant in canonical order, all streams at once, once over all moments. */
    private static final class Replay {
        private final Map<StreamId, Object> states = new HashMap<>();
        private int next;

        /** The state of a stream at a moment that isn't before the last one. */
        Optional<Object> at(Moment moment, StreamId asked) {
            while (next < history.size() && isIn(moment, history.get(next))) {
                RecordedEvent event = history.get(next++);
                StreamId stream = event.envelope().stream();
                states.put(stream, Traced.fold(stream.type()).apply(cast(states.get(stream)), event.event()));
            }
            return Optional.ofNullable(states.get(asked));
        }

        private static boolean isIn(Moment moment, RecordedEvent event) {
            return event.envelope().clock().value() < moment.clock().value()
                    || event.envelope().clock().equals(moment.clock())
                            && event.commitId().compareTo(moment.commit()) <= 0;
        }

        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
        private static <T> T cast(Object state) {
            return (T) state;
        }
    }

    /** Times between events, at events, and places of events. */
    private static Moment moment(Random random) {
        RecordedEvent event = history.get(random.nextInt(history.size()));
        return switch (random.nextInt(3)) {
            case 0 -> Moment.of(event);
            case 1 -> Moment.at(event.envelope().clock().instant());
            default -> Moment.at(event.envelope().clock().instant().minusMillis(random.nextInt(40)));
        };
    }

    private static RecordedEvent first(Class<? extends DomainEvent> type) {
        return history.stream()
                .filter(event -> type.isInstance(event.event()))
                .findFirst()
                .orElseThrow();
    }

    private static String place(RecordedEvent event) {
        return event.envelope().stream().nameInTenant() + ":" + event.envelope().sequence();
    }

    private static List<RecordedEvent> all() {
        List<RecordedEvent> all = new ArrayList<>();
        HybridTime clock = HybridTime.ZERO;
        String commit = "";
        while (true) {
            List<RecordedEvent> page = SERVICE.bean(EventLog.class).commits(TENANT, clock, commit, 100);
            if (page.isEmpty()) {
                return all;
            }
            all.addAll(page);
            clock = page.getLast().envelope().clock();
            commit = page.getLast().commitId();
        }
    }

    private static void send(Command<?> command) {
        try {
            SERVICE.bean(Decisions.class)
                    .decide(
                            command.target().tenant(),
                            reading -> reading.commit(command, Origin.of(new Actor.Platform("test"), "request-1")));
        } catch (Claims.ClaimTakenException | IllegalStateException _) {
            // A login name that somebody has, a grant's id that an earlier seed made: nothing is written.
        }
    }

    private static JsonNode ok(String path) {
        return SERVICE.ok(TENANT, path);
    }
}
