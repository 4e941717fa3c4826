import { redactValues, type AgentDefinition } from '@twelvefold/core';

/** The definition with the values of secrets redacted, too, wherever it redacts. */
export function withoutSecrets(
  definition: AgentDefinition,
  secrets: Readonly<Record<string, string>>,
): AgentDefinition {
  const redact = redactValues(Object.values(secrets).filter((value) => typeof value === 'string'));
  return { ...definition, redact: (text) => definition.redact(redact(text)) };
}
