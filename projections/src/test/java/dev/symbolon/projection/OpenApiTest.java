package dev.symbolon.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.projection.http.Operation;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The document that says how to call the audit API, and the page that says it to people. */
final class OpenApiTest {
    private static final RunningAudit AUDIT = RunningAudit.shared();

    @Test
    void every_operation_is_described_with_its_parameters_and_its_records() {
        JsonNode document = document();
        assertThat(document.get("openapi").asString()).isEqualTo("3.1.0");
        assertThat(AUDIT.bean(AuditOperations.class).all()).hasSizeGreaterThan(20);
        for (Operation operation : AUDIT.bean(AuditOperations.class).all()) {
            JsonNode described = document.get("paths")
                    .get(Operation.BASE + operation.path())
                    .get(operation.method().name().toLowerCase(Locale.ROOT));
            assertThat(described.get("operationId").asString()).isEqualTo(operation.id());
            assertThat(described.at("/responses/200/content").propertyNames())
                    .as(operation.id())
                    .isNotEmpty();
            assertThat(described
                            .get("parameters")
                            .valueStream()
                            .map(one -> one.get("name").asString()))
                    .as(operation.id())
                    .containsAll(operation.parameters().stream()
                            .map(Operation.Parameter::name)
                            .toList());
        }
    }

    @Test
    void every_reference_leads_to_a_schema_and_answers_have_the_fields_that_theirs_names() {
        JsonNode document = document();
        assertThat(document.findValues("$ref"))
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                document.at(reference.asString().substring(1)).isObject())
                        .as(reference.asString())
                        .isTrue());
        JsonNode entry = AUDIT.ok(AUDIT.aTenant(), "/events?limit=1&type=audit-reading.opened");
        assertThat(document.at("/components/schemas/EntryPage/properties").propertyNames())
                .containsAll(entry.propertyNames())
                .contains("stable");
        assertThat(document.at("/paths/~1audit~1v1~1tenants~1{tenant}~1export/get/responses/200/headers")
                        .propertyNames())
                .contains("Symbolon-Stable-Time");
    }

    @Test
    void the_page_needs_no_token_and_lists_every_operation() {
        HttpResponse<String> page = AUDIT.send(AUDIT.request("/audit/v1/docs"));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'");
        String token =
                document().at("/components/securitySchemes/auditor/description").asString();
        for (String named : List.of("urn:symbolon:audit-api", "symbolon:audit:read")) {
            assertThat(page.body()).contains(named);
            assertThat(token).contains(named);
        }
        for (Operation operation : AUDIT.bean(AuditOperations.class).all()) {
            assertThat(page.body()).contains(operation.path(), HtmlUtils.htmlEscape(operation.summary(), "UTF-8"));
        }
    }

    @Test
    void another_method_on_a_known_path_is_told_so_and_an_unknown_path_is_unknown() {
        String tenant = AUDIT.aTenant().value();
        assertThat(status("DELETE", "/audit/v1/tenants/" + tenant + "/events")).isEqualTo(405);
        assertThat(status("HEAD", "/audit/v1/tenants/" + tenant + "/events")).isEqualTo(200);
        assertThat(status("GET", "/audit/v1/tenants/" + tenant + "/nothing")).isEqualTo(404);
        assertThat(status("GET", "/audit/v1/nothing")).isEqualTo(404);
    }

    private static int status(String method, String path) {
        return AUDIT.send(AUDIT.request(path)
                        .header("Authorization", "Bearer " + RunningAudit.TOKEN)
                        .method(method, HttpRequest.BodyPublishers.noBody()))
                .statusCode();
    }

    static JsonNode document() {
        return JsonMapper.builder()
                .build()
                .readTree(AUDIT.send(AUDIT.request("/audit/v1/openapi.json")).body());
    }
}
