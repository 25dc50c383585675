package dev.symbolon.core.refusal;

import dev.symbolon.core.identifier.Identifier;

/** One node's refusals of one reason in one minute: {@code <minute>~<node and start>~<number>}. */
public record RefusalBatchId(String value) implements Identifier {
    public RefusalBatchId {
        Identifier.checked(value);
    }
}
