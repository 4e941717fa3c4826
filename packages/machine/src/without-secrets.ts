import { redactValues, type AgentDefinition } from '@twelvefold/core';

/** The definition with the values of secrets redacted, too, wherever it redacts; itself where there are none. */
export function withoutSecrets(
  definition: AgentDefinition,
  secrets: Readonly<Record<string, string>>,
): AgentDefinition {
  const values = Object.values(secrets).filter((value) => typeof value === 'string');
  if (values.length === 0) return definition;
  const redact = redactValues(values);
  return { ...definition, redact: (text) => definition.redact(redact(text)) };
}
