package dev.symbolon.projection.standing;

import dev.symbolon.core.stream.StreamId;
import dev.symbolon.ports.view.Following;
import dev.symbolon.projection.auditor.Auditor;
import dev.symbolon.projection.http.Asked;
import dev.symbolon.projection.http.AuditRefusal;
import dev.symbolon.projection.http.Question;
import java.time.Instant;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** How far each view of a tenant is, which streams are parked and why; and the order to try one again. */
@Component
public final class StandingEndpoint {
    private final Following following;

    StandingEndpoint(Following following) {
        this.following = following;
    }

    /** @param behindMillis age of the first commit that the view hasn't got */
    public record Lag(String view, int waiting, long behindMillis, int parked) {}

    public record Parked(String view, String stream, long sequence, String reason, Instant since) {}

    public record Retried(String stream, Following.Retried retried) {}

    public ResponseEntity<List<Lag>> lag(Question question) {
        return answer(following.lag(question.tenant()).stream()
                .map(lag -> new Lag(lag.view(), lag.waiting(), lag.behind().toMillis(), lag.parked()))
                .toList());
    }

    public ResponseEntity<List<Parked>> parked(Question question) {
        return answer(following.parked(question.tenant()).stream()
                .map(one -> new Parked(one.view(), one.stream().toString(), one.sequence(), one.reason(), one.since()))
                .toList());
    }

    public ResponseEntity<Retried> retry(Question question) {
        String stream = question.text("stream").orElse("");
        return answer(new Retried(stream, retried(following, question.asked(), stream)));
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
