package dev.symbolon.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.admin.running.Api;
import dev.symbolon.admin.running.Api.Said;
import dev.symbolon.admin.running.RunningAdmin;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.CommitLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What is secret, or somebody's own, and went through the admin API: it is in no event, no file and no log. */
@ExtendWith(OutputCaptureExtension.class)
class PlantedSecretsTest {
    private static final RunningAdmin ADMIN = RunningAdmin.shared();

    @Test
    void secrets_that_went_through_the_api_are_nowhere(CapturedOutput output) throws IOException {
        Api operator = ADMIN.operator();
        String tenant = ADMIN.tenant("planted");
        String base = "/tenants/" + tenant;
        List<String> secrets = new ArrayList<>(List.of(
                "planted-first-password",
                "planted-provider-secret",
                "Planted Name",
                "planted@guests.test",
                "planted-login"));

        operator.post(
                base + "/users",
                Map.of(
                        "login",
                        "planted-login",
                        "password",
                        "planted-first-password",
                        "name",
                        "Planted Name",
                        "email",
                        "planted@guests.test"));
        operator.post(
                base + "/identity-providers",
                Map.of(
                        "name",
                        "Up",
                        "issuer",
                        "https://up.test",
                        "clientId",
                        "c",
                        "clientSecret",
                        "planted-provider-secret"));
        Said client = operator.with("Idempotency-Key", "planted-idempotency-key-1")
                .post(base + "/clients", Map.of("name", "Planted client", "kind", "service"));
        secrets.add(client.json().get("secret").asString());
        secrets.add(operator.post(base + "/clients/" + client.id() + "/rotate-secret", Map.of("overlapSeconds", 0))
                .json()
                .get("secret")
                .asString());
        String link = operator.post(base + "/invitations", Map.of("login", "planted-login-2"))
                .json()
                .get("link")
                .asString();
        secrets.add(link.substring(link.lastIndexOf('.') + 1));
        secrets.add("planted-login-2");
        secrets.add("planted-idempotency-key-1");
        // Refused calls must not tell either.
        operator.post(base + "/users", Map.of("login", "planted-login", "password", "planted-first-password"));
        operator.post(base + "/clients", Map.of("planted-first-password", "x"));

        assertThat(output.getAll()).doesNotContain(secrets);
        ADMIN.bean(CommitLog.class).commits(new TenantId(tenant), HybridTime.ZERO, "", 500).stream()
                .flatMap(commit -> commit.events().stream())
                .forEach(event -> assertThat(new String(event.bytes(), StandardCharsets.UTF_8))
                        .doesNotContain(secrets));
        try (Stream<Path> files = Files.walk(ADMIN.folder().resolve("store"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertThat(secrets.stream().filter(text::contains))
                        .as(file.toString())
                        .isEmpty();
            }
        }
    }
}
