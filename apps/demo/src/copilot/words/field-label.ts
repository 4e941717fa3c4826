import { labels } from '../../labels.ts';
import { visibleText } from './visible-text.ts';

/** What a field of a tool's input is called: by the dictionary, or by its name in words. */
export function fieldLabel(name: string): string {
  const known: Readonly<Record<string, string>> = labels.copilot.fields;
  return Object.hasOwn(known, name) ? (known[name] ?? name) : inWords(name);
}

/** What helps to fill in a field. */
export function fieldHint(name: string): string | undefined {
  const known: Readonly<Record<string, string>> = labels.copilot.hints;
  return Object.hasOwn(known, name) ? known[name] : undefined;
}

/** Whether the dictionary has the field, so that nothing written for models needs to be shown. */
export function isKnownField(name: string): boolean {
  return Object.hasOwn(labels.copilot.fields, name);
}

/** What a tool is called. */
export function toolLabel(tool: string): string {
  const known: Readonly<Record<string, string>> = labels.copilot.tools;
  return Object.hasOwn(known, tool) ? (known[tool] ?? tool) : inWords(tool);
}

function inWords(name: string): string {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .toLowerCase();
  return visibleText(words.charAt(0).toUpperCase() + words.slice(1));
}
