package dev.symbolon.token.session;

import dev.symbolon.core.authorization.SignedInPerson;
import dev.symbolon.core.session.SessionState;
import dev.symbolon.core.user.UserState;

/** A session that counts now, and whose it is. */
public record LiveSession(SessionState session, UserState user) {
    public SignedInPerson person() {
        return new SignedInPerson(session.user(), session.session(), session.startedAt(), session.amr(), session.acr());
    }
}
