package dev.symbolon.admin.client;

import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.client.ClientMetadata;
import dev.symbolon.core.client.SubjectIdentifier;
import dev.symbolon.ports.outbound.Outbound;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SectorIdentifiersTest {
    private static final String SECTOR = "https://sector.test/uris.json";
    private static final ClientMetadata CLIENT = aClient()
            .withRedirect("https://a.test/cb", "https://b.test/cb")
            .with(new SubjectIdentifier(true, Optional.of(SECTOR)))
            .metadata();

    @Test
    void each_redirect_uri_is_in_the_sector_s_list() {
        assertThat(found(200, "[\"https://b.test/cb\",\"https://c.test/cb\",\"https://a.test/cb\"]"))
                .isEmpty();
        assertThat(found(200, "[\"https://a.test/cb\"]")).contains("redirect-uri-outside-sector");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[", "{}", "\"https://a.test/cb\"", "[[\"https://a.test/cb\"]]", "null", "[null]"})
    void what_is_no_list_of_addresses_admits_nobody(String body) {
        assertThat(found(200, body)).contains("redirect-uri-outside-sector");
    }

    @Test
    void an_error_or_no_answer_admits_nobody() {
        assertThat(found(404, "[\"https://a.test/cb\",\"https://b.test/cb\"]")).contains("redirect-uri-outside-sector");
        assertThat(sectors(new Outbound.Reply.Failed(Outbound.Failure.FORBIDDEN_ADDRESS))
                        .fault(CLIENT))
                .contains("sector-unreachable");
    }

    @Test
    void a_client_without_a_sector_of_that_kind_asks_nobody() {
        SectorIdentifiers nobody = new SectorIdentifiers(null);
        assertThat(nobody.fault(aClient().metadata())).isEmpty();
    }

    private static Optional<String> found(int status, String body) {
        return sectors(new Outbound.Reply.Answered(
                        status, Optional.of("application/json"), body.getBytes(StandardCharsets.UTF_8)))
                .fault(CLIENT);
    }

    private static SectorIdentifiers sectors(Outbound.Reply reply) {
        return new SectorIdentifiers(new Outbound() {
            @Override
            public Reply get(URI address) {
                assertThat(address).isEqualTo(URI.create(SECTOR));
                return reply;
            }

            @Override
            public Reply post(URI address, String contentType, byte[] body) {
                throw new AssertionError("nothing is sent there");
            }
        });
    }
}
