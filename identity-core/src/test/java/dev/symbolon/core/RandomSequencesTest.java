package dev.symbolon.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.client.SigningAlgorithm;
import dev.symbolon.core.command.Command;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.AuthorizationEvent;
import dev.symbolon.core.event.ConsentEvent;
import dev.symbolon.core.event.DeviceEvent;
import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.event.GrantEvent;
import dev.symbolon.core.event.SessionEvent;
import dev.symbolon.core.event.SigningKeyEvent;
import dev.symbolon.core.event.UserEvent;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.grant.RefreshGeneration;
import dev.symbolon.core.sample.InMemoryModel;
import dev.symbolon.core.sample.Samples;
import dev.symbolon.core.signingkey.KeyRingId;
import dev.symbolon.core.signingkey.KeyRingState;
import dev.symbolon.core.signingkey.SigningKeyCommand;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is ordered in whatever order: no event that a fold can't take, and what must never happen doesn't. */
class RandomSequencesTest {

    private static final int COMMANDS = 400;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void what_must_never_happen_does_not(long seed) {
        InMemoryModel model = new InMemoryModel();
        RandomCommands commands = new RandomCommands(seed);
        for (int i = 0; i < COMMANDS; i++) {
            Command<?> command = commands.next();
            Object outcome = model.when(command);
            List<DomainEvent> recorded = model.recorded();
            assertThat(recorded)
                    .as("one tenant's commit")
                    .allMatch(e -> e.tenant().equals(command.target().tenant()));
            if (nothingIsWritten(command, outcome)) {
                assertThat(recorded).as("%s answered %s", command, outcome).isEmpty();
            }
            everyCodeThatIsSpentBecomesAGrantAtOnce(recorded);
            noTwoSuccessorsWait(model, commands);
        }
        everyStreamFolds(model);
        codesAreSpentOnce(model.history());
        deviceCodesAreSpentOnce(model.history());
        nothingHappensTwice(model.history());
        erasureIsTheEnd(model.history());
        consentsSayWhatTheyCover(model.history());
    }

    @Test
    void the_sequences_get_everywhere() {
        Set<Class<?>> met = new HashSet<>();
        for (long seed = 0; seed < 40; seed++) {
            InMemoryModel model = new InMemoryModel();
            RandomCommands commands = new RandomCommands(seed);
            for (int i = 0; i < COMMANDS; i++) {
                model.when(commands.next());
            }
            model.history().forEach(event -> met.add(event.getClass()));
        }
        assertThat(met)
                .contains(
                        AuthorizationEvent.CodeRedeemed.class,
                        AuthorizationEvent.CodeReplayed.class,
                        AuthorizationEvent.CodeRefused.class,
                        AuthorizationEvent.Denied.class,
                        DeviceEvent.CodeRedeemed.class,
                        DeviceEvent.CodeReplayed.class,
                        DeviceEvent.CodeRefused.class,
                        DeviceEvent.Denied.class,
                        ConsentEvent.Extended.class,
                        ConsentEvent.Withdrawn.class,
                        GrantEvent.Revoked.class,
                        GrantEvent.RefreshReused.class,
                        SessionEvent.Used.class,
                        SessionEvent.Ended.class,
                        SigningKeyEvent.Retired.class,
                        SigningKeyEvent.Revoked.class,
                        UserEvent.Erased.class);
    }

    /** An offer that isn't taken may retire keys; every other command that changes nothing writes nothing. */
    private static boolean nothingIsWritten(Command<?> command, Object outcome) {
        return outcome instanceof Outcome.Refused
                || outcome instanceof Outcome.Unchanged && !(command instanceof SigningKeyCommand.Offer);
    }

    private static void everyCodeThatIsSpentBecomesAGrantAtOnce(List<DomainEvent> commit) {
        List<GrantId> spent = commit.stream()
                .flatMap(event -> switch (event) {
                    case AuthorizationEvent.CodeRedeemed code -> Stream.of(code.grant());
                    case DeviceEvent.CodeRedeemed code -> Stream.of(code.grant());
                    default -> Stream.<GrantId>empty();
                })
                .toList();
        List<GrantId> issued = commit.stream()
                .filter(GrantEvent.Issued.class::isInstance)
                .map(event -> ((GrantEvent.Issued) event).grant())
                .toList();
        assertThat(issued).isEqualTo(spent);
    }

