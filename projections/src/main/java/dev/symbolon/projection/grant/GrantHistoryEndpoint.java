package dev.symbolon.projection.grant;

import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.view.Page;
import dev.symbolon.ports.view.ViewQuery;
import dev.symbolon.ports.view.Views;
import dev.symbolon.projection.http.AuditRefusal;
import dev.symbolon.projection.http.Questions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What was granted, and the whole story of each grant, also as a diagram. */
@RestController
@RequestMapping("/audit/v1/tenants/{tenant}/grants")
final class GrantHistoryEndpoint {
    private static final int LONGEST_VALUE = 100;

    private final Views views;
    private final GrantStories stories;
    private final Questions questions;

    GrantHistoryEndpoint(Views views, GrantStories stories, Questions questions) {
        this.views = views;
        this.stories = stories;
        this.questions = questions;
    }

    /** Grants, newest first; with {@code kind=authorization} the requests, those that came to nothing too. */
    @GetMapping
    ResponseEntity<Page<GrantHistoryRow>> grants(
            @PathVariable("tenant") String tenantId,
            @RequestParam(defaultValue = GrantHistoryProjection.GRANT) String kind,
            @RequestParam Optional<String> subject,
            @RequestParam Optional<String> client,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String until,
            @RequestParam Optional<String> after,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String position,
            @RequestHeader(name = "Symbolon-Position", required = false) @Nullable String header) {
        TenantId tenant = questions.tenant(tenantId);
        if (!kind.equals(GrantHistoryProjection.GRANT) && !kind.equals(GrantHistoryProjection.AUTHORIZATION)) {
            throw AuditRefusal.invalid("bad-kind", "the kind is grant or authorization");
        }
        Map<String, String> equal = new HashMap<>(Map.of("kind", kind));
        subject.ifPresent(value -> equal.put("subject", value));
        client.ifPresent(value -> equal.put("client", value));
        if (equal.size() > 2) {
            throw AuditRefusal.invalid("one-filter", "one of subject and client, besides kind and times");
        }
        if (equal.values().stream().anyMatch(value -> value.length() > LONGEST_VALUE)) {
            throw AuditRefusal.invalid("bad-filter", "a filter has at most 100 characters");
        }
        ViewQuery query = new ViewQuery(
                equal,
                GrantHistoryProjection.SORT,
                questions.clock(from),
                questions.clock(until),
                true,
                after,
                questions.limit(limit));
        questions.await(GrantHistoryProjection.VIEW, tenant, position, header);
        return ResponseEntity.ok()
                .header("Cache-Control", "no-store")
                .body(views.find(GrantHistoryProjection.VIEW, tenant, query));
    }

    /** The whole life, by the grant's id or that of the authorization that it came of. */
    @GetMapping("/{id}")
    ResponseEntity<GrantLife> life(@PathVariable("tenant") String tenantId, @PathVariable("id") String id) {
        return ResponseEntity.ok().header("Cache-Control", "no-store").body(read(tenantId, id));
    }

    /** The flow as it really happened: {@code format=text} or {@code svg}, else what the caller accepts, text first. */
    @GetMapping("/{id}/diagram")
    ResponseEntity<String> diagram(
            @PathVariable("tenant") String tenantId,
            @PathVariable("id") String id,
            @RequestParam(required = false) @Nullable String format,
            @RequestHeader(name = "Accept", required = false) @Nullable String accept) {
        DiagramFormat wanted = DiagramFormat.of(format, accept);
        return wanted.answer(Flow.of(read(tenantId, id)));
    }

    private GrantLife read(String tenantId, String id) {
        TenantId tenant = questions.tenant(tenantId);
        return stories.of(tenant, questions.id("grant", id)).orElseThrow(() -> AuditRefusal.unknown("grant"));
    }
}
