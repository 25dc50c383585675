package dev.symbolon.core.authorization;

import static dev.symbolon.core.sample.AuthorizationSample.CODE;
import static dev.symbolon.core.sample.AuthorizationSample.GRANT;
import static dev.symbolon.core.sample.AuthorizationSample.ID;
import static dev.symbolon.core.sample.Samples.NOON;
import static dev.symbolon.core.sample.Samples.TENANT;
import static dev.symbolon.core.sample.Samples.aSession;
import static dev.symbolon.core.sample.Samples.anAuthorization;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.core.client.ResponseType;
import dev.symbolon.core.event.AuthorizationEvent;
import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.event.GrantEvent;
import dev.symbolon.core.grant.GrantCommand;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.grant.IssuedToken;
import dev.symbolon.core.sample.AuthorizationSample;
import dev.symbolon.core.sample.ClientSample;
import dev.symbolon.core.sample.InMemoryModel;
import dev.symbolon.core.sample.RedeemSample;
import dev.symbolon.core.sample.ResourceSample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tokens that leave with the answer to an authorization request. */
class InFrontTest {
    private static final Instant FIVE_MINUTES = NOON.plusSeconds(300);

    private final AuthorizationSample asked = anAuthorization().on(ConsentGround.FIRST_PARTY);
    private final InMemoryModel model =
            new InMemoryModel().given(aSession().started(), aSession().joined());

    @ParameterizedTest
    @EnumSource(
            value = ResponseType.class,
            names = {"CODE"},
            mode = EnumSource.Mode.EXCLUDE)
    void one_commit_holds_the_request_the_grant_its_tokens_and_the_code(ResponseType type) {
        AuthorizationOutcome outcome = model.when(asked.approveInFront(type));

        Optional<IssuedToken> access = type.accessToken() ? Optional.of(accessToken()) : Optional.empty();
        Optional<IssuedToken> id = type.idToken() ? Optional.of(idToken()) : Optional.empty();
        assertThat(outcome)
                .isEqualTo(new AuthorizationOutcome.Approved(Optional.of(new InFront.Issued(GRANT, access, id))));
        List<DomainEvent> recorded = model.recorded();
        assertThat(recorded)
                .contains(
                        new AuthorizationEvent.AnsweredInFront(TENANT, ID, GRANT, NOON),
                        asked.begunInFront(),
                        new GrantEvent.TokensIssued(TENANT, GRANT, access, id, Optional.empty(), NOON))
                .hasSize(type.code() ? 7 : 6);
        assertThat(recorded.stream().anyMatch(AuthorizationEvent.CodeIssued.class::isInstance))
                .isEqualTo(type.code());
    }

    @Test
    void the_code_of_a_hybrid_answer_is_redeemed_into_the_grant_that_began_in_front() {
        model.when(asked.approveInFront(ResponseType.CODE_ID_TOKEN));

        Redemption redemption = model.when(asked.redeem()
                .into(new GrantId("another"))
                .lasting(Duration.ofDays(30))
                .command());

        assertThat(redemption)
                .isInstanceOfSatisfying(
                        Redemption.Redeemed.class,
                        redeemed -> assertThat(redeemed.grant()).isEqualTo(GRANT));
        assertThat(model.recorded())
                .hasSize(2)
                .contains(new AuthorizationEvent.CodeRedeemed(TENANT, ID, GRANT, NOON.plusSeconds(5)))
                .last()
                .isInstanceOfSatisfying(
                        GrantEvent.TokensIssued.class,
                        issued -> assertThat(issued.grant()).isEqualTo(GRANT));
    }

    @Test
    void a_replayed_code_ends_what_left_in_front_too() {
        model.when(asked.approveInFront(ResponseType.CODE_TOKEN));
        model.when(asked.redeem().command());

        assertThat(model.when(asked.redeem().command())).isEqualTo(new Redemption.Replayed(GRANT));

        assertThat(model.recorded()).last().isInstanceOf(GrantEvent.Revoked.class);
    }

    @Test
    void a_code_whose_grant_was_revoked_meanwhile_is_worth_nothing() {
        model.when(asked.approveInFront(ResponseType.CODE_ID_TOKEN_TOKEN));
        model.when(new GrantCommand.Revoke(TENANT, GRANT, "admin", NOON.plusSeconds(1)));

        assertThat(model.when(asked.redeem().command()))
                .isEqualTo(new Redemption.Refused(Redemption.Reason.GRANT_REVOKED));
        assertThat(model.recorded())
                .containsExactly(new AuthorizationEvent.CodeRefused(
                        TENANT, ID, ClientSample.ID, "grant-revoked", NOON.plusSeconds(5)));
    }

    @Test
    void an_answer_without_a_code_has_none_to_redeem() {
        model.when(asked.approveInFront(ResponseType.ID_TOKEN_TOKEN));

        assertThat(model.when(asked.redeem().withCode(CODE).command()))
                .isEqualTo(new Redemption.Refused(Redemption.Reason.UNKNOWN_CODE));
        assertThat(model.recorded()).isEmpty();
    }

    @Test
    void an_approval_that_answers_nothing_is_a_bug() {
        assertThatThrownBy(() ->
                        new Verdict.Approve(asked.access(), ConsentGround.GIVEN, Optional.empty(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private IssuedToken accessToken() {
        return new IssuedToken(
                RedeemSample.ACCESS_TOKEN,
                RedeemSample.KEY,
                List.of(ResourceSample.AUDIENCE),
                asked.access().scopes(),
                NOON,
                FIVE_MINUTES);
    }

    private IssuedToken idToken() {
        return new IssuedToken(
                RedeemSample.ID_TOKEN,
                RedeemSample.KEY,
                List.of(ClientSample.ID.value()),
                asked.access().scopes(),
                NOON,
                FIVE_MINUTES);
    }
}
