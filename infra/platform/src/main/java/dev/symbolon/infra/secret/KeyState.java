package dev.symbolon.infra.secret;

import javax.crypto.SecretKey;

/** What there is under a key's name. */
sealed interface KeyState {

    record Live(SecretKey key) implements KeyState {
        @Override
        public String toString() {
            return "Live[…]";
        }
    }

    /** Replaced by a tombstone, for ever. */
    record Destroyed() implements KeyState {}

    /** Never made, or removed by retention. */
    record Absent() implements KeyState {}
}
