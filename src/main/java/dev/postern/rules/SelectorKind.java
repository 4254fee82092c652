package dev.postern.rules;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * How one type of selector is read from and written to Cloudflare's JSON: an object with
 * this one key.
 *
 * @param fields what stands below the key
 */
record SelectorKind<S extends Selector>(String key, Class<S> type, List<JsonField<?>> fields,
		Function<JsonNode, S> reader, BiConsumer<S, ObjectNode> writer) {

	static <S extends Selector> SelectorKind<S> plain(String key, Class<S> type, S only) {
		return new SelectorKind<>(key, type, List.of(), (_) -> only, (_, _) -> {
		});
	}

	static <S extends Selector, A> SelectorKind<S> one(String key, Class<S> type, JsonField<A> a, Function<S, A> getA,
			Function<A, S> make) {
		return new SelectorKind<>(key, type, List.of(a), (body) -> make.apply(a.readFrom(body)),
				(selector, body) -> a.writeTo(body, getA.apply(selector)));
	}

	static <S extends Selector, A, B> SelectorKind<S> two(String key, Class<S> type, JsonField<A> a,
			Function<S, A> getA, JsonField<B> b, Function<S, B> getB, BiFunction<A, B, S> make) {
		return new SelectorKind<>(key, type, List.of(a, b), (body) -> make.apply(a.readFrom(body), b.readFrom(body)),
				(selector, body) -> {
					a.writeTo(body, getA.apply(selector));
					b.writeTo(body, getB.apply(selector));
				});
	}

	static <S extends Selector, A, B, C> SelectorKind<S> three(String key, Class<S> type, JsonField<A> a,
			Function<S, A> getA, JsonField<B> b, Function<S, B> getB, JsonField<C> c, Function<S, C> getC,
			Function3<A, B, C, S> make) {
		return new SelectorKind<>(key, type, List.of(a, b, c),
				(body) -> make.of(a.readFrom(body), b.readFrom(body), c.readFrom(body)), (selector, body) -> {
					a.writeTo(body, getA.apply(selector));
					b.writeTo(body, getB.apply(selector));
					c.writeTo(body, getC.apply(selector));
				});
	}

	/** Reads the rule; empty when a value is not one that this kind takes. */
	Optional<Selector> read(JsonNode rule) {
		JsonNode body = rule.path(this.key);
		if (saysMore(body)) {
			return Optional.of(new Selector.Other(rule));
		}
		if (!body.isObject()) {
			return Optional.empty();
		}
		try {
			return Optional.of(this.reader.apply(body));
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	JsonNode write(Selector selector) {
		ObjectNode rule = JsonNodeFactory.instance.objectNode();
		this.writer.accept(this.type.cast(selector), rule.putObject(this.key));
		return rule;
	}

	/** Notes all that is wrong with the values of a rule that cannot be read. */
	void explain(JsonNode rule, String path, FieldProblems problems) {
		JsonNode body = rule.path(this.key);
		if (this.fields.isEmpty()) {
			problems.add(path + "." + this.key, body, "rules." + this.key.replace('_', '-'));
		}
		this.fields.stream()
			.filter((field) -> !body.isObject() || !field.fits(body))
			.forEach((field) -> problems.addText(path + "." + this.key + "." + field.name(), body.path(field.name()),
					field.code()));
	}

	private boolean saysMore(JsonNode body) {
		return this.fields.stream()
			.filter((field) -> !field.fits(JsonNodeFactory.instance.objectNode()))
			.allMatch((field) -> body.has(field.name()))
				&& body.propertyStream()
					.anyMatch((property) -> this.fields.stream()
						.noneMatch((field) -> field.name().equals(property.getKey())));
	}

	/** A function of three. */
	interface Function3<A, B, C, S> {

		S of(A a, B b, C c);

	}

}
