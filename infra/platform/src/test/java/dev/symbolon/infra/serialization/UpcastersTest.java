package dev.symbolon.infra.serialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.client.ConsentRule;
import dev.symbolon.core.client.GrantType;
import dev.symbolon.core.client.LogoutAddresses;
import dev.symbolon.core.client.ResponseType;
import dev.symbolon.core.client.SubjectIdentifier;
import dev.symbolon.core.event.Actor;
import dev.symbolon.core.event.ClientEvent;
import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.event.RefusalEvent;
import dev.symbolon.core.stream.Position;
import dev.symbolon.core.user.UserId;
import dev.symbolon.infra.secret.KeysInMemory;
import dev.symbolon.infra.serialization.Upcasters.Upcaster;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/**
 * The chain at work on a worked example: how it would be had {@code client.registered} ever been written, as version 0,
 * with a flag {@code firstParty} instead of a rule on consent. Nothing was, so the example is in no list of production; it
 * goes before the steps that are.
 */
final class UpcastersTest {

    private static final Upcaster CONSENT_RULE_INSTEAD_OF_FLAG = new Upcaster("client.registered", 0, 1, data -> {
        ObjectNode metadata = (ObjectNode) data.get("metadata");
        boolean firstParty = metadata.remove("firstParty").booleanValue();
        metadata.put("consent", firstParty ? "FIRST_PARTY" : "REQUIRED");
        return data;
    });
    private static final Upcaster SCOPES_BEFORE_THAT = new Upcaster("client.registered", -1, 0, data -> {
        ((ObjectNode) data.get("metadata")).putArray("openIdScopes").add("openid");
        return data;
    });

    @Test
    void an_older_version_is_read_as_the_newest() throws Exception {
        byte[] old = Files.readAllBytes(Path.of("src/test/resources/golden/example/client.registered.v0.json"));

        RecordedEvent read = decode(old, chain(CONSENT_RULE_INSTEAD_OF_FLAG));

        ClientEvent.Registered event = (ClientEvent.Registered) read.event();
        assertThat(event.metadata().consent()).isEqualTo(ConsentRule.FIRST_PARTY);
        assertThat(event.metadata().name()).isEqualTo("Booking");
        assertThat(read.envelope().version()).as("what was stored").isZero();
        assertThat(read.bytes()).isEqualTo(old);
    }

    @Test
    void steps_follow_one_another_in_order_of_version() throws Exception {
        String oldest = Files.readString(Path.of("src/test/resources/golden/example/client.registered.v0.json"))
                .replace("\"version\":0", "\"version\":-1")
                .replace("\"openIdScopes\":[\"email\",\"openid\",\"profile\"],", "");

        ClientEvent.Registered event = (ClientEvent.Registered)
                decode(oldest.getBytes(), chain(CONSENT_RULE_INSTEAD_OF_FLAG, SCOPES_BEFORE_THAT))
                        .event();

        assertThat(event.metadata().openIdScopes()).containsExactly("openid");
        assertThat(event.metadata().consent()).isEqualTo(ConsentRule.FIRST_PARTY);
    }

    @Test
    void a_missing_step_is_loud() throws Exception {
        byte[] old = Files.readAllBytes(Path.of("src/test/resources/golden/example/client.registered.v0.json"));

        assertThatThrownBy(() -> decode(old, chain(SCOPES_BEFORE_THAT)))
                .isInstanceOf(UnreadableEventException.class)
                .hasMessageContaining("client.registered v0")
                .hasMessageContaining("no step leads on from version 0");
    }

    @Test
    void a_list_that_makes_no_chain_is_loud_at_start() {
        UnaryOperator<ObjectNode> none = data -> data;
        assertThatThrownBy(() -> new Upcasters(List.of(CONSENT_RULE_INSTEAD_OF_FLAG, CONSENT_RULE_INSTEAD_OF_FLAG)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new Upcasters(List.of(new Upcaster("client.registered", 0, 2, none))))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new Upcasters(List.of(new Upcaster("client.registered", 2, 3, none))))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new Upcasters(List.of(new Upcaster("client.painted", 0, 1, none))))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void who_was_refused_is_named_as_an_actor_whatever_release_wrote_it() throws Exception {
        String old = Files.readString(Path.of("src/test/resources/golden/refusal.gathered.v1.json"));
        for (Map.Entry<String, Optional<Actor>> written : Map.<String, Optional<Actor>>of(
                        "booking", Optional.empty(),
                        "user/ada", Optional.of(new Actor.User(new UserId("ada"))),
                        "client/sync", Optional.of(new Actor.Client(new ClientId("sync"))))
                .entrySet()) {
            byte[] bytes = old.replace("\"client\":\"booking\"", "\"client\":\"" + written.getKey() + "\"")
                    .getBytes(StandardCharsets.UTF_8);
            RefusalEvent.Sample sample = ((RefusalEvent.Gathered)
                            decode(bytes, chain()).event())
                    .samples()
                    .getFirst();
            assertThat(sample.actor()).isEqualTo(written.getValue());
            assertThat(sample.client())
                    .isEqualTo(written.getValue().isPresent() ? Optional.empty() : Optional.of("booking"));
        }
    }

    @Test
    void a_client_of_before_other_flows_has_all_of_them_off() throws Exception {
        byte[] old = Files.readAllBytes(Path.of("src/test/resources/golden/client.registered.v1.json"));

        ClientEvent.Registered event =
                (ClientEvent.Registered) decode(old, chain()).event();

        assertThat(event.metadata().grantTypes())
                .containsExactlyInAnyOrder(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN);
        assertThat(event.metadata().responseTypes()).containsExactly(ResponseType.CODE);
        assertThat(event.metadata().subject()).isEqualTo(SubjectIdentifier.PUBLIC);
        assertThat(event.metadata().logout()).isEqualTo(LogoutAddresses.NONE);
    }

    private static Upcasters chain(Upcaster... examples) {
        return new Upcasters(
                Stream.concat(Stream.of(examples), Upcasters.STORED.stream()).toList());
    }

    private static RecordedEvent decode(byte[] bytes, Upcasters upcasters) throws Exception {
        try (KeysInMemory keys = new KeysInMemory()) {
            return new EventCodec(keys.node().personalData(), upcasters)
                    .decode(
                            bytes,
                            MessageDigest.getInstance("SHA-256").digest(bytes),
                            "c1",
                            new Position(SampleEvents.TENANT, "w", 1, 1));
        }
    }
}
