package dev.symbolon.projection.audit;

import java.util.Optional;

/** Something personal, as this reader gets to see it. */
public record Shown(State state, Optional<String> value) {
    static final Shown ERASED = new Shown(State.ERASED, Optional.empty());
    static final Shown WITHHELD = new Shown(State.WITHHELD, Optional.empty());

    public enum State {
        SHOWN,
        /** It is there, but not for this reader. */
        WITHHELD,
        /** Its key is gone, with whom it was about or with the day. */
        ERASED
    }

    static Shown of(Optional<String> opened) {
        return opened.map(value -> new Shown(State.SHOWN, Optional.of(value))).orElse(ERASED);
    }
}
