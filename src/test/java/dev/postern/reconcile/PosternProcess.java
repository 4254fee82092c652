package dev.postern.reconcile;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

import dev.postern.PosternApplication;
import dev.postern.kernel.TunnelId;
import dev.postern.servers.ServerDraft;
import dev.postern.servers.Servers;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * An instance of Postern in a process of its own, to be killed. Each line that it reads
 * has it register a server: tunnel and hostname.
 */
final class PosternProcess {

	private PosternProcess() {
	}

	public static void main(String[] args) throws IOException {
		ConfigurableApplicationContext context = SpringApplication.run(PosternApplication.class, args);
		Servers servers = context.getBean(Servers.class);
		try (BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
			for (String order = orders.readLine(); order != null; order = orders.readLine()) {
				String[] words = order.split(" ", 2);
				servers.register(draft(TunnelId.of(words[0]), words[1]), ReconcileFixture.ADMIN);
			}
		}
		context.close();
	}

	private static ServerDraft draft(TunnelId tunnel, String hostname) {
		return new ServerDraft(hostname.substring(0, hostname.indexOf('.')), hostname, tunnel.toString(),
				"ssh://10.0.0.5:22", "myuser", "ssh", "24h", false, "",
				JsonMapper.shared()
					.readTree(
							"""
									[{"name": "Allow one", "decision": "allow", "include": [{"email": {"email": "dev@example.com"}}]}]"""));
	}

}
