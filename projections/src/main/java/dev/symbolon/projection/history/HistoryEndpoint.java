package dev.symbolon.projection.history;

import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.user.UserId;
import dev.symbolon.projection.grant.GrantHistoryProjection;
import dev.symbolon.projection.http.Asked;
import dev.symbolon.projection.http.AuditRefusal;
import dev.symbolon.projection.http.Questions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What was in force at a moment, and what changed between two: of the tenant, or of anything in it. */
@RestController
@RequestMapping("/audit/v1/tenants/{tenant}")
final class HistoryEndpoint {
    private final TimeTravel travel;
    private final SubjectAccess access;
    private final Past past;
    private final Moments moments;
    private final Questions questions;

    HistoryEndpoint(TimeTravel travel, SubjectAccess access, Past past, Moments moments, Questions questions) {
        this.access = access;
        this.questions = questions;
        this.travel = travel;
        this.past = past;
        this.moments = moments;
    }

    @GetMapping("/state")
    ResponseEntity<StateThen> tenant(Asked asked, @RequestParam(required = false) @Nullable String at) {
        return answer(travel.state(tenantStream(asked), moments.parse(asked.tenant(), at), asked.auditor()));
    }

    @GetMapping("/diff")
    ResponseEntity<Change> tenantChange(
            Asked asked,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to) {
        return change(asked, tenantStream(asked), from, to);
    }

    @GetMapping("/{kind}/{id}/state")
    ResponseEntity<StateThen> state(
            Asked asked,
            @PathVariable("kind") String kind,
            @PathVariable("id") String id,
            @RequestParam(required = false) @Nullable String at) {
        StateThen then = travel.state(stream(asked, kind, id), moments.parse(asked.tenant(), at), asked.auditor());
        return answer(then);
    }

    @GetMapping("/{kind}/{id}/diff")
    ResponseEntity<Change> change(
            Asked asked,
            @PathVariable("kind") String kind,
            @PathVariable("id") String id,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to) {
        return change(asked, stream(asked, kind, id), from, to);
    }

    /** What the subject's tokens could reach, each with its chain of causes. */
    @GetMapping("/access")
    ResponseEntity<Access> access(
            Asked asked, @RequestParam String subject, @RequestParam(required = false) @Nullable String at) {
        Moment moment = moments.parse(asked.tenant(), at);
        StreamId user = stream(asked, Traced.name(StreamType.USER), subject);
        questions.await(GrantHistoryProjection.VIEW, asked);
        return answer(access.of(asked.tenant(), new UserId(user.id()), moment));
    }

    private ResponseEntity<Change> change(Asked asked, StreamId stream, @Nullable String from, @Nullable String to) {
        if (from == null || from.isEmpty()) {
            throw AuditRefusal.invalid("bad-moment", "a difference has a moment from which on");
        }
        Moment first = moments.parse(asked.tenant(), from);
        Moment last = moments.parse(asked.tenant(), to);
        if (first.clock().compareTo(last.clock()) > 0) {
            throw AuditRefusal.invalid("bad-moment", "the first moment comes after the second");
        }
        return answer(travel.change(stream, first, last, asked.auditor()));
    }

    /** Something that there is or was; what there never was in this tenant is unknown at every moment. */
    private StreamId stream(Asked asked, String kind, String id) {
        StreamType type = Traced.named(kind).orElseThrow(() -> AuditRefusal.unknown("kind"));
        StreamId stream = new StreamId(asked.tenant(), type, Questions.id("thing", id));
        if (past.event(stream, 0).isEmpty()) {
            throw AuditRefusal.unknown("thing");
        }
        return stream;
    }

    private static StreamId tenantStream(Asked asked) {
        return StreamId.of(asked.tenant(), StreamType.TENANT, asked.tenant());
    }

    private static <T> ResponseEntity<T> answer(T body) {
        return ResponseEntity.ok().header("Cache-Control", "no-store").body(body);
    }
}
