package dev.symbolon.infra;

import dev.symbolon.infra.settings.PlatformSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportSelector;
import org.springframework.core.type.AnnotationMetadata;

/** All that a service needs of the platform: there when infra-platform is on its class path and {@code symbolon.*} is set. */
@AutoConfiguration(
        afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@EnableConfigurationProperties(PlatformSettings.class)
@Import(PlatformAutoConfiguration.Packages.class)
public final class PlatformAutoConfiguration {
    /** A service without metrics of its own counts all the same. */
    @Bean
    @ConditionalOnMissingBean
    MeterRegistry meterRegistry() {
        return new SimpleMeterRegistry();
    }

    /** One configuration for each package, by name, since each is its package's own. */
    static final class Packages implements ImportSelector {
        static final List<String> CONFIGURATIONS = List.of(
                "dev.symbolon.infra.mongo.MongoConfiguration",
                "dev.symbolon.infra.outbound.OutboundConfiguration",
                "dev.symbolon.infra.secret.SecretConfiguration",
                "dev.symbolon.infra.serialization.SerializationConfiguration",
                "dev.symbolon.infra.log.LogConfiguration",
                "dev.symbolon.infra.stream.RelayConfiguration",
                "dev.symbolon.infra.stream.StreamConfiguration",
                "dev.symbolon.infra.view.ViewConfiguration",
                "dev.symbolon.infra.decision.DecisionConfiguration",
                "dev.symbolon.infra.revocation.RevocationConfiguration",
                "dev.symbolon.infra.health.HealthConfiguration");

        @Override
        public String[] selectImports(AnnotationMetadata importing) {
            return CONFIGURATIONS.toArray(String[]::new);
        }
    }
}
