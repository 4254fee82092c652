package dev.postern.audit.web;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;

import dev.postern.kernel.Actor;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.Recorded;
import dev.postern.kernel.Recorded.Subject;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import dev.postern.tryout.PosternTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** What people ask of the audit on the page, in the export and by the API. */
@PosternTest
class AuditQuestionsTests {

	private final Portal portal;

	private final ApplicationEventPublisher events;

	private final TransactionTemplate transaction;

	private final String mark = UUID.randomUUID().toString().substring(0, 8);

	private final String server = UUID.randomUUID().toString();

	@Autowired
	AuditQuestionsTests(Portal portal, ApplicationEventPublisher events, TransactionTemplate transaction) {
		this.portal = portal;
		this.events = events;
		this.transaction = transaction;
	}

	@BeforeEach
	void aServerComesIsRenamedAndGoes() {
		record("ada@example.com", "server.registered", "server", this.server, "first-" + this.mark);
		record("bob@example.com", "server.edited", "server", this.server, "second-" + this.mark);
		record("ada@example.com", "server.forgotten", "server", this.server, "second-" + this.mark);
		record("bob@example.com", "person.signed-in", "person", UUID.randomUUID().toString(), "bob-" + this.mark);
		record("bob@example.com", "export.downloaded", "export", "x", "file-" + this.mark);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			server=first-M                                  | 3
			server=SECOND-M                                 | 3
			server=first-M&notActor=ada@example.com         | 1
			q=M&actor=ada@example.com&actor=bob@example.com | 5
			q=M&notActor=ada@example.com&notActor=Postern   | 3
			q=M&kind=servers                                | 3
			q=M&kind=sign-ins&kind=downloads                | 2
			q=M&kind=access                                 | 2
			q=M&action=server.edited&action=person          | 2
			q=M&action=export&kind=sign-ins                 | 2
			""")
	void pageExportAndApiGiveTheSame(String query, int found) {
		String asked = query.replace("M", this.mark) + "&notActor=" + DemoPerson.AUDITOR.email();
		JsonNode api = JsonMapper.shared()
			.readTree(this.portal.api(DemoPerson.AUDITOR).get("/api/v1/audit/events?" + asked).body());
		String page = auditor().get("/audit?" + asked).body();
		List<String> csv = auditor().get("/audit/events.csv?" + asked).body().lines().skip(1).toList();

		assertThat(api.get("items").size()).isEqualTo(found);
		assertThat(csv).hasSize(found);
		assertThat(page.split("<details class=\"entry\"", -1)).hasSize(found + 1);
		assertThat(api.get("items").valueStream().map((item) -> "\"" + item.path("seq").asLong() + "\""))
			.isEqualTo(csv.stream().map((line) -> line.replaceFirst(",.*", "")).toList());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					new-action=Changed a server                        | action=server.edited
					new-action=downl&action=server                     | action=server&action=ssh-config.downloaded&action=known-hosts.downloaded&action=certificate-script.downloaded&action=export.downloaded
					new-action=downloaded a file                       | action=export.downloaded
					new-action=the ssh config                          | action=ssh-config.downloaded
					new-actor=ada@example.com&is-actor=not&kind=people | notActor=ada%40example.com&kind=people
					new-kind=sign-ins&new-server=db1, db2&q=x          | kind=sign-ins&server=db1&server=db2&q=x
					""")
	void whatIsTypedBecomesAnAddress(String typed, String address) {
		HttpResponse<String> answer = auditor().get("/audit?" + typed.replace(" ", "%20"));

		assertThat(answer.statusCode()).isEqualTo(303);
		assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/audit?" + address);
	}

	@Test
	void chipsSayWhatIsAskedForAndLeadToTheSameWithoutIt() {
		String page = auditor()
			.get("/audit?actor=ada@example.com&notActor=bob&kind=sign-ins&action=server.edited&subject=" + this.server
					+ "&server=" + this.server)
			.body();

		assertThat(page).contains("Who is ada@example.com", "Who is not bob", "Kind is sign-ins and tokens",
				"Action is “changed a server”", "What is second-" + this.mark, "Server is second-" + this.mark,
				"href=\"/audit?actor=ada%40example.com&amp;kind=sign-ins&amp;action=server.edited&amp;server="
						+ this.server + "&amp;subject=" + this.server + "\"");
		assertThat(auditor().get("/audit").body()).contains("<option value=\"changed a server\">",
				"<option value=\"first-" + this.mark + "\">", "<option value=\"bob@example.com\">");
	}

	@Test
	void i15WrongKindIsNamedAndTheOthersStay() {
		HttpResponse<String> page = auditor().get("/audit?kind=moon&actor=ada");

		assertThat(page.statusCode()).isEqualTo(422);
		assertThat(page.body()).contains("moon is not a kind of action", "Who is ada</span>");
		assertThat(this.portal.api(DemoPerson.AUDITOR).get("/api/v1/audit/events?kind=moon").statusCode())
			.isEqualTo(422);
	}

	@Test
	void eachKnownActionIsOfSomeKind() {
		assertThat(AuditActions.known()).allMatch((action) -> List.of(ActionKind.values())
			.stream()
			.anyMatch((kind) -> kind.starts().stream().anyMatch(action::startsWith)));
		assertThat(ActionKind.values()).flatExtracting(ActionKind::starts)
			.allMatch((start) -> AuditActions.known().stream().anyMatch((action) -> action.startsWith(start)));
	}

	private void record(String who, String action, String kind, String id, String name) {
		this.transaction.executeWithoutResult((status) -> this.events.publishEvent(
				new Recorded(Actor.person(EmailAddress.of(who)), action, new Subject(kind, id, name), null, null)));
	}

	private Browser auditor() {
		return this.portal.as(DemoPerson.AUDITOR);
	}

}
