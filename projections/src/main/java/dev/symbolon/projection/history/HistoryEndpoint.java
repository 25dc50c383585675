package dev.symbolon.projection.history;

import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.user.UserId;
import dev.symbolon.projection.grant.GrantHistoryProjection;
import dev.symbolon.projection.http.Asked;
import dev.symbolon.projection.http.AuditRefusal;
import dev.symbolon.projection.http.Question;
import dev.symbolon.projection.http.Questions;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** What was in force at a moment, and what changed between two: of the tenant, or of anything in it. */
@Component
public final class HistoryEndpoint {
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

    public ResponseEntity<StateThen> tenant(Question question) {
        return state(question, tenantStream(question.asked()));
    }

    public ResponseEntity<Change> tenantChange(Question question) {
        return change(question, tenantStream(question.asked()));
    }

    public ResponseEntity<StateThen> state(Question question) {
        return state(question, stream(question.asked(), question.path("kind"), question.path("id")));
    }

    public ResponseEntity<Change> change(Question question) {
        return change(question, stream(question.asked(), question.path("kind"), question.path("id")));
    }

    /** What the subject's tokens could reach, each with its chain of causes. */
    public ResponseEntity<Access> access(Question question) {
        Asked asked = question.asked();
        Moment moment = moment(question, "at");
        StreamId user = stream(asked, Traced.name(StreamType.USER), question.required("subject"));
        questions.await(GrantHistoryProjection.VIEW, asked);
        return answer(access.of(asked.tenant(), new UserId(user.id()), moment));
    }

    private ResponseEntity<StateThen> state(Question question, StreamId stream) {
        return answer(travel.state(stream, moment(question, "at"), question.auditor()));
    }

    private Moment moment(Question question, String parameter) {
        return moments.parse(question.tenant(), question.text(parameter).orElse(null));
    }

    private ResponseEntity<Change> change(Question question, StreamId stream) {
        if (question.text("from").isEmpty()) {
            throw AuditRefusal.invalid("bad-moment", "a difference has a moment from which on");
        }
        Moment first = moment(question, "from");
        Moment last = moment(question, "to");
        if (first.clock().compareTo(last.clock()) > 0) {
            throw AuditRefusal.invalid("bad-moment", "the first moment comes after the second");
        }
        return answer(travel.change(stream, first, last, question.auditor()));
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
