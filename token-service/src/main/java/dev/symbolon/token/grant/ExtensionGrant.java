package dev.symbolon.token.grant;

import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.client.GrantType;
import dev.symbolon.core.user.UserId;
import dev.symbolon.ports.decision.Reading;
import dev.symbolon.token.http.Parameters;
import dev.symbolon.token.tenant.ServedTenant;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A grant type defined elsewhere (RFC 6749 §4.5): a bean of this type joins the list of grants and the metadata. It says
 * who may have what; the token endpoint authenticates the client, holds scopes and resources against what the client was
 * given, writes the grant and signs. See {@code docs/extension-grants.md}.
 */
public interface ExtensionGrant {
    /** Its name: an absolute URI, which a client must have been given. */
    GrantType type();

    /** Takes up one request. Nothing is known of the client yet, so that nothing may be spent here. */
    Presented read(Request request);

    /** What came in. */
    record Request(ServedTenant tenant, Parameters parameters, Instant now) {}

    /** One request, whose client is authenticated and has this grant. */
    @FunctionalInterface
    interface Presented {
        /**
         * Decides. It is asked again when what it read was overtaken: its answer rests on what it reads here, and an
         * effect outside of that (a value that counts once) happens at the first time only.
         */
        Verdict decide(Reading reading, ClientState client);
    }

    /** What is to become of the request. */
    sealed interface Verdict {
        /**
         * @param user      whose access it is; empty where the client acts for itself
         * @param scopes    those that the client asked for, if it did; otherwise these
         * @param resources audiences of APIs; all that know one of the scopes when none is named
         */
        record Allow(Optional<UserId> user, List<String> scopes, List<String> resources) implements Verdict {
            public Allow {
                scopes = List.copyOf(scopes);
                resources = List.copyOf(resources);
            }
        }

        /**
         * @param error  code of RFC 6749 §5.2 or of the extension's specification
         * @param text   what the client may know: nothing that was sent
         * @param detail a stable word for the log
         */
        record Refuse(String error, String text, String detail) implements Verdict {}
    }
}
