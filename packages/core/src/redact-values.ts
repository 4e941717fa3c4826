import { REDACTED } from './secret-shapes.ts';

/** Shorter values are left alone: they would redact half of the language. */
const MIN_LENGTH = 6;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * A function that takes these exact values out of a text, in any form in which they travel: as they are, trimmed,
 * URL-encoded, JSON-escaped (once and twice), in hex, and in base64, alone or inside something longer such as Basic
 * credentials.
 * Values of fewer than 6 characters are ignored. [R63]
 *
 * @example
 * const redact = redactValues([secrets.stripe]);
 */
export function redactValues(secrets: readonly string[]): (text: string) => string {
  const long = secrets.flatMap((secret) => [secret, secret.trim()]).filter((secret) => secret.length >= MIN_LENGTH);
  const forms = [...new Set(long.flatMap(formsOf))].toSorted((a, b) => b.length - a.length);
  if (forms.length === 0) return (text) => text;
  const pattern = new RegExp(forms.map(escapePattern).join('|'), 'g');
  return (text) => text.replace(pattern, REDACTED);
}

function formsOf(secret: string): readonly string[] {
  const escaped = JSON.stringify(secret).slice(1, -1);
  return [
    secret,
    ...urlForms(secret),
    escaped,
    escaped.replaceAll('/', String.raw`\/`),
    JSON.stringify(escaped).slice(1, -1),
    ...base64Forms(secret),
    ...hexForms(secret),
  ];
}

function urlForms(secret: string): readonly string[] {
  const encoded = encodeURIComponent(secret.toWellFormed());
  const strict = encoded.replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  const upper = [encoded, strict, strict.replaceAll('%20', '+')];
  return [...upper, ...upper.map((form) => form.replace(/%[\dA-F]{2}/g, (code) => code.toLowerCase()))];
}

/** Whole, and without the characters at either end that its neighbours in a longer text would change. */
function base64Forms(secret: string): readonly string[] {
  const bytes = toUtf8(secret);
  const inside = [0, 1, 2].map((shift) => {
    const bits = 8 * (shift + bytes.length);
    return toBase64('\0'.repeat(shift) + bytes).slice(Math.ceil((8 * shift) / 6), Math.floor(bits / 6));
  });
  const forms = [toBase64(bytes), toBase64(bytes).replace(/=+$/, ''), ...inside];
  return [...forms, ...forms.map((form) => form.replaceAll('+', '-').replaceAll('/', '_'))];
}

function hexForms(secret: string): readonly string[] {
  const hex = Array.from(toUtf8(secret), (byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('');
  return [hex, hex.toUpperCase()];
}

/** UTF-8 as a string of one character a byte. */
function toUtf8(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(/%([\dA-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

function toBase64(bytes: string): string {
  const bits = Array.from(bytes, (byte) => byte.charCodeAt(0).toString(2).padStart(8, '0')).join('');
  const digits = bits.replace(/.{1,6}/g, (six) => ALPHABET.charAt(Number.parseInt(six.padEnd(6, '0'), 2)));
  return digits.padEnd(Math.ceil(digits.length / 4) * 4, '=');
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}
