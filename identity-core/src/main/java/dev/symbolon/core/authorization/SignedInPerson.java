package dev.symbolon.core.authorization;

import dev.symbolon.core.session.SessionId;
import dev.symbolon.core.user.UserId;
import java.time.Instant;
import java.util.List;

/** Who is signed in, since when and how: {@code sub}, {@code sid}, {@code auth_time}, {@code amr}, {@code acr}. */
public record SignedInPerson(UserId user, SessionId session, Instant authTime, List<String> amr, String acr) {
    public SignedInPerson {
        amr = List.copyOf(amr);
    }
}
