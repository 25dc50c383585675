package dev.symbolon.core.authorization;

import static dev.symbolon.core.sample.Samples.anAuthorization;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.core.event.AuthorizationEvent;
import dev.symbolon.core.sample.AuthorizationSample;
import dev.symbolon.core.sample.InMemoryModel;
import dev.symbolon.core.sample.Samples;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecideTest {

    private final InMemoryModel model = new InMemoryModel();

    @Test
    void an_approved_request_gets_a_code() {
        AuthorizationSample firstParty = anAuthorization().on(ConsentGround.FIRST_PARTY);
        assertThat(model.when(firstParty.approve())).isEqualTo(new AuthorizationOutcome.CodeIssued());
        assertThat(model.recorded()).containsExactly(firstParty.approved());
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
                AuthorizationSample.CODE,
                anAuthorization().codeExpiresAt());
        assertThatThrownBy(() -> model.when(new AuthorizationCommand.Decide(
                        asked.tenant(), asked.authorization(), asked.request(), asked.person(), verdict, asked.at())))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(model.history()).isEmpty();
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
