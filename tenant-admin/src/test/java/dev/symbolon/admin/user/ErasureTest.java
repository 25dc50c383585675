package dev.symbolon.admin.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.admin.running.Api;
import dev.symbolon.admin.running.RunningAdmin;
import dev.symbolon.admin.running.Tokens;
import dev.symbolon.core.event.Actor;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.event.UserEvent;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import dev.symbolon.ports.log.EventLog;
import dev.symbolon.ports.secret.PersonalData;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An erasure destroys the key, so that what the log has can't be read; hiding it would answer calls the same. */
final class ErasureTest {
    private static final RunningAdmin ADMIN = RunningAdmin.shared();
    private static final TenantId TENANT = new TenantId(ADMIN.tenant("erasures"));
    private static final String BASE = "/tenants/" + TENANT.value() + "/users";

    @Test
    void what_the_log_has_of_the_erased_opens_no_more_and_the_log_says_who_erased_them_and_why() {
        String admin = new Tokens(ADMIN).person(TENANT.value(), "eve", "tenant-admin");
        Api eve = ADMIN.with(new Tokens(ADMIN)
                .of(TENANT.value(), "erasures", admin, "symbolon:users:erase symbolon:users:personal"));
        String user = registered("grace");
        List<Personal> kept = personal(user);
        assertThat(kept).hasSize(3).allSatisfy(value -> {
            assertThat(value).isInstanceOf(Personal.Sealed.class);
            assertThat(ADMIN.bean(PersonalData.class).open(TENANT, value)).isPresent();
        });

        Api.Said said = eve.post(BASE + "/" + user + "/erase", Map.of("reason", "asked by letter"));

        assertThat(said.status()).as(said.text()).isEqualTo(200);
        assertThat(kept)
                .allSatisfy(value -> assertThat(ADMIN.bean(PersonalData.class).open(TENANT, value))
                        .isEmpty());
        RecordedEvent last = events(user).getLast();
        assertThat(last.envelope().type()).isEqualTo("user.erased");
        assertThat(last.envelope().actor()).isEqualTo(new Actor.User(new UserId(admin)));
        assertThat(((UserEvent.Erased) last.event()).reason()).isEqualTo("asked by letter");
    }

    @Test
    void a_refused_erasure_destroys_nothing() {
        String user = registered("hedy");
        long before = events(user).size();

        Api.Said stale = ADMIN.operator()
                .with("If-Match", "\"7\"")
                .post(BASE + "/" + user + "/erase", Map.of("reason", "asked by letter"));

        assertThat(stale.status()).as(stale.text()).isEqualTo(412);
        assertThat(personal(user))
                .allSatisfy(value -> assertThat(ADMIN.bean(PersonalData.class).open(TENANT, value))
                        .isPresent());
        assertThat(events(user)).hasSize((int) before);
    }

    private static String registered(String login) {
        return ADMIN.operator()
                .post(
                        BASE,
                        Map.of(
                                "login",
                                login,
                                "password",
                                "a long first password",
                                "name",
                                "Name of " + login,
                                "email",
                                login + "@guests.example"))
                .id();
    }

    /** As the log has it. */
    private static List<Personal> personal(String user) {
        return events(user).stream()
                .map(RecordedEvent::event)
                .filter(UserEvent.Registered.class::isInstance)
                .map(event -> ((UserEvent.Registered) event).profile())
                .flatMap(profile -> Stream.of(
                                Stream.of(profile.login()), profile.name().stream(), profile.email().stream())
                        .flatMap(values -> values))
                .toList();
    }

    private static List<RecordedEvent> events(String user) {
        return ADMIN.bean(EventLog.class).stream(StreamId.of(TENANT, StreamType.USER, new UserId(user)), 0, 100);
    }
}
