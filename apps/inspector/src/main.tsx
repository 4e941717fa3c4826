import { adoptStyles } from '@twelvefold/inspector/parts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import './app.css';
import { createSources } from './sources.ts';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no #root.');
adoptStyles(document);
createRoot(root).render(
  <StrictMode>
    <App sources={createSources()} />
  </StrictMode>,
);
