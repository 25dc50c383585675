package dev.symbolon.projection.grant;

import dev.symbolon.ports.view.Page;
import dev.symbolon.projection.client.ClientNames;
import dev.symbolon.projection.http.Asked;
import dev.symbolon.projection.http.AuditRefusal;
import dev.symbolon.projection.http.AuditorGate;
import dev.symbolon.projection.http.Questions;
import dev.symbolon.projection.http.Window;
import dev.symbolon.projection.page.AuditorPage;
import dev.symbolon.projection.page.AuditorPages;
import dev.symbolon.projection.page.Links;
import java.util.HashMap;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Grants as pages: the list, and the story of one with its diagram. */
@Controller
@RequestMapping(AuditorGate.PAGES + "/tenants/{tenant}/grants")
final class GrantPages implements AuditorPage {
    private final GrantList grants;
    private final GrantStories stories;
    private final ClientNames clients;
    private final AuditorPages pages;

    GrantPages(GrantList grants, GrantStories stories, ClientNames clients, AuditorPages pages) {
        this.clients = clients;
        this.grants = grants;
        this.stories = stories;
        this.pages = pages;
    }

    @GetMapping
    ResponseEntity<String> grants(
            Asked asked,
            Window window,
            @RequestParam(defaultValue = GrantHistoryProjection.GRANT) String kind,
            @RequestParam(defaultValue = "") String subject,
            @RequestParam(defaultValue = "") String client) {
        boolean authorizations = kind.equals(GrantHistoryProjection.AUTHORIZATION);
        Map<String, String> equal = new HashMap<>();
        equal.put("kind", authorizations ? GrantHistoryProjection.AUTHORIZATION : GrantHistoryProjection.GRANT);
        Map<String, String> given = new HashMap<>();
        given.put("kind", equal.get("kind"));
        // One index serves each: of two, the person counts.
        if (!subject.isBlank()) {
            equal.put("subject", Questions.value(subject.strip()));
            given.put("subject", subject.strip());
        } else if (!client.isBlank()) {
            equal.put("client", Questions.value(client.strip()));
            given.put("client", client.strip());
        }
        Page<GrantHistoryRow> page = grants.page(asked, window, equal);
        String here = AuditorGate.PAGES + "/tenants/" + asked.tenant().value();
        Links links = new Links(here + "/grants", given);
        return pages.of(
                asked.tenant(),
                "grants",
                "grants",
                Map.of(
                        "given", given,
                        "grants",
                                page.rows().stream()
                                        .map(row -> GrantView.Listed.of(
                                                row, row.client().flatMap(id -> clients.of(asked.tenant(), id)), here))
                                        .toList(),
                        "next",
                                page.next()
                                        .map(cursor ->
                                                links.with("after", cursor).text())
                                        .orElse("")));
    }

    @GetMapping("/{id}")
    ResponseEntity<String> grant(Asked asked, @PathVariable("id") String id) {
        GrantLife life =
                stories.of(asked.tenant(), Questions.id("grant", id)).orElseThrow(() -> AuditRefusal.unknown("grant"));
        String here = AuditorGate.PAGES + "/tenants/" + asked.tenant().value();
        return pages.of(
                asked.tenant(),
                "grants",
                "grant",
                Map.of(
                        "life",
                        life,
                        "view",
                        GrantView.of(life, here),
                        "diagram",
                        "/audit/v1/tenants/" + asked.tenant().value() + "/grants/"
                                + life.grant().orElse(id) + "/diagram"));
    }
}
