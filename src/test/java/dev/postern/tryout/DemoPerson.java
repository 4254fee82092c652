package dev.postern.tryout;

import java.util.List;

/**
 * Somebody whom the demo identity provider knows.
 *
 * @param subject what the provider calls the account, whatever the address is; the
 * address when nothing else is said
 * @param groups as the provider tells them in the claim {@code groups}, unless they are
 * more than {@link #MOST_GROUPS}
 */
public record DemoPerson(String subject, String email, String name, List<String> groups, boolean emailVerified) {

	/**
	 * Of more groups a token only says where to ask for them, as those of Entra ID do.
	 */
	public static final int MOST_GROUPS = 200;

	/** The password of everybody here. */
	public static final String PASSWORD = "postern";

	public static final DemoPerson ADMIN = new DemoPerson("admin@example.com", "Ada Admin", List.of("platform"), true);

	public static final DemoPerson DEVELOPER = new DemoPerson("dev@example.com", "Devi Developer",
			List.of("orders-team"), true);

	public static final DemoPerson AUDITOR = new DemoPerson("auditor@example.com", "Otto Auditor", List.of("audit"),
			true);

	/** The three people of the try-out. */
	public static final List<DemoPerson> ALL = List.of(ADMIN, DEVELOPER, AUDITOR);

	public DemoPerson(String email, String name, List<String> groups, boolean emailVerified) {
		this(email, email, name, groups, emailVerified);
	}

}
