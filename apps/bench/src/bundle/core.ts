export * from '@twelvefold/core';
