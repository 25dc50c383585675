package dev.symbolon.infra.serialization;

import dev.symbolon.core.event.Actor;
import dev.symbolon.core.grant.GrantOrigin;
import dev.symbolon.core.tenant.ClaimRule;
import java.util.Map;

/** The stored names of records that stand for one another in a payload. A name that was ever stored is never changed. */
final class Kinds {

    static final Map<Class<?>, Map<String, Class<?>>> ALL = Map.of(
            GrantOrigin.class,
            Map.of(
                    "code",
                    GrantOrigin.Code.class,
                    "device",
                    GrantOrigin.Device.class,
                    "client",
                    GrantOrigin.Client.class,
                    "extension",
                    GrantOrigin.Extension.class),
            Actor.class,
            Map.of(
                    "user",
                    Actor.User.class,
                    "client",
                    Actor.Client.class,
                    "operator",
                    Actor.Operator.class,
                    "platform",
                    Actor.Platform.class,
                    "anonymous",
                    Actor.Anonymous.class),
            ClaimRule.ClaimSource.class,
            Map.of(
                    "roles",
                    ClaimRule.ClaimSource.Roles.class,
                    "groups",
                    ClaimRule.ClaimSource.Groups.class,
                    "fixed",
                    ClaimRule.ClaimSource.Fixed.class));

    private Kinds() {}
}
