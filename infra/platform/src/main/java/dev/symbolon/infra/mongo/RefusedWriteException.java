package dev.symbolon.infra.mongo;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import java.util.Optional;
import java.util.Set;

/**
 * A store takes no writes, and says why: its disk is full, or somebody has locked it. Nothing of what was to be written is
 * there, and nothing is broken: it is over when whoever runs the store makes room.
 */
public final class RefusedWriteException extends RuntimeException {
    private static final int USER_WRITES_BLOCKED = 371;
    private static final int OUT_OF_DISK_SPACE = 14031;

    /** Each is said before anything of a write is done. */
    private static final Set<Integer> CODES = Set.of(USER_WRITES_BLOCKED, OUT_OF_DISK_SPACE);

    private final int code;
    private final String reason;

    public RefusedWriteException(int code, String reason) {
        // Thrown for many requests, of which none went wrong: where doesn't matter.
        super(reason, null, false, false);
        this.code = code;
        this.reason = reason;
    }

    /** The reason in the store's own words, which are for the operator alone. */
    public String reason() {
        return reason;
    }

    /** The reason in a word or two, which whoever asks whether this node is ready may read. */
    public String summary() {
        return code == USER_WRITES_BLOCKED ? "writes are blocked" : "no disk space";
    }

    /** Whether that is what one of a bulk's errors says. */
    public static boolean is(int code) {
        return CODES.contains(code);
    }

    /** Whether that is what ended an attempt, however deep below. */
    public static Optional<RefusedWriteException> in(Throwable thrown) {
        Throwable cause = thrown;
        while (cause != null) {
            if (cause instanceof RefusedWriteException refused) {
                return Optional.of(refused);
            }
            if (cause instanceof MongoException said && is(said.getCode())) {
                return Optional.of(new RefusedWriteException(said.getCode(), words(said)));
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    private static String words(MongoException said) {
        return switch (said) {
            case MongoCommandException command -> command.getErrorMessage();
            case MongoWriteException write -> write.getError().getMessage();
            default -> String.valueOf(said.getMessage());
        };
    }
}
