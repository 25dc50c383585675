package dev.symbolon.token.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {

    @Test
    void values_are_decoded_as_a_form_is() {
        Parameters parameters = Parameters.parse("scope=openid+profile&state=%C3%A4%26%3D&empty=&flag");

        assertThat(parameters.words("scope")).containsExactly("openid", "profile");
        assertThat(parameters.value("state")).contains("ä&=");
        assertThat(parameters.value("empty")).isEmpty();
        assertThat(parameters.value("flag")).isEmpty();
    }

    @Test
    void encoding_again_gives_the_same_parameters() {
        Parameters again =
                Parameters.parse(Parameters.parse("a=1+2&b=%C3%A4&a=3").encoded());

        assertThat(again.values("a")).containsExactly("1 2", "3");
        assertThat(again.value("b")).contains("ä");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a=%", "a=%4", "a=%zz", "a=%00", "a=%C3", "a=%C0%AF", "a=%ED%A0%80", "a=\u00e4", "%FF=1", "a=b c"
            })
    void what_is_no_text_is_refused(String encoded) {
        assertThatExceptionOfType(HttpRefusal.class)
                .isThrownBy(() -> Parameters.parse(encoded))
                .matches(refusal -> refusal.status() == 400);
    }

    @Test
    void too_many_parameters_are_refused() {
        assertThatExceptionOfType(HttpRefusal.class).isThrownBy(() -> Parameters.parse("a=1&".repeat(100)));
    }

    @Test
    void a_parameter_given_twice_is_found_even_if_empty() {
        assertThat(Parameters.parse("a=1&b=2&a=").repeated(Set.of())).contains("a");
        assertThat(Parameters.parse("resource=1&resource=2").repeated(Set.of("resource")))
                .isEmpty();
    }
}
