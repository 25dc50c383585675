package dev.symbolon.core.grant;

import static dev.symbolon.core.client.GrantType.AUTHORIZATION_CODE;
import static dev.symbolon.core.client.GrantType.REFRESH_TOKEN;
import static dev.symbolon.core.sample.Samples.NOON;
import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.sample.ClientSample;
import dev.symbolon.core.tenant.TokenPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RefreshLifeTest {

    private static final List<String> ONLINE = List.of("openid");
    private static final List<String> OFFLINE = List.of("openid", "offline_access");
    private static final Instant SESSION_END = NOON.plus(Duration.ofHours(3));

    private static ClientSample refreshing() {
        return aClient().withGrants(AUTHORIZATION_CODE, REFRESH_TOKEN);
    }

    private static Optional<Instant> end(ClientSample client, List<String> scopes, Optional<Instant> sessionEnd) {
        return RefreshLife.end(client.metadata(), scopes, TokenPolicy.STANDARD, sessionEnd, NOON);
    }

    @Test
    void a_client_without_the_grant_refreshes_nothing() {
        assertThat(end(aClient(), OFFLINE, Optional.of(SESSION_END))).isEmpty();
    }

    @Test
    void what_was_granted_for_absence_outlives_the_session() {
        assertThat(end(refreshing(), OFFLINE, Optional.of(SESSION_END))).contains(NOON.plus(Duration.ofDays(90)));
    }

    @Test
    void what_was_not_ends_with_the_session_at_the_latest() {
        assertThat(end(refreshing(), ONLINE, Optional.of(SESSION_END))).contains(SESSION_END);
        assertThat(end(refreshing(), ONLINE, Optional.of(NOON.plus(Duration.ofDays(100)))))
                .contains(NOON.plus(Duration.ofDays(90)));
    }

    @Test
    void a_grant_that_ends_with_no_session_lasts_as_long_as_the_policy_says() {
        assertThat(end(refreshing(), ONLINE, Optional.empty())).contains(NOON.plus(Duration.ofDays(90)));
    }

    @Test
    void an_app_in_the_browser_has_a_day_whatever_it_asked_for() {
        Instant day = NOON.plus(Duration.ofHours(24));
        assertThat(end(refreshing().singlePage(), OFFLINE, Optional.empty())).contains(day);
        assertThat(end(refreshing().singlePage(), ONLINE, Optional.of(NOON.plus(Duration.ofDays(7)))))
                .contains(day);
        assertThat(end(refreshing().singlePage(), ONLINE, Optional.of(SESSION_END)))
                .contains(SESSION_END);
    }
}
