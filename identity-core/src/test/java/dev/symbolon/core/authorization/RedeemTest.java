package dev.symbolon.core.authorization;

import static dev.symbolon.core.sample.AuthorizationSample.GRANT;
import static dev.symbolon.core.sample.AuthorizationSample.ID;
import static dev.symbolon.core.sample.Samples.NOON;
import static dev.symbolon.core.sample.Samples.TENANT;
import static dev.symbolon.core.sample.Samples.aSession;
import static dev.symbolon.core.sample.Samples.anAuthorization;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.event.AuthorizationEvent;
import dev.symbolon.core.event.GrantEvent;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.grant.GrantOrigin;
import dev.symbolon.core.grant.GrantState;
import dev.symbolon.core.grant.IssuedToken;
import dev.symbolon.core.identifier.SecretHash;
import dev.symbolon.core.sample.AuthorizationSample;
import dev.symbolon.core.sample.ClientSample;
import dev.symbolon.core.sample.InMemoryModel;
import dev.symbolon.core.sample.RedeemSample;
import dev.symbolon.core.sample.ResourceSample;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RedeemTest {

    private static final ClientId OTHER_CLIENT = new ClientId("other");
    private static final Instant AT = NOON.plusSeconds(5);
    private static final Instant DAY_AFTER = AT.plus(Duration.ofDays(1));

    private final AuthorizationSample approved = anAuthorization();
    private final InMemoryModel model = new InMemoryModel().given(approved.approved());

    private static IssuedToken accessToken(List<String> scopes, Instant expiresAt) {
        return new IssuedToken(
                RedeemSample.ACCESS_TOKEN, RedeemSample.KEY, List.of(ResourceSample.AUDIENCE), scopes, AT, expiresAt);
    }

    private static IssuedToken idToken(List<String> scopes, Instant expiresAt) {
        return new IssuedToken(
                RedeemSample.ID_TOKEN, RedeemSample.KEY, List.of(ClientSample.ID.value()), scopes, AT, expiresAt);
    }

    @Test
    void a_code_becomes_a_grant_in_one_commit() {
        List<String> scopes = approved.access().scopes();
        IssuedToken access = accessToken(scopes, AT.plusSeconds(300));
        Optional<IssuedToken> id = Optional.of(idToken(scopes, AT.plusSeconds(300)));

        assertThat(model.when(approved.redeem().command()))
                .isEqualTo(new Redemption.Redeemed(
                        GRANT, approved.request(), approved.person(), approved.access(), access, id));
        assertThat(model.recorded())
                .containsExactly(
                        new AuthorizationEvent.CodeRedeemed(TENANT, ID, GRANT, AT),
                        new GrantEvent.Issued(
                                TENANT,
                                GRANT,
                                ClientSample.ID,
                                new GrantOrigin.Code(ID, approved.person(), Optional.of("n-0S6_WzA2Mj")),
                                scopes,
                                List.of(ResourceSample.AUDIENCE),
                                Optional.empty(),
                                AT,
                                DAY_AFTER),
                        new GrantEvent.TokensIssued(TENANT, GRANT, Optional.of(access), id, Optional.empty(), AT));
    }

    @Test
    void without_openid_there_is_no_id_token() {
        AuthorizationSample plain =
                anAuthorization().withId(new AuthorizationId("plain")).withScopes("bookings.read");
        model.given(plain.approved());
        assertThat(model.when(plain.redeem().command()))
                .isInstanceOfSatisfying(
                        Redemption.Redeemed.class,
                        redeemed -> assertThat(redeemed.idToken()).isEmpty());
    }

    @Test
    void a_token_never_outlives_its_grant() {
        List<String> scopes = approved.access().scopes();
        Redemption redemption =
                model.when(approved.redeem().lasting(Duration.ofMinutes(1)).command());
        assertThat(redemption).isInstanceOfSatisfying(Redemption.Redeemed.class, redeemed -> {
            assertThat(redeemed.accessToken()).isEqualTo(accessToken(scopes, AT.plusSeconds(60)));
            assertThat(redeemed.idToken()).contains(idToken(scopes, AT.plusSeconds(60)));
        });
    }

    @Test
    void a_code_presented_twice_is_refused_and_recorded() {
        model.when(approved.redeem().command());
        assertThat(model.when(approved.redeem().into(new GrantId("second")).command()))
                .isEqualTo(new Redemption.Replayed(GRANT));
        assertThat(model.recorded())
                .containsExactly(
                        new AuthorizationEvent.CodeReplayed(TENANT, ID, GRANT, ClientSample.ID, AT),
                        new GrantEvent.Revoked(TENANT, GRANT, "code-replayed", AT, DAY_AFTER));
    }

    @Test
    void a_second_replay_is_refused_and_not_recorded() {
        model.when(approved.redeem().command());
        model.when(approved.redeem().command());
        assertThat(model.when(approved.redeem().command())).isEqualTo(new Redemption.Replayed(GRANT));
        assertThat(model.recorded()).isEmpty();
    }

    static Stream<RedeemSample> replays() {
        return Stream.of(
                anAuthorization().redeem().by(OTHER_CLIENT),
                anAuthorization().redeem().withoutVerifier(),
                anAuthorization().redeem().withoutRedirect(),
                anAuthorization().redeem().at(NOON.plusSeconds(3600)));
    }

    @ParameterizedTest
    @MethodSource("replays")
    void a_spent_code_is_a_replay_whoever_presents_it_how_and_when(RedeemSample replay) {
        model.when(approved.redeem().command());
        assertThat(model.when(replay.command())).isEqualTo(new Redemption.Replayed(GRANT));
        assertThat(model.state(GrantState.FOLD, StreamId.of(TENANT, StreamType.GRANT, GRANT)))
                .hasValueSatisfying(grant -> assertThat(grant.revoked()).isTrue());
    }

    @Test
    void a_replay_after_a_revocation_revokes_no_second_time() {
        model.when(approved.redeem().command());
        model.given(new GrantEvent.Revoked(TENANT, GRANT, "admin", AT, DAY_AFTER));
        model.when(approved.redeem().command());
        assertThat(model.recorded())
                .containsExactly(new AuthorizationEvent.CodeReplayed(TENANT, ID, GRANT, ClientSample.ID, AT));
    }

    static Stream<Arguments> faults() {
        AuthorizationSample plain = anAuthorization().withoutPkce();
        return Stream.of(
                fault("expired", anAuthorization(), r -> r.at(NOON.plusSeconds(60))),
                fault("expired", anAuthorization(), r -> r.at(NOON.plusSeconds(3600))),
                fault("wrong-client", anAuthorization(), r -> r.by(OTHER_CLIENT)),
                fault("wrong-redirect-uri", anAuthorization(), RedeemSample::withoutRedirect),
                fault("wrong-redirect-uri", anAuthorization(), r -> r.withRedirect("")),
                fault("wrong-redirect-uri", anAuthorization(), r -> r.withRedirect("https://booking.test/cb/")),
                fault("wrong-redirect-uri", anAuthorization(), r -> r.withRedirect("https://booking.test/CB")),
                fault("wrong-redirect-uri", anAuthorization(), r -> r.withRedirect("https://booking.test/cb?a=b")),
                fault("missing-verifier", anAuthorization(), RedeemSample::withoutVerifier),
                fault("wrong-verifier", anAuthorization(), r -> r.withVerifier("")),
                fault("wrong-verifier", anAuthorization(), r -> r.withVerifier(AuthorizationSample.CHALLENGE)),
                fault("wrong-verifier", anAuthorization(), r -> r.withVerifier("x".repeat(43))),
                fault(
                        "wrong-verifier",
                        anAuthorization(),
                        r -> r.withVerifier(AuthorizationSample.VERIFIER.substring(1))),
                fault("wrong-verifier", anAuthorization(), r -> r.withVerifier(AuthorizationSample.VERIFIER + "x")),
                fault("wrong-verifier", anAuthorization(), r -> r.withVerifier(AuthorizationSample.VERIFIER + "\n")),
                fault("unexpected-verifier", plain, r -> r.withVerifier(AuthorizationSample.VERIFIER)));
    }

    private static Arguments fault(
            String reason, AuthorizationSample authorization, UnaryOperator<RedeemSample> wrong) {
        return Arguments.of(reason, authorization, wrong.apply(authorization.redeem()));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void the_right_code_with_something_wrong_is_refused_recorded_and_void(
            String reason, AuthorizationSample authorization, RedeemSample wrong) {
        InMemoryModel fresh = new InMemoryModel().given(authorization.approved());
        AuthorizationCommand.Redeem command = wrong.command();

        assertThat(fresh.when(command))
                .isInstanceOfSatisfying(
                        Redemption.Refused.class,
                        refused -> assertThat(refused.reason().code()).isEqualTo(reason));
        assertThat(fresh.recorded())
                .containsExactly(
                        new AuthorizationEvent.CodeRefused(TENANT, ID, command.presentedBy(), reason, command.at()));

        assertThat(fresh.when(authorization.redeem().command()))
                .isEqualTo(new Redemption.Refused(Redemption.Reason.VOID));
        assertThat(fresh.when(command)).isEqualTo(new Redemption.Refused(Redemption.Reason.VOID));
        assertThat(fresh.recorded()).isEmpty();
    }

    /** Were a short verifier taken whose hash is the challenge, a client could make PKCE guessable. */
    @ParameterizedTest
    @MethodSource("malformedVerifiers")
    void a_verifier_of_the_wrong_form_is_refused_though_its_hash_is_right(String verifier) {
        assertThat(verifierFor(verifier)).isEqualTo(new Redemption.Refused(Redemption.Reason.WRONG_VERIFIER));
    }

    static Stream<String> malformedVerifiers() {
        return Stream.of("a".repeat(42), "a".repeat(129), "a".repeat(42) + " ", "a".repeat(42) + "/", "ü".repeat(43));
    }

    @ParameterizedTest
    @MethodSource("wellFormedVerifiers")
    void a_verifier_of_any_allowed_form_is_taken(String verifier) {
        assertThat(verifierFor(verifier)).isInstanceOf(Redemption.Redeemed.class);
    }

    static Stream<String> wellFormedVerifiers() {
        return Stream.of("a".repeat(43), "a".repeat(128), "-._~" + "Z9".repeat(20));
    }

    private static Redemption verifierFor(String verifier) {
        RequestedAuthorization request = anAuthorization().request();
        RequestedAuthorization challenged = new RequestedAuthorization(
                request.client(),
                request.redirectUri(),
                request.responseType(),
                request.responseMode(),
                request.scopes(),
                request.resources(),
                request.claims(),
                request.nonce(),
                Optional.of(SecretHash.of(verifier).value()),
                request.prompt(),
                request.maxAge(),
                request.acrValues());
        AuthorizationCommand.Decide decide = anAuthorization().approve();
        InMemoryModel model = new InMemoryModel().given(aSession().started());
        model.when(new AuthorizationCommand.Decide(
                decide.tenant(), decide.authorization(), challenged, decide.person(), decide.verdict(), decide.at()));
        return model.when(anAuthorization().redeem().withVerifier(verifier).command());
    }

    @Test
    void without_a_challenge_no_verifier_is_asked_for() {
        AuthorizationSample plain = anAuthorization().withoutPkce();
        InMemoryModel fresh = new InMemoryModel().given(plain.approved());
        assertThat(fresh.when(plain.redeem().command())).isInstanceOf(Redemption.Redeemed.class);
    }

    @Test
    void the_last_moment_before_expiry_counts() {
        assertThat(model.when(approved.redeem().at(NOON.plusMillis(59_999)).command()))
                .isInstanceOf(Redemption.Redeemed.class);
    }

    static Stream<Arguments> unknownCodes() {
        SecretHash wrong = SecretHash.of("a guess");
        return Stream.of(
                Arguments.of(anAuthorization().redeem().withCode(wrong)),
                Arguments.of(
                        anAuthorization().withId(new AuthorizationId("nowhere")).redeem()),
                Arguments.of(anAuthorization().in(new TenantId("elsewhere")).redeem()));
    }

    @ParameterizedTest
    @MethodSource("unknownCodes")
    void a_made_up_code_is_refused_without_a_trace_and_harms_nobody(RedeemSample guess) {
        assertThat(model.when(guess.command())).isEqualTo(new Redemption.Refused(Redemption.Reason.UNKNOWN_CODE));
        assertThat(model.recorded()).isEmpty();
        assertThat(model.when(approved.redeem().command())).isInstanceOf(Redemption.Redeemed.class);
    }

    @Test
    void a_wrong_secret_for_a_spent_or_void_code_leaves_no_trace() {
        model.when(approved.redeem().command());
        RedeemSample guess = approved.redeem().withCode(SecretHash.of("a guess"));
        assertThat(model.when(guess.command())).isEqualTo(new Redemption.Refused(Redemption.Reason.UNKNOWN_CODE));
        assertThat(model.recorded()).isEmpty();

        InMemoryModel spoiled = new InMemoryModel().given(approved.approved());
        spoiled.when(approved.redeem().by(OTHER_CLIENT).command());
        assertThat(spoiled.when(guess.command())).isEqualTo(new Redemption.Refused(Redemption.Reason.UNKNOWN_CODE));
        assertThat(spoiled.recorded()).isEmpty();
    }

    @Test
    void when_the_grant_cannot_begin_the_code_is_not_spent() {
        GrantEvent taken = new GrantEvent.Issued(
                TENANT,
                GRANT,
                OTHER_CLIENT,
                new GrantOrigin.Client(),
                List.of(),
                List.of(),
                Optional.empty(),
                NOON,
                DAY_AFTER);
        model.given(taken);
        assertThatThrownBy(() -> model.when(approved.redeem().command())).isInstanceOf(IllegalStateException.class);
        assertThat(model.recorded()).isEmpty();
        assertThat(model.when(approved.redeem().into(new GrantId("another")).command()))
                .isInstanceOf(Redemption.Redeemed.class);
    }

    @Test
    void a_denied_request_has_no_code() {
        InMemoryModel denied = new InMemoryModel().given(approved.denied());
        assertThat(denied.when(approved.redeem().command()))
                .isEqualTo(new Redemption.Refused(Redemption.Reason.UNKNOWN_CODE));
        assertThat(denied.recorded()).isEmpty();
    }
}
