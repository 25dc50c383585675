package dev.symbolon.projection.grant;

import dev.symbolon.core.authorization.SignedInPerson;
import dev.symbolon.core.event.AuthorizationEvent;
import dev.symbolon.core.event.Basis;
import dev.symbolon.core.event.ClientEvent;
import dev.symbolon.core.event.CredentialEvent;
import dev.symbolon.core.event.DeviceEvent;
import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.event.SessionEvent;
import dev.symbolon.core.event.TenantEvent;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Which events a decision rested on. What it names as its basis is how far it knew a stream; which of that stream's events
 * made what it went by depends on the stream: a policy is what it was last changed to, whatever became of the colours since.
 */
public final class Grounds {
    private static final int STEP = 100;
    private static final int MOST = 1_000;

    /** Each for itself: of every one, the last event counts. */
    private static final List<Predicate<DomainEvent>> POLICIES = List.of(
            event -> event instanceof TenantEvent.Onboarded || event instanceof TenantEvent.LoginPolicyChanged,
            event -> event instanceof TenantEvent.Onboarded || event instanceof TenantEvent.TokenPolicyChanged);

    private static final List<Predicate<DomainEvent>> CLIENT = List.of(
            event -> event instanceof ClientEvent.Registered || event instanceof ClientEvent.Changed,
            event -> event instanceof ClientEvent.Registered || event instanceof ClientEvent.SecretsChanged);

    /** Another hash of the same password is nobody's choice. */
    private static final List<Predicate<DomainEvent>> PASSWORD =
            List.of(event -> event instanceof CredentialEvent.PasswordSet e && !e.rehash()
                    || event instanceof CredentialEvent.PasswordRemoved);

    /** Where streams are read: in the log, or in what a question has read of it already. */
    @FunctionalInterface
    public interface Source {
        /** At most {@code limit} events of the stream from that sequence on, in order. */
        List<RecordedEvent> stream(StreamId stream, long from, int limit);
    }

    private final Source source;

    public Grounds(Source source) {
        this.source = source;
    }

    /** What the event's decision had read: a commit doesn't name what it writes to, such as the session that a client joins. */
    public static List<Basis> basis(RecordedEvent event) {
        List<Basis> named = event.envelope().basis();
        return Stream.concat(
                        named.stream(),
                        signedIn(event.event())
                                .map(person ->
                                        StreamId.of(event.event().tenant(), StreamType.SESSION, person.session()))
                                .filter(session -> named.stream()
                                        .noneMatch(basis -> basis.stream().equals(session)))
                                .map(session -> new Basis(session, 0))
                                .stream())
                .toList();
    }

    private static Optional<SignedInPerson> signedIn(DomainEvent event) {
        return switch (event) {
            case AuthorizationEvent.SignedIn e -> Optional.of(e.person());
            case DeviceEvent.Approved e -> Optional.of(e.person());
            case DomainEvent _ -> Optional.empty();
        };
    }

    /** The events that counted; none where the stream had none. */
    public List<RecordedEvent> of(Basis basis) {
        if (basis.sequence() < 0) {
            return List.of();
        }
        return switch (basis.stream().type()) {
            case TENANT -> last(basis, POLICIES);
            case CLIENT -> last(basis, CLIENT);
            case CREDENTIAL -> last(basis, PASSWORD);
            case SESSION -> signIn(basis);
            case REGISTRATION,
                    RESOURCE,
                    USER,
                    AUTHORIZATION,
                    DEVICE,
                    CONSENT,
                    GRANT,
                    SIGNING_KEYS,
                    REFUSALS,
                    ROLE,
                    GROUP,
                    ASSIGNMENTS,
                    INVITATION,
                    PROVIDER,
                    AUDIT_READING,
                    AUDIT_POLICY -> at(basis);
        };
    }

    /** How the person had signed in, whatever has joined the session since, and what they had proved it by. */
    private List<RecordedEvent> signIn(Basis session) {
        List<RecordedEvent> events = new ArrayList<>(at(new Basis(session.stream(), 0)));
        for (RecordedEvent event : List.copyOf(events)) {
            if (event.event() instanceof SessionEvent.Started started) {
                events.addAll(credential(event, started));
            }
        }
        return events;
    }

    private List<RecordedEvent> credential(RecordedEvent event, SessionEvent.Started started) {
        StreamId credential = StreamId.of(started.tenant(), StreamType.CREDENTIAL, started.user());
        return event.envelope().basis().stream()
                .filter(basis -> basis.stream().equals(credential))
                .findFirst()
                .map(this::of)
                .orElseGet(() -> before(credential, event));
    }

    /** A sign-in after wrong passwords writes to the credential itself, so that it doesn't name how far it knew it. */
    private List<RecordedEvent> before(StreamId credential, RecordedEvent signIn) {
        Optional<RecordedEvent> last = Optional.empty();
        for (long from = 0; from < MOST; from += STEP) {
            List<RecordedEvent> page = source.stream(credential, from, STEP);
            for (RecordedEvent event : page) {
                if (event.envelope().clock().compareTo(signIn.envelope().clock()) > 0) {
                    return last.stream().toList();
                }
                if (PASSWORD.getFirst().test(event.event())) {
                    last = Optional.of(event);
                }
            }
            if (page.size() < STEP) {
                return last.stream().toList();
            }
        }
        // Further on is more than one ground is worth: what came last isn't known.
        return List.of();
    }

    /** Of each kind the last one, sought backwards; where all are too far back, the event at the sequence. */
    private List<RecordedEvent> last(Basis basis, List<Predicate<DomainEvent>> kinds) {
        Map<Predicate<DomainEvent>, RecordedEvent> found = new LinkedHashMap<>();
        long end = basis.sequence() + 1;
        long least = Math.max(0, end - MOST);
        while (end > least && found.size() < kinds.size()) {
            long from = Math.max(least, end - STEP);
            List<RecordedEvent> page = source.stream(basis.stream(), from, (int) (end - from));
            for (RecordedEvent event : page.reversed()) {
                kinds.stream().filter(kind -> kind.test(event.event())).forEach(kind -> found.putIfAbsent(kind, event));
            }
            end = from;
        }
        return found.isEmpty() ? at(basis) : List.copyOf(new LinkedHashSet<>(found.values()));
    }

    private List<RecordedEvent> at(Basis basis) {
        return source.stream(basis.stream(), basis.sequence(), 1);
    }
}
