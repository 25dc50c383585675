package dev.symbolon.projection.audit;

import dev.symbolon.ports.view.Page;
import dev.symbolon.projection.http.Asked;
import dev.symbolon.projection.http.AuditRefusal;
import dev.symbolon.projection.http.Window;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * All that a search finds, as a file. The headers name the times of its first and last entry, so that a reader of the lines
 * knows how far it is; whoever loses the rest asks again with the cursor of the last whole line.
 */
@RestController
@RequestMapping("/audit/v1/tenants/{tenant}/export")
final class ExportEndpoint {
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

    @GetMapping
    void export(
            Asked asked,
            Window window,
            @RequestParam(name = "format", defaultValue = "ndjson") String name,
            @RequestParam Map<String, String> parameters,
            HttpServletResponse response)
            throws IOException {
        ExportFormat format =
                switch (name) {
                    case "ndjson" -> ExportFormat.NDJSON;
                    case "csv" -> ExportFormat.CSV;
                    default -> throw AuditRefusal.invalid("bad-format", "the format is ndjson or csv");
                };
        AuditQuery query = AuditQueries.read(parameters, window);
        ExportCursor at = window.after().map(ExportCursor::read).orElse(ExportCursor.BEGIN);
        // Refused, if at all, before the first byte.
        Page<AuditEntry> first = audit.page(asked, query, at.page(), PAGE);
        List<AuditEntry> ends = audit.ends(asked, query);
        response.setContentType(format.type() + ";charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader(
                "Content-Disposition",
                "attachment; filename=\"audit-" + asked.tenant().value() + "." + name + "\"");
        if (!ends.isEmpty()) {
            response.setHeader("Symbolon-First-Time", ends.getFirst().time().toString());
            response.setHeader("Symbolon-Last-Time", ends.getLast().time().toString());
        }
        OutputStream out = new BufferedOutputStream(response.getOutputStream(), 64 * 1024);
        if (format.head().isPresent()) {
            write(out, format.head().get());
        }
        try {
            write(out, format, asked, query, at, first);
        } catch (RuntimeException e) {
            // Broken off: a problem document behind half an export would be taken for its end.
            throw new IOException("the export failed", e);
        }
        out.flush();
    }

    private void write(
            OutputStream out,
            ExportFormat format,
            Asked asked,
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
                cursor = cursor.behind(entry, () -> audit.cursorBefore(asked, query, entry));
                write(out, format.line(cursor.text(), entry, json));
                written++;
            }
            if (page.next().isEmpty() || written >= MOST) {
                return;
            }
            if (closing) {
                // Broken off rather than ended: the reader sees that there is more.
                throw new IOException("stopping");
            }
            page = audit.page(asked, query, page.next(), PAGE);
            cursor = ExportCursor.BEGIN;
        }
    }

    private static void write(OutputStream out, String line) throws IOException {
        out.write(line.getBytes(StandardCharsets.UTF_8));
        out.write('\n');
    }
}
