package dev.symbolon.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.symbolon.admin.running.Api;
import dev.symbolon.admin.running.Api.Said;
import dev.symbolon.admin.running.DocumentedOperation;
import dev.symbolon.admin.running.Everything;
import dev.symbolon.admin.running.RunningAdmin;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What the API promises of every call, tried at each operation of its document with a thing that is there. */
class GeneratedConventionsTest {
    private static final RunningAdmin ADMIN = RunningAdmin.shared();

    /** What the document's example can't be as it is: it names things that aren't in the tenant. */
    private static final Map<String, String> BODIES = Map.of(
            "policies.change-claims", "{\"rules\":[]}",
            "users.register", "{\"login\":\"new\",\"password\":\"a long first password\"}",
            "invitations.invite", "{\"login\":\"newly-invited\"}",
            "assignments.assign", "{\"roles\":[\"auditor\"]}",
            "clients.register", "{\"name\":\"New\",\"kind\":\"service\"}",
            "roles.define", "{\"name\":\"new\",\"kind\":\"application\"}",
            "groups.define", "{\"name\":\"new\"}",
            "providers.configure", "{\"name\":\"New\",\"issuer\":\"https://new.test\",\"clientId\":\"c\"}",
            "resources.register", "{\"name\":\"New\",\"audience\":\"https://new.test\"}");

    @TestFactory
    Stream<DynamicTest> a_post_sent_again_under_its_key_is_answered_the_same_and_another_body_refused() {
        return DocumentedOperation.all(ADMIN).stream()
                .filter(operation -> operation.method().equals("POST"))
                .map(operation -> dynamicTest(operation.id(), () -> twice(operation)));
    }

    private static void twice(DocumentedOperation operation) {
        String slug = "twice-" + operation.id().replace('.', '-');
        Everything one = everything(slug);
        String path = one.filled(operation.path());
        if (operation.id().endsWith(".reactivate")) {
            String suspend = path.replace("reactivate", "suspend");
            assertThat(ADMIN.operator().post(suspend, Map.of("reason", "test")).status())
                    .isEqualTo(200);
        }
        byte[] body = body(operation, slug);
        Api caller = ADMIN.operator().with("Idempotency-Key", "generated-" + slug);
        Said first = caller.send("POST", path, body, operation.type());
        assertThat(first.status()).as(first.text()).isEqualTo(operation.status());
        Said again = caller.send("POST", path, body, operation.type());
        assertThat(again.status()).as(again.text()).isEqualTo(first.status());
        assertThat(again.json()).isEqualTo(first.json());
        for (String header : List.of("Location", "ETag")) {
            assertThat(again.header(header)).as(header).isEqualTo(first.header(header));
        }
        if (body != null) {
            byte[] other = (new String(body, StandardCharsets.UTF_8) + "\n").getBytes(StandardCharsets.UTF_8);
            Said refused = caller.send("POST", path, other, operation.type());
            assertThat(refused.status()).as(refused.text()).isEqualTo(409);
            assertThat(refused.code()).isEqualTo("idempotency-key-reused");
        }
    }

    @TestFactory
    Stream<DynamicTest> a_change_of_a_thing_that_has_moved_on_is_refused() {
        Everything one = everything("moved-on");
        Api late = ADMIN.operator().with("If-Match", "\"999\"");
        return DocumentedOperation.all(ADMIN).stream()
                .filter(operation -> !operation.method().equals("GET") && operation.ofOneThing())
                .map(operation -> dynamicTest(operation.id(), () -> {
                    Said said = late.send(
                            operation.method(),
                            one.filled(operation.path()),
                            body(operation, "moved-on"),
                            operation.type());
                    assertThat(said.status()).as(said.text()).isEqualTo(412);
                    assertThat(said.code()).isEqualTo("outdated");
                }));
    }

    private static Everything everything(String slug) {
        return Everything.in(ADMIN, ADMIN.tenant(slug), slug, "grace");
    }

    private static byte @Nullable [] body(DocumentedOperation operation, String slug) {
        if (operation.id().equals("tenants.onboard")) {
            return ("{\"slug\":\"" + slug + "-new\",\"displayName\":\"New\"}").getBytes(StandardCharsets.UTF_8);
        }
        String own = BODIES.get(operation.id());
        return own == null ? operation.body() : own.getBytes(StandardCharsets.UTF_8);
    }
}
