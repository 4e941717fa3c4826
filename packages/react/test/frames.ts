import { act } from '@testing-library/react';
import { onTestFinished, vi } from 'vitest';

/** Animation frames that come when the test paints. */
export interface Frames {
  /** Lets everything that is under way settle, then paints one frame. */
  readonly paint: () => Promise<void>;
}

export function holdFrames(): Frames {
  const frames = new Map<number, () => void>();
  let ids = 0;
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => {
    frames.set(++ids, frame);
    return ids;
  });
  vi.stubGlobal('cancelAnimationFrame', (id: number) => frames.delete(id));
  onTestFinished(() => void vi.unstubAllGlobals());
  return {
    paint: async () => {
      await settled();
      await act(async () => {
        for (const [id, frame] of [...frames]) {
          frames.delete(id);
          frame();
        }
      });
    },
  };
}

/** Resolves when all promises that are under way have settled, and those that they led to. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setTimeout(resolve, 0));
}
