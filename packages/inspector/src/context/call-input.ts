import type { Json, JsonObject } from '@twelvefold/core';

/** A call's input as providers take it back: an object, in which any other JSON is shown. */
export function callInput(input: Json): JsonObject {
  return typeof input === 'object' && input !== null && !Array.isArray(input) ? (input as JsonObject) : { input };
}
