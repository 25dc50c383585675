package dev.symbolon.projection.history;

import dev.symbolon.core.stream.StreamId;
import dev.symbolon.projection.auditor.Auditor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.stereotype.Component;

/** Answers what something was, and how it became something else. */
@Component
final class TimeTravel {
    private static final int MOST_EVENTS = 500;

    private final Past past;
    private final Moments moments;
    private final InForce inForce;
    private final PersonalShown personal;

    TimeTravel(Past past, Moments moments, InForce inForce, PersonalShown personal) {
        this.past = past;
        this.moments = moments;
        this.inForce = inForce;
        this.personal = personal;
    }

    StateThen state(StreamId stream, Moment moment, Auditor auditor) {
        Optional<? extends Past.Was<?>> was = past.state(stream, moment);
        List<String> but =
                was.map(it -> inForce.but(stream, it.state(), moment)).orElse(List.of());
        StateTree tree = personal.tree(stream.tenant(), stream.type(), auditor);
        return new StateThen(
                stream.toString(),
                moment.instant(),
                moments.provisional(stream.tenant(), moment),
                moments.stable(stream.tenant()),
                was.isPresent(),
                was.map(it -> it.last().envelope().sequence()).orElse(-1L),
                was.map(it -> By.of(it.last())),
                was.isPresent() && but.isEmpty(),
                but,
                was.<Map<String, Object>>map(it -> tree.of(it.state())).orElse(Map.of()));
    }

    Change change(StreamId stream, Moment from, Moment to, Auditor auditor) {
        StateTree tree = personal.tree(stream.tenant(), stream.type(), auditor);
        AtomicReference<Map<String, Object>> first = new AtomicReference<>(Map.of());
        AtomicReference<Map<String, Object>> last = new AtomicReference<>(Map.of());
        List<Change.Made> made = new ArrayList<>();
        AtomicLong omitted = new AtomicLong();
        past.steps(stream, to, (event, _, after) -> {
            if (from.has(event)) {
                first.set(tree.of(after));
                last.set(first.get());
            } else if (made.size() < MOST_EVENTS) {
                Map<String, Object> now = tree.of(after);
                made.add(new Change.Made(By.of(event), Differences.between(last.get(), now)));
                last.set(now);
            } else {
                omitted.incrementAndGet();
                last.set(tree.of(after));
            }
        });
        return new Change(
                stream.toString(),
                from.instant(),
                to.instant(),
                moments.provisional(stream.tenant(), to),
                moments.stable(stream.tenant()),
                Differences.between(first.get(), last.get()),
                made,
                omitted.get());
    }
}
