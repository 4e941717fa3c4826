import type { ReactNode } from 'react';

/** The outlines of 16 × 16 pictures, since not every font has the signs. */
const PATHS = {
  previousStep: 'M4 3v10M12.5 3.5 8 8l4.5 4.5',
  previousEvent: 'M10 3.5 5.5 8l4.5 4.5',
  nextEvent: 'M6 3.5 10.5 8 6 12.5',
  nextStep: 'M12 3v10M3.5 3.5 8 8l-4.5 4.5',
  play: 'M5 3.5 11.5 8 5 12.5z',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
};

/** A picture beside or instead of a name that is said elsewhere. */
export function Icon({ name }: { readonly name: keyof typeof PATHS }): ReactNode {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path
        d={PATHS[name]}
        fill={name === 'play' ? 'currentColor' : 'none'}
        stroke="currentColor"
        strokeWidth="1.75"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
