import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import type { Database } from './db/database.ts';
import { startOpening } from './desk/opening.ts';
import { applyTheme, savedTheme } from './ui/theme.ts';
import './ui/tokens.css';
import './ui/base.css';
import './desk/pages.css';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

const theme = savedTheme();
if (theme) applyTheme(theme);

createRoot(root).render(
  <StrictMode>
    <App opening={startOpening(openDatabase)} />
  </StrictMode>,
);

/** Apart from the page's own code, so that the page is there while SQLite is still on its way. */
async function openDatabase(): Promise<Database> {
  const module = await import('./db/open-database.ts');
  return module.openDatabase();
}
