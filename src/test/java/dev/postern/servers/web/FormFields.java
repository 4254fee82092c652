package dev.postern.servers.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.web.util.HtmlUtils;

/** What a browser would send for the form on a page. */
final class FormFields {

	private static final Pattern FORM = Pattern
		.compile("<form id=\"server-form\".*?</form>|<form[^>]*class=\"form-end\".*?</form>", Pattern.DOTALL);

	private static final Pattern CONTROL = Pattern.compile(
			"<input\\b([^>]*)>|<textarea\\b([^>]*)>(.*?)</textarea>|<select\\b([^>]*)>(.*?)</select>", Pattern.DOTALL);

	private static final Pattern SELECTED = Pattern.compile("<option[^>]*selected[^>]*>");

	private FormFields() {
	}

	static Map<String, String> of(String page) {
		Matcher form = FORM.matcher(page);
		if (!form.find()) {
			throw new IllegalArgumentException("no form on the page: " + page);
		}
		Map<String, String> fields = new LinkedHashMap<>();
		Matcher control = CONTROL.matcher(form.group());
		while (control.find()) {
			if (control.group(1) != null) {
				boolean unchecked = control.group(1).contains("type=\"checkbox\"")
						&& !control.group(1).contains("checked=");
				put(fields, control.group(1), unchecked ? null : attribute(control.group(1), "value"));
			}
			else if (control.group(2) != null) {
				put(fields, control.group(2), control.group(3));
			}
			else {
				Matcher selected = SELECTED.matcher(control.group(5));
				put(fields, control.group(4), selected.find() ? attribute(selected.group(), "value") : "");
			}
		}
		fields.remove("_csrf");
		return fields;
	}

	private static void put(Map<String, String> fields, String tag, @Nullable String value) {
		String name = attribute(tag, "name");
		if (value != null && !name.isEmpty()) {
			fields.put(HtmlUtils.htmlUnescape(name), HtmlUtils.htmlUnescape(value));
		}
	}

	private static String attribute(String tag, String name) {
		Matcher attribute = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(tag);
		return attribute.find() ? attribute.group(1) : "";
	}

}
