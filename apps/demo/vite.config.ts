import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { keyProxy } from './vite/key-proxy.ts';

/**
 * What the built page may load: its own files. WebAssembly is SQLite's; models are reached over https, or on the
 * person's own machine.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self' https: http://localhost:* http://127.0.0.1:*",
  "base-uri 'none'",
  "form-action 'none'",
  // No text becomes markup or script, whoever asks for it: nothing in this page needs to.
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** A page in a frame could be clicked on by mistake. Only a header can say so, not the page itself. */
const headers = { 'content-security-policy': "frame-ancestors 'none'", 'x-content-type-options': 'nosniff' };

/** Puts the policy into the built page, so that it holds wherever the files are served. The dev server needs more. */
const contentSecurityPolicy: Plugin = {
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: CONTENT_SECURITY_POLICY },
      injectTo: 'head-prepend',
    },
  ],
};

export default defineConfig({
  plugins: [react(), contentSecurityPolicy, keyProxy()],
  // What the first visit needs is transformed while the person is still opening the address.
  preview: { headers },
  server: {
    headers,
    warmup: { clientFiles: ['./src/main.tsx', './src/db/open-database.ts', './src/copilot/copilot.tsx'] },
  },
  // Vite must see where this package names its .wasm file, which it does not once the package is bundled for dev.
  optimizeDeps: { exclude: ['@sqlite.org/sqlite-wasm'] },
});
