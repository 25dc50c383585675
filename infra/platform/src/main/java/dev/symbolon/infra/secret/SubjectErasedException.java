package dev.symbolon.infra.secret;

/** Personal data of somebody erased can't be recorded: their key is gone for ever, and none is made again. */
public final class SubjectErasedException extends RuntimeException {

    SubjectErasedException(String message) {
        super(message);
    }
}
