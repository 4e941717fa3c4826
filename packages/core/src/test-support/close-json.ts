/**
 * The beginning of a JSON document as a whole one: what can be shown of it, for `JSON.parse`. Written without a look at the
 * parser that it is there to check, and as slow as it likes. `undefined` where there is nothing to show.
 */
export function closeJson(beginning: string): string | undefined {
  const tokens = beginning.match(TOKEN) ?? [];
  const closers: string[] = [];
  let whole = '';
  /** A comma, a key, a colon: they show with the value behind them. */
  let pending = '';
  for (const [index, token] of tokens.entries()) {
    const isKey = closers.at(-1) === '}' && !pending.endsWith(':');
    const mayGrow = index === tokens.length - 1 && beginning.endsWith(token);
    if (token === ',' || token === ':' || (isKey && token.startsWith('"'))) {
      pending += token;
      continue;
    }
    if (token === '}' || token === ']') closers.pop();
    if (token === '{' || token === '[') closers.push(token === '{' ? '}' : ']');
    if (/^[-\dtfn]/.test(token) && mayGrow) break;
    whole += pending + (token.startsWith('"') ? closeString(token) : token);
    pending = '';
  }
  return whole === '' ? undefined : whole + closers.toReversed().join('');
}

/** A string with or without its end, a mark, or a number or literal. */
const TOKEN = /"(?:[^"\\]|\\.)*(?:"|\\?$)|[{}[\]:,]|[^\s{}[\]:,"]+/gs;

/** A string without the half escape, or the half of a surrogate pair, that it ends with. */
function closeString(token: string): string {
  if (/^"(?:[^"\\]|\\.)*"$/s.test(token)) return token;
  const [kept = ''] = /^"(?:[^"\\]|\\u[\da-f]{4}|\\[^u])*/i.exec(token) ?? [];
  const text = JSON.parse(`${kept}"`) as string;
  return JSON.stringify(/[\ud800-\udbff]$/.test(text) ? text.slice(0, -1) : text);
}
