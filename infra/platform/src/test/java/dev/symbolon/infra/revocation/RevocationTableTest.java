package dev.symbolon.infra.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.event.GrantEvent;
import dev.symbolon.core.event.TenantEvent;
import dev.symbolon.core.event.UserEvent;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.grant.TokenId;
import dev.symbolon.core.revocation.Holder;
import dev.symbolon.core.session.SessionId;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import dev.symbolon.infra.decision.ControlEvent;
import dev.symbolon.ports.revocation.Revocations.Answer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RevocationTableTest {
    private static final TenantId HOTEL = new TenantId("hotel");
    private static final ClientId BOOKING = new ClientId("booking");
    private static final UserId ADA = new UserId("ada");
    private static final GrantId GRANT = new GrantId("grant");
    private static final Holder HOLDER =
            new Holder(HOTEL, BOOKING, Optional.of(ADA), Optional.of(new SessionId("session")));
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** True time, of which every node's clock differs. */
    private final AtomicLong millis = new AtomicLong(START.toEpochMilli());

    private final AtomicBoolean fresh = new AtomicBoolean(true);
    private final RevocationTable table = new RevocationTable(new TrueTime());
    private final RevocationView view = new RevocationView(table, _ -> fresh.get());

    @ParameterizedTest
    @ValueSource(longs = {-1000, -900, 0, 900, 1000})
    void what_was_issued_before_is_void_however_far_the_issuer_s_clock_is_off(long issuerOff) {
        TokenId before = issued(issuerOff);
        assertThat(ask(before)).isEqualTo(Answer.STANDS);
        millis.addAndGet(1);
        heard(disabled(), 0);

        assertThat(ask(before)).isEqualTo(Answer.VOID);
        millis.addAndGet(240);
        assertThat(ask(issued(issuerOff)))
                .as("issued by who hasn't heard of it for as long as that may be")
                .isEqualTo(Answer.VOID);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1000, -900, 0, 900, 1000})
    void who_knows_of_it_issues_what_stands_at_once(long issuerOff) {
        heard(disabled(), 0);
        millis.addAndGet(5);
        TokenId after = issued(issuerOff).notBefore(view.issuedFrom(HOLDER));

        assertThat(ask(after)).isEqualTo(Answer.STANDS);
        heard(disabled(), 5);
        assertThat(ask(after)).as("revoked again").isEqualTo(Answer.VOID);
    }

    @Test
    void a_commit_that_took_long_to_be_stored_voids_what_was_issued_while_it_did() {
        HybridTime decided = now(0);
        millis.addAndGet(12_000);
        TokenId meanwhile = issued(1_000);
        table.heard(new ControlEvent(disabled(), 3, decided));

        assertThat(ask(meanwhile)).isEqualTo(Answer.VOID);
    }

    @Test
    void a_revoked_grant_is_void_whenever_its_tokens_were_issued_and_others_are_not() {
        heard(new GrantEvent.Revoked(HOTEL, GRANT, "asked", START, START.plusSeconds(600)), 0);
        millis.addAndGet(60_000);

        assertThat(ask(issued(0))).isEqualTo(Answer.VOID);
        assertThat(view.ask(HOLDER, new GrantId("other"), now(0))).isEqualTo(Answer.STANDS);
        Holder there = new Holder(new TenantId("inn"), BOOKING, HOLDER.user(), HOLDER.session());
        assertThat(view.ask(there, GRANT, now(0)))
                .as("another tenant's of that name")
                .isEqualTo(Answer.STANDS);
    }

    @Test
    void a_tenant_s_watermark_is_over_all_in_it_and_over_nobody_else() {
        heard(new TenantEvent.Suspended(HOTEL, "unpaid", START), 0);

        assertThat(ask(issued(0))).isEqualTo(Answer.VOID);
        Holder service = new Holder(HOTEL, BOOKING, Optional.empty(), Optional.empty());
        assertThat(view.ask(service, GRANT, now(0))).isEqualTo(Answer.VOID);
        Holder there = new Holder(new TenantId("inn"), BOOKING, HOLDER.user(), HOLDER.session());
        assertThat(view.ask(there, GRANT, now(0))).isEqualTo(Answer.STANDS);
    }

    @Test
    void an_older_event_that_arrives_late_lowers_nothing() {
        HybridTime early = now(0);
        millis.addAndGet(5_000);
        HybridTime late = now(0);
        table.heard(new ControlEvent(disabled(), 2, late));
        HybridTime above = table.above(HOLDER);
        table.heard(new ControlEvent(disabled(), 1, early));

        assertThat(table.above(HOLDER)).isEqualTo(above);
        assertThat(table.voidedAt(HOLDER)).contains(late);
    }

    @Test
    void a_code_from_before_is_over_and_one_from_after_is_not() {
        Instant before = Instant.ofEpochMilli(millis.get());
        millis.addAndGet(10);
        heard(disabled(), 0);
        millis.addAndGet(10);

        assertThat(view.askSince(HOLDER, before)).isEqualTo(Answer.VOID);
        assertThat(view.askSince(HOLDER, Instant.ofEpochMilli(millis.get()))).isEqualTo(Answer.STANDS);
    }

    @Test
    void a_view_that_may_have_missed_something_vouches_for_nothing_and_still_knows_what_is_void() {
        TokenId token = issued(0);
        fresh.set(false);
        assertThat(ask(token)).isEqualTo(Answer.UNKNOWN);
        heard(disabled(), 0);
        assertThat(ask(token)).isEqualTo(Answer.VOID);
    }

    @Test
    void what_concerns_expired_tokens_only_is_dropped() {
        heard(disabled(), 0);
        heard(new GrantEvent.Revoked(HOTEL, GRANT, "asked", START, START.plusSeconds(600)), 0);
        assertThat(table.size()).isEqualTo(2);

        millis.addAndGet(601_000);
        heard(new UserEvent.Disabled(HOTEL, new UserId("bob"), "left", START), 0);
        assertThat(table.size()).as("the grant is over").isEqualTo(2);

        millis.addAndGet(RevocationTable.KEPT.toMillis() + 1);
        heard(new TenantEvent.Suspended(HOTEL, "unpaid", START), 0);
        assertThat(table.size()).isEqualTo(1);
        table.heard(new ControlEvent(disabled(), 1, HybridTime.atMillis(START.toEpochMilli())));
        assertThat(table.size()).as("read from the log long after").isEqualTo(1);
    }

    private Answer ask(TokenId token) {
        return view.ask(HOLDER, GRANT, token.clock().orElseThrow());
    }

    private TokenId issued(long clockOff) {
        return TokenId.at(now(clockOff), byte[]::new);
    }

    private void heard(DomainEvent event, long clockOff) {
        table.heard(new ControlEvent(event, 3, now(clockOff)));
    }

    private static UserEvent.Disabled disabled() {
        return new UserEvent.Disabled(HOTEL, ADA, "left", START);
    }

    private HybridTime now(long clockOff) {
        return HybridTime.atMillis(millis.get() + clockOff);
    }

    private final class TrueTime extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis.get());
        }
    }
}
