package dev.symbolon.projection.grant;

import static dev.symbolon.core.sample.Samples.TENANT;
import static dev.symbolon.core.sample.Samples.aClient;
import static dev.symbolon.core.sample.Samples.aSession;
import static dev.symbolon.core.sample.Samples.aTenant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.event.Actor;
import dev.symbolon.core.event.Basis;
import dev.symbolon.core.event.ClientEvent;
import dev.symbolon.core.event.CredentialEvent;
import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.event.TenantEvent;
import dev.symbolon.core.sample.Samples;
import dev.symbolon.core.sample.SessionSample;
import dev.symbolon.core.sample.UserSample;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.Limits;
import dev.symbolon.core.tenant.LoginPolicy;
import dev.symbolon.core.tenant.TokenPolicy;
import dev.symbolon.core.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Of what a decision had read, the events that made it what it was. */
final class GroundsTest {
    private static final UserId USER = UserSample.ID;
    private static final ClientId CLIENT = aClient().registered().client();
    private static final StreamId POLICY = StreamId.of(TENANT, StreamType.TENANT, TENANT);
    private static final StreamId CREDENTIAL = StreamId.of(TENANT, StreamType.CREDENTIAL, USER);
    private static final StreamId SESSION = StreamId.of(TENANT, StreamType.SESSION, SessionSample.ID);

    private final SampleLog log = new SampleLog(Samples.NOON);
    private final AtomicInteger reads = new AtomicInteger();
    private final Grounds grounds = new Grounds((stream, from, limit) -> {
        reads.incrementAndGet();
        return log.stream(stream, from, limit);
    });

    @Test
    void a_policy_is_what_it_was_last_changed_to() {
        happened(aTenant().onboarded(), tokenPolicy(), branding());
        assertThat(told(POLICY, 0)).containsExactly("tenant.onboarded");
        assertThat(told(POLICY, 2)).containsExactlyInAnyOrder("tenant.token-policy-changed", "tenant.onboarded");

        happened(loginPolicy(), branding(), new TenantEvent.LimitsChanged(TENANT, Limits.STANDARD, at()));
        assertThat(told(POLICY, 5))
                .containsExactlyInAnyOrder("tenant.login-policy-changed", "tenant.token-policy-changed");
        assertThat(told(POLICY, 1)).as("later changes weren't read").doesNotContain("tenant.login-policy-changed");
        assertThat(told(POLICY, -1)).isEmpty();
    }

    @Test
    void a_client_is_what_it_was_registered_or_changed_to() {
        happened(aClient().registered(), new ClientEvent.Suspended(TENANT, CLIENT, "leaked", at()));
        assertThat(told(StreamId.of(TENANT, StreamType.CLIENT, CLIENT), 1)).containsExactly("client.registered");
    }

    @Test
    void a_session_rests_on_the_password_that_was_known_when_it_began() {
        happened(password("first"), refused(), password("second"), refused());
        begins(List.of(CREDENTIAL));
        happened(password("third"));
        assertThat(told(SESSION, 0)).containsExactly("session.started", "credential.password-set");
        assertThat(sequence(SESSION)).isEqualTo(2);
    }

    @Test
    void a_sign_in_after_wrong_passwords_does_too_though_it_writes_there_itself() {
        happened(password("first"), refused());
        begins(List.of(), new CredentialEvent.PasswordAccepted(TENANT, USER, false, at()));
        log.after(Duration.ofMinutes(1));
        happened(password("second"));
        assertThat(told(SESSION, 0)).containsExactly("session.started", "credential.password-set");
        assertThat(sequence(SESSION)).isZero();
    }

    @Test
    void another_hash_of_the_same_password_is_not_who_chose_it() {
        happened(password("first"), new CredentialEvent.PasswordSet(TENANT, USER, Personal.of("anew"), true, at()));
        begins(List.of(CREDENTIAL));
        assertThat(sequence(SESSION)).isZero();
    }

    @Test
    void whoever_guesses_passwords_makes_no_answer_dear() {
        happened(password("first"));
        for (int i = 0; i < 3_000; i++) {
            happened(refused());
        }
        begins(List.of(CREDENTIAL));
        assertThat(told(SESSION, 0)).containsExactly("session.started", "credential.password-refused");
        assertThat(reads.get()).isLessThan(20);
    }

    private void happened(DomainEvent... events) {
        for (DomainEvent event : events) {
            log.after(Duration.ofSeconds(1));
            log.commit(new Actor.Platform("test"), List.of(), event);
        }
    }

    private void begins(List<StreamId> read, DomainEvent... with) {
        log.after(Duration.ofSeconds(1));
        DomainEvent[] events = new DomainEvent[with.length + 1];
        System.arraycopy(with, 0, events, 0, with.length);
        events[with.length] = aSession().started();
        log.commit(new Actor.User(USER), read, events);
    }

    private List<String> told(StreamId stream, long sequence) {
        return grounds.of(new Basis(stream, sequence)).stream()
                .map(event -> event.envelope().type())
                .toList();
    }

    /** Of the last ground. */
    private long sequence(StreamId stream) {
        return grounds.of(new Basis(stream, 0)).getLast().envelope().sequence();
    }

    private Instant at() {
        return log.now();
    }

    private DomainEvent tokenPolicy() {
        return new TenantEvent.TokenPolicyChanged(TENANT, TokenPolicy.STANDARD, at());
    }

    private DomainEvent loginPolicy() {
        return new TenantEvent.LoginPolicyChanged(TENANT, LoginPolicy.STANDARD, at());
    }

    private DomainEvent branding() {
        return new TenantEvent.BrandingChanged(TENANT, aTenant().branding(), at());
    }

    private DomainEvent password(String hash) {
        return new CredentialEvent.PasswordSet(TENANT, USER, Personal.of(hash), false, at());
    }

    private DomainEvent refused() {
        return new CredentialEvent.PasswordRefused(TENANT, USER, false, 1, at(), Personal.of("192.0.2.7"), at());
    }
}
