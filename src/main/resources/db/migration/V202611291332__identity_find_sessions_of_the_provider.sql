CREATE INDEX spring_session_attributes_mark_ix ON spring_session_attributes (attribute_name)
  WHERE starts_with(attribute_name, 'postern.provider-');
