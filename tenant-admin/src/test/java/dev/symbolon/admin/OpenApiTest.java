package dev.symbolon.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.admin.http.Operation;
import dev.symbolon.admin.running.Api.Said;
import dev.symbolon.admin.running.RunningAdmin;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The document that says how to call the API. */
class OpenApiTest {
    private static final RunningAdmin ADMIN = RunningAdmin.shared();

    @Test
    void every_operation_is_described_with_its_permission_and_its_records() {
        JsonNode document = ADMIN.with("").get("/admin/v1/openapi.json").json();
        assertThat(document.get("openapi").asString()).isEqualTo("3.1.0");
        for (Operation operation : ADMIN.bean(AdminOperations.class).all()) {
            JsonNode described = document.get("paths")
                    .get(Operation.BASE + operation.path())
                    .get(operation.method().name().toLowerCase(Locale.ROOT));
            assertThat(described.get("operationId").asString()).isEqualTo(operation.id());
            assertThat(described.at("/security/0/oauth/0").asString())
                    .isEqualTo(operation.permission().scope());
            assertThat(described.has("requestBody")).isEqualTo(operation.body().isPresent());
        }
        document.findValues("$ref")
                .forEach(reference -> assertThat(
                                document.at(reference.asString().substring(1)).isObject())
                        .as(reference.asString())
                        .isTrue());
    }

    @Test
    void operations_have_names_of_their_own() {
        assertThat(ADMIN.bean(AdminOperations.class).all())
                .extracting(Operation::id)
                .doesNotHaveDuplicates();
    }

    @Test
    void the_page_shows_all_of_it_and_nothing_of_others() {
        Said page = ADMIN.with("").get("/admin/v1/docs");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'");
        assertThat(page.text()).doesNotContain("<script").doesNotContain("src=\"http");
        for (Operation operation : ADMIN.bean(AdminOperations.class).all()) {
            assertThat(page.text()).contains(operation.path());
        }
        assertThat(ADMIN.with("").get("/admin/v1/style.css").status()).isEqualTo(200);
    }
}
