export { reduce } from '@twelvefold/core';
