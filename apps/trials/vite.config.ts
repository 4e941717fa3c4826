import { defineConfig } from 'vite';

/** A page for each kind of trial that needs tabs. */
const pages = ['index.html', 'reload.html', 'crashes.html'];

export default defineConfig({ build: { rolldownOptions: { input: pages } } });
