package dev.symbolon.core.user;

import dev.symbolon.core.event.Personal;
import java.util.Optional;

/** What the platform knows of a person (OpenID Connect Core §5.1); all of it personal. */
public record Profile(Personal login, Optional<Personal> name, Optional<Personal> email, boolean emailVerified) {}
