package dev.symbolon.admin.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.admin.running.Api;
import dev.symbolon.admin.running.Api.Said;
import dev.symbolon.admin.running.RunningAdmin;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An invitation's page is what the tenant's admin last said. */
final class InvitationLinksTest {
    private static final RunningAdmin ADMIN = RunningAdmin.shared();
    private static final Api OPERATOR = ADMIN.operator();
    private static final Api BROWSER = ADMIN.with("");
    private static final String BASE = "/tenants/" + ADMIN.tenant("invitation-links");

    @Test
    void a_withdrawn_invitation_s_link_leads_nowhere() {
        Said made = OPERATOR.post(BASE + "/invitations", Map.of("login", "ada"));
        String page = page(made);
        assertThat(BROWSER.get(page).status()).isEqualTo(200);

        Said withdrawn = OPERATOR.post(BASE + "/invitations/" + made.id() + "/withdraw");

        assertThat(withdrawn.json().get("status").asString()).isEqualTo("withdrawn");
        assertThat(BROWSER.get(page).status()).isEqualTo(404);
        assertThat(chosen(page, "a long first password").status()).isEqualTo(404);
        assertThat(OPERATOR.with("Symbolon-Position", withdrawn.header("Symbolon-Position"))
                        .get(BASE + "/invitations?status=withdrawn")
                        .json()
                        .get("items")
                        .get(0)
                        .get("id")
                        .asString())
                .isEqualTo(made.id());
    }

    @Test
    void the_page_asks_for_passwords_as_long_as_the_policy_says_now() {
        String page = page(OPERATOR.post(BASE + "/invitations", Map.of("login", "grace")));
        assertThat(BROWSER.get(page).text()).doesNotContain("At least 21");

        Said policy = OPERATOR.patch(BASE + "/login-policy", Map.of("passwordMinimumLength", 21));

        assertThat(policy.status()).as(policy.text()).isEqualTo(200);
        assertThat(OPERATOR.get(BASE + "/login-policy").json()).isEqualTo(policy.json());
        assertThat(policy.json().get("passwordMinimumLength").asInt()).isEqualTo(21);
        assertThat(BROWSER.get(page).text()).contains("At least 21 characters", "minlength=\"21\"");
        assertThat(chosen(page, "x".repeat(20)).status()).isEqualTo(422);
        assertThat(chosen(page, "x".repeat(21)).status()).isEqualTo(200);
    }

    private static String page(Said made) {
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        String link = made.json().get("link").asString();
        return link.substring(link.indexOf("/invitations/"));
    }

    private static Said chosen(String page, String password) {
        String both = password.replace(' ', '+');
        return BROWSER.send(
                "POST",
                page,
                ("password=" + both + "&again=" + both).getBytes(StandardCharsets.UTF_8),
                "application/x-www-form-urlencoded");
    }
}
