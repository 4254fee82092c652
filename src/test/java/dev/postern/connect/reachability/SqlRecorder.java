package dev.postern.connect.reachability;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

import javax.sql.DataSource;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * Notes the SQL of requests. What runs in the background is not noted, and of what the
 * session asks after the answer not all.
 */
public final class SqlRecorder implements BeanPostProcessor {

	private final List<String> noted = Collections.synchronizedList(new ArrayList<>());

	/** The SQL since the last time that somebody asked, in order. */
	public List<String> drain() {
		return drainAll().stream().filter((sql) -> !isOfSession(sql)).toList();
	}

	/** The same with that of sessions. */
	public List<String> drainAll() {
		synchronized (this.noted) {
			List<String> taken = List.copyOf(this.noted);
			this.noted.clear();
			return taken;
		}
	}

	/** Whether the session asks, and not the page. */
	public static boolean isOfSession(String sql) {
		return sql.contains("spring_session");
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		return (bean instanceof DataSource source) ? new Listening(source) : bean;
	}

	private void note(String sql) {
		if (RequestContextHolder.getRequestAttributes() != null) {
			this.noted.add(sql);
		}
	}

	private final class Listening extends DelegatingDataSource {

		Listening(DataSource source) {
			super(source);
		}

		@Override
		public Connection getConnection() throws SQLException {
			Connection connection = super.getConnection();
			return (Connection) Proxy.newProxyInstance(Connection.class.getClassLoader(),
					new Class<?>[] { Connection.class }, (proxy, method, args) -> {
						if (method.getName().startsWith("prepare")) {
							note(args[0].toString().toLowerCase(Locale.ROOT));
						}
						try {
							return method.invoke(connection, args);
						}
						catch (InvocationTargetException ex) {
							throw ex.getCause();
						}
					});
		}

	}

}
