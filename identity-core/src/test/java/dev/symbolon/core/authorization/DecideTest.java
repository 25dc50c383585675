package dev.symbolon.core.authorization;

import static dev.symbolon.core.sample.Samples.NOON;
import static dev.symbolon.core.sample.Samples.TENANT;
import static dev.symbolon.core.sample.Samples.aSession;
import static dev.symbolon.core.sample.Samples.anAuthorization;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.core.event.AuthorizationEvent;
import dev.symbolon.core.event.SessionEvent;
import dev.symbolon.core.sample.AuthorizationSample;
import dev.symbolon.core.sample.InMemoryModel;
import dev.symbolon.core.sample.Samples;
import dev.symbolon.core.sample.SessionSample;
import dev.symbolon.core.sample.UserSample;
import dev.symbolon.core.session.SessionId;
import dev.symbolon.core.session.SessionState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DecideTest {

    private static final Instant GRAIN_LATER = NOON.plus(SessionState.ACTIVITY_GRAIN);
    private static final SessionEvent ENDED =
            new SessionEvent.Ended(TENANT, SessionSample.ID, UserSample.ID, "signed-out", NOON);

    private final InMemoryModel model =
            new InMemoryModel().given(aSession().started(), aSession().joined());

    @Test
    void an_approved_request_gets_a_code() {
        AuthorizationSample firstParty = anAuthorization().on(ConsentGround.FIRST_PARTY);
        assertThat(model.when(firstParty.approve())).isEqualTo(new AuthorizationOutcome.Approved(Optional.empty()));
        assertThat(model.recorded()).containsExactly(firstParty.approved());
    }

    @Test
    void the_first_approval_joins_the_client_to_the_session_and_a_denial_does_not() {
        InMemoryModel fresh = new InMemoryModel().given(aSession().started());
        AuthorizationSample first = anAuthorization().on(ConsentGround.FIRST_PARTY);
        fresh.when(first.withId(new AuthorizationId("denied")).deny());
        assertThat(fresh.recorded()).hasSize(3);

        fresh.when(first.withId(AuthorizationSample.ID).approve());

        assertThat(fresh.recorded())
                .startsWith(first.approved())
                .endsWith(aSession().joined())
                .hasSize(5);
    }

    @Test
    void a_denied_request_gets_none() {
        assertThat(model.when(anAuthorization().deny())).isEqualTo(new AuthorizationOutcome.Denied());
        assertThat(model.recorded()).containsExactly(anAuthorization().denied());
    }

    @Test
    void a_page_sent_twice_decides_once() {
        model.when(anAuthorization().approve());
        assertThat(model.when(anAuthorization().approve())).isEqualTo(new AuthorizationOutcome.AlreadyDecided());
        assertThat(model.recorded()).isEmpty();
        assertThat(model.when(anAuthorization().deny())).isEqualTo(new AuthorizationOutcome.AlreadyDecided());
        assertThat(model.recorded()).isEmpty();
    }

    @Test
    void a_denial_is_not_taken_back() {
        model.when(anAuthorization().deny());
        assertThat(model.when(anAuthorization().approve())).isEqualTo(new AuthorizationOutcome.AlreadyDecided());
        assertThat(model.recorded()).isEmpty();
    }

    @Test
    void an_approval_wider_than_the_request_is_a_bug_and_writes_nothing() {
        AuthorizationCommand.Decide asked =
                anAuthorization().withScopes("openid").approve();
        ApprovedAccess wider = new ApprovedAccess(List.of("openid", "admin"), List.of(), Duration.ofMinutes(5));
        Verdict verdict = new Verdict.Approve(
                wider,
                ConsentGround.GIVEN,
                Optional.of(
                        new NewCode(AuthorizationSample.CODE, anAuthorization().codeExpiresAt())),
                Optional.empty());
        assertThatThrownBy(() -> model.when(new AuthorizationCommand.Decide(
                        asked.tenant(), asked.authorization(), asked.request(), asked.person(), verdict, asked.at())))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(model.history())
                .containsExactly(aSession().started(), aSession().joined());
    }

    @Test
    void the_session_s_use_is_written_with_the_decision_when_the_last_one_is_old() {
        AuthorizationSample later =
                anAuthorization().on(ConsentGround.FIRST_PARTY).at(GRAIN_LATER.plusMillis(1));
        assertThat(model.when(later.approve())).isEqualTo(new AuthorizationOutcome.Approved(Optional.empty()));
        assertThat(model.recorded())
                .startsWith(later.approved())
                .endsWith(used(later))
                .hasSize(5);
    }

    @Test
    void a_denial_uses_the_session_too() {
        AuthorizationSample later = anAuthorization().at(GRAIN_LATER.plusMillis(1));
        model.when(later.deny());
        assertThat(model.recorded())
                .startsWith(later.denied())
                .endsWith(used(later))
                .hasSize(4);
    }

    @Test
    void a_use_soon_after_the_last_is_not_written() {
        AuthorizationSample soon =
                anAuthorization().on(ConsentGround.FIRST_PARTY).at(GRAIN_LATER);
        model.when(soon.approve());
        assertThat(model.recorded()).containsExactly(soon.approved());
    }

    @Test
    void a_written_use_starts_the_wait_anew() {
        model.given(new SessionEvent.Used(TENANT, SessionSample.ID, GRAIN_LATER.plusMillis(1)));
        AuthorizationSample next =
                anAuthorization().on(ConsentGround.FIRST_PARTY).at(GRAIN_LATER.plusSeconds(60));
        model.when(next.approve());
        assertThat(model.recorded()).containsExactly(next.approved());
    }

    @Test
    void nobody_is_signed_in_by_a_session_that_ended_expired_or_never_was() {
        Instant end = aSession().started().expiresAt();
        assertThat(List.of(
                        anAuthorization().at(end).approve(),
                        anAuthorization().at(end).deny(),
                        anAuthorization().signedInBy(new SessionId("made-up")).approve()))
                .allSatisfy(decide -> {
                    assertThat(model.when(decide)).isEqualTo(new AuthorizationOutcome.SessionOver());
                    assertThat(model.recorded()).isEmpty();
                });
        model.given(ENDED);
        assertThat(model.when(anAuthorization().approve())).isEqualTo(new AuthorizationOutcome.SessionOver());
        assertThat(model.recorded()).isEmpty();
    }

    @Test
    void what_was_decided_stays_so_when_its_session_is_over() {
        model.when(anAuthorization().approve());
        model.given(ENDED);
        assertThat(model.when(anAuthorization().approve())).isEqualTo(new AuthorizationOutcome.AlreadyDecided());
    }

    private static SessionEvent used(AuthorizationSample authorization) {
        return new SessionEvent.Used(
                TENANT, SessionSample.ID, authorization.approve().at());
    }

    @Test
    void events_out_of_order_are_refused_loudly() {
        AuthorizationEvent early = new AuthorizationEvent.CodeIssued(
                Samples.TENANT, AuthorizationSample.ID, AuthorizationSample.CODE, Samples.NOON, Samples.NOON);
        assertThatThrownBy(() -> AuthorizationState.FOLD.apply(null, early))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Approved found nothing");
    }
}
