package dev.symbolon.infra.log;

import dev.symbolon.core.event.Claim;
import dev.symbolon.core.identifier.SecretHash;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.tenant.TenantId;

/** The texts that the unique index holds. Their order is the order of what they name. */
final class Slots {
    static final long LAST_SEQUENCE = 9_999_999_999L;

    /** No tenant has that name either. */
    private static final String CONTROL = "~c/";

    /** Above every control slot: {@code 0} follows {@code /}. */
    static final String CONTROL_END = "~c0";

    private static final String VOIDING = "~v/";

    /** Above every voiding slot. */
    static final String VOIDING_END = "~v0";

    /** Above every slot of a stream, below every other stream: {@code $} follows {@code #}. */
    private static final String END = "$";

    /** {@code ~w/<writer>/<epoch>#<counter>}: no tenant has that name, since an identifier there would have to be {@code ~w}. */
    static String writer(WriterEpoch writer, long counter) {
        return "~w/" + writer.writer() + "/" + writer.epoch() + "#" + tenDigits(counter);
    }

    /**
     * {@code ~c/<clock>/<commit id>}: marks a commit with control events. In the same unique index as all others, so that
     * what was taken away since some moment is found by one range, and other commits cost nothing more.
     */
    static String control(HybridTime clock, String commitId) {
        return CONTROL + sixteenHexDigits(clock.value()) + "/" + commitId;
    }

    /** Below every slot of a control commit with a later clock, above those with that clock or an earlier one. */
    static String controlAfter(HybridTime clock) {
        return CONTROL + sixteenHexDigits(clock.value() + 1);
    }

    /**
     * {@code ~v/<clock>/<commit id>}: marks a commit that makes tokens void, besides its control slot. They are few among
     * the control commits, and all that a node must know from before it started.
     */
    static String voiding(HybridTime clock, String commitId) {
        return VOIDING + sixteenHexDigits(clock.value()) + "/" + commitId;
    }

    /** As {@link #controlAfter}. */
    static String voidingAfter(HybridTime clock) {
        return VOIDING + sixteenHexDigits(clock.value() + 1);
    }

    /** {@code <tenant>/~claim/<kind>:<name>#<sequence>}: no stream type is called {@code ~claim}. */
    static String claim(String claimStream, long sequence) {
        return claimStream + "#" + tenDigits(sequence);
    }

    static String claimStream(TenantId tenant, Claim claim) {
        return claimStream(tenant, claim.kind(), claim.name());
    }

    static String claimStream(TenantId tenant, String kind, String name) {
        // A name may hold anything, an audience's URI for one; in a slot only what can't be taken for a separator may
        // stand.
        return tenant.value() + "/~claim/" + kind + ":"
                + (plain(name) ? name : SecretHash.of(name).value());
    }

    static StreamId streamOf(String slot) {
        return StreamId.parse(slot.substring(0, separator(slot)));
    }

    static long sequenceOf(String slot) {
        return Long.parseLong(slot.substring(separator(slot) + 1));
    }

    /** The slot of that sequence, or what follows the stream's last one. */
    static String bound(String stream, long sequence) {
        return sequence > LAST_SEQUENCE ? stream + END : stream + "#" + tenDigits(sequence);
    }

    private static int separator(String slot) {
        int at = slot.lastIndexOf('#');
        if (at != slot.length() - 11) {
            throw new IllegalArgumentException("not a slot: " + slot);
        }
        return at;
    }

    private static boolean plain(String name) {
        if (name.isEmpty()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_')) {
                return false;
            }
        }
        return true;
    }

    private static String tenDigits(long number) {
        if (number < 0 || number > LAST_SEQUENCE) {
            throw new IllegalArgumentException("a slot's number has at most ten digits");
        }
        String digits = Long.toString(number);
        return "0000000000".substring(digits.length()) + digits;
    }

    private static String sixteenHexDigits(long number) {
        String digits = Long.toHexString(number);
        return "0000000000000000".substring(digits.length()) + digits;
    }

    private Slots() {}
}
