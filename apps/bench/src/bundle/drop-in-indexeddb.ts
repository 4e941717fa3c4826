/* The same with threads that outlive the page. */
export * from './drop-in.ts';
export { createIndexedDbStore } from '@twelvefold/stores/indexeddb';
