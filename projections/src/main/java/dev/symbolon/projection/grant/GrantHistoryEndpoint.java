package dev.symbolon.projection.grant;

import dev.symbolon.ports.view.Page;
import dev.symbolon.projection.http.Asked;
import dev.symbolon.projection.http.AuditRefusal;
import dev.symbolon.projection.http.Questions;
import dev.symbolon.projection.http.Window;
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
    private final GrantList grants;
    private final GrantStories stories;

    GrantHistoryEndpoint(GrantList grants, GrantStories stories) {
        this.grants = grants;
        this.stories = stories;
    }

    /** Grants, newest first; with {@code kind=authorization} the requests, those that came to nothing too. */
    @GetMapping
    ResponseEntity<Page<GrantHistoryRow>> grants(
            Asked asked,
            Window window,
            @RequestParam(defaultValue = GrantHistoryProjection.GRANT) String kind,
            @RequestParam Optional<String> subject,
            @RequestParam Optional<String> client) {
        if (!kind.equals(GrantHistoryProjection.GRANT) && !kind.equals(GrantHistoryProjection.AUTHORIZATION)) {
            throw AuditRefusal.invalid("bad-kind", "the kind is grant or authorization");
        }
        Map<String, String> equal = new HashMap<>(Map.of("kind", kind));
        subject.ifPresent(value -> equal.put("subject", Questions.value(value)));
        client.ifPresent(value -> equal.put("client", Questions.value(value)));
        if (equal.size() > 2) {
            throw AuditRefusal.invalid("one-filter", "one of subject and client, besides kind and times");
        }
        return ResponseEntity.ok().header("Cache-Control", "no-store").body(grants.page(asked, window, equal));
    }

    /** The whole life, by the grant's id or that of the authorization that it came of. */
    @GetMapping("/{id}")
    ResponseEntity<GrantLife> life(Asked asked, @PathVariable("id") String id) {
        return ResponseEntity.ok().header("Cache-Control", "no-store").body(read(asked, id));
    }

    /** The flow as it really happened: {@code format=text} or {@code svg}, else what the caller accepts, text first. */
    @GetMapping("/{id}/diagram")
    ResponseEntity<String> diagram(
            Asked asked,
            @PathVariable("id") String id,
            @RequestParam(required = false) @Nullable String format,
            @RequestHeader(name = "Accept", required = false) @Nullable String accept) {
        DiagramFormat wanted = DiagramFormat.of(format, accept);
        return wanted.answer(Flow.of(read(asked, id)));
    }

    /** From the log itself, so that no position need be waited for. */
    private GrantLife read(Asked asked, String id) {
        return stories.of(asked.tenant(), Questions.id("grant", id)).orElseThrow(() -> AuditRefusal.unknown("grant"));
    }
}
