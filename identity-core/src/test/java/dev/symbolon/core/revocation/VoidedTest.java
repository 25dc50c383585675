package dev.symbolon.core.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.event.ClientEvent;
import dev.symbolon.core.event.ConsentEvent;
import dev.symbolon.core.event.CredentialEvent;
import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.event.EventCatalogue;
import dev.symbolon.core.event.GrantEvent;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.event.SessionEvent;
import dev.symbolon.core.event.TenantEvent;
import dev.symbolon.core.event.UserEvent;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.session.SessionId;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class VoidedTest {
    private static final TenantId HOTEL = new TenantId("hotel");
    private static final UserId ADA = new UserId("ada");
    private static final ClientId BOOKING = new ClientId("booking");
    private static final SessionId SESSION = new SessionId("session");
    private static final GrantId GRANT = new GrantId("grant");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    static Stream<Arguments> voiding() {
        return Stream.of(
                Arguments.of(new TenantEvent.Suspended(HOTEL, "unpaid", NOW), new Voided.OfTenant(HOTEL)),
                Arguments.of(
                        new ClientEvent.Suspended(HOTEL, BOOKING, "leaked", NOW), new Voided.OfClient(HOTEL, BOOKING)),
                Arguments.of(new UserEvent.Disabled(HOTEL, ADA, "left", NOW), new Voided.OfUser(HOTEL, ADA)),
                Arguments.of(new UserEvent.Erased(HOTEL, ADA, "index", "asked", NOW), new Voided.OfUser(HOTEL, ADA)),
                Arguments.of(
                        new CredentialEvent.PasswordSet(HOTEL, ADA, Personal.of("hash"), false, NOW),
                        new Voided.OfUser(HOTEL, ADA)),
                Arguments.of(
                        new SessionEvent.Ended(HOTEL, SESSION, ADA, "signed-out", NOW),
                        new Voided.OfSession(HOTEL, SESSION)),
                Arguments.of(
                        new ConsentEvent.Withdrawn(HOTEL, ADA, BOOKING, "asked", NOW),
                        new Voided.OfUserAtClient(HOTEL, ADA, BOOKING)),
                Arguments.of(
                        new GrantEvent.Revoked(HOTEL, GRANT, "asked", NOW, NOW.plusSeconds(60)),
                        new Voided.OneGrant(HOTEL, GRANT, NOW.plusSeconds(60))));
    }

    @ParameterizedTest
    @MethodSource("voiding")
    void what_takes_away_voids_what_it_names(DomainEvent event, Voided voided) {
        assertThat(Voided.by(event, 3)).contains(voided);
        assertThat(EventCatalogue.of(event.getClass()).control())
                .as("or else other nodes wouldn't hear of it in time")
                .isTrue();
        assertThat(EventCatalogue.of(event.getClass()).voids())
                .as("or else a node that starts wouldn't find it")
                .isTrue();
    }

    @Test
    void the_first_password_a_rehash_and_a_replaced_session_take_nothing_away() {
        assertThat(List.of(
                        Voided.by(new CredentialEvent.PasswordSet(HOTEL, ADA, Personal.of("hash"), false, NOW), 0),
                        Voided.by(new CredentialEvent.PasswordSet(HOTEL, ADA, Personal.of("hash"), true, NOW), 3),
                        Voided.by(new SessionEvent.Ended(HOTEL, SESSION, ADA, "replaced", NOW), 3)))
                .allMatch(voided -> voided.isEmpty());
    }
}
