package dev.symbolon.core.scope;

import java.util.Set;
import java.util.regex.Pattern;

/** The rules for names of scopes. */
public final class ScopeName {

    public static final String OPENID = "openid";
    public static final String OFFLINE_ACCESS = "offline_access";

    /** OpenID Connect's own names (Core §3.1.2.1, §5.4 and §11), which no resource can take. */
    public static final Set<String> OPENID_CONNECT =
            Set.of(OPENID, "profile", "email", "address", "phone", OFFLINE_ACCESS);

    /** What the scopes of the platform's own APIs begin with, and no other's. */
    public static final String PLATFORM = "symbolon:";

    // RFC 6749 §3.3: scope-token = 1*( %x21 / %x23-5B / %x5D-7E )
    private static final Pattern TOKEN = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,100}");

    /** Whether this is a scope token of at most 100 characters. */
    public static boolean wellFormed(String name) {
        return TOKEN.matcher(name).matches();
    }

    private ScopeName() {}
}
