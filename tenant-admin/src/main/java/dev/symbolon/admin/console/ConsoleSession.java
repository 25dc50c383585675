package dev.symbolon.admin.console;

import dev.symbolon.core.tenant.TenantId;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;

/**
 * A person at the console.
 *
 * @param slug     of the tenant that they signed in to
 * @param tenant   its id
 * @param user     their id there
 * @param name     what the pages call them
 * @param tokens   what they have the API called with
 * @param proof    what a form of the pages must send back, so that no other page can send it
 * @param began    when they signed in
 * @param seen     when they were last here, to a minute
 * @param position where they last wrote: what they list has seen it
 */
public record ConsoleSession(
        String slug,
        String tenant,
        String user,
        String name,
        Tokens tokens,
        String proof,
        Instant began,
        Instant seen,
        String position) {

    /** @param refresh empty where none was given */
    public record Tokens(String access, Instant until, String refresh, String id) {
        @Override
        public String toString() {
            return "Tokens[…]";
        }
    }

    /** Whose page it is; every request behind the gate has one. */
    public static ConsoleSession of(HttpServletRequest request) {
        if (request.getAttribute(ConsoleSession.class.getName()) instanceof ConsoleSession session) {
            return session;
        }
        throw new IllegalStateException("a request came past the gate");
    }

    /** Whether it is somebody of the platform, who reaches every tenant. */
    public boolean ofPlatform() {
        return tenant.equals(TenantId.SYSTEM.value());
    }

    ConsoleSession seen(Instant now) {
        return new ConsoleSession(slug, tenant, user, name, tokens, proof, began, now, position);
    }

    public ConsoleSession with(Tokens fresh) {
        return new ConsoleSession(slug, tenant, user, name, fresh, proof, began, seen, position);
    }

    ConsoleSession wrote(String at) {
        return new ConsoleSession(slug, tenant, user, name, tokens, proof, began, seen, at);
    }

    @Override
    public String toString() {
        return "ConsoleSession[" + tenant + "/" + user + "]";
    }
}
