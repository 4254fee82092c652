package dev.postern.cloudflare;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.postern.cloudflare.StubApi.Answer;
import dev.postern.kernel.WrongSetting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

@ExtendWith(OutputCaptureExtension.class)
class CloudflarePropertiesTests {

	private static final String SECRET = "cfut_s3cret+With Blank";

	private static final String ACCOUNT = "postern.cloudflare.account-id=023e105f4ecef8ad9ca31a8372d0c353";

	private static final String TOKEN = "postern.cloudflare.api-token=cfut_fine";

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					api-token=t                                             | account-id is missing
					account-id=,api-token=t                                 | account-id is missing
					account-id=a/b,api-token=t                              | account-id is not the id of an account
					account-id=a                                            | api-token is missing
					account-id=a,api-token=                                 | api-token is missing
					account-id=a,auth-key=k                                 | auth-email is missing
					account-id=a,auth-email=e@example.com                   | auth-key is missing
					account-id=a,auth-email=nobody,auth-key=k               | auth-email is not an e-mail address
					account-id=a,api-token=t,auth-key=k                     | api-token and auth-email with auth-key exclude each other
					account-id=a,api-token=t,auth-email=e@example.com       | api-token and auth-email with auth-key exclude each other
					account-id=a,api-token=Bearer t                         | api-token holds a blank
					account-id=a,auth-email=e@example.com,auth-key=k k      | auth-key holds a blank
					account-id=a,api-token=t,base-url=ftp://x/              | base-url must be like https://
					account-id=a,api-token=t,base-url=api.cloudflare.com    | base-url must be like https://
					account-id=a,api-token=t,base-url=https://u:p@x/        | base-url must be like https://
					account-id=a,api-token=t,base-url=https://x/?a=b        | base-url must be like https://
					account-id=a,api-token=t,requests-per-window=0          | requests-per-window must be at least 20
					account-id=a,api-token=t,connect-timeout=0s             | connect-timeout must be longer than nothing
					account-id=a,api-token=t,read-timeout=-1s               | read-timeout must be longer than nothing
					""")
	void aWrongSettingIsNamed(String settings, String expected) {
		String[] properties = Arrays.stream(settings.split(","))
			.map((setting) -> "postern.cloudflare." + setting)
			.toArray(String[]::new);

		new ApplicationContextRunner().withUserConfiguration(CloudflareTestConfiguration.class)
			.withPropertyValues(properties)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(WrongSetting.class)
				.message()
				.startsWith("postern.cloudflare." + expected)
				.doesNotContain("\n"));
	}

	@Test
	void takesWhatIsRight() {
		settings(ACCOUNT, "postern.cloudflare.api-token=  cfut_fine\n").run((context) -> {
			CloudflareProperties properties = context.getBean(CloudflareProperties.class);
			assertThat(properties.credentials()).isInstanceOfSatisfying(Credentials.Token.class,
					(token) -> assertThat(token.secret().reveal()).isEqualTo("cfut_fine"));
			assertThat(properties.baseUrl()).hasToString("https://api.cloudflare.com/client/v4");
			assertThat(properties.requestsPerWindow()).isEqualTo(900);
			assertThat(properties.checkAtStart()).isTrue();
			assertThat(properties.warnings()).isEmpty();
		});
	}

	@Test
	void doubtsKeysPlainHttpAndTooBigBudgets() {
		settings(ACCOUNT, "postern.cloudflare.auth-email=e@example.com", "postern.cloudflare.auth-key=k",
				"postern.cloudflare.base-url=http://cloudflare.example.com",
				"postern.cloudflare.requests-per-window=1201")
			.run((context) -> assertThat(context.getBean(CloudflareProperties.class).warnings()).hasSize(3));
	}

	@Test
	void showsNoSecretI9() {
		settings(ACCOUNT, TOKEN).run((context) -> {
			CloudflareProperties properties = context.getBean(CloudflareProperties.class);
			assertThat(properties.toString()).doesNotContain("cfut_fine");
			assertThat(properties.credentials().toString()).doesNotContain("cfut_fine");
		});
	}

	@Test
	void aWrongSecretStopsTheStartWithOneLineThatDoesNotShowItI9(CapturedOutput output) {
		assertThatException().isThrownBy(() -> start(ACCOUNT, "postern.cloudflare.api-token=" + SECRET));

		assertThat(output).contains("APPLICATION FAILED TO START", "postern.cloudflare.api-token holds a blank")
			.doesNotContain("s3cret", "\tat ");
	}

	@Test
	void aKeyInTheWrongPlaceIsNotShownI9(CapturedOutput output) {
		assertThatException()
			.isThrownBy(() -> start(ACCOUNT, "postern.cloudflare.auth-email=s3cret", "postern.cloudflare.auth-key=k"));
		assertThatException().isThrownBy(() -> start("postern.cloudflare.account-id=Bearer s3cret", TOKEN));

		assertThat(output)
			.contains("postern.cloudflare.auth-email is not an e-mail address",
					"postern.cloudflare.account-id is not the id of an account")
			.doesNotContain("s3cret");
	}

	@Test
	void aMissingSettingStopsTheStartWithOneLine(CapturedOutput output) {
		assertThatException().isThrownBy(() -> start(TOKEN));

		assertThat(output).contains("Description:", "postern.cloudflare.account-id is missing")
			.doesNotContain("\tat ", "Failed to bind");
	}

	@Test
	void theKeyGoesInItsOwnHeadersAndNeverTogetherWithAToken() {
		try (StubApi stub = new StubApi()) {
			stub.answering((request) -> Answer.page(0, "[]"));
			stub.client()
				.withPropertyValues("postern.cloudflare.api-token=", "postern.cloudflare.auth-email=e@example.com",
						"postern.cloudflare.auth-key=key-of-everything")
				.run((context) -> assertThat(context.getBean(Cloudflare.class).tunnels()).isEmpty());

			assertThat(stub.seen().getFirst().headers()).doesNotContainKey("Authorization")
				.containsEntry("X-auth-email", List.of("e@example.com"))
				.containsEntry("X-auth-key", List.of("key-of-everything"));
		}
	}

	@Test
	void noSecretReachesTheLogHoweverMuchIsLoggedI9(CapturedOutput output) {
		List<Logger> talkative = Stream
			.of("dev.postern", "org.springframework.http", "org.springframework.web.client", "org.springframework.boot",
					"jdk.httpclient")
			.map((name) -> (Logger) LoggerFactory.getLogger(name))
			.toList();
		talkative.forEach((logger) -> logger.setLevel(Level.TRACE));
		try (StubApi stub = new StubApi()) {
			stub.answering((request) -> Answer.error(401, 1000, "Invalid API Token " + StubApi.TOKEN));
			stub.client().run((context) -> {
				assertThatException().isThrownBy(() -> context.getBean(Cloudflare.class).tunnels())
					.withMessageNotContaining(StubApi.TOKEN);
				LoggerFactory.getLogger("dev.postern.test")
					.info("settings {}", context.getBean(CloudflareProperties.class));
			});
		}
		finally {
			talkative.forEach((logger) -> logger.setLevel(null));
		}
		assertThat(output).contains("settings CloudflareProperties").doesNotContain(StubApi.TOKEN);
	}

	private static ApplicationContextRunner settings(String... settings) {
		return new ApplicationContextRunner().withUserConfiguration(CloudflareTestConfiguration.class)
			.withPropertyValues(settings);
	}

	private static void start(String... settings) {
		SpringApplication application = new SpringApplicationBuilder(CloudflareTestConfiguration.class)
			.web(WebApplicationType.NONE)
			.properties(settings)
			.build();
		application.run().close();
	}

}
