package dev.symbolon.token.logout;

import dev.symbolon.core.client.ClientState;
import dev.symbolon.token.http.Urls;
import dev.symbolon.token.tenant.ServedTenant;
import dev.symbolon.token.user.Subjects;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the last page shows in frames (OpenID Connect Front-Channel Logout §3). */
final class Frames {
    private static final Pattern PLAIN = Pattern.compile("https?://[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._~/%-]*)?");

    /** Each client's address, with issuer and session, so that it can tell a forged one. */
    static List<String> addresses(ServedTenant tenant, SignedOff ended, Subjects subjects) {
        return ended.frontChannel().stream()
                .flatMap(client ->
                        uri(client).stream().map(uri -> Urls.withQuery(uri, query(tenant, client, ended, subjects))))
                .toList();
    }

    private static String query(ServedTenant tenant, ClientState client, SignedOff ended, Subjects subjects) {
        return "iss=" + Urls.encode(tenant.issuer()) + "&sid="
                + Urls.encode(subjects.session(
                        tenant.id(), client.metadata(), ended.session().session()));
    }

    /** Exactly these addresses, for the page's {@code frame-src}; an address that CSP can't write isn't shown. */
    static String sources(SignedOff ended) {
        return ended.frontChannel().stream()
                .flatMap(client -> uri(client).stream())
                .map(uri -> uri.indexOf('?') < 0 ? uri : uri.substring(0, uri.indexOf('?')))
                .distinct()
                .collect(Collectors.joining(" "));
    }

    private static List<String> uri(ClientState client) {
        return client.metadata().logout().frontChannel().stream()
                .map(address -> URI.create(address.uri()).toString())
                .filter(uri -> PLAIN.matcher(uri.indexOf('?') < 0 ? uri : uri.substring(0, uri.indexOf('?')))
                        .matches())
                .toList();
    }

    private Frames() {}
}
