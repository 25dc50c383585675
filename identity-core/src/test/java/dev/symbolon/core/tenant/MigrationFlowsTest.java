package dev.symbolon.core.tenant;

import static dev.symbolon.core.sample.Samples.NOON;
import static dev.symbolon.core.sample.Samples.TENANT;
import static dev.symbolon.core.sample.Samples.aClient;
import static dev.symbolon.core.sample.Samples.aTenant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.client.ClientCommand;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.client.GrantType;
import dev.symbolon.core.client.ResponseType;
import dev.symbolon.core.event.TenantEvent;
import dev.symbolon.core.sample.ClientSample;
import dev.symbolon.core.sample.InMemoryModel;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A flow of apps in migration is on for a tenant as long as one of its active clients has it by name. */
class MigrationFlowsTest {
    private static final ClientId OTHER = new ClientId("otherapp00000000000000000a");
    private final InMemoryModel model = new InMemoryModel().given(aTenant().onboarded());

    private static ClientSample migrating(ResponseType... types) {
        return aClient()
                .withGrants(Stream.of(types)
                        .flatMap(type -> type.grants().stream())
                        .distinct()
                        .toArray(GrantType[]::new))
                .withResponses(types);
    }

    private boolean offered(ResponseType type) {
        return model.state(TenantState.FOLD, StreamId.of(TENANT, StreamType.TENANT, TENANT))
                .orElseThrow()
                .offers(type);
    }

    @Test
    void a_client_without_them_is_none_of_the_tenant_s() {
        model.when(aClient().register());

        assertThat(model.recorded()).containsExactly(aClient().registered());
        assertThat(offered(ResponseType.CODE)).isTrue();
        assertThat(offered(ResponseType.ID_TOKEN)).isFalse();
    }

    @Test
    void the_first_client_turns_a_flow_on_in_its_own_commit_and_the_last_one_turns_it_off() {
        model.when(migrating(ResponseType.CODE, ResponseType.ID_TOKEN).register());
        assertThat(model.recorded())
                .last()
                .isEqualTo(new TenantEvent.MigrationFlowsChanged(
                        TENANT, ClientSample.ID, List.of(ResponseType.ID_TOKEN), List.of(), NOON));
        model.when(migrating(ResponseType.ID_TOKEN).withId(OTHER).register());
        assertThat(offered(ResponseType.ID_TOKEN)).isTrue();

        model.when(aClient().change());
        assertThat(offered(ResponseType.ID_TOKEN)).isTrue();
        model.when(migrating(ResponseType.CODE_TOKEN).withId(OTHER).change());

        assertThat(offered(ResponseType.ID_TOKEN)).isFalse();
        assertThat(offered(ResponseType.CODE_TOKEN)).isTrue();
        assertThat(offered(ResponseType.CODE)).isTrue();
    }

    @Test
    void a_suspended_client_keeps_nothing_on_and_a_change_of_it_turns_nothing_on() {
        model.when(migrating(ResponseType.ID_TOKEN).register());
        model.when(new ClientCommand.Suspend(TENANT, ClientSample.ID, "test", NOON));
        assertThat(offered(ResponseType.ID_TOKEN)).isFalse();
        model.when(migrating(ResponseType.CODE_TOKEN).change());
        assertThat(offered(ResponseType.CODE_TOKEN)).isFalse();

        model.when(new ClientCommand.Reactivate(TENANT, ClientSample.ID, NOON));

        assertThat(offered(ResponseType.CODE_TOKEN)).isTrue();
        assertThat(offered(ResponseType.ID_TOKEN)).isFalse();
    }

    @Test
    void what_is_refused_turns_nothing_on() {
        model.when(migrating(ResponseType.ID_TOKEN).named(" ").register());

        assertThat(model.recorded()).isEmpty();
    }
}
