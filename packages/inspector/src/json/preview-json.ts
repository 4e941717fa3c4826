const MOST_MEMBERS = 5;
/** `toLocaleString` makes one each time, which takes longer than all the rest. */
const COUNT = new Intl.NumberFormat('en-US');

/** A value in a line of at most this many characters, about; what was left out is an ellipsis. Reads no more than it shows. */
export function previewJson(value: unknown, chars: number = 80): string {
  if (typeof value === 'string') return quoted(value, chars);
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[ ${countOf(value.length, 'item')} ]`;
  const members: string[] = [];
  let room = chars;
  let count = 0;
  for (const [name, member] of Object.entries(value)) {
    if (count === MOST_MEMBERS || room < name.length + 4) return `{ ${[...members, '…'].join(', ')} }`;
    const shown = `${name}: ${brief(member, room - name.length)}`;
    members.push(shown);
    room -= shown.length + 2;
    count += 1;
  }
  return count === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

/** `3 items`, `1 item` */
export function countOf(count: number, thing: string): string {
  return `${countText(count)} ${thing}${count === 1 ? '' : 's'}`;
}

/** `10,000` */
export function countText(count: number): string {
  return COUNT.format(count);
}

function brief(value: unknown, chars: number): string {
  if (typeof value === 'string') return quoted(value, Math.min(chars, 32));
  if (typeof value !== 'object' || value === null) return String(value);
  return Array.isArray(value) ? `[${value.length || ''}]` : '{…}';
}

function quoted(text: string, chars: number): string {
  const most = Math.max(chars, 8);
  return text.length > most ? `${JSON.stringify(text.slice(0, most)).slice(0, -1)}…"` : JSON.stringify(text);
}
