package dev.symbolon.core.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.symbolon.core.tenant.TenantId;
import org.junit.jupiter.api.Test;

/** A stream's name, whole and within its tenant. */
final class StreamIdTest {
    private static final TenantId HOTEL = new TenantId("hotel");
    private static final StreamId USER = new StreamId(HOTEL, StreamType.USER, "ada");

    @Test
    void what_is_written_is_read() {
        for (StreamType type : StreamType.values()) {
            StreamId stream = new StreamId(HOTEL, type, "some-id~1");
            assertThat(StreamId.parse(stream.toString())).isEqualTo(stream);
            assertThat(StreamId.parseFor(HOTEL, stream.nameFor(HOTEL))).isEqualTo(stream);
            assertThat(StreamId.parseFor(TenantId.SYSTEM, stream.nameFor(TenantId.SYSTEM)))
                    .isEqualTo(stream);
        }
        assertThat(USER.nameFor(HOTEL)).isEqualTo("user/ada");
        assertThat(USER.nameFor(TenantId.SYSTEM)).isEqualTo("hotel/user/ada");
    }

    @Test
    void what_is_no_name_is_refused() {
        for (String text : new String[] {
            "",
            "/",
            "//",
            "hotel",
            "hotel/user",
            "hotel/user/",
            "/user/ada",
            "hotel//ada",
            "hotel/user/ada/",
            "hotel/user/a/b",
            "hotel/guest/ada",
            "Hotel/user/ada",
            "hotel/user/ADA"
        }) {
            assertThatIllegalArgumentException().as(text).isThrownBy(() -> StreamId.parse(text));
        }
        for (String text : new String[] {"", "ada", "/ada", "user/", "guest/ada", "user/a b", "hotel/user/a/b"}) {
            assertThatIllegalArgumentException().as(text).isThrownBy(() -> StreamId.parseFor(HOTEL, text));
        }
    }
}
