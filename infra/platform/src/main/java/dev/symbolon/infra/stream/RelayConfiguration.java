package dev.symbolon.infra.stream;

import dev.symbolon.infra.settings.PlatformSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RelayConfiguration {
    @Bean
    RelayToKafka relay(PlatformSettings settings) {
        return new RelayToKafka(settings.kafka(), settings.node());
    }
}
