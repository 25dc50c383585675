package dev.symbolon.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KeyEncoderTest {

    @Test
    void keys_sort_as_the_query_language_compares_values() {
        Random random = new Random(5);
        List<Object> values = new ArrayList<>(Arrays.asList(
                null,
                MinKey.getInstance(),
                MaxKey.getInstance(),
                true,
                false,
                "",
                "a",
                "a\0",
                "a\0b",
                "a\u0001",
                "ab",
                "\u00e4",
                Double.NEGATIVE_INFINITY,
                Double.POSITIVE_INFINITY,
                -0.0,
                0,
                Double.MIN_VALUE,
                new ObjectId(),
                new UUID(1, 2),
                new BinData(new byte[0]),
                new BinData(new byte[] {0}),
                new BinData(new byte[] {1, 2}),
                Instant.EPOCH,
                Instant.ofEpochMilli(-5),
                new Document("a", 1),
                new Document("a", 2),
                new Document("b", 1)));
        for (int i = 0; i < 100; i++) {
            values.add(random.nextInt(20) - 10);
            values.add((long) random.nextInt(20) - 10);
            values.add((random.nextInt(40) - 20) / 2.0);
            values.add(random.nextInt());
            values.add("s" + random.nextInt(50));
        }
        for (Object one : values) {
            for (Object other : values) {
                int byBytes = Arrays.compareUnsigned(KeyBounds.encode(one, true), KeyBounds.encode(other, true));
                int byValue = ValueComparator.asc().compare(one, other);
                assertThat(Integer.signum(byBytes)).as("%s, %s", one, other).isEqualTo(Integer.signum(byValue));
                int backward = Arrays.compareUnsigned(KeyBounds.encode(one, false), KeyBounds.encode(other, false));
                assertThat(Integer.signum(backward)).isEqualTo(-Integer.signum(byBytes));
            }
        }
    }

    @Test
    void longs_sort_exactly_where_doubles_no_longer_tell_them_apart() {
        long[] longs = {
            Long.MIN_VALUE,
            Long.MIN_VALUE + 1,
            -(1L << 53) - 1,
            -(1L << 53),
            -1,
            0,
            1,
            1L << 53,
            (1L << 53) + 1,
            (1L << 53) + 2,
            (1L << 62) + 1,
            Long.MAX_VALUE - 600,
            Long.MAX_VALUE - 1,
            Long.MAX_VALUE
        };
        for (int i = 1; i < longs.length; i++) {
            assertThat(Arrays.compareUnsigned(KeyBounds.encode(longs[i - 1], true), KeyBounds.encode(longs[i], true)))
                    .as("%d < %d", longs[i - 1], longs[i])
                    .isNegative();
        }
        assertThat(Arrays.compareUnsigned(KeyBounds.encode(Long.MAX_VALUE, true), KeyBounds.encode(0x1p63, true)))
                .isNegative();
    }

    @Test
    void no_key_is_the_beginning_of_another() {
        List<Object> values = Arrays.asList(
                null, 1, 1.5, "", "a", "a\0", "ab", new Document(), new Document("a", 1), List.of(), List.of(1), true);
        for (Object one : values) {
            for (Object other : values) {
                if (one != other) {
                    byte[] shorter = KeyBounds.encode(one, true);
                    byte[] longer = KeyBounds.encode(other, true);
                    assertThat(longer.length >= shorter.length
                                    && Arrays.equals(longer, 0, shorter.length, shorter, 0, shorter.length))
                            .as("%s, %s", one, other)
                            .isFalse();
                }
            }
        }
    }
}
