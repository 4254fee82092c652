package dev.postern.ui.input;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.propertyeditors.CustomCollectionEditor;
import org.springframework.web.bind.WebDataBinder;

/** Parameters that may come several times. */
public final class RepeatedValues {

	private RepeatedValues() {
	}

	/** Has each be taken as it is: a comma in one does not make two of it. */
	public static void keepWhole(WebDataBinder binder) {
		binder.registerCustomEditor(List.class, new CustomCollectionEditor(List.class));
	}

	/** The values without blanks around them, each once; without those that are empty. */
	public static List<String> of(@Nullable List<String> values) {
		return (values == null) ? List.of()
				: values.stream().map(String::strip).filter((value) -> !value.isEmpty()).distinct().toList();
	}

}
