package dev.symbolon.infra.mongo;

import dev.symbolon.infra.settings.PlatformSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class MongoConfiguration {
    @Bean
    MongoCells cells(PlatformSettings settings) {
        return MongoCells.open(settings.mongodb(), settings.cells());
    }
}
