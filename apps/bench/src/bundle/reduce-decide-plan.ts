export { decide, plan, reduce } from '@twelvefold/core';
