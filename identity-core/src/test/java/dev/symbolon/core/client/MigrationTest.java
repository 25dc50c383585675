package dev.symbolon.core.client;

import static dev.symbolon.core.sample.Samples.NOON;
import static dev.symbolon.core.sample.Samples.TENANT;
import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.ClientEvent;
import dev.symbolon.core.sample.ClientSample;
import dev.symbolon.core.sample.InMemoryModel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How an app with the implicit flow becomes a single-page app, and what else a client may say of itself. */
class MigrationTest {
    private static final ClientSample NEXT = aClient()
            .singlePage()
            .withGrants(GrantType.IMPLICIT, GrantType.AUTHORIZATION_CODE)
            .withResponses(ResponseType.ID_TOKEN_TOKEN, ResponseType.CODE);

    private final InMemoryModel model = new InMemoryModel();

    @Test
    void a_web_app_that_only_had_the_implicit_flow_moves_and_its_secrets_go() {
        model.given(implicit(aClient()).registered());

        assertThat(model.when(NEXT.change())).isEqualTo(new Outcome.Done());
        assertThat(model.recorded())
                .containsExactly(
                        NEXT.changed(), new ClientEvent.SecretsChanged(TENANT, ClientSample.ID, List.of(), NOON));
    }

    @Test
    void a_native_app_with_the_implicit_flow_moves() {
        ClientSample app = aClient().publicClient().withRedirect(ClientSample.REDIRECT_URI);
        model.given(implicit(app).registered());

        assertThat(model.when(NEXT.change())).isEqualTo(new Outcome.Done());
        assertThat(model.recorded()).containsExactly(NEXT.changed());
    }

    @Test
    void what_was_issued_against_a_secret_keeps_an_app_where_it_is() {
        model.given(aClient()
                .withGrants(GrantType.IMPLICIT, GrantType.AUTHORIZATION_CODE)
                .withResponses(ResponseType.ID_TOKEN_TOKEN, ResponseType.CODE)
                .registered());

        assertThat(model.when(NEXT.change())).isEqualTo(new Outcome.Refused("kind-fixed"));
    }

    @Test
    void there_is_no_way_back_and_no_other_change_of_kind() {
        model.given(NEXT.registered());
        assertThat(model.when(implicit(aClient()).change())).isEqualTo(new Outcome.Refused("kind-fixed"));

        InMemoryModel web = new InMemoryModel().given(implicit(aClient()).registered());
        ClientSample phone = aClient().publicClient().withRedirect(ClientSample.REDIRECT_URI);
        assertThat(web.when(implicit(phone).change())).isEqualTo(new Outcome.Refused("kind-fixed"));
        InMemoryModel code = new InMemoryModel().given(aClient().registered());
        assertThat(code.when(NEXT.change())).isEqualTo(new Outcome.Refused("kind-fixed"));
    }

    @Test
    void tokens_in_front_are_something_to_warn_of() {
        assertThat(NEXT.metadata().legacy()).isTrue();
        assertThat(aClient().metadata().legacy()).isFalse();
    }

    @Test
    void a_sector_is_one_host() {
        SubjectIdentifier pairwise = new SubjectIdentifier(true, Optional.empty());
        assertThat(aClient().with(pairwise).metadata().sector()).contains("booking.test");
        assertThat(aClient().metadata().sector()).isEmpty();
        assertThat(register(aClient().with(pairwise).withRedirect("https://a.test/cb", "https://b.test/cb")))
                .isEqualTo(new Outcome.Refused("pairwise-without-sector"));
        ClientSample listed = aClient()
                .withRedirect("https://a.test/cb", "https://b.test/cb")
                .with(new SubjectIdentifier(true, Optional.of("https://SECTOR.test/list.json")));
        assertThat(listed.metadata().sector()).contains("sector.test");
        assertThat(register(listed)).isEqualTo(new Outcome.Done());
        assertThat(SectorRule.admits(List.of("https://b.test/cb", "https://a.test/cb"), listed.metadata()))
                .isTrue();
        assertThat(SectorRule.admits(List.of("https://a.test/cb"), listed.metadata()))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://a.test/",
                "ftp://a.test/",
                "javascript:alert(1)",
                "https://u@a.test/",
                "https://a.test/#x",
                "https:///x",
                "//a.test",
                "x"
            })
    void addresses_are_https(String uri) {
        assertThat(register(aClient().with(new SubjectIdentifier(true, Optional.of(uri)))))
                .isEqualTo(new Outcome.Refused("sector-identifier-uri"));
        Links links = new Links(Optional.empty(), Optional.empty(), Optional.of(uri), Optional.empty());
        assertThat(register(aClient().with(links))).isEqualTo(new Outcome.Refused("link"));
    }

    @Test
    void sign_in_defaults_are_bounded() {
        assertThat(register(aClient().with(new SignInDefaults(Optional.of(Duration.ofSeconds(-1)), false, List.of()))))
                .isEqualTo(new Outcome.Refused("default-max-age"));
        assertThat(register(aClient().with(new SignInDefaults(Optional.empty(), false, List.of("two words")))))
                .isEqualTo(new Outcome.Refused("default-acr-values"));
    }

    private static Outcome register(ClientSample sample) {
        return new InMemoryModel().when(sample.register());
    }

    private static ClientSample implicit(ClientSample sample) {
        return sample.withGrants(GrantType.IMPLICIT).withResponses(ResponseType.ID_TOKEN_TOKEN);
    }
}
