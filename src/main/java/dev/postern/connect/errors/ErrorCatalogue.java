package dev.postern.connect.errors;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.postern.tunnels.cloudflared.CloudflaredVersion;

import dev.postern.connect.errors.KnownError.Side;

/**
 * All errors that Postern knows. Of several that fit a text the first one counts: what a
 * connector or Cloudflare says is nearer to the cause than what cloudflared makes of it,
 * and that is nearer than what ssh sees in the end.
 */
public final class ErrorCatalogue {

	private static final List<KnownError> CONNECTOR = List.of(
			of(Side.CONNECTOR, "quic", Sign.of("failed to dial a quic connection"),
					Sign.of("failed to create new quic connection"), Sign.of("failed to dial to edge with quic"),
					Sign.of("switching to fallback protocol http2")),
			of(Side.CONNECTOR, "docker-host", Sign.of("lookup host.docker.internal", "no such host"),
					Sign.of("bad address 'host.docker.internal'")),
			of(Side.CONNECTOR, "origin", Sign.of("unable to reach the origin service"), Sign.of("http/2 502"),
					Sign.of("http/1.1 502"), Sign.of("502 bad gateway"), Sign.of("error 502"),
					Sign.of("originservice=ssh://", "connection refused")),
			of(Side.CONNECTOR, "edge-dns", Sign.of("error looking up cloudflare edge ips"),
					Sign.of("edge discovery", "dns query failed")),
			of(Side.CONNECTOR, "edge", Sign.of("unable to establish connection with cloudflare edge"),
					Sign.of("dial tcp", ":7844", "i/o timeout"), Sign.of("dial tcp", ":7844", "refused")),
			of(Side.CONNECTOR, "tunnel-token", Sign.of("provided tunnel token is not valid")),
			of(Side.CONNECTOR, "tunnel-unauthorized", Sign.of("unauthorized: failed to get tunnel"),
					Sign.of("unauthorized: invalid tunnel secret"), Sign.of("unauthorized: tunnel not found")),
			of(Side.CONNECTOR, "service-installed", Sign.of("cloudflared service is already installed"),
					Sign.of("service", "cloudflared", "already exists")),
			of(Side.CONNECTOR, "origin-cert", Sign.of("cannot determine default origin certificate path")),
			of(Side.CONNECTOR, "metrics-missing", Sign.of("--metrics has to be provided")),
			of(Side.CONNECTOR, "ingress-url",
					Sign.of("can't set the --url flag", "when using multiple-origin ingress rules")),
			of(Side.CONNECTOR, "ingress-access",
					Sign.of("access.teamname cannot be blank when access.audtags are present")),
			of(Side.CONNECTOR, "ingress-catch-all", Sign.of("the last ingress rule must match all urls"),
					Sign.of("the config file doesn't contain any ingress rules")),
			of(Side.CONNECTOR, "ingress-order",
					Sign.of("but this will match every hostname, meaning the rules which follow it will never")),
			of(Side.CONNECTOR, "ingress-hostname", Sign.of("hostname cannot contain a port"),
					Sign.of("hostname patterns can have at most one wildcard character")),
			of(Side.CONNECTOR, "ingress-regex", Sign.of("rule #", "has an invalid regex")),
			of(Side.CONNECTOR, "ingress-duration", Sign.of("cannot unmarshal", "into time.duration"),
					Sign.of("strconv.parseint: parsing", "\\\"\": invalid syntax")),
			of(Side.CONNECTOR, "ingress-service",
					Sign.of("is an invalid address, ingress rules don't support proxying to a different path"),
					Sign.of("is an invalid address, please make sure it has a scheme and a hostname"),
					Sign.of("parse", "first path segment in url cannot contain colon"),
					Sign.of("parse", "invalid port", "after host"), Sign.of("invalid http status code:")));

	private static final List<KnownError> CLOUDFLARE = List.of(
			of(Side.CONNECTOR, "create-ca", Sign.of("please create a ca for application")),
			of(Side.CLIENT, "unmatched", Sign.of("error code: 1043"), Sign.of("error 1043"),
					Sign.of("error code 1043")),
			of(Side.CLIENT, "tunnel-down", Sign.of("error 1033"), Sign.of("error code: 1033"),
					Sign.of("error code 1033"), Sign.of("http/2 530"), Sign.of("http/1.1 530"), Sign.of("error 530"),
					Sign.of("http 530"), Sign.of("cloudflare tunnel error")),
			of(Side.CLIENT, "service-token", Sign.all(Sign.of("service_token_id"), Sign.of("url and log in with your")),
					Sign.all(Sign.of("service_token_id"), Sign.of("websocket: bad handshake")),
					Sign.all(Sign.of("service-token-id"), Sign.of("url and log in with your")),
					Sign.all(Sign.of("service-token-id"), Sign.of("websocket: bad handshake")),
					Sign.all(Sign.of("cf-access-client-id"), Sign.of("websocket: bad handshake")),
					Sign.all(Sign.of("cf-access-client-id"), Sign.of("/cdn-cgi/access/login")),
					Sign.all(Sign.of("service_token_id"), Sign.of("browser window should have opened"))),
			of(Side.CLIENT, "login-page", Sign.of("location: https://", ".cloudflareaccess.com/cdn-cgi/access/login")),
			of(Side.CLIENT, "forbidden", Sign.of("http/2 403"), Sign.of("http/1.1 403"), Sign.of("403 forbidden"),
					Sign.of("that account does not have access"),
					Sign.of("forbidden. you don't have permission to view this")),
			of(Side.CLIENT, "not-routed", Sign.of("http/2 404"), Sign.of("http/1.1 404"), Sign.of("404 not found")));

