package dev.symbolon.infra.secret;

import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.infra.mongo.Cells;
import dev.symbolon.infra.settings.PlatformSettings;
import dev.symbolon.ports.secret.Handles;
import dev.symbolon.ports.secret.KeyVault;
import dev.symbolon.ports.secret.PasswordHash;
import dev.symbolon.ports.secret.RefreshSecrets;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SecretConfiguration {

    @Bean
    Randomness randomness() {
        return new SecureBytes();
    }

    /** Another master key, of a key management service, takes this one's place by being there. */
    @Bean
    @ConditionalOnMissingBean
    MasterKey masterKey(PlatformSettings settings, Randomness randomness) {
        return FileMasterKey.read(settings.masterKeyFile(), randomness);
    }

    @Bean
    Secrets secrets(Cells cells, MasterKey master, Randomness randomness) {
        return Secrets.over(cells, master, randomness, System::nanoTime);
    }

    @Bean
    SealedPersonalData personalData(Secrets secrets) {
        return secrets.personalData();
    }

    @Bean
    Handles handles(Secrets secrets) {
        return secrets.handles();
    }

    @Bean
    RefreshSecrets refreshSecrets(Secrets secrets) {
        return secrets.refresh();
    }

    @Bean
    KeyVault keyVault(Secrets secrets) {
        return secrets.vault();
    }

    @Bean
    DayKeySweep dayKeySweep(Secrets secrets, PlatformSettings settings, Clock wallClock) {
        return new DayKeySweep(secrets.days(), settings.dayKeyRetention(), wallClock);
    }

    @Bean
    PasswordHash passwordHash(Randomness randomness) {
        return new Argon2PasswordHash(randomness);
    }
}
