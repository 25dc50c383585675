package dev.symbolon.infra.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileMasterKeyTest {

    @TempDir
    Path folder;

    @Test
    void a_key_from_its_file_wraps_and_unwraps() throws Exception {
        MasterKey key =
                FileMasterKey.read(file(Base64.getEncoder().encodeToString(new byte[32]) + "\n"), new SecureBytes());

        String wrapped = key.wrap(new byte[] {1, 2, 3}, "hotel/tenant/1");

        assertThat(key.unwrap(wrapped, "hotel/tenant/1")).containsExactly(1, 2, 3);
        assertThatThrownBy(() -> key.unwrap(wrapped, "inn/tenant/1")).isInstanceOf(UnreadableSecretException.class);
        assertThatThrownBy(() -> key.unwrap("w2" + wrapped.substring(2), "hotel/tenant/1"))
                .isInstanceOf(UnreadableSecretException.class);
    }

    @Test
    void a_missing_or_unfit_file_is_told_by_name_and_never_quoted() throws Exception {
        assertThatThrownBy(() -> FileMasterKey.read(folder.resolve("none"), new SecureBytes()))
                .hasMessageContaining("none");
        for (String text : new String[] {"", "c2hvcnQtc2VjcmV0", "not base64 secret!"}) {
            assertThatThrownBy(() -> FileMasterKey.read(file(text), new SecureBytes()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("32 bytes in base64")
                    .hasNoCause();
        }
    }

    private Path file(String text) throws Exception {
        return Files.writeString(folder.resolve("master.key"), text);
    }
}
