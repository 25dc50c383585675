package dev.symbolon.embedded;

import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.Arrays;
import java.util.List;

/** One field of an index: a dotted path and a direction. */
record IndexField(String path, boolean ascending, List<byte[]> steps) {

    static IndexField of(String path, boolean ascending) {
        List<byte[]> steps =
                Arrays.stream(path.split("\\.", -1)).map(IndexField::step).toList();
        return new IndexField(path, ascending, steps);
    }

    private static byte[] step(String step) {
        // A number could mean a field or an array's position; nothing here needs either.
        if (step.isEmpty() || step.startsWith("$") || step.chars().allMatch(Character::isDigit)) {
            throw new MongoServerError(67, "CannotCreateIndex", "index path step '" + step + "' is not supported");
        }
        return RawBson.name(step);
    }
}
