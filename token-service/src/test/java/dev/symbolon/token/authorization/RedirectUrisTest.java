package dev.symbolon.token.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectUrisTest {
    private static final List<String> REGISTERED = List.of(
            "https://app.test/cb",
            "https://app.test/with?query=1",
            "http://127.0.0.1/cb",
            "http://[::1]:4000/cb",
            "http://localhost:5000/cb",
            "test.app:/cb");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.test/cb",
                "https://app.test/with?query=1",
                "http://localhost:5000/cb",
                "test.app:/cb",
                "http://127.0.0.1/cb",
                "http://127.0.0.1:1/cb",
                "http://127.0.0.1:65535/cb",
                "http://[::1]:9/cb",
                "http://[::1]/cb"
            })
    void a_registered_one_is_taken_on_any_port_of_a_loopback_literal(String uri) {
        assertThat(RedirectUris.registered(REGISTERED, uri)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.test/cb/",
                "https://app.test/cb/more",
                "https://app.test/cb?x=1",
                "https://app.test/cb#x",
                "https://app.test/CB",
                "https://APP.test/cb",
                "HTTPS://app.test/cb",
                "https://user@app.test/cb",
                "https://app.test@evil.test/cb",
                "https://app.test/%63b",
                "https://app.test%2fcb",
                "https://app.test/x/../cb",
                "https://app.test\\cb",
                "https://app.test:443/cb",
                "http://app.test/cb",
                " https://app.test/cb",
                "http://127.0.0.1.evil.test/cb",
                "http://127.0.0.1:80@evil.test/cb",
                "http://127.0.0.1:65536/cb",
                "http://127.0.0.1:99999/cb",
                "http://127.0.0.1:080/cb",
                "http://127.0.0.1:/cb",
                "http://127.0.0.1:80/other",
                "http://127.0.0.2/cb",
                "https://127.0.0.1/cb",
                "http://localhost/cb",
                "http://localhost:5001/cb",
                "http://[::2]/cb",
                "test.app:/cb/x",
                ""
            })
    void anything_else_is_refused(String uri) {
        assertThat(RedirectUris.registered(REGISTERED, uri)).isFalse();
    }

    @Test
    void localhost_doesn_t_stand_for_the_literal() {
        assertThat(RedirectUris.registered(List.of("http://127.0.0.1/cb"), "http://localhost/cb"))
                .isFalse();
    }
}
