/** The two sets of colors. */
export type Theme = 'light' | 'dark';

const KEY = 'twelvefold-demo-theme';

/** What the person chose last, or nothing: then the system decides, in CSS. */
export function savedTheme(): Theme | undefined {
  try {
    const saved = localStorage.getItem(KEY);
    return saved === 'light' || saved === 'dark' ? saved : undefined;
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
    return undefined;
  }
}

/** Shows a theme now and on the next visit. */
export function applyTheme(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme;
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // As above.
  }
}
