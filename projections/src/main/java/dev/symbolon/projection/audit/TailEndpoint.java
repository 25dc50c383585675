package dev.symbolon.projection.audit;

import dev.symbolon.core.event.AuditReadingEvent;
import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.ports.stream.LiveEvents;
import dev.symbolon.projection.http.Asked;
import dev.symbolon.projection.http.AuditRefusal;
import dev.symbolon.projection.http.Question;
import dev.symbolon.projection.http.Streamed;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * What happens now, as server-sent events. A slow listener reads the stream later, nothing is kept for it; after a quarter
 * of an hour it has to come again, by the id of the last event that it got. Its right to listen is looked at anew before each
 * event: it ends with the token, the session, or the role that it rests on.
 */
@Component
public final class TailEndpoint {
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final Duration WAIT = Duration.ofMillis(500);
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private final LiveEvents live;
    private final Opening opening;
    private final JsonMapper json;
    private volatile boolean closing;

    TailEndpoint(LiveEvents live, Opening opening, JsonMapper json) {
        this.live = live;
        this.opening = opening;
        this.json = json;
    }

    /** Before the server waits for its requests to end. */
    @EventListener(ContextClosedEvent.class)
    void close() {
        closing = true;
    }

    public ResponseEntity<Streamed> tail(Question question) {
        Predicate<AuditRow> wanted = AuditQueries.read(question).matcher();
        Optional<String> after =
                question.header("Last-Event-ID").or(() -> question.window().after());
        LiveEvents.Watch watching = watch(question.asked(), after);
        return ResponseEntity.ok()
                .header("Content-Type", "text/event-stream;charset=UTF-8")
                .header("Cache-Control", "no-store")
                .header("X-Accel-Buffering", "no")
                .body(response -> {
                    try (LiveEvents.Watch watch = watching) {
                        send(watch, question, wanted, response);
                    } catch (RuntimeException e) {
                        // Broken off, to be asked for again from the last id.
                        throw new IOException("the tail failed", e);
                    }
                });
    }

    private LiveEvents.Watch watch(Asked asked, Optional<String> after) {
        try {
            return live.watch(asked.tenant(), after);
        } catch (LiveEvents.TooManyWatchersException e) {
            throw AuditRefusal.unavailable("too-many-listeners", "as many listen as this process bears");
        } catch (IllegalArgumentException e) {
            throw AuditRefusal.invalid("bad-event-id", "the id isn't one of this stream");
        }
    }

    private void send(
            LiveEvents.Watch watch, Question question, Predicate<AuditRow> wanted, HttpServletResponse response)
            throws IOException {
        Asked asked = question.asked();
        OutputStream out = response.getOutputStream();
        write(out, "retry: 2000\n\n");
        if (watch.gap()) {
            write(out, "event: gap\ndata: {}\n\n");
        }
        response.flushBuffer();
        long began = System.nanoTime();
        long spoke = began;
        while (!closing && System.nanoTime() - began < LONGEST.toNanos()) {
            List<LiveEvents.Live> events = watch.next(WAIT);
            Optional<Asked> now = question.askedNow();
            if (now.isEmpty()) {
                return;
            }
            // A reader for each turn: whoever was erased a moment ago is erased in what comes next.
            Opening.Reader reader = opening.reader(asked.tenant(), now.get().auditor());
            boolean said = false;
            for (LiveEvents.Live event : events) {
                AuditRow row = AuditProjection.of(event.event());
                if (!ownReading(event.event(), asked) && wanted.test(row)) {
                    write(
                            out,
                            "id: " + event.mark() + "\nevent: entry\ndata: "
                                    + json.writeValueAsString(reader.entry(row)) + "\n\n");
                    said = true;
                }
            }
            if (!said && System.nanoTime() - spoke > SILENCE.toNanos()) {
                write(out, ": still here\n\n");
                said = true;
            }
            if (said) {
                spoke = System.nanoTime();
                response.flushBuffer();
            }
        }
    }

    /** A listener isn't told of its own listening. */
    private static boolean ownReading(RecordedEvent event, Asked asked) {
        return event.event() instanceof AuditReadingEvent.Opened opened
                && opened.reading().equals(asked.reading());
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
