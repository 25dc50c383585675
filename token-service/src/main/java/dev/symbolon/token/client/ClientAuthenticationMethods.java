package dev.symbolon.token.client;

import dev.symbolon.core.client.ClientAuthentication;
import dev.symbolon.token.http.HttpRefusal;
import dev.symbolon.token.http.Parameters;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The ways in which clients prove themselves: the one list that serves them and that discovery prints. */
public final class ClientAuthenticationMethods {
    /** One way: how it looks in a request. */
    private record Method(ClientAuthentication name, Function<TokenRequest, Optional<PresentedClient>> read) {}

    private static final List<Method> ALL = List.of(
            new Method(ClientAuthentication.CLIENT_SECRET_BASIC, ClientAuthenticationMethods::basic),
            new Method(ClientAuthentication.CLIENT_SECRET_POST, ClientAuthenticationMethods::post),
            new Method(ClientAuthentication.NONE, ClientAuthenticationMethods::none));

    public static List<String> names() {
        return ALL.stream().map(method -> method.name.parameter()).toList();
    }

    /** Those by which a client proves itself, rather than only naming itself. */
    public static List<String> provingNames() {
        return ALL.stream()
                .map(Method::name)
                .filter(name -> name != ClientAuthentication.NONE)
                .map(ClientAuthentication::parameter)
                .toList();
    }

    /** Each way that the request uses; RFC 6749 §2.3: it must be one. */
    static List<PresentedClient> presented(TokenRequest request) {
        return ALL.stream()
                .flatMap(method -> method.read.apply(request).stream())
                .toList();
    }

    /** RFC 6749 §2.3.1: id and secret are form-encoded before they are joined, and RFC 7617 §2 joins them. */
    private static Optional<PresentedClient> basic(TokenRequest request) {
        return request.authorization()
                .filter(header -> header.toLowerCase(Locale.ROOT).startsWith("basic "))
                .map(header -> header.substring("basic ".length()).strip())
                .map(ClientAuthenticationMethods::credentials);
    }

    private static PresentedClient credentials(String encoded) {
        try {
            String both = new String(Base64.getDecoder().decode(encoded), StandardCharsets.ISO_8859_1);
            int colon = both.indexOf(':');
            if (colon > 0) {
                return new PresentedClient(
                        ClientAuthentication.CLIENT_SECRET_BASIC,
                        Parameters.decode(both.substring(0, colon)),
                        Optional.of(Parameters.decode(both.substring(colon + 1))));
            }
        } catch (IllegalArgumentException | HttpRefusal _) {
            // The same as wrong credentials, below.
        }
        return new PresentedClient(ClientAuthentication.CLIENT_SECRET_BASIC, "", Optional.empty());
    }

    private static Optional<PresentedClient> post(TokenRequest request) {
        return request.parameters()
                .value("client_secret")
                .map(secret -> new PresentedClient(
                        ClientAuthentication.CLIENT_SECRET_POST,
                        request.parameters().value("client_id").orElse(""),
                        Optional.of(secret)));
    }

    /** A public client only names itself (RFC 6749 §3.2.1). */
    private static Optional<PresentedClient> none(TokenRequest request) {
        return request.authorization().isPresent() || request.parameters().has("client_secret")
                ? Optional.empty()
                : request.parameters()
                        .value("client_id")
                        .map(id -> new PresentedClient(ClientAuthentication.NONE, id, Optional.empty()));
    }

    private ClientAuthenticationMethods() {}
}
