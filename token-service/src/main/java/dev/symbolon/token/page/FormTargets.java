package dev.symbolon.token.page;

import java.net.URI;
import java.util.regex.Pattern;

/**
 * Where a form's answer may lead, for {@code form-action}: browsers apply it to the redirects that follow a form, and
 * both sign-in and consent may end at the client's redirect URI.
 */
final class FormTargets {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]+");
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*");

    /** The CSP source of a verified redirect URI; only what can't break out of the header. */
    static String source(String redirectUri) {
        URI uri = URI.create(redirectUri);
        String scheme = uri.getScheme();
        if (scheme == null || !SCHEME.matcher(scheme).matches()) {
            return "";
        }
        boolean web = scheme.equals("https") || scheme.equals("http");
        // CSP 3 §2.3.1 has no IPv6 hosts: such a source is its scheme.
        if (!web || uri.getHost() == null || !HOST.matcher(uri.getHost()).matches()) {
            return scheme + ":";
        }
        return scheme + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }

    private FormTargets() {}
}
