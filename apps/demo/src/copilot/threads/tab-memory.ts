import type { TabMemory } from './own-runners.ts';

/** This tab's memory, which outlives a reload; for as long as the page where the browser refuses one. */
export function tabMemory(): TabMemory {
  try {
    sessionStorage.setItem('copilot-memory', '1');
    return sessionStorage;
  } catch {
    const kept = new Map<string, string>();
    return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) };
  }
}
