package dev.postern.fake.contract;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.SomebodyElse;
import dev.postern.fake.kernel.Json;
import dev.postern.kernel.TunnelId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the fake shows beside the API. */
class HtmlPagesTests {

	private final FakeCloudflare cloudflare = FakeCloudflare.start();

	private final TunnelId tunnel;

	HtmlPagesTests() {
		this.cloudflare.addZone("example.jp");
		this.tunnel = this.cloudflare.addTunnel("office");
	}

	@AfterEach
	void stop() {
		this.cloudflare.close();
	}

	@Test
	void anEmptyAccountHasAPageToo() throws Exception {
		this.cloudflare.reset();

		HttpResponse<String> page = get("/");

		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(page.body()).contains("No tunnel.", "No record.", "No application.", "None yet.");
	}

	@Test
	void thePageShowsAllThatIsHeld() throws Exception {
		this.cloudflare.addConnector(this.tunnel);
		SomebodyElse somebody = this.cloudflare.asSomebodyElse();
		somebody.addRule(this.tunnel, "db1.example.jp", "ssh://10.0.0.1:22");
		somebody.pointAtTunnel("db1.example.jp", this.tunnel);
		somebody.addTag("postern");
		somebody.addPolicy("{\"name\": \"Reusable\", \"decision\": \"allow\", \"include\": [{\"everyone\": {}}]}");
		somebody
			.addGroup("{\"name\": \"Engineers\", \"include\": [{\"email_domain\": {\"domain\": \"example.com\"}}]}");
		String open = get("/").body();
		somebody.addApp("db1.example.jp", "admin@example.com");
		ApiClient.of(this.cloudflare).post("/accounts/{account}/access/tags?x=1", "{\"name\": \"another\"}");

		String page = get("/").body();

		assertThat(open).contains("open to everybody");
		assertThat(page)
			.contains("office", "healthy, configuration version 1", "db1.example.jp", "ssh://10.0.0.1:22", "protected",
					this.tunnel + ".cfargotunnel.com", "email admin@example.com", "Allow one", "Reusable", "Engineers",
					"email_domain example.com", "postern", "/access/tags?x=1", "201")
			.doesNotContain("open to everybody", "th:text", "Promises were broken", "policy-words");
	}

	@Test
	void nothingThatSomebodyEntersBecomesMarkup() throws Exception {
		this.cloudflare.addTunnel("<script>alert(1)</script>");
		this.cloudflare.asSomebodyElse()
			.addApp("{\"type\": \"ssh\", \"domain\": \"x.example.jp\", \"name\": \"<img src=x onerror=y>\"}");

		HttpResponse<String> page = get("/");

		assertThat(page.body()).contains("&lt;script&gt;").doesNotContain("<script", "<img");
		assertThat(page.headers().firstValue("Content-Security-Policy"))
			.hasValue("default-src 'none'; style-src 'self'");
	}

	@Test
	void brokenPromisesStandOnTop() throws Exception {
		this.cloudflare.asSomebodyElse().addRule(this.tunnel, "wiki.example.jp", "http://wiki");
		ApiClient.of(this.cloudflare)
			.put("/accounts/{account}/cfd_tunnel/%s/configurations".formatted(this.tunnel),
					"{\"config\": {\"ingress\": [{\"service\": \"http_status:404\"}]}}");

		assertThat(get("/").body()).contains("Promises were broken", "I2 broken by request #1");
	}

	@Test
	void thePageCanFollow() throws Exception {
		assertThat(get("/").headers().firstValue("Refresh")).isEmpty();
		assertThat(get("/?live").headers().firstValue("Refresh")).hasValue("3");
	}

	@Test
	void theSameIsThereAsJson() throws Exception {
		HttpResponse<String> json = get("/state.json");

		assertThat(json.headers().firstValue("Content-Type")).hasValue("application/json");
		assertThat(Json.parse(json.body()).path("tunnels").path(0).path("name").asString()).isEqualTo("office");
		assertThat(get("/fake.css").headers().firstValue("Content-Type")).hasValue("text/css; charset=UTF-8");
		assertThat(get("/nothing").statusCode()).isEqualTo(404);
	}

	@Test
	void aScriptCanAskWhereAHostLeads() throws Exception {
		this.cloudflare.addConnector(this.tunnel);
		SomebodyElse somebody = this.cloudflare.asSomebodyElse();
		somebody.addRule(this.tunnel, "db1.example.jp", "ssh://10.0.0.1:22");
		somebody.pointAtTunnel("db1.example.jp", this.tunnel);
		somebody.addApp("db1.example.jp", "admin@example.com");

		HttpResponse<String> allowed = get("/edge?hostname=db1.example.jp&email=admin@example.com");
		HttpResponse<String> refused = get("/edge?hostname=db1.example.jp&email=eve@example.com");
		HttpResponse<String> nowhere = get("/edge?hostname=db2.example.jp&email=admin@example.com");

		assertThat(allowed.statusCode()).isEqualTo(200);
		assertThat(allowed.body()).isEqualTo("ssh://10.0.0.1:22\n");
		assertThat(refused.statusCode()).isEqualTo(403);
		assertThat(refused.body()).isEqualTo("no policy lets eve@example.com in\n");
		assertThat(nowhere.statusCode()).isEqualTo(404);
	}

	@Test
	void lookingLeavesNoTraceInTheJournal() throws Exception {
		get("/");

		assertThat(this.cloudflare.journal().all()).isEmpty();
	}

	private HttpResponse<String> get(String path) throws IOException, InterruptedException {
		URI uri = URI.create(this.cloudflare.url().toString().replaceAll("/$", "") + path);
		try (HttpClient client = HttpClient.newHttpClient()) {
			return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
		}
	}

}
