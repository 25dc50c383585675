package dev.symbolon.admin.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.symbolon.admin.running.Api;
import dev.symbolon.admin.running.Api.Said;
import dev.symbolon.admin.running.RunningAdmin;
import dev.symbolon.admin.running.Tokens;
import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.event.TenantEvent;
import dev.symbolon.core.event.UserEvent;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import dev.symbolon.core.user.UserState;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.log.AllTenants;
import dev.symbolon.ports.log.EventLog;
import dev.symbolon.ports.secret.KeyVault;
import dev.symbolon.ports.secret.PersonalData;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The end of a tenant: at once for everybody, and after the time that was said for its data. */
class OffBoardingTest {
    private static final RunningAdmin ADMIN = RunningAdmin.shared();
    private static final Api OPERATOR = ADMIN.operator();
    private static final Tokens TOKENS = new Tokens(ADMIN);
    private static final long MONTH = 30 * 86_400L;

    private static Said offBoard(String tenant) {
        return OPERATOR.post("/tenants/" + tenant + "/off-board", Map.of("reason", "left", "retentionSeconds", MONTH));
    }

    @Test
    void an_off_boarded_tenant_is_over_at_once_and_says_how_long_its_data_is_kept() {
        String tenant = ADMIN.tenant("leaving");
        String base = "/tenants/" + tenant;
        Api admin = ADMIN.with(
                TOKENS.of(tenant, "leaving", TOKENS.person(tenant, "ada", "tenant-admin"), "symbolon:settings:read"));
        assertThat(admin.get(base).status()).isEqualTo(200);

        Said gone = offBoard(tenant);

        assertThat(gone.status()).as(gone.text()).isEqualTo(200);
        assertThat(gone.json().get("status").asString()).isEqualTo("off_boarded");
        assertThat(Instant.parse(gone.json().get("keptUntil").asString()))
                .isCloseTo(Instant.now().plusSeconds(MONTH), within(1, ChronoUnit.MINUTES));
        assertThat(admin.get(base).status()).isEqualTo(401);
        assertThat(OPERATOR.post(base + "/reactivate").code()).isEqualTo("off-boarded");
        assertThat(OPERATOR.post("/tenants", Map.of("slug", "leaving", "displayName", "Other"))
                        .code())
                .isEqualTo("slug-taken");
    }

    @Test
    void its_data_is_destroyed_when_its_time_has_come_and_no_other_tenant_s() {
        String tenant = ADMIN.tenant("destroyed");
        String ada = TOKENS.person(tenant, "ada", "tenant-admin");
        String key = TOKENS.key(tenant);
        String stays = ADMIN.tenant("stays");
        String bob = TOKENS.person(stays, "bob", "tenant-admin");
        offBoard(tenant);
        Instant until = Instant.now().plusSeconds(MONTH);

        lookAtAll(until.minusSeconds(3_600));
        assertThat(login(tenant, ada)).isEqualTo("ada");
        assertThat(certified(tenant)).isEmpty();

        lookAtAll(until.plusSeconds(3_600));
        lookAtAll(until.plusSeconds(7_200));

        assertThat(login(tenant, ada)).isEmpty();
        assertThat(ADMIN.bean(KeyVault.class).fetch(new TenantId(tenant), "signing-key-" + key))
                .isEmpty();
        assertThat(certified(tenant)).hasSize(1);
        assertThat(events(tenant, StreamType.USER, ada)).hasAtLeastOneElementOfType(UserEvent.Registered.class);
        Said shown = OPERATOR.get("/tenants/" + tenant);
        assertThat(shown.json().has("destroyedAt")).as(shown.text()).isTrue();
        assertThat(OPERATOR.get("/tenants/" + tenant + "/users/" + ada).json().has("login"))
                .isFalse();

        assertThat(login(stays, bob)).isEqualTo("bob");
        assertThat(certified(stays)).isEmpty();
    }

    @Test
    void the_slug_of_a_destroyed_tenant_stays_taken_and_its_onboarding_is_answered_as_the_first_time() {
        Map<String, Object> body = Map.of("slug", "ended", "displayName", "Ended", "admin", Map.of("login", "ada"));
        Api once = OPERATOR.with("Idempotency-Key", "9e4a1c52-7d0b-4b57-8f3e-2c6d1a0b5e94");
        Said made = once.post("/tenants", body);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        offBoard(made.id());
        lookAtAll(Instant.now().plusSeconds(MONTH + 3_600));
        assertThat(certified(made.id())).hasSize(1);

        Said other = OPERATOR.post("/tenants", body);
        Said again = once.post("/tenants", body);

        assertThat(other).extracting(Said::status, Said::code).containsExactly(409, "slug-taken");
        assertThat(again).extracting(Said::status, Said::id).containsExactly(201, made.id());
    }

    private static void lookAtAll(Instant when) {
        ADMIN.bean(AllTenants.class).whileEach(tenant -> {
            ADMIN.bean(DataDestruction.class).look(tenant, when);
            return true;
        });
    }

    private static String login(String tenant, String user) {
        TenantId id = new TenantId(tenant);
        return ADMIN.bean(Decisions.class)
                .decide(id, reading -> reading.state(UserState.FOLD, new UserId(user)))
                .flatMap(state ->
                        ADMIN.bean(PersonalData.class).open(id, state.profile().login()))
                .orElse("");
    }

    private static List<DomainEvent> certified(String tenant) {
        return events(tenant, StreamType.TENANT, tenant).stream()
                .filter(TenantEvent.DataDestroyed.class::isInstance)
                .toList();
    }

    private static List<DomainEvent> events(String tenant, StreamType type, String id) {
        return ADMIN.bean(EventLog.class).stream(StreamId.of(new TenantId(tenant), type, new UserId(id)), 0, 100)
                .stream()
                .map(RecordedEvent::event)
                .toList();
    }
}
