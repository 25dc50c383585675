package dev.symbolon.projection.grant;

import dev.symbolon.ports.view.Page;
import dev.symbolon.projection.http.AuditRefusal;
import dev.symbolon.projection.http.Question;
import dev.symbolon.projection.http.Questions;
import java.util.HashMap;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** What was granted, and the whole story of each grant, also as a diagram. */
@Component
public final class GrantHistoryEndpoint {
    private final GrantList grants;
    private final GrantStories stories;

    GrantHistoryEndpoint(GrantList grants, GrantStories stories) {
        this.grants = grants;
        this.stories = stories;
    }

    /** Grants, newest first; with {@code kind=authorization} the requests, those that came to nothing too. */
    public ResponseEntity<Page<GrantHistoryRow>> grants(Question question) {
        String kind = question.text("kind").orElse(GrantHistoryProjection.GRANT);
        if (!kind.equals(GrantHistoryProjection.GRANT) && !kind.equals(GrantHistoryProjection.AUTHORIZATION)) {
            throw AuditRefusal.invalid("bad-kind", "the kind is grant or authorization");
        }
        Map<String, String> equal = new HashMap<>(Map.of("kind", kind));
        question.text("subject").ifPresent(value -> equal.put("subject", Questions.value(value)));
        question.text("client").ifPresent(value -> equal.put("client", Questions.value(value)));
        if (equal.size() > 2) {
            throw AuditRefusal.invalid("one-filter", "one of subject and client, besides kind and times");
        }
        return ResponseEntity.ok()
                .header("Cache-Control", "no-store")
                .body(grants.page(question.asked(), question.window(), equal));
    }

    /** The whole life, by the grant's id or that of the authorization that it came of. */
    public ResponseEntity<GrantLife> life(Question question) {
        return ResponseEntity.ok().header("Cache-Control", "no-store").body(read(question));
    }

    /** The flow as it really happened: {@code format=text} or {@code svg}, else what the caller accepts, text first. */
    public ResponseEntity<String> diagram(Question question) {
        DiagramFormat wanted = DiagramFormat.of(
                question.text("format").orElse(null), question.header("Accept").orElse(null));
        return wanted.answer(Flow.of(read(question)));
    }

    /** From the log itself, so that no position need be waited for. */
    private GrantLife read(Question question) {
        return stories.of(question.tenant(), Questions.id("grant", question.path("id")))
                .orElseThrow(() -> AuditRefusal.unknown("grant"));
    }
}
