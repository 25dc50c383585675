package dev.symbolon.core.consent;

import static dev.symbolon.core.sample.Samples.NOON;
import static dev.symbolon.core.sample.Samples.TENANT;
import static dev.symbolon.core.sample.Samples.aSession;
import static dev.symbolon.core.sample.Samples.anAuthorization;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.authorization.AuthorizationId;
import dev.symbolon.core.authorization.ConsentGround;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.ConsentEvent;
import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.sample.AuthorizationSample;
import dev.symbolon.core.sample.ClientSample;
import dev.symbolon.core.sample.Fixtures;
import dev.symbolon.core.sample.InMemoryModel;
import dev.symbolon.core.sample.UserSample;
import java.util.List;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConsentTest {

    private static final AuthorizationId LATER = new AuthorizationId("later");
    private static final ConsentCommand WITHDRAW =
            new ConsentCommand.Withdraw(TENANT, UserSample.ID, ClientSample.ID, "no more", NOON);
    private static final ConsentEvent WITHDRAWN =
            new ConsentEvent.Withdrawn(TENANT, UserSample.ID, ClientSample.ID, "no more", NOON);

    private final FixtureConfiguration<Consent> fixture = Fixtures.of(Consent.class);
    private final InMemoryModel model = new InMemoryModel().given(aSession().started());

    @Test
    void what_a_person_agrees_to_is_remembered_in_the_same_commit() {
        model.when(anAuthorization().approve());
        assertThat(model.recorded()).startsWith(anAuthorization().approved());
        assertThat(consents()).containsExactly(granted(AuthorizationSample.ID, "bookings.read", "openid", "profile"));
    }

    @Test
    void agreeing_to_more_extends_the_consent() {
        model.given(granted(AuthorizationSample.ID, "openid", "profile"));
        model.when(anAuthorization()
                .withId(LATER)
                .withScopes("openid", "bookings.read")
                .approve());
        assertThat(consents())
                .containsExactly(new ConsentEvent.Extended(
                        TENANT,
                        UserSample.ID,
                        ClientSample.ID,
                        List.of("bookings.read", "openid", "profile"),
                        List.of("bookings.read"),
                        LATER,
                        NOON));
    }

    @Test
    void agreeing_to_no_more_than_before_writes_no_consent() {
        model.given(granted(AuthorizationSample.ID, "openid", "profile"));
        model.when(anAuthorization().withId(LATER).withScopes("openid").approve());
        assertThat(consents()).isEmpty();
    }

    @Test
    void after_a_withdrawal_a_consent_is_granted_anew() {
        model.given(granted(AuthorizationSample.ID, "openid", "profile"), WITHDRAWN);
        model.when(anAuthorization().withId(LATER).withScopes("openid").approve());
        assertThat(consents()).containsExactly(granted(LATER, "openid"));
    }

    @ParameterizedTest
    @EnumSource(
            value = ConsentGround.class,
            names = {"REMEMBERED", "FIRST_PARTY"})
    void nobody_is_said_to_have_agreed_who_was_not_asked(ConsentGround ground) {
        model.when(anAuthorization().on(ground).approve());
        assertThat(consents()).isEmpty();
    }

    @Test
    void who_says_no_consents_to_nothing() {
        model.when(anAuthorization().deny());
        assertThat(consents()).isEmpty();
    }

    @Test
    void a_consent_is_withdrawn() {
        fixture.given(granted(AuthorizationSample.ID, "openid"))
                .when(WITHDRAW)
                .expectResultMessagePayload(new Outcome.Done())
                .expectEvents(WITHDRAWN);
    }

    @Test
    void a_consent_is_withdrawn_once() {
        fixture.given(granted(AuthorizationSample.ID, "openid"), WITHDRAWN)
                .when(WITHDRAW)
                .expectResultMessagePayload(new Outcome.Unchanged())
                .expectNoEvents();
    }

    @Test
    void an_unknown_consent_is_not_withdrawn() {
        fixture.givenNoPriorActivity()
                .when(WITHDRAW)
                .expectResultMessagePayload(new Outcome.Refused("unknown"))
                .expectNoEvents();
    }

    private List<DomainEvent> consents() {
        return model.recorded().stream().filter(ConsentEvent.class::isInstance).toList();
    }

    private static ConsentEvent granted(AuthorizationId authorization, String... scopes) {
        return new ConsentEvent.Granted(TENANT, UserSample.ID, ClientSample.ID, List.of(scopes), authorization, NOON);
    }
}
