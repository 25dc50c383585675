package dev.symbolon.admin.console;

import dev.symbolon.admin.console.ConsoleSession.Tokens;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Access tokens of the sessions that were at this node lately. A tenant decides what is in them, so that they may be larger
 * than a cookie; a session that comes to another node, or after a restart, gets a new one by its refresh token.
 */
@Component
final class SessionTokens {
    private static final int MOST = 2_000;

    /** The ID token only spares a question at sign-out: a large one isn't carried. */
    private static final int LARGEST_HINT = 1_500;

    private record Kept(String access, Instant until) {}

    private final Map<String, Kept> bySession = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
            return size() > MOST;
        }
    };

    /** What of the session its browser carries. Only what can be had again is kept here. */
    ConsoleSession kept(ConsoleSession session) {
        Tokens tokens = session.tokens();
        String hint = tokens.id().length() > LARGEST_HINT ? "" : tokens.id();
        if (tokens.refresh().isEmpty()) {
            return session.with(new Tokens(tokens.access(), tokens.until(), "", hint));
        }
        if (!tokens.access().isEmpty()) {
            synchronized (bySession) {
                bySession.put(session.proof(), new Kept(tokens.access(), tokens.until()));
            }
        }
        return session.with(new Tokens("", Instant.EPOCH, tokens.refresh(), hint));
    }

    /** The session as it was kept; without an access token where this node has none. */
    ConsoleSession restored(ConsoleSession carried) {
        Tokens tokens = carried.tokens();
        synchronized (bySession) {
            Kept kept = bySession.get(carried.proof());
            return kept == null || !tokens.access().isEmpty()
                    ? carried
                    : carried.with(new Tokens(kept.access(), kept.until(), tokens.refresh(), tokens.id()));
        }
    }

    void forget(ConsoleSession session) {
        synchronized (bySession) {
            bySession.remove(session.proof());
        }
    }
}
