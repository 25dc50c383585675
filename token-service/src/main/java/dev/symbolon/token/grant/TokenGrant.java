package dev.symbolon.token.grant;

import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.client.GrantType;
import dev.symbolon.core.client.SigningAlgorithm;
import dev.symbolon.ports.decision.Reading;
import dev.symbolon.token.http.Parameters;
import dev.symbolon.token.http.ProtocolError;
import dev.symbolon.token.tenant.ServedTenant;
import java.util.Map;

/** One grant type of the token endpoint. */
interface TokenGrant {
    GrantType type();

    /** Prepares one request: parses its parameters, makes its fresh values. */
    Attempt attempt(ServedTenant tenant, Parameters parameters);

    /** One request, which may be decided more than once, always with the same fresh values. */
    interface Attempt {
        Result decide(Reading reading, ClientState client);
    }

    /** What comes of it. */
    sealed interface Result {
        /** @param body members of the token response, RFC 6749 §5.1; made after the commit, once */
        record Issued(Answer body) implements Result {}

        /** @param recorded whether an aggregate has written it down: a code's refusal is its own event */
        record Refused(ProtocolError error, boolean recorded) implements Result {
            Refused(ProtocolError error) {
                this(error, false);
            }
        }

        /** How things stand, which the protocol says as an error and polling asks for again and again: nothing is noted. */
        record Told(ProtocolError error) implements Result {}

        /** The tenant has no key of that algorithm yet. */
        record KeyMissing(SigningAlgorithm algorithm) implements Result {}
    }

    /** Signs, when the commit is durable. */
    @FunctionalInterface
    interface Answer {
        Map<String, Object> sign();
    }
}