    private static void noTwoSuccessorsWait(InMemoryModel model, RandomCommands commands) {
        StreamId ring = StreamId.of(Samples.TENANT, StreamType.SIGNING_KEYS, KeyRingId.ONLY);
        model.state(KeyRingState.FOLD, ring).ifPresent(state -> {
            for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
                assertThat(state.keys().stream()
                                .filter(key -> key.algorithm() == algorithm
                                        && !key.revoked()
                                        && commands.now().isBefore(key.signsFrom())))
                        .hasSizeLessThan(2);
            }
        });
    }

    private static void everyStreamFolds(InMemoryModel model) {
        model.history().stream()
                .map(DomainEvent::stream)
                .distinct()
                .forEach(stream -> assertThat(model.state(
                                IdentityModel.aggregate(stream.type()).fold(), stream))
                        .isPresent());
    }

    private static void codesAreSpentOnce(List<DomainEvent> history) {
        byStream(history, AuthorizationEvent.class).forEach(events -> {
            assertThat(count(events, AuthorizationEvent.Requested.class)).isOne();
            assertThat(count(events, AuthorizationEvent.CodeRedeemed.class)
                            + count(events, AuthorizationEvent.CodeRefused.class)
                            + count(events, AuthorizationEvent.Denied.class))
                    .isLessThan(2);
            assertThat(count(events, AuthorizationEvent.CodeReplayed.class))
                    .isLessThanOrEqualTo(count(events, AuthorizationEvent.CodeRedeemed.class));
        });
        Set<GrantId> replayed = history.stream()
                .filter(AuthorizationEvent.CodeReplayed.class::isInstance)
                .map(event -> ((AuthorizationEvent.CodeReplayed) event).grant())
                .collect(Collectors.toSet());
        assertThat(history.stream()
                        .filter(GrantEvent.Revoked.class::isInstance)
                        .map(event -> ((GrantEvent.Revoked) event).grant()))
                .containsAll(replayed);
    }

    private static void deviceCodesAreSpentOnce(List<DomainEvent> history) {
        byStream(history, DeviceEvent.class).forEach(events -> {
            assertThat(count(events, DeviceEvent.Requested.class)).isOne();
            assertThat(count(events, DeviceEvent.Approved.class) + count(events, DeviceEvent.Denied.class))
                    .isOne();
            assertThat(count(events, DeviceEvent.CodeRedeemed.class)
                            + count(events, DeviceEvent.CodeRefused.class)
                            + count(events, DeviceEvent.Denied.class))
                    .isLessThan(2);
            assertThat(count(events, DeviceEvent.CodeReplayed.class))
                    .isLessThanOrEqualTo(count(events, DeviceEvent.CodeRedeemed.class));
        });
        Set<GrantId> replayed = history.stream()
                .filter(DeviceEvent.CodeReplayed.class::isInstance)
                .map(event -> ((DeviceEvent.CodeReplayed) event).grant())
                .collect(Collectors.toSet());
        assertThat(history.stream()
                        .filter(GrantEvent.Revoked.class::isInstance)
                        .map(event -> ((GrantEvent.Revoked) event).grant()))
                .containsAll(replayed);
    }

    private static void nothingHappensTwice(List<DomainEvent> history) {
        byStream(history, GrantEvent.class).forEach(events -> {
            assertThat(count(events, GrantEvent.Issued.class)).isOne();
            assertThat(count(events, GrantEvent.Revoked.class)).isLessThan(2);
            int end = indexOf(events, GrantEvent.Revoked.class);
            assertThat(end).isIn(-1, events.size() - 1);
            int reuse = indexOf(events, GrantEvent.RefreshReused.class);
            assertThat(reuse).isIn(-1, end - 1);
        });
        byStream(history, GrantEvent.class).forEach(RandomSequencesTest::linksFollowEachOther);
        byStream(history, SessionEvent.class).forEach(events -> {
            assertThat(count(events, SessionEvent.Started.class)).isOne();
            assertThat(count(events, SessionEvent.Ended.class)).isLessThan(2);
        });
        assertThat(history.stream()
                        .filter(SigningKeyEvent.Created.class::isInstance)
                        .map(event -> ((SigningKeyEvent.Created) event).key()))
                .doesNotHaveDuplicates();
    }

    private static void erasureIsTheEnd(List<DomainEvent> history) {
        byStream(history, UserEvent.class).forEach(events -> {
            assertThat(events.getFirst()).isInstanceOf(UserEvent.Registered.class);
            assertThat(events.subList(0, events.size() - 1)).noneMatch(UserEvent.Erased.class::isInstance);
        });
    }

    private static void consentsSayWhatTheyCover(List<DomainEvent> history) {
        assertThat(history).allSatisfy(event -> {
            if (event instanceof ConsentEvent.Granted granted) {
                assertThat(granted.scopes()).isNotEmpty().isSorted().doesNotHaveDuplicates();
            }
            if (event instanceof ConsentEvent.Extended extended) {
                assertThat(extended.added()).isNotEmpty();
                assertThat(extended.scopes())
                        .containsAll(extended.added())
                        .isSorted()
                        .doesNotHaveDuplicates();
            }
        });
    }

    private static <E extends DomainEvent> Iterable<List<DomainEvent>> byStream(
            List<DomainEvent> history, Class<E> events) {
        return history.stream()
                .filter(events::isInstance)
                .collect(Collectors.groupingBy(DomainEvent::stream))
                .values();
    }

    private static void linksFollowEachOther(List<DomainEvent> grant) {
        List<Long> links = grant.stream()
                .filter(GrantEvent.TokensIssued.class::isInstance)
                .flatMap(event -> ((GrantEvent.TokensIssued) event).refresh().stream())
                .map(RefreshGeneration::generation)
                .toList();
        for (int i = 0; i < links.size(); i++) {
            assertThat(links.get(i)).isEqualTo(i + 1);
        }
    }

    private static int indexOf(List<DomainEvent> events, Class<?> type) {
        return events.stream()
                .map(DomainEvent::getClass)
                .map(Object.class::cast)
                .toList()
                .indexOf(type);
    }

    private static long count(List<DomainEvent> events, Class<?> type) {
        return events.stream().filter(type::isInstance).count();
    }
}
