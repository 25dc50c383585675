package dev.symbolon.token.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.client.ClientAuthentication;
import dev.symbolon.token.http.Parameters;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAuthenticationMethodsTest {

    @Test
    void id_and_secret_of_a_basic_header_are_form_decoded() {
        assertThat(presented("Basic " + base64("a%2Bb:s%3A+t"), ""))
                .containsExactly(
                        new PresentedClient(ClientAuthentication.CLIENT_SECRET_BASIC, "a+b", Optional.of("s: t")));
    }

    @Test
    void the_scheme_s_case_doesn_t_matter() {
        assertThat(presented("bAsIc " + base64("a:b"), "")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic", "Basic ", "Basic !!", "Basic YQ==", "Basic OmI=", "Basic YTolWlo="})
    void a_broken_header_is_wrong_credentials(String header) {
        assertThat(presented(header + (header.equals("Basic") ? " " : ""), "client_id=a"))
                .allSatisfy(it -> assertThat(it.secret()).isEmpty());
    }

    @Test
    void a_secret_in_the_body_is_client_secret_post() {
        assertThat(presented(null, "client_id=a&client_secret=b"))
                .containsExactly(new PresentedClient(ClientAuthentication.CLIENT_SECRET_POST, "a", Optional.of("b")));
    }

    @Test
    void an_id_alone_is_none() {
        assertThat(presented(null, "client_id=a"))
                .containsExactly(new PresentedClient(ClientAuthentication.NONE, "a", Optional.empty()));
    }

    @Test
    void header_and_body_are_two_methods() {
        assertThat(presented("Basic " + base64("a:b"), "client_id=a&client_secret=b"))
                .hasSize(2);
    }

    @Test
    void a_header_of_another_scheme_is_no_method() {
        assertThat(presented("Bearer x", "client_id=a")).isEmpty();
    }

    private static List<PresentedClient> presented(String header, String body) {
        return ClientAuthenticationMethods.presented(
                new TokenRequest(Parameters.parse(body), Optional.ofNullable(header)));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
