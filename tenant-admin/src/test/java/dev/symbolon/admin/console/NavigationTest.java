package dev.symbolon.admin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.admin.http.AdminScopes;
import dev.symbolon.admin.running.RunningAdmin;
import dev.symbolon.admin.running.Tokens;
import dev.symbolon.core.role.AdminPermission;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Everybody is led to all that their roles permit, and to nothing else. */
final class NavigationTest {
    private static final RunningAdmin ADMIN = RunningAdmin.shared();
    private static final Tokens TOKENS = new Tokens(ADMIN);
    private static final String SLUG = "ways";
    private static final String ALL =
            AdminScopes.permissions(false).stream().map(AdminPermission::scope).collect(Collectors.joining(" "));
    private static final Pattern SECTIONS = Pattern.compile("(?s)<nav aria-label=\"Sections\">(.*?)</nav>");
    private static final Pattern LINK = Pattern.compile("href=\"([^\"]*)\"");

    private static String tenant;
    private static int people;
    private static String desk;
    private static List<String> everything;

    @BeforeAll
    static void onboard() {
        tenant = ADMIN.tenant(SLUG);
        desk = ADMIN.operator()
                .post(
                        "/tenants/" + tenant + "/roles",
                        Map.of("name", "app-desk", "kind", "admin", "permissions", List.of("clients:read")))
                .id();
        everything = ways(browser("tenant-admin"), "/clients");
    }

    private static ConsoleBrowser browser(String role) {
        return ConsoleBrowser.signedIn(tenant, SLUG, TOKENS.person(tenant, "one-" + role + "-" + people++, role), ALL);
    }

    private static List<String> ways(ConsoleBrowser browser, String from) {
        Matcher sections = SECTIONS.matcher(
                browser.get("/console/tenants/" + tenant + from).body());
        assertThat(sections.find()).isTrue();
        return LINK.matcher(sections.group(1))
                .results()
                .map((MatchResult link) -> link.group(1))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"tenant-admin, 10", "auditor, 8", "support, 2"})
    void a_role_leads_to_what_answers_and_what_it_does_not_lead_to_is_refused(String role, int least) {
        ConsoleBrowser browser = browser(role);

        List<String> ways = ways(browser, "/clients");

        assertThat(ways).hasSizeGreaterThanOrEqualTo(least).isSubsetOf(everything);
        for (String way : everything) {
            assertThat(browser.get(way).statusCode()).as(role + " " + way).isEqualTo(ways.contains(way) ? 200 : 403);
        }
    }

    @Test
    void a_role_of_one_permission_leads_to_its_one_page() {
        assertThat(ways(browser(desk), "/clients")).containsExactly("/console/tenants/" + tenant + "/clients");
    }
}