	private static final List<KnownError> CLOUDFLARED = List.of(
			of(Side.CLIENT, "empty-domain", Sign.of("empty app domain")),
			of(Side.CLIENT, "no-application", Sign.of("failed to find access application")),
			of(Side.CLIENT, "metadata", Sign.of("metadata jwt")),
			of(Side.CLIENT, "waiting", Sign.of("another cloudflared process", "already waiting for authentication")),
			of(Side.CLIENT, "tls", Sign.of("tls: handshake failure"), Sign.of("ssl alert handshake failure"),
					Sign.of("err_ssl_version_or_cipher_mismatch"), Sign.of("sslv3 alert handshake failure")),
			of(Side.CLIENT, "inspected", Sign.of("x509: certificate signed by unknown authority"),
					Sign.of("x509:", "certificate is not trusted")),
			of(Side.CLIENT, "expired-certificate", Sign.of("x509: certificate has expired or is not yet valid")),
			of(Side.CLIENT, "no-host", Sign.of("dial tcp: lookup", "no such host"),
					Sign.of("lookup", "on", ":53: no such host")),
			of(Side.CLIENT, "websocket", Sign.of("the client is not using the websocket protocol"),
					Sign.of("websocket: not a websocket handshake"), Sign.of("malformed ws or wss url")),
			of(Side.CLIENT, "bad-handshake", Sign.of("websocket: bad handshake")),
			of(Side.CLIENT, "login-prompt", Sign.of("open the following url and log in with your cloudflare account"),
					Sign.of("a browser window should have opened at the following url")),
			of(Side.CLIENT, "unquoted-path", Sign.of("'c:\\program' is not recognized"),
					Sign.of("c:\\program: not found"), Sign.of("c:\\program: command not found"),
					Sign.of("c:program", "not found"), Sign.of("c:/program: no such file or directory")),
			of(Side.CLIENT, "not-found", Sign.of("cloudflared: not found"), Sign.of("cloudflared.exe: not found"),
					Sign.of("cloudflared: command not found"), Sign.of("cloudflared.exe: command not found"),
					Sign.of("command not found: cloudflared"), Sign.of("cloudflared: no such file or directory"),
					Sign.of("cloudflared.exe: no such file or directory"), Sign.of("cloudflared", "is not recognized"),
					Sign.of("cloudflared.exe", "cannot find the"), Sign.of("no such file or directory:", "cloudflared"),
					Sign.of("createprocessw failed"), Sign.of("posix_spawn: no such file or directory"),
					Sign.of("posix_spawnp: no such file or directory")));

	private static final List<KnownError> SSH = List.of(
			of(Side.CLIENT, "banner", Sign.of("connection timed out during banner exchange"),
					Sign.of("connection to unknown port 65535 timed out")),
			of(Side.CLIENT, "host-key", Sign.of("remote host identification has changed"),
					Sign.of("offending", "key in", "known_hosts")),
			of(Side.CLIENT, "host-key-unknown", Sign.of("host key is known for", "strict checking"),
					Sign.of("host key verification failed")),
			of(Side.CLIENT, "too-many-keys", Sign.of("too many authentication failures")),
			of(Side.CLIENT, "key-permissions", Sign.of("unprotected private key file"),
					Sign.of("permissions", "for", "are too open")),
			of(Side.CLIENT, "config-permissions", Sign.of("bad owner or permissions on")),
			of(Side.CLIENT, "config-broken", Sign.of("bad configuration option"), Sign.of("bad configuration options"),
					Sign.of("keyword", "extra arguments at end of line")),
			of(Side.CLIENT, "key-missing", Sign.of("identity file", "not accessible"), Sign.of("no such identity:")),
			of(Side.CLIENT, "public-key", Sign.of("permission denied (publickey"),
					Sign.of("permission denied (", ",publickey")),
			of(Side.CLIENT, "include", Sign.of("could not resolve hostname"), Sign.of("connect to host", "port 22:")),
			of(Side.CLIENT, "closed", Sign.of("kex_exchange_identification:"), Sign.of("ssh_exchange_identification:")),
			of(Side.CLIENT, "unknown-port", Sign.of("unknown port 65535")),
			of(Side.CLIENT, "drops", Sign.of("client_loop: send disconnect"), Sign.of("packet_write_wait: connection"),
					Sign.of("timeout, server", "not responding"), Sign.of("websocket: close 1006")),
			of(Side.CLIENT, "every-time"));

	private static final List<KnownError> ALL = Stream.of(CONNECTOR, CLOUDFLARE, CLOUDFLARED, SSH)
		.flatMap(List::stream)
		.toList();

	private ErrorCatalogue() {
	}

	/** All of one side, in the order in which they are looked for. */
	public static List<KnownError> of(Side side) {
		return ALL.stream().filter((error) -> error.side() == side).toList();
	}

	static List<KnownError> all() {
		return ALL;
	}

	/** The error that an output tells of. */
	public static Optional<KnownError> find(ErrorText text) {
		return ALL.stream().filter((error) -> error.isIn(text)).findFirst();
	}

	/** The release of cloudflared that an output names. */
	public static Optional<CloudflaredVersion> versionIn(ErrorText text) {
		return text.lines().stream().flatMap((line) -> CloudflaredVersion.toldIn(line).stream()).findFirst();
	}

	private static KnownError of(Side side, String code, Sign... signs) {
		return KnownError.of(side, code, signs);
	}

}
