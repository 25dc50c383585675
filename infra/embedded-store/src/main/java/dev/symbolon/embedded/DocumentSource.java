package dev.symbolon.embedded;

import java.util.List;

/** The rest of an answer, taken batch by batch; between two batches it holds no resource of the engine. */
interface DocumentSource {

    /** At least one document, unless there are none; at most {@code max}, and about {@code maxBytes}. */
    List<StoredDocument> next(int max, int maxBytes);

    boolean exhausted();
}
