package dev.symbolon.ports.revocation;

import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.revocation.Holder;
import dev.symbolon.core.stream.HybridTime;
import java.time.Instant;

/** What was taken away, as far as tokens that haven't expired are concerned; answered from memory. */
public interface Revocations {

    enum Answer {
        STANDS,
        VOID,
        /** Neither memory nor the store's list of revocations can tell: the states of all concerned must be read. */
        UNKNOWN
    }

    /**
     * Whether a token is void. Counts every revocation that was acknowledged 250 ms before this is asked, wherever that
     * was, and every one that this node acknowledged.
     *
     * @param issued the issuing clock in its {@code jti}
     */
    Answer ask(Holder holder, GrantId grant, HybridTime issued);

    /**
     * Whether anything happened since that moment which voids what the holder got before. What a sign-in or a code of then
     * stands for isn't to be turned into new tokens any more.
     *
     * @param began in the time of events
     */
    Answer askSince(Holder holder, Instant began);

    /**
     * The clock that a token's {@code jti} has at least when it is made now: above every revocation of its holder that
     * this node knows, so that signing in again works at once. To be asked inside the decision that issues.
     */
    HybridTime issuedFrom(Holder holder);
}
