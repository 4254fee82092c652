package dev.postern;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.core.NamedInterface;
import org.springframework.modulith.core.SpringBean;
import org.springframework.stereotype.Controller;

/** Says of each module, on one page, what it is, what it offers and what it uses. */
final class ModuleCanvases {

	private static final int LINE = 120;

	private static final Path SOURCES = Path.of("src", "main", "java");

	private static final Pattern JAVADOC = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);

	private final ApplicationModules modules;

	private final ModuleMap map;

	private final List<JavaClass> events;

	private final StringBuilder page = new StringBuilder();

	ModuleCanvases(ApplicationModules modules) {
		this.modules = modules;
		this.map = new ModuleMap(modules);
		this.events = modules.stream().flatMap(this::heard).distinct().toList();
	}

	String page() {
		this.map.names().forEach((name) -> canvas(this.modules.getModuleByName(name).orElseThrow()));
		return this.page.toString();
	}

	private void canvas(ApplicationModule module) {
		String name = ModuleMap.name(module);
		this.page.append("\n## ").append(name).append("\n\n");
		wrapped(description(module.getBasePackage().getName()), "");
		this.page.append('\n');
		row("Uses", this.map.usedBy(name).stream().map((used) -> used(module, used)).toList());
		row("Used by", code(this.map.usersOf(name).stream()));
		row("Offers", code(beans(module, SpringBean::isApiBean)));
		row("Named interfaces", module.getNamedInterfaces().stream().filter(NamedInterface::isNamed).map((one) -> {
			String home = one.asJavaClasses().map(JavaClass::getPackageName).sorted().findFirst().orElseThrow();
			return "`%s`: %s".formatted(one.getName(), description(home));
		}).sorted().toList());
		row("Controllers", code(beans(module, (bean) -> isController(bean.getType()))));
		row("Publishes",
				code(this.events.stream().filter((event) -> makes(module, event)).map(ModuleCanvases::simple)));
		row("Hears", code(heard(module).map(ModuleCanvases::simple)));
		row("Fulfils", fulfilled(module));
		row("Settings", code(types(module).flatMap(ModuleCanvases::settings)));
	}

	/** An interface of a room below that a bean of this room implements. */
	private List<String> fulfilled(ApplicationModule module) {
		TreeSet<String> fulfilled = new TreeSet<>();
		for (JavaClass type : types(module).filter((type) -> !type.isInterface()).toList()) {
			type.getAllRawInterfaces()
				.stream()
				.filter((one) -> this.modules.getModuleByType(one)
					.filter((owner) -> !owner.equals(module) && owner.isExposed(one))
					.isPresent())
				.filter((one) -> !one.isAnnotation())
				.forEach((one) -> fulfilled.add("`%s` by `%s`".formatted(simple(one), simple(type))));
		}
		return List.copyOf(fulfilled);
	}

	private String used(ApplicationModule module, String used) {
		TreeSet<String> interfaces = new TreeSet<>();
		module.getDirectDependencies(this.modules)
			.stream()
			.filter((dependency) -> ModuleMap.name(dependency.getTargetModule()).equals(used))
			.flatMap((dependency) -> dependency.getTargetModule()
				.getNamedInterfaces()
				.getNamedInterfacesContaining(dependency.getTargetType()))
			.filter(NamedInterface::isNamed)
			.forEach((one) -> interfaces.add("`%s`".formatted(one.getName())));
		return interfaces.isEmpty() ? "`%s`".formatted(used)
				: "`%s` (%s)".formatted(used, String.join(", ", interfaces));
	}

	private boolean makes(ApplicationModule module, JavaClass event) {
		return types(module).flatMap((type) -> type.getConstructorCallsFromSelf().stream())
			.anyMatch((call) -> call.getTargetOwner().equals(event));
	}

	private Stream<JavaClass> heard(ApplicationModule module) {
		return module.getEventsListenedTo(this.modules)
			.stream()
			.filter((event) -> this.modules.getModuleByType(event).isPresent());
	}

	private void row(String title, List<String> items) {
		if (!items.isEmpty()) {
			wrapped("- **%s:** %s".formatted(title, String.join(", ", items)), "  ");
		}
	}

	private void wrapped(String text, String indent) {
		int width = 0;
		for (String word : text.split(" ", -1)) {
			if (width > 0 && width + 1 + word.length() > LINE) {
				this.page.append('\n').append(indent);
				width = indent.length();
			}
			else if (width > 0) {
				this.page.append(' ');
				width++;
			}
			this.page.append(word);
			width += word.length();
		}
		this.page.append('\n');
	}

	private static Stream<JavaClass> types(ApplicationModule module) {
		return module.getBasePackage().stream();
	}

	private static Stream<String> beans(ApplicationModule module, Predicate<SpringBean> which) {
		return module.getSpringBeans().stream().filter(which).map(SpringBean::getType).map(ModuleCanvases::simple);
	}

	private static List<String> code(Stream<String> names) {
		Collection<String> sorted = names.collect(Collectors.toCollection(TreeSet::new));
		return sorted.stream().map("`%s`"::formatted).toList();
	}

	private static String simple(JavaClass type) {
		return type.getEnclosingClass().map((outer) -> simple(outer) + ".").orElse("") + type.getSimpleName();
	}

	private static boolean isController(JavaClass type) {
		return type.isAnnotatedWith(Controller.class) || type.isMetaAnnotatedWith(Controller.class);
	}

	private static Stream<String> settings(JavaClass type) {
		return type.tryGetAnnotationOfType(ConfigurationProperties.class)
			.map((annotation) -> annotation.value() + ".*")
			.stream();
	}

	/** What the package says of itself. */
	private static String description(String name) {
		Path file = SOURCES.resolve(name.replace('.', '/')).resolve("package-info.java");
		try {
			Matcher javadoc = JAVADOC.matcher(Files.readString(file));
			return javadoc.find() ? javadoc.group(1)
				.replaceAll("\\{@(?:code|link) ([^}]*)}", "`$1`")
				.replaceAll("(?m)^\\s*\\*", "")
				.replaceAll("\\s+", " ")
				.strip() : "";
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
