package dev.symbolon.infra.secret;

/** The key store can't be reached: what was asked for may be tried again. */
public final class KeysUnavailableException extends RuntimeException {

    KeysUnavailableException(Throwable cause) {
        super("the key store can't be reached", cause);
    }
}
