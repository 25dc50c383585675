package dev.symbolon.infra.view;

import java.util.Locale;

/** A view has two collections: a tenant's rows live in one while a rebuild fills the other. */
enum Side {
    A,
    B;

    Side other() {
        return this == A ? B : A;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Side of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
