import { useState, type ReactNode } from 'react';
import { labels } from '../labels.ts';
import { Icon } from './icon.tsx';
import { applyTheme, savedTheme, type Theme } from './theme.ts';
import { useMediaQuery } from './use-media-query.ts';

/** Switches between light and dark. Until it is used, the system decides. */
export function ThemeToggle(): ReactNode {
  const [chosen, setChosen] = useState<Theme | undefined>(savedTheme);
  const systemIsDark = useMediaQuery('(prefers-color-scheme: dark)');
  const isDark = chosen ? chosen === 'dark' : systemIsDark;
  const toggle = () => {
    const next = isDark ? 'light' : 'dark';
    applyTheme(next);
    setChosen(next);
  };
  const label = isDark ? labels.theme.toLight : labels.theme.toDark;
  return (
    <button type="button" className="button-icon" aria-label={label} title={label} onClick={toggle}>
      <Icon name={isDark ? 'sun' : 'moon'} />
    </button>
  );
}
