package dev.symbolon.projection.audit;

import dev.symbolon.ports.view.Page;
import dev.symbolon.projection.http.Asked;
import dev.symbolon.projection.http.AuditRefusal;
import dev.symbolon.projection.http.BrokenOffException;
import dev.symbolon.projection.http.Question;
import dev.symbolon.projection.http.Streamed;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * All that a search finds, as a file. The headers name the times of its first and last entry, so that a reader of the lines
 * knows how far it is, and when the log was last complete; whoever loses the rest asks again with the cursor of the last whole line. The right to read is looked at
 * anew for each page.
 */
@Component
public final class ExportEndpoint {
    public static final String FIRST = "Symbolon-First-Time";
    public static final String LAST = "Symbolon-Last-Time";
    public static final String STABLE = "Symbolon-Stable-Time";

    private static final int PAGE = 500;
    private static final long MOST = 2_000_000;

    private final AuditLog audit;
    private final JsonMapper json;
    private volatile boolean closing;

    ExportEndpoint(AuditLog audit, JsonMapper json) {
        this.audit = audit;
        this.json = json;
    }

    @EventListener(ContextClosedEvent.class)
    void close() {
        closing = true;
    }

    public ResponseEntity<Streamed> export(Question question) {
        Asked asked = question.asked();
        String name = question.text("format").orElse("ndjson");
        ExportFormat format =
                switch (name) {
                    case "ndjson" -> ExportFormat.NDJSON;
                    case "csv" -> ExportFormat.CSV;
                    default -> throw AuditRefusal.invalid("bad-format", "the format is ndjson or csv");
                };
        AuditQuery query = AuditQueries.read(question);
        ExportCursor at = question.window().after().map(ExportCursor::read).orElse(ExportCursor.BEGIN);
        Instant stable = audit.stable(asked.tenant());
        // Refused, if at all, before the first byte.
        Page<AuditEntry> first = audit.page(asked, query, at.page(), PAGE);
        List<AuditEntry> ends = audit.ends(asked, query);
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok()
                .header("Content-Type", format.type() + ";charset=UTF-8")
                .header("Cache-Control", "no-store")
                .header("X-Content-Type-Options", "nosniff")
                .header(STABLE, stable.toString())
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"audit-" + asked.tenant().value() + "." + name + "\"");
        if (!ends.isEmpty()) {
            answer.header(FIRST, ends.getFirst().time().toString());
            answer.header(LAST, ends.getLast().time().toString());
        }
        return answer.body(response -> write(response, format, question, query, at, first));
    }

    private void write(
            HttpServletResponse response,
            ExportFormat format,
            Question question,
            AuditQuery query,
            ExportCursor at,
            Page<AuditEntry> first)
            throws IOException {
        OutputStream out = new BufferedOutputStream(response.getOutputStream(), 64 * 1024);
        if (format.head().isPresent()) {
            write(out, format.head().get());
        }
        try {
            write(out, format, question, query, at, first);
        } catch (RuntimeException e) {
            // Broken off: a problem document behind half an export would be taken for its end.
            throw new IOException("the export failed", e);
        }
        out.flush();
    }

    private void write(
            OutputStream out,
            ExportFormat format,
            Question question,
            AuditQuery query,
            ExportCursor at,
            Page<AuditEntry> first)
            throws IOException {
        Page<AuditEntry> page = first;
        ExportCursor cursor = at;
        long written = 0;
        while (true) {
            List<AuditEntry> rows = page.rows();
            // Only the page that was asked for by a line's cursor begins with lines that are known already.
            for (AuditEntry entry : rows.subList(Math.min(cursor.skipped(), rows.size()), rows.size())) {
                cursor = cursor.behind(entry, () -> audit.cursorBefore(question.asked(), query, entry));
                write(out, format.line(cursor.text(), entry, json));
                written++;
            }
            if (page.next().isEmpty()) {
                return;
            }
            if (written >= MOST) {
                throw new BrokenOffException("longer than an export may be");
            }
            if (closing) {
                throw new BrokenOffException("stopping");
            }
            Asked now = question.askedNow().orElseThrow(() -> new BrokenOffException("the right to read is over"));
            page = audit.page(now, query, page.next(), PAGE);
            cursor = ExportCursor.BEGIN;
        }
    }

    private static void write(OutputStream out, String line) throws IOException {
        out.write(line.getBytes(StandardCharsets.UTF_8));
        out.write('\n');
    }
}
