package dev.symbolon.infra.secret;

/** Something sealed doesn't open although its key was never destroyed: the wrong master key, a lost key, or tampering. */
public final class UnreadableSecretException extends RuntimeException {

    UnreadableSecretException(String message) {
        super(message);
    }
}
