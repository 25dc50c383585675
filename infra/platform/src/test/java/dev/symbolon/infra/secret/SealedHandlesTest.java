package dev.symbolon.infra.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.secret.Handles;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class SealedHandlesTest {

    private static final TenantId TENANT = new TenantId("hotel");
    private static final Instant NOW = Instant.parse("2025-11-22T10:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(600);
    private static final byte[] CONTENT = "client=booking&state=xyz".getBytes(StandardCharsets.UTF_8);
    private static KeysInMemory keys;
    private static Handles handles;

    @BeforeAll
    static void start() {
        keys = new KeysInMemory();
        handles = keys.node().handles();
    }

    @AfterAll
    static void stop() {
        keys.close();
    }

    @Test
    void a_handle_opens_on_another_node_until_it_expires() {
        String handle = handles.seal(TENANT, "sign-in", CONTENT, LATER);

        assertThat(keys.node().handles().open(TENANT, "sign-in", handle, NOW)).contains(CONTENT);
        assertThat(handles.open(TENANT, "sign-in", handle, LATER.minusMillis(1)))
                .contains(CONTENT);
        assertThat(handles.open(TENANT, "sign-in", handle, LATER)).isEmpty();
    }

    @Test
    void a_handle_of_another_tenant_or_purpose_is_refused() {
        String handle = handles.seal(TENANT, "sign-in", CONTENT, LATER);

        assertThat(handles.open(new TenantId("inn"), "sign-in", handle, NOW)).isEmpty();
        assertThat(handles.open(TENANT, "consent", handle, NOW)).isEmpty();
        assertThat(handles.open(TENANT, "", handle, NOW)).isEmpty();
    }

    @Test
    void an_altered_handle_is_refused_wherever_it_was_altered() {
        String handle = handles.seal(TENANT, "sign-in", CONTENT, LATER);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        for (int i = 0; i < handle.length(); i++) {
            for (int bit = 0; bit < 6; bit++) {
                char flipped = alphabet.charAt(alphabet.indexOf(handle.charAt(i)) ^ (1 << bit));
                String altered = handle.substring(0, i) + flipped + handle.substring(i + 1);
                assertThat(handles.open(TENANT, "sign-in", altered, NOW))
                        .as(altered)
                        .isEmpty();
            }
        }
    }

    @Test
    void what_is_no_handle_is_refused() {
        String handle = handles.seal(TENANT, "sign-in", CONTENT, LATER);
        for (String text : List.of(
                "",
                "A",
                "AQ",
                "AAAA",
                "%",
                handle + "A",
                handle + "=",
                handle + "AAAA",
                handle.substring(1),
                handle.substring(0, handle.length() - 1),
                handle.substring(0, 40),
                "A".repeat(1_000_000))) {
            assertThat(handles.open(TENANT, "sign-in", text, NOW)).isEmpty();
        }
    }

    @Test
    void a_handle_shows_nothing_and_adds_few_characters() {
        String handle = handles.seal(TENANT, "sign-in", CONTENT, LATER);

        assertThat(handle).doesNotContain("booking").hasSizeLessThan(CONTENT.length * 4 / 3 + 80);
        assertThat(handles.seal(TENANT, "sign-in", CONTENT, LATER)).isNotEqualTo(handle);
        assertThatThrownBy(() -> handles.seal(TENANT, "sign-in", new byte[20_000], LATER))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
