package dev.symbolon.admin.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.admin.running.Api;
import dev.symbolon.admin.running.RunningAdmin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CVE-2026-4874: whoever registers clients can't have the platform knock at what is inside its network. */
class SectorAddressesTest {
    private static final RunningAdmin ADMIN = RunningAdmin.shared();
    private static final AtomicInteger KNOCKS = new AtomicInteger();
    private static ServerSocket inside;
    private static String clients;

    @BeforeAll
    static void start() throws IOException {
        inside = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    inside.accept().close();
                    KNOCKS.incrementAndGet();
                }
            } catch (IOException _) {
                // The test is over.
            }
        });
        clients = "/tenants/" + ADMIN.tenant("sector-inside") + "/clients";
    }

    @AfterAll
    static void stop() throws IOException {
        inside.close();
    }

    private static Map<String, Object> in(String sector) {
        return Map.of(
                "name",
                "Booking",
                "kind",
                "web",
                "redirectUris",
                List.of("https://booking.test/cb"),
                "pairwiseSubject",
                true,
                "sectorIdentifierUri",
                sector.replace("PORT", "" + inside.getLocalPort()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1:PORT/uris.json",
                "https://localhost:PORT/uris.json",
                "https://[::ffff:127.0.0.1]:PORT/uris.json",
                "https://169.254.169.254/latest/meta-data/"
            })
    void a_sector_inside_the_network_is_unreachable_and_nobody_goes_there(String sector) {
        Api.Said refused = ADMIN.operator().post(clients, in(sector));

        assertThat(refused).extracting(Api.Said::status, Api.Said::code).containsExactly(422, "sector-unreachable");
        assertThat(ADMIN.operator().get(clients).text()).doesNotContain("booking.test");
        assertThat(KNOCKS).hasValue(0);
    }

    @Test
    void a_client_that_is_there_can_t_be_moved_into_such_a_sector() {
        Api.Said made = ADMIN.operator()
                .post(clients, Map.of("name", "Shop", "kind", "web", "redirectUris", List.of("https://shop.test/cb")));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        String path = clients + "/" + made.id();
        Map<String, Object> sector = in("https://127.0.0.1:PORT/uris.json");

        Api.Said refused = ADMIN.operator()
                .patch(path, Map.of("pairwiseSubject", true, "sectorIdentifierUri", sector.get("sectorIdentifierUri")));

        assertThat(refused).extracting(Api.Said::status, Api.Said::code).containsExactly(422, "sector-unreachable");
        assertThat(ADMIN.operator().get(path).text()).doesNotContain("uris.json");
        assertThat(KNOCKS).hasValue(0);
    }
}
