package dev.symbolon.token.logout;

import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.session.SessionState;
import java.util.List;

/**
 * A session that has just ended, and the clients that are told.
 *
 * @param backChannel  by a logout token
 * @param frontChannel in a frame of the last page
 */
public record SignedOff(SessionState session, List<ClientState> backChannel, List<ClientState> frontChannel) {
    public SignedOff {
        backChannel = List.copyOf(backChannel);
        frontChannel = List.copyOf(frontChannel);
    }
}
