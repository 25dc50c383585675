package dev.symbolon.core.authorization;

import java.util.Optional;

/** What is to become of an authorization request. */
public sealed interface Verdict {
    /**
     * @param code    the code that the client will get, where its response type has one
     * @param inFront the tokens that go with the answer, where its response type has any
     */
    record Approve(ApprovedAccess access, ConsentGround ground, Optional<NewCode> code, Optional<InFront> inFront)
            implements Verdict {
        public Approve {
            if (code.isEmpty() && inFront.isEmpty()) {
                throw new IllegalArgumentException("an approval answers with a code, with tokens, or with both");
            }
        }
    }

    record Deny() implements Verdict {}
}
