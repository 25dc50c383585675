package dev.symbolon.core.event;

import dev.symbolon.core.user.UserId;
import java.util.Optional;

/**
 * An event with {@link Personal} fields. They are sealed by the subject's key; without a subject, by a daily tenant key
 * that retention deletes.
 */
public interface AboutSubject {
    Optional<UserId> subject();
}
