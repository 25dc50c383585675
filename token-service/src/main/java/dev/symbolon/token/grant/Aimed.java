package dev.symbolon.token.grant;

import dev.symbolon.token.resource.Targets;
import java.util.List;

/**
 * Whom a token is for.
 *
 * @param targets the APIs among the audience
 */
record Aimed(List<String> audience, Targets targets) {
    static Aimed at(Targets targets) {
        return new Aimed(targets.audience(), targets);
    }
}
