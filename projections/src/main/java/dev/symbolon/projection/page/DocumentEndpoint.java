package dev.symbolon.projection.page;

import dev.symbolon.admission.access.PlatformApi;
import dev.symbolon.core.role.AdminPermission;
import dev.symbolon.projection.AuditOperations;
import dev.symbolon.projection.http.AuditorGate;
import dev.symbolon.projection.http.OpenApi;
import dev.symbolon.projection.http.Operation;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** How to call the audit API: for programs and for people. */
@RestController
final class DocumentEndpoint {
    private final byte[] document;
    private final List<Line> lines;
    private final AuditorPages pages;

    DocumentEndpoint(AuditOperations operations, AuditorPages pages, JsonMapper json) {
        this.document = json.writerWithDefaultPrettyPrinter().writeValueAsBytes(OpenApi.of(operations.all()));
        this.lines = operations.all().stream().map(Line::of).toList();
        this.pages = pages;
    }

    record Line(
            String method, String path, String summary, List<Operation.Parameter> parameters, List<String> answers) {
        static Line of(Operation operation) {
            return new Line(
                    operation.method().name(),
                    Operation.BASE + operation.path(),
                    operation.summary(),
                    operation.parameters(),
                    List.copyOf(operation.answers().keySet()));
        }
    }

    @GetMapping(AuditorGate.DOCUMENT)
    ResponseEntity<byte[]> document() {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header("Cache-Control", "max-age=60")
                .body(document);
    }

    @GetMapping(AuditorGate.DOCUMENT_PAGE)
    ResponseEntity<String> page() {
        return pages.of(
                HttpStatus.OK,
                "api",
                Map.of(
                        "operations",
                        lines,
                        "document",
                        AuditorGate.DOCUMENT,
                        "audience",
                        PlatformApi.AUDIT.audience(),
                        "scope",
                        AdminPermission.AUDIT_READ.scope()));
    }
}
