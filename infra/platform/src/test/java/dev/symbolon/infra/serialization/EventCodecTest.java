package dev.symbolon.infra.serialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.event.Actor;
import dev.symbolon.core.event.ClientEvent;
import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.event.Envelope;
import dev.symbolon.core.event.EventCatalogue;
import dev.symbolon.core.event.EventId;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.event.SessionEvent;
import dev.symbolon.core.event.UserEvent;
import dev.symbolon.core.stream.Position;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import dev.symbolon.infra.secret.KeysInMemory;
import dev.symbolon.infra.secret.SealedPersonalData;
import dev.symbolon.infra.secret.SubjectErasedException;
import dev.symbolon.infra.secret.UnreadableSecretException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EventCodecTest {

    private static final Position POSITION = new Position(SampleEvents.TENANT, "w", 1, 1);
    private static KeysInMemory keys;
    private static SealedPersonalData personalData;
    private static EventCodec codec;

    @BeforeAll
    static void start() {
        keys = new KeysInMemory();
        personalData = keys.node().personalData();
        codec = new EventCodec(personalData);
    }

    @AfterAll
    static void stop() {
        keys.close();
    }

    static Stream<String> names() {
        return EventCatalogue.entries().stream().map(EventCatalogue.Entry::name);
    }

    @ParameterizedTest
    @MethodSource("names")
    void every_event_is_read_as_it_was_written(String name) throws Exception {
        DomainEvent event = SampleEvents.BY_NAME.get(name);
        byte[] bytes = codec.encode(SampleEvents.envelope(event), event);

        RecordedEvent read = decode(bytes);

        assertThat(read.envelope()).isEqualTo(SampleEvents.envelope(event));
        assertThat(OpenedEvents.opened(read.event(), personalData)).isEqualTo(event);
        assertThat(read.bytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @MethodSource("names")
    void personal_data_is_never_clear_in_the_bytes(String name) {
        DomainEvent event = SampleEvents.BY_NAME.get(name);

        String text = new String(codec.encode(SampleEvents.envelope(event), event), StandardCharsets.UTF_8);

        assertThat(SampleEvents.PERSONAL).noneMatch(text::contains);
        OpenedEvents.personal(event)
                .forEach(value -> assertThat(SampleEvents.PERSONAL)
                        .as("what the test looks for")
                        .contains(((Personal.Clear) value).value()));
    }

    static Stream<Actor> actors() {
        return Stream.of(
                new Actor.User(SampleEvents.GUEST),
                new Actor.Client(SampleEvents.BOOKING),
                new Actor.Operator(new UserId("operator")),
                new Actor.Platform("key-rotation"),
                new Actor.Anonymous());
    }

    @ParameterizedTest
    @MethodSource("actors")
    void every_kind_of_actor_is_read_as_it_was_written(Actor actor) throws Exception {
        DomainEvent event = SampleEvents.BY_NAME.get("session.used");
        Envelope full = SampleEvents.envelope(event);
        Envelope bare = new Envelope(
                full.id(),
                full.type(),
                full.version(),
                full.stream(),
                0,
                full.clock(),
                actor,
                full.correlation(),
                Optional.empty(),
                List.of(),
                Optional.empty());

        assertThat(decode(codec.encode(bare, event)).envelope()).isEqualTo(bare);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2025-11-22T10:15:00Z",
                "2025-11-22T10:15:30Z",
                "2025-11-22T10:15:30.100Z",
                "2025-11-22T10:15:30.123456Z",
                "2025-11-22T10:15:30.123456789Z"
            })
    void no_instant_is_rounded(String text) throws Exception {
        SessionEvent.Used sample = (SessionEvent.Used) SampleEvents.BY_NAME.get("session.used");
        DomainEvent event = new SessionEvent.Used(sample.tenant(), sample.session(), Instant.parse(text));

        assertThat(decode(codec.encode(SampleEvents.envelope(event), event)).event())
                .isEqualTo(event);
    }

    @Test
    void an_unknown_field_is_loud() {
        assertUnreadable(clientSuspended().replace("\"reason\":\"comp", "\"more\":1,\"reason\":\"comp"));
        assertUnreadable(clientSuspended().replace("{\"id\"", "{\"more\":1,\"id\""));
        assertUnreadable(clientSuspended().replace("{\"kind\"", "{\"more\":1,\"kind\""));
        assertUnreadable(clientSuspended().replace("\"data\":{", "\"data\":{\"tenant\":\"other\","));
    }

    @Test
    void a_missing_null_doubled_or_ill_typed_field_is_loud() {
        String text = clientSuspended();
        assertUnreadable(text.replace("\"reason\":\"compromised\",", ""));
        assertUnreadable(text.replace("\"reason\":\"compromised\"", "\"reason\":null"));
        assertUnreadable(text.replace("\"reason\":\"compromised\"", "\"reason\":7"));
        assertUnreadable(text.replace("\"reason\":\"comp", "\"reason\":\"x\",\"reason\":\"comp"));
        assertUnreadable(text.replace("\"sequence\":3", "\"sequence\":\"3\""));
        assertUnreadable(text.replace("\"sequence\":3,", ""));
        assertUnreadable(text.replace("10:15:30.123Z", "yesterday"));
        assertUnreadable(text + " {}");
        assertUnreadable(text.substring(0, text.length() - 1));
    }

    @Test
    void an_unknown_event_a_later_version_and_one_without_upcaster_are_loud() {
        assertUnreadable(clientSuspended().replace("client.suspended", "client.painted"));
        assertUnreadable(clientSuspended().replace("\"version\":1", "\"version\":2"));
        assertUnreadable(clientSuspended().replace("\"version\":1", "\"version\":0"));
    }

    @Test
    void an_event_of_another_stream_or_tenant_than_its_envelope_is_loud() {
        assertUnreadable(clientSuspended().replace("\"client\":\"9b3n", "\"client\":\"0000"));
        assertUnreadable(clientSuspended()
                .replace("\"stream\":\"client/", "\"stream\":\"" + SampleEvents.TENANT.value() + "/client/"));
        DomainEvent event = SampleEvents.BY_NAME.get("client.suspended");
        DomainEvent other = new ClientEvent.Reactivated(SampleEvents.TENANT, new ClientId("other"), SampleEvents.AT);
        assertThatThrownBy(() -> codec.encode(SampleEvents.envelope(event), other))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void bytes_that_are_not_those_of_the_digest_are_loud() throws Exception {
        byte[] bytes = clientSuspended().getBytes(StandardCharsets.UTF_8);
        byte[] digest = digest(bytes);
        bytes[bytes.length / 2] ^= 1;

        assertThatThrownBy(() -> codec.decode(bytes, digest, "c1", POSITION))
                .isInstanceOf(UnreadableEventException.class)
                .hasMessageContaining("c1");
    }

    @Test
    void a_sealed_value_moved_to_another_field_event_or_tenant_does_not_open() throws Exception {
        DomainEvent event = SampleEvents.BY_NAME.get("session.started");
        SessionEvent.Started read = (SessionEvent.Started)
                decode(codec.encode(SampleEvents.envelope(event), event)).event();
        Personal.Sealed address = (Personal.Sealed) read.address();
        Personal.Sealed agent = (Personal.Sealed) read.userAgent();

        assertThat(personalData.open(SampleEvents.TENANT, address)).contains("192.0.2.7");
        assertSealed(SampleEvents.TENANT, new Personal.Sealed(address.ciphertext(), agent.context()));
        assertSealed(SampleEvents.TENANT, new Personal.Sealed(address.ciphertext(), "other/address"));
        assertSealed(new TenantId("other"), address);
        DomainEvent same = new UserEvent.Registered(
                new TenantId("other"),
                SampleEvents.GUEST,
                "index",
                ((UserEvent.Registered) SampleEvents.BY_NAME.get("user.registered")).profile(),
                SampleEvents.AT);
        codec.encode(SampleEvents.envelope(same), same);
        assertSealed(new TenantId("other"), address);
    }

    @Test
    void a_value_carried_into_another_event_is_sealed_anew() throws Exception {
        DomainEvent event = SampleEvents.BY_NAME.get("user.registered");
        UserEvent.Registered read = (UserEvent.Registered)
                decode(codec.encode(SampleEvents.envelope(event), event)).event();
        DomainEvent carried =
                new UserEvent.ProfileChanged(SampleEvents.TENANT, SampleEvents.GUEST, read.profile(), SampleEvents.AT);
        Envelope envelope = withId(SampleEvents.envelope(carried), "another");

        UserEvent.ProfileChanged again = (UserEvent.ProfileChanged)
                decode(codec.encode(envelope, carried)).event();

        assertThat(again.profile()).isNotEqualTo(read.profile());
        assertThat(personalData.open(SampleEvents.TENANT, again.profile().login()))
                .contains("ada@grand-hotel.test");
    }

    @Test
    void nothing_personal_is_written_of_somebody_erased() throws Exception {
        UserId user = new UserId("erased");
        UserEvent.Registered sample = (UserEvent.Registered) SampleEvents.BY_NAME.get("user.registered");
        DomainEvent event =
                new UserEvent.Registered(SampleEvents.TENANT, user, "index", sample.profile(), SampleEvents.AT);
        UserEvent.Registered read = (UserEvent.Registered)
                decode(codec.encode(SampleEvents.envelope(event), event)).event();

        personalData.erase(SampleEvents.TENANT, user);

        assertThat(personalData.open(SampleEvents.TENANT, read.profile().login()))
                .isEmpty();
        assertThatThrownBy(() -> codec.encode(SampleEvents.envelope(event), event))
                .isInstanceOf(SubjectErasedException.class);
        DomainEvent carried =
                new UserEvent.ProfileChanged(SampleEvents.TENANT, SampleEvents.GUEST, read.profile(), SampleEvents.AT);
        assertThatThrownBy(() -> codec.encode(SampleEvents.envelope(carried), carried))
                .isInstanceOf(SubjectErasedException.class);
    }

    private static String clientSuspended() {
        DomainEvent event = SampleEvents.BY_NAME.get("client.suspended");
        return new String(codec.encode(SampleEvents.envelope(event), event), StandardCharsets.UTF_8);
    }

    private static Envelope withId(Envelope envelope, String id) {
        return new Envelope(
                new EventId(id),
                envelope.type(),
                envelope.version(),
                envelope.stream(),
                envelope.sequence(),
                envelope.clock(),
                envelope.actor(),
                envelope.correlation(),
                envelope.causation(),
                envelope.basis(),
                envelope.reason());
    }

    private static void assertSealed(TenantId tenant, Personal value) {
        assertThatThrownBy(() -> personalData.open(tenant, value)).isInstanceOf(UnreadableSecretException.class);
    }

    private static void assertUnreadable(String text) {
        assertThat(text).isNotEqualTo(clientSuspended());
        assertThatThrownBy(() -> decode(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UnreadableEventException.class);
    }

    private static RecordedEvent decode(byte[] bytes) throws Exception {
        return codec.decode(bytes, digest(bytes), "c1", POSITION);
    }

    private static byte[] digest(byte[] bytes) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }
}
