package dev.symbolon.token.logout;

import dev.symbolon.admission.correlation.Correlation;
import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.client.LogoutAddresses;
import dev.symbolon.core.event.Actor;
import dev.symbolon.core.session.SessionCommand;
import dev.symbolon.core.session.SessionState;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.decision.Origin;
import dev.symbolon.ports.outbound.Outbound;
import dev.symbolon.token.tenant.ServedTenant;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells clients in the back that a session is over (OpenID Connect Back-Channel Logout §2.5), a few times where they don't
 * answer, and has the log know what each said. So many notices are under way at most; one more isn't sent, and the log says so.
 */
public final class BackChannel implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BackChannel.class);
    private static final int MOST_UNDER_WAY = 1_000;
    private static final List<Duration> PAUSES = List.of(Duration.ofSeconds(1), Duration.ofSeconds(5));
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final Outbound outbound;
    private final LogoutTokens tokens;
    private final Decisions decisions;
    private final HybridClock clock;
    private final Semaphore places = new Semaphore(MOST_UNDER_WAY);
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("logout-notice").factory());

    BackChannel(Outbound outbound, LogoutTokens tokens, Decisions decisions, HybridClock clock) {
        this.outbound = outbound;
        this.tokens = tokens;
        this.decisions = decisions;
        this.clock = clock;
    }

    /** One notice on its way. */
    private record Notice(
            ServedTenant tenant,
            SessionState session,
            ClientState client,
            LogoutAddresses.Notified address,
            String correlation) {}

    /** Tells every client that has an address for it; returns at once. */
    public void tell(ServedTenant tenant, SignedOff ended) {
        for (ClientState client : ended.backChannel()) {
            client.metadata()
                    .logout()
                    .backChannel()
                    .map(address -> new Notice(tenant, ended.session(), client, address, Correlation.current()))
                    .ifPresent(this::take);
        }
    }

    private void take(Notice notice) {
        if (places.tryAcquire()) {
            threads.execute(() -> {
                try (Correlation _ = Correlation.goOn(notice.correlation)) {
                    send(notice);
                } finally {
                    places.release();
                }
            });
        } else {
            note(notice, "not-sent", 0);
        }
    }

    private void send(Notice notice) {
        try {
            for (int tries = 1; ; tries++) {
                Outbound.Reply reply = post(notice);
                if (!again(reply) || tries > PAUSES.size()) {
                    note(notice, word(reply), tries);
                    return;
                }
                Thread.sleep(PAUSES.get(tries - 1));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("Client {} wasn't told of a logout", notice.client.client().value(), e);
        }
    }

    private Outbound.Reply post(Notice notice) {
        // A fresh one for each try: it lives for two minutes, and its jti counts once.
        String token = tokens.make(notice.tenant, notice.client, notice.session.user(), notice.session.session());
        return outbound.post(
                URI.create(notice.address.uri()),
                "application/x-www-form-urlencoded",
                ("logout_token=" + token).getBytes(StandardCharsets.US_ASCII));
    }

    private static boolean again(Outbound.Reply reply) {
        return switch (reply) {
            case Outbound.Reply.Answered answered -> answered.status() >= 500 || answered.status() == 429;
            case Outbound.Reply.Failed(Outbound.Failure failure) ->
                switch (failure) {
                    case UNREACHABLE, TOO_SLOW, BUSY, MALFORMED -> true;
                    case FORBIDDEN_URI, FORBIDDEN_ADDRESS, REDIRECTED, TOO_LARGE -> false;
                };
        };
    }

    /** §2.8: 200 is success; some frameworks answer 204. */
    private static String word(Outbound.Reply reply) {
        return switch (reply) {
            case Outbound.Reply.Answered answered ->
                answered.status() == 200 || answered.status() == 204 ? "accepted" : "answered-" + answered.status();
            case Outbound.Reply.Failed(Outbound.Failure failure) ->
                failure.name().toLowerCase(Locale.ROOT).replace('_', '-');
        };
    }

    private void note(Notice notice, String answer, int tries) {
        SessionCommand.NoteNotice note = new SessionCommand.NoteNotice(
                notice.tenant.id(),
                notice.session.session(),
                notice.client.client(),
                answer,
                tries,
                clock.now().instant());
        Origin origin = Origin.of(new Actor.Platform("back-channel-logout"), notice.correlation);
        decisions.decide(
                notice.tenant.id(), reading -> reading.commit(note, origin).outcome());
    }

    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException _) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
