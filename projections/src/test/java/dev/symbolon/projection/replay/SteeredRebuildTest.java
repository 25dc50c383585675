package dev.symbolon.projection.replay;

import static dev.symbolon.projection.replay.OrderedRebuilds.phase;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.mongo.Cells;
import dev.symbolon.projection.RunningAudit;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.bson.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Rebuilds that somebody pauses, resumes and cancels while they run, and such of all tenants, by the API. */
final class SteeredRebuildTest {
    private static final RunningAudit SERVICE = RunningAudit.shared();
    private static OrderedRebuilds audit;
    private static TenantId tenant;

    @BeforeAll
    static void live() {
        audit = OrderedRebuilds.of(SERVICE, "audit");
        tenant = LongTrail.shared().tenant();
    }

    @Test
    void one_that_is_paused_stands_still_and_goes_on_where_it_was_when_it_is_resumed() {
        audit.begin(tenant, "replace");
        assertThat(share(audit.underWay(tenant))).isStrictlyBetween(0.0, 1.0);
        JsonNode paused = audit.taken(audit.steer(tenant, "pause"));
        assertThat(phase(paused)).isEqualTo("PAUSED");
        assertThat(audit.steer(tenant, "pause").statusCode())
                .as("it is already")
                .isEqualTo(409);

        // It hears of it between two pages, and the one that it is at comes in as a whole.
        long rows = onceNoMoreCome();
        assertThat(rows).isBetween(1L, (long) LongTrail.COMMITS * LongTrail.EVENTS - 1);
        await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
        JsonNode still = audit.last(tenant);
        assertThat(phase(still)).isEqualTo("PAUSED");
        assertThat(still.get("commits")).isEqualTo(paused.get("commits"));
        assertThat(share(still)).isStrictlyBetween(0.0, 1.0);
        assertThat(otherSide()).isEqualTo(rows);

        // Some node may have it again by the time that it is looked at.
        assertThat(phase(audit.taken(audit.steer(tenant, "resume")))).isEqualTo("WAITING");
        JsonNode done = audit.done(tenant);
        assertThat(done.at("/compared/different").asLong()).isZero();
        assertThat(done.at("/compared/rows").asLong()).isGreaterThan((long) LongTrail.COMMITS * LongTrail.EVENTS);
        assertThat(share(done)).isEqualTo(1);
        assertThat(audit.steer(tenant, "resume").statusCode()).as("it is over").isEqualTo(409);
    }

    @Test
    void one_that_is_cancelled_leaves_no_rows_and_the_live_ones_as_they_were() {
        long before = liveSide();
        audit.begin(tenant, "replace");
        audit.underWay(tenant);
        assertThat(phase(audit.taken(audit.steer(tenant, "cancel")))).isEqualTo("CANCELLED");
        assertThat(audit.steer(tenant, "resume").statusCode()).isEqualTo(409);
        // An order is taken again when what was left is swept.
        audit.begin(tenant, "compare");
        assertThat(phase(audit.taken(audit.steer(tenant, "cancel")))).isEqualTo("CANCELLED");
        await().atMost(Duration.ofSeconds(60)).until(() -> otherSide() == 0);
        assertThat(phase(audit.last(tenant))).isEqualTo("CANCELLED");
        assertThat(liveSide()).isEqualTo(before);
    }

    @Test
    void one_of_every_tenant_is_ordered_and_watched_at_once() {
        OrderedRebuilds grants = OrderedRebuilds.of(SERVICE, "grant-history");
        List<String> two = List.of(SERVICE.aTenant().value(), SERVICE.aTenant().value());
        JsonNode ordered = grants.taken(grants.postForAll("&purpose=compare"));
        assertThat(ordered.get("ordered").asInt()).isGreaterThanOrEqualTo(3);
        assertThat(ordered.get("busy").asInt()).isZero();
        assertThat(ordered.get("outOfReach").asInt()).isZero();
        await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> {
            List<JsonNode> all = grants.all()
                    .valueStream()
                    .filter(rebuild -> rebuild.get("view").asString().equals(grants.view()))
                    .toList();
            assertThat(all).hasSize(ordered.get("ordered").asInt());
            assertThat(all).allSatisfy(rebuild -> assertThat(phase(rebuild)).isEqualTo("DONE"));
            assertThat(all)
                    .extracting(rebuild -> rebuild.at("/tenant/value").asString())
                    .containsAll(two);
        });
        assertThat(grants.postForAll("&purpose=other").statusCode()).isEqualTo(400);
        assertThat(SERVICE.send(SERVICE.form("/audit/v1/rebuilds?view=" + grants.view(), ""))
                        .statusCode())
                .as("nobody in particular")
                .isEqualTo(401);
    }

    private static double share(JsonNode rebuild) {
        return rebuild.get("share").asDouble();
    }

    private static long liveSide() {
        return rows(side());
    }

    private static long otherSide() {
        return rows(side().equals("a") ? "b" : "a");
    }

    /** For two seconds: on a busy machine a page is that long on its way. */
    private static long onceNoMoreCome() {
        AtomicLong rows = new AtomicLong(-1);
        await().pollInterval(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(30))
                .until(() -> {
                    long now = otherSide();
                    return rows.getAndSet(now) == now;
                });
        return rows.get();
    }

    private static String side() {
        return Objects.requireNonNull(cell().getCollection("checkpoints")
                        .find(Filters.eq("_id", tenant.value() + "/" + audit.view()))
                        .first())
                .getString("side");
    }

    private static long rows(String side) {
        long rows = 0;
        for (Document _ : cell().getCollection("view_" + audit.view().replace('-', '_') + "_" + side)
                .find(Filters.eq("tenant", tenant.value()))) {
            rows++;
        }
        return rows;
    }

    private static MongoDatabase cell() {
        return SERVICE.bean(Cells.class).of(tenant);
    }
}
