package dev.symbolon.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectUriRuleTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://booking.test/cb",
                "https://booking.test",
                "https://booking.test:8443/cb?tenant=a&x=%20",
                "http://127.0.0.1/cb",
                "http://127.0.0.1:8080/cb",
                "http://[::1]:8080/cb",
                "http://localhost:3000/cb"
            })
    void https_and_loopback_are_for_every_client(String uri) {
        assertThat(RedirectUriRule.fault(uri, ClientKind.WEB)).isEmpty();
        assertThat(RedirectUriRule.fault(uri, ClientKind.NATIVE)).isEmpty();
    }

    @Test
    void a_private_use_scheme_is_for_native_apps_only() {
        assertThat(RedirectUriRule.fault("com.grand-hotel.keys:/cb", ClientKind.NATIVE))
                .isEmpty();
        assertThat(RedirectUriRule.fault("com.grand-hotel.keys:/cb", ClientKind.WEB))
                .contains("redirect-uri-scheme");
    }

    @ParameterizedTest
    @CsvSource({
        "/cb, redirect-uri-malformed",
        "booking.test/cb, redirect-uri-malformed",
        "//booking.test/cb, redirect-uri-malformed",
        "https:booking.test, redirect-uri-malformed",
        "'', redirect-uri-malformed",
        "https://booking.test/a b, redirect-uri-malformed",
        "https://booking.test/\\evil, redirect-uri-malformed",
        "https://booking.test/ü, redirect-uri-malformed",
        "https://booking.test/a/../cb, redirect-uri-malformed",
        "https://booking.test/./cb, redirect-uri-malformed",
        "https://booking.test/%zz, redirect-uri-malformed",
        "javascript:alert(1), redirect-uri-malformed",
        "data:text/html;base64;x, redirect-uri-malformed",
        "https://booking.test/cb#here, redirect-uri-fragment",
        "https://booking.test/cb#, redirect-uri-fragment",
        "https://*.booking.test/cb, redirect-uri-wildcard",
        "https://booking.test/*, redirect-uri-wildcard",
        "https://user@booking.test/cb, redirect-uri-userinfo",
        "https://booking.test@evil.test/cb, redirect-uri-userinfo",
        "http://booking.test/cb, redirect-uri-scheme",
        "http://127.0.0.1.evil.test/cb, redirect-uri-scheme",
        "http://127.0.0.2/cb, redirect-uri-scheme",
        "http://localhost.evil.test/cb, redirect-uri-scheme",
        "HTTPS://booking.test/cb, redirect-uri-scheme",
        "file:///etc/passwd, redirect-uri-scheme",
        "javascript://x/%0aalert(1), redirect-uri-scheme",
        "keys:/cb, redirect-uri-scheme",
        "https:///cb, redirect-uri-scheme",
        "com.grand-hotel.keys:cb, redirect-uri-malformed",
        "com.grand-hotel.keys://host/cb, redirect-uri-scheme"
    })
    void anything_else_is_refused_for_every_client(String uri, String reason) {
        assertThat(RedirectUriRule.fault(uri, ClientKind.WEB)).contains(reason);
        assertThat(RedirectUriRule.fault(uri, ClientKind.NATIVE)).contains(reason);
    }

    @Test
    void a_long_one_is_refused() {
        String longest = "https://booking.test/" + "a".repeat(2048 - 21);
        assertThat(RedirectUriRule.fault(longest, ClientKind.WEB)).isEmpty();
        assertThat(RedirectUriRule.fault(longest + "a", ClientKind.WEB)).contains("redirect-uri-too-long");
    }
}
