package dev.symbolon.token.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThemeTest {
    private static final Pattern VALUE = Pattern.compile("--(on-accent|accent-ink|accent):(#[0-9a-f]{6})");

    @ParameterizedTest
    @ValueSource(strings = {"#000000", "#ffffff", "#ffd500", "#8b1e3f", "#777777", "#00ff00", "#0000ff", "#2f5bd3"})
    void text_on_the_accent_and_in_it_can_be_read(String accent) {
        Matcher values = VALUE.matcher(Theme.css(accent));

        int base = next(values, "accent");
        assertThat(Theme.contrast(base, next(values, "on-accent"))).isGreaterThan(4.2);
        assertThat(Theme.contrast(0xffffff, next(values, "accent-ink"))).isGreaterThanOrEqualTo(4.5);
        assertThat(Theme.contrast(0x1b1e24, next(values, "accent-ink"))).isGreaterThanOrEqualTo(4.5);
    }

    @ParameterizedTest
    @CsvSource({
        "https://app.test/cb,https://app.test",
        "https://app.test:8443/cb?x=1,https://app.test:8443",
        "http://127.0.0.1:5000/cb,http://127.0.0.1:5000",
        "http://[::1]:5000/cb,http:",
        "test.app:/cb,test.app:"
    })
    void a_form_may_lead_to_the_client_and_to_nobody_else(String redirectUri, String source) {
        assertThat(FormTargets.source(redirectUri)).isEqualTo(source);
    }

    private static int next(Matcher values, String name) {
        assertThat(values.find()).isTrue();
        assertThat(values.group(1)).isEqualTo(name);
        return Integer.parseInt(values.group(2).substring(1), 16);
    }
}
