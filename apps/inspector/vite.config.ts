import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin, type UserConfig } from 'vite';

/**
 * What the built page may load: its own files, and nothing from anywhere else. Messages come through sockets to where the
 * person asks for them; it may stand in a frame of any page, since that is one of the ways to use it.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self' ws: wss:",
  "base-uri 'none'",
  "form-action 'none'",
  // What strangers say is shown as text: nothing of it can become markup or script.
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

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

const config: UserConfig = defineConfig({
  // It may be served from any folder.
  base: './',
  plugins: [react(), contentSecurityPolicy],
});

export default config;
