package dev.symbolon.ports.account;

import dev.symbolon.core.identifier.Identifier;
import dev.symbolon.core.user.UserId;
import java.time.Instant;

/**
 * That something belongs to a person; how it stands is in its own stream.
 *
 * @param kind  {@code session}, {@code grant} or {@code consent}
 * @param what  its id: of a consent the client's
 * @param until when it ends by itself, in milliseconds since 1970
 */
public record AccountRow(String user, String kind, String what, long until) {
    public static final String SESSION = "session";
    public static final String GRANT = "grant";
    public static final String CONSENT = "consent";

    static AccountRow of(UserId user, String kind, Identifier what, Instant until) {
        return new AccountRow(user.value(), kind, what.value(), until.toEpochMilli());
    }
}
