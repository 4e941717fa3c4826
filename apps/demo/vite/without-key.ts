/**
 * Takes a key out of a body on its way to the page, wherever the upstream may have repeated it. What could be the
 * beginning of the key is held back until more has come.
 */
export function withoutKey(key: string): TransformStream<string, string> {
  let held = '';
  return new TransformStream({
    transform(chunk, controller) {
      const text = (held + chunk).replaceAll(key, REDACTED);
      const safe = text.length - lengthOfBeginning(text, key);
      held = text.slice(safe);
      if (safe > 0) controller.enqueue(text.slice(0, safe));
    },
    flush(controller) {
      if (held !== '') controller.enqueue(held);
    },
  });
}

const REDACTED = '[redacted]';

/** How many letters at the end of the text are the beginning of the key. */
function lengthOfBeginning(text: string, key: string): number {
  for (let length = Math.min(key.length - 1, text.length); length > 0; length -= 1) {
    if (text.endsWith(key.slice(0, length))) return length;
  }
  return 0;
}
