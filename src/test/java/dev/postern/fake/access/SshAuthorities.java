package dev.postern.fake.access;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.postern.fake.api.ApiException;
import dev.postern.fake.api.Request;
import dev.postern.fake.api.RequiredPermission;
import dev.postern.fake.api.Response;
import dev.postern.fake.api.Routes;
import dev.postern.fake.kernel.AccountContext;
import dev.postern.fake.kernel.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * The authorities that sign short-lived ssh certificates, at most one for an application,
 * each with a real key. They go with their application.
 */
public final class SshAuthorities {

	private static final String TYPE = "ecdsa-sha2-nistp256";

	private static final int COORDINATE = 32;

	private final AccountContext context;

	private final AppStore apps;

	private final Map<String, Authority> authorities = new LinkedHashMap<>();

	SshAuthorities(AccountContext context, AppStore apps) {
		this.context = context;
		this.apps = apps;
	}

	void routes(Routes routes) {
		String authority = "/accounts/{account}/access/apps/{app}/ca";
		routes.add("GET", "/accounts/{account}/access/apps/ca", RequiredPermission.APP_LIST,
				(request) -> Response.ok(Json.array(all())));
		routes.add("GET", authority, RequiredPermission.APP_READS, this::get);
		routes.add("POST", authority, RequiredPermission.APP_WRITES, this::create);
		routes.add("DELETE", authority, RequiredPermission.APP_WRITES, (request) -> {
			Authority gone = existing(request);
			this.authorities.remove(gone.app());
			return Response.id(202, gone.id());
		});
	}

	/** Those of applications that are still there. */
	public List<ObjectNode> all() {
		return this.authorities.values()
			.stream()
			.filter((one) -> this.apps.all().stream().anyMatch((app) -> app.id().equals(one.app())))
			.map(Authority::json)
			.toList();
	}

	/** The private key of the one of an application, as a PEM file. */
	public Optional<String> privateKey(String app) {
		return Optional.ofNullable(this.authorities.get(app))
			.map((one) -> "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
				.formatted(Base64.getMimeEncoder(64, new byte[] { '\n' })
					.encodeToString(one.keys().getPrivate().getEncoded())));
	}

	private Response get(Request request) {
		AccessApp app = this.apps.existing(request);
		if (!this.authorities.containsKey(app.id()) && this.context.behaviour().isNullForNoAuthority()) {
			return Response.ok(Json.object().nullNode());
		}
		return Response.ok(existing(request).json());
	}

	private Response create(Request request) {
		AccessApp app = this.apps.existing(request);
		if (this.authorities.containsKey(app.id())) {
			throw ApiException.access("a ca for this application exists");
		}
		Authority made = new Authority(this.context.ids().uuid().toString(), app.id(), app.aud(), keys());
		this.authorities.put(app.id(), made);
		return Response.ok(made.json());
	}

	private Authority existing(Request request) {
		AccessApp app = this.apps.existing(request);
		return Optional.ofNullable(this.authorities.get(app.id())).orElseThrow(ApiException::accessNotFound);
	}

	private static KeyPair keys() {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
			generator.initialize(new ECGenParameterSpec("secp256r1"));
			return generator.generateKeyPair();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** An authority. */
	private record Authority(String id, String app, String aud, KeyPair keys) {

		ObjectNode json() {
			return Json.object()
				.put("id", this.id)
				.put("aud", this.aud)
				.put("public_key",
						TYPE + " " + Base64.getEncoder().encodeToString(wire()) + " open-ssh-ca@cloudflareaccess.org");
		}

		/** As RFC 5656 has it. */
		private byte[] wire() {
			ECPublicKey key = (ECPublicKey) this.keys.getPublic();
			ByteArrayOutputStream point = new ByteArrayOutputStream();
			point.write(4);
			point.writeBytes(coordinate(key.getW().getAffineX()));
			point.writeBytes(coordinate(key.getW().getAffineY()));
			ByteArrayOutputStream wire = new ByteArrayOutputStream();
			for (byte[] piece : List.of(TYPE.getBytes(StandardCharsets.US_ASCII),
					"nistp256".getBytes(StandardCharsets.US_ASCII), point.toByteArray())) {
				wire.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(piece.length).array());
				wire.writeBytes(piece);
			}
			return wire.toByteArray();
		}

		private static byte[] coordinate(BigInteger number) {
			byte[] bytes = number.toByteArray();
			byte[] fixed = new byte[COORDINATE];
			int length = Math.min(bytes.length, COORDINATE);
			System.arraycopy(bytes, bytes.length - length, fixed, COORDINATE - length, length);
			return fixed;
		}

	}

}
