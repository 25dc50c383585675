package dev.symbolon.ports.outbound;

import java.net.URI;
import java.util.Optional;

/**
 * The one way to an address that a client or a tenant registered. It reaches public HTTPS servers only, by the very address
 * that was checked; it follows no redirect, waits a few seconds and reads a bounded answer. Nothing is thrown: whoever
 * registered the address decides how it behaves.
 */
public interface Outbound {
    Reply get(URI address);

    /** Sends that body, of that media type; for a notice whose answer is its status. */
    Reply post(URI address, String contentType, byte[] body);

    /** What came of a call. */
    sealed interface Reply {
        record Answered(int status, Optional<String> contentType, byte[] body) implements Reply {
            @Override
            public String toString() {
                return "Answered[" + status + "]";
            }
        }

        record Failed(Failure failure) implements Reply {}
    }

    /** Why there is no answer: stable words for operators, who see no more of what was found there. */
    enum Failure {
        /** Not an absolute HTTPS URI, or one with a user or a fragment. */
        FORBIDDEN_URI,
        /** The name leads to a private, loopback, link-local, metadata or otherwise special address. */
        FORBIDDEN_ADDRESS,
        /** No such name, nobody listening, or no trusted certificate for the name. */
        UNREACHABLE,
        /** It sends elsewhere: only what was registered is asked. */
        REDIRECTED,
        TOO_SLOW,
        TOO_LARGE,
        /** What came isn't HTTP. */
        MALFORMED,
        /** Too many calls are under way on this node. */
        BUSY
    }
}
