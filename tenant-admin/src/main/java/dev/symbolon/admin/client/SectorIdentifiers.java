package dev.symbolon.admin.client;

import dev.symbolon.core.client.ClientMetadata;
import dev.symbolon.core.client.SectorRule;
import dev.symbolon.ports.outbound.Outbound;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Looks whether a client's redirect URIs belong to the sector that it names (OpenID Connect Dynamic Client Registration §5),
 * before the client is registered or changed: later nobody asks again.
 */
@Component
final class SectorIdentifiers {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<List<String>> LIST = new TypeReference<>() {};

    private final Outbound outbound;

    SectorIdentifiers(Outbound outbound) {
        this.outbound = outbound;
    }

    /** Why the client can't be in the sector, as a stable code; what was found there is told to nobody. */
    Optional<String> fault(ClientMetadata client) {
        return client.subject().sectorIdentifierUri().flatMap(text -> {
            try {
                return fault(client, new URI(text));
            } catch (URISyntaxException _) {
                // The client's own rules refuse it.
                return Optional.empty();
            }
        });
    }

    private Optional<String> fault(ClientMetadata client, URI sector) {
        return switch (outbound.get(sector)) {
            case Outbound.Reply.Failed _ -> Optional.of("sector-unreachable");
            case Outbound.Reply.Answered answered ->
                answered.status() == 200 && SectorRule.admits(listed(answered.body()), client)
                        ? Optional.empty()
                        : Optional.of("redirect-uri-outside-sector");
        };
    }

    private static List<String> listed(byte[] body) {
        try {
            List<String> listed = JSON.readValue(body, LIST);
            return listed == null || listed.contains(null) ? List.of() : listed;
        } catch (JacksonException _) {
            return List.of();
        }
    }
}
