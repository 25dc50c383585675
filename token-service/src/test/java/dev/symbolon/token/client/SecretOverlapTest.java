package dev.symbolon.token.client;

import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.symbolon.core.client.ClientCommand;
import dev.symbolon.core.client.ClientSecret;
import dev.symbolon.core.client.Permission;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.identifier.Secret;
import dev.symbolon.core.identifier.SecretHash;
import dev.symbolon.core.resource.ResourceId;
import dev.symbolon.core.resource.ResourceMetadata;
import dev.symbolon.token.running.CodeFlow;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.TestBrowser;
import dev.symbolon.token.running.TestTenant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** While a client's secret is rotated two count, and then one: on every node, by the secret's own end. */
final class SecretOverlapTest {
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();
    private static final Duration OVERLAP = Duration.ofSeconds(3);

    private static TestTenant tenant;
    private static ResourceId rooms;

    @BeforeAll
    static void onboard() {
        tenant = TestTenant.onboard(PLATFORM);
        rooms = tenant.resource(
                "Rooms", "https://rooms-overlap.test", new ResourceMetadata.Scope("rooms.read", "See rooms"));
    }

    @Test
    void the_secret_before_counts_until_its_end_and_the_new_one_from_now_on() {
        TestTenant.Client old = service();
        Instant end = Instant.now().plus(OVERLAP);
        TestTenant.Client fresh = rotated(old, Optional.of(end));

        for (RunningPlatform.Node node : List.of(PLATFORM.node(), PLATFORM.otherNode())) {
            assertThat(status(node, old)).isEqualTo(200);
            assertThat(status(node, fresh)).isEqualTo(200);
        }
        assertThat(Instant.now()).as("both were asked in time").isBefore(end);

        for (RunningPlatform.Node node : List.of(PLATFORM.node(), PLATFORM.otherNode())) {
            await().atMost(OVERLAP.multipliedBy(3))
                    .untilAsserted(() -> assertThat(status(node, old)).isEqualTo(401));
            assertThat(status(node, fresh)).isEqualTo(200);
        }
        assertThat(Instant.now()).as("it ended by its end").isAfterOrEqualTo(end);
    }

    @Test
    void without_an_overlap_the_secret_before_is_dead_at_once() {
        TestTenant.Client old = service();
        assertThat(status(PLATFORM.node(), old)).isEqualTo(200);

        TestTenant.Client fresh = rotated(old, Optional.empty());

        assertThat(status(PLATFORM.node(), old)).isEqualTo(401);
        assertThat(status(PLATFORM.node(), fresh)).isEqualTo(200);
    }

    private static TestTenant.Client service() {
        return tenant.client(aClient().service().withPermissions(new Permission(rooms, Set.of("rooms.read"))));
    }

    /** @param end of the secret before; none where it doesn't count any more */
    private static TestTenant.Client rotated(TestTenant.Client old, Optional<Instant> end) {
        Secret secret = PLATFORM.randomness().secret();
        ClientSecret fresh = new ClientSecret("two", secret.hash(), Optional.empty());
        List<ClientSecret> secrets = end.map(until ->
                        List.of(fresh, new ClientSecret("one", SecretHash.of(old.secret()), Optional.of(until))))
                .orElseGet(() -> List.of(fresh));
        assertThat(PLATFORM.send(
                        tenant.id(), new ClientCommand.ChangeSecrets(tenant.id(), old.id(), secrets, Instant.now())))
                .isInstanceOf(Outcome.Done.class);
        return new TestTenant.Client(old.id(), secret.reveal(), "");
    }

    private static int status(RunningPlatform.Node node, TestTenant.Client client) {
        return TestBrowser.at(node)
                .header("Authorization", CodeFlow.basic(client))
                .post(tenant.path() + "/token", Map.of("grant_type", "client_credentials"))
                .status();
    }
}
