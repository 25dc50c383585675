package dev.symbolon.projection.standing;

import dev.symbolon.core.stream.StreamId;
import dev.symbolon.ports.view.Following;
import dev.symbolon.projection.auditor.Auditor;
import dev.symbolon.projection.http.Asked;
import dev.symbolon.projection.http.AuditRefusal;
import java.time.Instant;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How far each view of a tenant is, which streams are parked and why; and the order to try one again. */
@RestController
@RequestMapping("/audit/v1/tenants/{tenant}")
final class StandingEndpoint {
    private final Following following;

    StandingEndpoint(Following following) {
        this.following = following;
    }

    /** @param behindMillis age of the first commit that the view hasn't got */
    record Lag(String view, int waiting, long behindMillis, int parked) {}

    record Parked(String view, String stream, long sequence, String reason, Instant since) {}

    record Retried(String stream, Following.Retried retried) {}

    @GetMapping("/lag")
    ResponseEntity<List<Lag>> lag(Asked asked) {
        return answer(following.lag(asked.tenant()).stream()
                .map(lag -> new Lag(lag.view(), lag.waiting(), lag.behind().toMillis(), lag.parked()))
                .toList());
    }

    @GetMapping("/parked")
    ResponseEntity<List<Parked>> parked(Asked asked) {
        return answer(following.parked(asked.tenant()).stream()
                .map(one -> new Parked(one.view(), one.stream().toString(), one.sequence(), one.reason(), one.since()))
                .toList());
    }

    @PostMapping("/parked/retry")
    ResponseEntity<Retried> retry(Asked asked, @RequestParam("stream") String stream) {
        return answer(new Retried(stream, retried(following, asked, stream)));
    }

    static Following.Retried retried(Following following, Asked asked, String stream) {
        if (!asked.auditor().has(Auditor.Right.OPERATE)) {
            throw AuditRefusal.forbidden();
        }
        StreamId parked = following.parked(asked.tenant()).stream()
                .map(Following.Parked::stream)
                .filter(one -> one.toString().equals(stream))
                .findFirst()
                .orElseThrow(() -> AuditRefusal.unknown("parked-stream"));
        return following.retry(parked);
    }

    private static <T> ResponseEntity<T> answer(T body) {
        return ResponseEntity.ok().header("Cache-Control", "no-store").body(body);
    }
}
