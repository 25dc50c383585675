package dev.symbolon.projection.client;

import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.client.ClientCommand;
import dev.symbolon.core.event.Actor;
import dev.symbolon.core.user.UserId;
import dev.symbolon.projection.RunningAudit;
import dev.symbolon.projection.history.LiveFlow;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A client is told by what the tenant calls it, and its id goes along. */
final class ClientNamesTest {
    private static final RunningAudit AUDIT = RunningAudit.shared();
    private static final Actor OPERATOR = new Actor.Operator(new UserId("operator1"));
    private static final String BEFORE = "Rooms & <Suites>";
    private static final String NOW = "Grand Booking";

    private static LiveFlow flow;
    private static String last;
    private static String here;

    @BeforeAll
    static void fill() {
        flow = LiveFlow.begin(AUDIT);
        rename(BEFORE);
        flow.granted("one");
        last = rename(NOW);
        here = "/auditor/tenants/" + flow.tenant().value();
    }

    private static String rename(String name) {
        return flow.send(
                new ClientCommand.Change(
                        flow.tenant(), LiveFlow.BOOKING, aClient().named(name).metadata(), Instant.now()),
                OPERATOR);
    }

    @Test
    void entries_tell_what_the_client_is_called_by_now_for_what_it_did_before_too() {
        JsonNode issued = only("grant.issued");
        assertThat(issued.get("client").asString()).isEqualTo("booking");
        assertThat(issued.get("clientName").asString()).isEqualTo(NOW);
        JsonNode redeemed = only("authorization.code-redeemed");
        assertThat(redeemed.get("actorId").asString()).isEqualTo("booking");
        assertThat(redeemed.get("actorName").get("value").asString()).isEqualTo(NOW);
        assertThat(AUDIT.get(flow.tenant(), "/export?format=csv&type=grant.issued")
                        .body())
                .contains("client_name", "\"booking\",\"" + NOW + "\"");
    }

    @Test
    void a_grant_tells_it_in_its_story_and_over_its_diagram() {
        JsonNode life = AUDIT.ok(flow.tenant(), "/grants/grant-one?position=" + last);
        assertThat(life.get("clientName").asString()).isEqualTo(NOW);
        assertThat(AUDIT.get(flow.tenant(), "/grants/grant-one/diagram?format=text")
                        .body())
                .contains("client booking: ", "; the client is called “" + NOW + "”\n");
    }

    @Test
    void who_looks_back_is_told_what_it_was_called_then() {
        assertThat(reach("grant/grant-one:1").get("clientName").asString()).isEqualTo(BEFORE);
        assertThat(reach("client/booking:2").get("clientName").asString()).isEqualTo(NOW);
    }

    @Test
    void pages_show_the_name_and_nothing_in_it_is_markup() {
        String cookie = AUDIT.signedIn();
        for (String path : new String[] {"/events?type=grant.issued", "/grants", "/grants/grant-one"}) {
            assertThat(AUDIT.page(here + path, cookie).body()).as(path).contains(NOW, "booking");
        }
        assertThat(AUDIT.page(here + "/people/ada?at=grant/grant-one:1", cookie).body())
                .contains("Rooms &amp; &lt;Suites&gt;")
                .doesNotContain("<Suites>");
    }

    private static JsonNode only(String type) {
        JsonNode rows = AUDIT.ok(flow.tenant(), "/events?type=" + type + "&position=" + last)
                .get("rows");
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }

    private static JsonNode reach(String at) {
        return AUDIT.ok(flow.tenant(), "/access?subject=ada&at=" + at + "&position=" + last)
                .get("reaches")
                .get(0);
    }
}
