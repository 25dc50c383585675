package dev.symbolon.infra.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.mongo.Cells;
import dev.symbolon.infra.settings.PlatformSettings;
import dev.symbolon.ports.secret.Handles;
import dev.symbolon.ports.secret.KeyVault;
import dev.symbolon.ports.secret.PasswordHash;
import dev.symbolon.ports.secret.PersonalData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

final class SecretConfigurationTest {

    @TempDir
    Path folder;

    @Test
    void every_port_is_there_and_stands_on_the_configured_master_key() throws Exception {
        Path file = Files.writeString(
                folder.resolve("master.key"), Base64.getEncoder().encodeToString(new byte[32]));
        try (KeysInMemory keys = new KeysInMemory()) {
            runner(file, keys).run(context -> {
                assertThat(context)
                        .hasSingleBean(PersonalData.class)
                        .hasSingleBean(SealedPersonalData.class)
                        .hasSingleBean(Handles.class)
                        .hasSingleBean(PasswordHash.class);
                context.getBean(KeyVault.class).keep(new TenantId("hotel"), "k", new byte[] {1});
            });

            assertThat(Secrets.over(
                                    keys.cells(),
                                    FileMasterKey.read(file, new SecureBytes()),
                                    new SecureBytes(),
                                    System::nanoTime)
                            .vault()
                            .fetch(new TenantId("hotel"), "k"))
                    .contains(new byte[] {1});
        }
    }

    @Test
    void without_its_master_key_a_node_does_not_start() {
        try (KeysInMemory keys = new KeysInMemory()) {
            runner(folder.resolve("none"), keys)
                    .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining("none"));
        }
    }

    private static ApplicationContextRunner runner(Path masterKey, KeysInMemory keys) {
        return new ApplicationContextRunner()
                .withBean(
                        PlatformSettings.class,
                        () -> new PlatformSettings(
                                "n1",
                                "mongodb://unused/db",
                                Map.of(),
                                "unused:1",
                                masterKey,
                                Duration.ofSeconds(10),
                                Duration.ofDays(30)))
                .withBean(Clock.class, Clock::systemUTC)
                // The store outlives the node.
                .withBean(Cells.class, keys::cells, cells -> cells.setDestroyMethodName(""))
                .withUserConfiguration(SecretConfiguration.class);
    }
}
