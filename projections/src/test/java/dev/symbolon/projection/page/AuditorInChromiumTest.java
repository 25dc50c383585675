package dev.symbolon.projection.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.symbolon.core.event.Actor;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.tenant.TenantCommand;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.Profile;
import dev.symbolon.core.user.UserCommand;
import dev.symbolon.core.user.UserId;
import dev.symbolon.infra.browser.Chromium;
import dev.symbolon.infra.view.MongoViews;
import dev.symbolon.projection.RunningAudit;
import dev.symbolon.projection.audit.AuditProjection;
import dev.symbolon.projection.audit.SampleTrail;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** What only a browser shows: that its own rules let the pages work, and what auditors see. */
@EnabledIf("dev.symbolon.infra.browser.Chromium#installed")
final class AuditorInChromiumTest {
    private static final RunningAudit AUDIT = RunningAudit.shared();

    private static TenantId tenant;
    private static String last;

    @BeforeAll
    static void fill() {
        tenant = AUDIT.aTenant();
        for (int i = 0; i < 3; i++) {
            last = AUDIT.send(
                    new UserCommand.Register(
                            tenant,
                            new UserId("user" + i),
                            "login-" + i,
                            new Profile(
                                    Personal.of("guest" + i),
                                    Optional.of(Personal.of(List.of("Ada Lovelace", "Grace Hopper", "Mary Jackson")
                                            .get(i))),
                                    Optional.empty(),
                                    false),
                            Instant.now()),
                    new Actor.Operator(new UserId("operator")));
        }
        AUDIT.bean(MongoViews.class)
                .open(tenant, List.of(new AuditProjection()), (_, _, _) -> List.of(), InstantSource.system())
                .apply(new SampleTrail(tenant, 5, 12, 4).next(700));
    }

    @Test
    void an_auditor_signs_in_by_keyboard_searches_narrows_exports_and_listens() {
        try (Chromium chromium = Chromium.start().window(1280, 900, false)) {
            chromium.open(AUDIT.address() + "/auditor");
            chromium.awaitPage(it -> it.endsWith("/sign-in"));
            chromium.look("auditor-sign-in");
            chromium.evaluate("document.getElementById('token').focus()");
            chromium.type(RunningAudit.TOKEN);
            chromium.press("Enter");
            chromium.awaitPage(it -> it.endsWith("/auditor"));
            chromium.look("auditor-tenants");

            chromium.open(here() + "/events");
            chromium.awaitPage(it -> it.endsWith("/events"));
            assertThat(chromium.evaluate("document.querySelectorAll('.timeline li').length"))
                    .as("entries")
                    .isNotEqualTo("0");
            chromium.look("auditor-events");
            chromium.evaluate("document.querySelector('.facets a[href*=REFUSED]').click()");
            chromium.awaitPage(it -> it.contains("outcome=REFUSED"));
            assertThat(chromium.evaluate("String([...document.querySelectorAll('.timeline .outcome')].every(it =>"
                            + " it.textContent === 'refused'))"))
                    .isEqualTo("true");
            chromium.look("auditor-refused");

            chromium.evaluate("document.querySelector('a[data-export=csv]').click()");
            await().until(() -> chromium.evaluate("document.getElementById('export-progress').textContent")
                    .contains("exported"));

            chromium.open(here() + "/live");
            chromium.awaitPage(it -> it.endsWith("/live"));
            await().until(() -> chromium.evaluate("document.getElementById('tail-state').textContent")
                    .contains("Listening"));
            AUDIT.send(new TenantCommand.Suspend(tenant, "unpaid", Instant.now()));
            await().until(() -> chromium.evaluate("document.getElementById('tail').textContent")
                    .contains("The tenant was suspended"));
            chromium.look("auditor-live");

            chromium.evaluate("document.querySelector('#tail a').click()");
            chromium.awaitPage(it -> it.contains("/events/"));
            chromium.look("auditor-event");
            chromium.open(here() + "/health");
            chromium.awaitPage(it -> it.endsWith("/health"));
            chromium.look("auditor-health");
        }
    }

    @Test
    void no_page_is_wider_than_a_phone() {
        try (Chromium chromium = Chromium.start().window(390, 844, false)) {
            fits(chromium, AUDIT.address() + "/auditor/sign-in");
            signIn(chromium);
            fits(chromium, AUDIT.address() + "/auditor");
            String event = AUDIT.ok(tenant, "/events?type=user.registered&position=" + last)
                    .get("rows")
                    .get(0)
                    .get("event")
                    .asString();
            for (String path : List.of("/events", "/events?outcome=REFUSED", "/events/" + event, "/live", "/health")) {
                fits(chromium, here() + path);
            }
        }
    }

    private static void fits(Chromium chromium, String address) {
        chromium.open(address);
        chromium.awaitPage(address::equals);
        assertThat(chromium.evaluate("String(document.documentElement.scrollWidth)"))
                .as(address)
                .isEqualTo("390");
    }

    private static void signIn(Chromium chromium) {
        chromium.open(AUDIT.address() + "/auditor/sign-in");
        chromium.awaitPage(it -> it.endsWith("/sign-in"));
        chromium.evaluate("document.getElementById('token').focus()");
        chromium.type(RunningAudit.TOKEN);
        chromium.press("Enter");
        chromium.awaitPage(it -> it.endsWith("/auditor"));
    }

    private static String here() {
        return AUDIT.address() + "/auditor/tenants/" + tenant.value();
    }
}
