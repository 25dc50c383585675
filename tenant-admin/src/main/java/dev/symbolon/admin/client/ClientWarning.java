package dev.symbolon.admin.client;

import dev.symbolon.admin.http.Field;
import dev.symbolon.core.client.ClientMetadata;
import dev.symbolon.core.client.GrantType;
import java.util.List;
import java.util.function.Predicate;

/** What whoever looks at a client should know of it: it is allowed, and weaker than it could be. */
public record ClientWarning(
        @Field(value = "What it is about; never changes", example = "front-channel-tokens")
        String code,

        @Field("For people") String text) {

    private record Rule(Predicate<ClientMetadata> concerns, ClientWarning warning) {}

    private static final List<Rule> RULES = List.of(
            // RFC 9700 §2.1.2: access tokens aren't to be issued in the authorization response.
            new Rule(
                    ClientMetadata::legacy,
                    new ClientWarning(
                            "front-channel-tokens",
                            "This application has implicit or hybrid response types: tokens pass through the browser, where"
                                    + " other scripts, histories and logs may catch them. Use code with PKCE wherever the"
                                    + " application can (RFC 9700 §2.1.2).")),
            new Rule(
                    client -> client.grantTypes().contains(GrantType.AUTHORIZATION_CODE) && !client.pkceRequired(),
                    new ClientWarning(
                            "pkce-not-required",
                            "PKCE isn’t required: a stolen code can be redeemed by whoever has it and the secret.")));

    static List<ClientWarning> of(ClientMetadata client) {
        return RULES.stream()
                .filter(rule -> rule.concerns().test(client))
                .map(Rule::warning)
                .toList();
    }
}
