package dev.postern;

import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

/** Which module uses which, in order: each module after all those that it uses. */
final class ModuleMap {

	private final TreeMap<String, SortedSet<String>> uses = new TreeMap<>();

	ModuleMap(ApplicationModules modules) {
		modules.stream().forEach((module) -> this.uses.put(name(module), used(module, modules)));
	}

	static String name(ApplicationModule module) {
		return module.getIdentifier().toString();
	}

	/** The modules from the lowest floor up; by name within a floor. */
	List<String> names() {
		return this.uses.keySet()
			.stream()
			.sorted(Comparator.comparingInt(this::floor).thenComparing(Comparator.naturalOrder()))
			.toList();
	}

	SortedSet<String> usedBy(String module) {
		return this.uses.get(module);
	}

	SortedSet<String> usersOf(String module) {
		TreeSet<String> users = new TreeSet<>(this.uses.keySet());
		users.removeIf((user) -> !this.uses.get(user).contains(module));
		return users;
	}

	/**
	 * The picture in the language of Mermaid. A line that follows from two others is left
	 * out.
	 */
	String mermaid() {
		StringBuilder picture = new StringBuilder("flowchart TD\n");
		for (String module : names().reversed()) {
			SortedSet<String> direct = this.uses.get(module);
			if (direct.isEmpty()) {
				picture.append("    ").append(module).append('\n');
			}
			direct.stream()
				.filter((used) -> direct.stream().noneMatch((other) -> reaches(other, used)))
				.forEach((used) -> picture.append("    %s --> %s\n".formatted(module, used)));
		}
		return picture.toString();
	}

	private boolean reaches(String from, String to) {
		SortedSet<String> direct = this.uses.get(from);
		return direct.contains(to) || direct.stream().anyMatch((used) -> reaches(used, to));
	}

	private int floor(String module) {
		return this.uses.get(module).stream().mapToInt((used) -> floor(used) + 1).max().orElse(0);
	}

	private static SortedSet<String> used(ApplicationModule module, ApplicationModules modules) {
		TreeSet<String> names = new TreeSet<>();
		module.getDirectDependencies(modules).uniqueModules().map(ModuleMap::name).forEach(names::add);
		names.remove(name(module));
		return names;
	}

}
