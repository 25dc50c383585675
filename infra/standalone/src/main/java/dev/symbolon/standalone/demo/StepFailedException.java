package dev.symbolon.standalone.demo;

/** A step of the demo didn't hold. */
final class StepFailedException extends RuntimeException {
    StepFailedException(String message) {
        super(message);
    }

    StepFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
