package dev.postern.identity.web;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.convert.converter.Converter;
import org.springframework.core.convert.support.GenericConversionService;
import org.springframework.core.serializer.support.DeserializingConverter;
import org.springframework.core.serializer.support.SerializationFailedException;
import org.springframework.core.serializer.support.SerializingConverter;
import org.springframework.session.jdbc.PostgreSqlJdbcIndexedSessionRepositoryCustomizer;

/** How sessions lie in the database. */
@Configuration(proxyBeanMethods = false)
class SessionConfiguration {

	private static final Logger log = LoggerFactory.getLogger(SessionConfiguration.class);

	@Bean
	PostgreSqlJdbcIndexedSessionRepositoryCustomizer concurrentWrites() {
		return new PostgreSqlJdbcIndexedSessionRepositoryCustomizer();
	}

	/**
	 * A session that this version of the application can't or won't read asks its person
	 * to sign in again, instead of failing at every request.
	 */
	@Bean
	GenericConversionService springSessionConversionService() {
		GenericConversionService service = new GenericConversionService();
		service.addConverter(Object.class, byte[].class, new SerializingConverter());
		service.addConverter(byte[].class, Object.class, new LenientDeserializer());
		return service;
	}

	private static final class LenientDeserializer implements Converter<byte[], @Nullable Object> {

		private final DeserializingConverter converter = new DeserializingConverter(new SessionReader());

		@Override
		public @Nullable Object convert(byte[] source) {
			try {
				return this.converter.convert(source);
			}
			catch (SerializationFailedException ex) {
				log.warn("Dropped a part of a session that can't be read why={}",
						NestedExceptionUtils.getMostSpecificCause(ex).getClass().getSimpleName());
				return null;
			}
		}

	}

}
