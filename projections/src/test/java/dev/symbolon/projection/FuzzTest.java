package dev.symbolon.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every call of the OpenAPI document with what nobody should send: a 4xx problem, and nothing of ours in it. */
final class FuzzTest {
    private static final RunningAudit AUDIT = RunningAudit.shared();
    private static final String TENANT = AUDIT.aTenant().value();
    private static final List<String> ODD = List.of(
            "%00",
            "%ff%fe", "..%2f..", "a".repeat(300), "%E2%80%AE", "%3Cscript%3E", "-1", "~", "%F0%9F%94%91", "1e400");
    private static final List<String> BODIES = List.of(
            "",
            "null",
            "[]",
            "7",
            "{",
            "{}}",
            "{\"retentionDays\":\"x\"}",
            "{\"retentionDays\":1e400}",
            "{\"retentionDays\":-1}",
            "{\"retentionDays\":[]}",
            "{\"unknown\":1}",
            "[".repeat(3_000),
            "\"" + "x".repeat(70_000));

    @Test
    void no_id_no_parameter_and_no_body_makes_a_server_error() {
        for (DocumentedCalls call : DocumentedCalls.all()) {
            for (String odd : ODD) {
                check(
                        call,
                        CrossTenantMatrixTest.filled(call.path(), odd, Map.of()).replaceAll("\\{[a-z]+}", odd),
                        "{}");
                if (!call.streams()) {
                    String path = CrossTenantMatrixTest.filled(
                            call.path(), TENANT, Map.of("kind", odd, "id", odd, "event", odd));
                    check(call, path + call.query(), "{}");
                    String known = CrossTenantMatrixTest.filled(
                            call.path(), TENANT, Map.of("kind", "clients", "id", "x", "event", "x"));
                    for (String parameter : call.parameters()) {
                        check(call, known + "?" + parameter + "=" + odd, "{}");
                    }
                    check(call, known + "?" + odd + "=1", "{}");
                    check(call, known + "?after=" + "A".repeat(600), "{}");
                    check(call, known + "?position=a.b.c.d", "{}");
                }
            }
            if (call.takesBody()) {
                for (String body : BODIES) {
                    check(call, call.path().replace("{tenant}", TENANT), body);
                }
            }
        }
    }

    private static void check(DocumentedCalls call, String path, String body) {
        HttpResponse<String> said = call.send(AUDIT, path, RunningAudit.TOKEN, body);
        String shown = call.method() + " " + path + " " + body.substring(0, Math.min(60, body.length())) + " -> "
                + said.statusCode() + " " + said.body();
        assertThat(said.statusCode()).as(shown).isLessThan(500);
        assertThat(said.body()).as(shown).doesNotContain("Exception", "dev.symbolon", "\tat ");
        if (said.statusCode() >= 400 && !said.body().isEmpty() && !said.body().startsWith("<!doctype html>")) {
            assertThat(said.headers().firstValue("Content-Type").orElse(""))
                    .as(shown)
                    .startsWith("application/problem+json");
        }
    }
}
