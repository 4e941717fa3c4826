/**
 * The RFC 8785 text of a JSON value: members in the order of their names' UTF-16 code units, no white space, and all else
 * as `JSON.stringify` writes it, which is what the RFC asks for. Half a surrogate pair stays an escape. [R46]
 */
export function canonicalJson(value: unknown): string {
  return write(value) ?? 'null';
}

/** Nothing for what JSON leaves out. */
function write(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if ('toJSON' in value && typeof value.toJSON === 'function') return write((value as { toJSON(): unknown }).toJSON());
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join()}]`;
  let members = '';
  for (const name of Object.keys(value).sort()) {
    const text = write((value as Readonly<Record<string, unknown>>)[name]);
    if (text !== undefined) members += `${members && ','}${JSON.stringify(name)}:${text}`;
  }
  return `{${members}}`;
}
