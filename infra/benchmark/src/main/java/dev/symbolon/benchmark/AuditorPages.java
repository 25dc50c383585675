package dev.symbolon.benchmark;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The auditor's pages as the first operator sees them. */
final class AuditorPages {
    private final Profile profile;
    private final int asked;

    AuditorPages(Profile profile, int asked) {
        this.profile = profile;
        this.asked = asked;
    }

    void run(AuditApi api) throws IOException, InterruptedException {
        OperatorBrowser browser = OperatorBrowser.signedIn(profile.file(), profile.audit(), "/auditor");
        List<JsonNode> grants =
                api.get("/grants?limit=200").path("rows").valueStream().toList();
        String base = "/auditor/tenants/" + profile.tenant();
        System.out.println("| page | asked | p50 ms | p99 ms | most ms |");
        System.out.println("|---|---|---|---|---|");
        measure(browser, "the newest events", base + "/events", List.of(""));
        measure(
                browser,
                "events of a person, by type",
                base + "/events?type=grant.issued&subject=",
                grants.stream().map(grant -> grant.path("subject").asString()).toList());
        measure(
                browser,
                "a grant with its diagram",
                base + "/grants/",
                grants.stream().map(grant -> grant.path("id").asString()).toList());
        measure(
                browser,
                "a person, at a moment",
                base + "/people/",
                grants.stream()
                        .map(grant -> grant.path("subject").asString() + "?at="
                                + Instant.ofEpochMilli(grant.path("clock").asLong() >>> 16))
                        .toList());
    }

    private void measure(OperatorBrowser browser, String name, String path, List<String> endings)
            throws IOException, InterruptedException {
        System.out.println(browser.measure(asked, path, endings).row(name));
    }
}
