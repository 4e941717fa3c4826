import type { ReactNode } from 'react';

/** Strokes on a 20 × 20 grid. */
const paths = {
  customers:
    'M7.5 9a2.75 2.75 0 1 0 0-5.5A2.75 2.75 0 0 0 7.5 9M2.5 16.5c0-2.8 2.2-4.75 5-4.75s5 1.95 5 4.75M13 4a2.5 2.5 0 0 1 0 4.6M14.6 12.1c1.8.6 2.9 2.2 2.9 4.4',
  invoices: 'M5 2.75h7L15.5 6.5v10.75h-11V2.75zM12 3v4h3.5M7.25 10.5h5.5M7.25 13.5h5.5',
  paymentLinks:
    'M8.5 11.5 11.7 8.3M7.6 8.2 5.4 10.4a3 3 0 0 0 4.2 4.2l2.2-2.2M12.4 11.8l2.2-2.2a3 3 0 0 0-4.2-4.2L8.2 7.6',
  refunds: 'M6.5 4 3 7.5 6.5 11M3.25 7.5H12a4.5 4.5 0 0 1 0 9H7',
  outbox: 'M17 3 2.75 8.6l5.4 2.5M17 3l-5.3 14.2-3.55-6.1M17 3l-8.85 8.1',
  copilot: 'M10 2.75 11.8 8.2 17.25 10 11.8 11.8 10 17.25 8.2 11.8 2.75 10 8.2 8.2z',
  sun: 'M10 13.25a3.25 3.25 0 1 0 0-6.5 3.25 3.25 0 0 0 0 6.5M10 2v1.5M10 16.5V18M2 10h1.5M16.5 10H18M4.3 4.3l1.1 1.1M14.6 14.6l1.1 1.1M4.3 15.7l1.1-1.1M14.6 5.4l1.1-1.1',
  moon: 'M16.5 11.6A6.9 6.9 0 0 1 8.4 3.5a6.75 6.75 0 1 0 8.1 8.1z',
  plus: 'M10 4v12M4 10h12',
  copy: 'M7 7V3.5h9.5V13H13M3.5 7H13v9.5H3.5z',
  close: 'M5 5l10 10M15 5 5 15',
  up: 'M10 15.5v-11M5.5 9 10 4.5 14.5 9',
  back: 'M12 4.5 6.5 10l5.5 5.5',
  reset: 'M4 4v4h4M4.3 8A6.5 6.5 0 1 1 3.5 11',
  pause: 'M7 5v10M13 5v10',
  stop: 'M6 6h8v8H6z',
  download: 'M10 3.5v9M6 9l4 4 4-4M4 16.5h12',
  threads: 'M3.5 4.5h13M3.5 10h13M3.5 15.5h8',
  more: 'M4 10a.6.6 0 1 0 1.2 0 .6.6 0 1 0-1.2 0M9.4 10a.6.6 0 1 0 1.2 0 .6.6 0 1 0-1.2 0M14.8 10a.6.6 0 1 0 1.2 0 .6.6 0 1 0-1.2 0',
  edit: 'M12.5 4.5l3 3M3.75 16.25l.75-3.5L13 4.25a1.4 1.4 0 0 1 2 0l.75.75a1.4 1.4 0 0 1 0 2L7.25 15.5z',
  again: 'M16 4v4h-4M15.7 8A6.5 6.5 0 1 0 16.5 11',
  branch:
    'M6 6.5v7M6 6.5a1.75 1.75 0 1 0 0-3.5 1.75 1.75 0 0 0 0 3.5M6 17a1.75 1.75 0 1 0 0-3.5A1.75 1.75 0 0 0 6 17M14 9a1.75 1.75 0 1 0 0-3.5A1.75 1.75 0 0 0 14 9M14 9c0 2.6-3.2 3.2-6.2 4',
  forward: 'M8 4.5 13.5 10 8 15.5',
  past: 'M10 6v4l2.75 1.75M3.25 6.5A7.25 7.25 0 1 1 2.75 10M3 3v3.75h3.75',
  audit: 'M5 2.75h10v14.5H5zM7.5 6.5h5M7.5 9.5h5M7.5 12.75l1.25 1.25 2.5-2.5',
  trash: 'M4 5.5h12M8 5.5V3.25h4V5.5M5.5 5.5l.75 11.25h7.5L14.5 5.5M8.5 8.5v5M11.5 8.5v5',
  search: 'M8.75 14a5.25 5.25 0 1 0 0-10.5 5.25 5.25 0 0 0 0 10.5M12.75 12.75 17 17',
} as const;

export type IconName = keyof typeof paths;

/** A small drawing that says nothing by itself: the words stand beside it or on its button. */
export function Icon({
  name,
  className = 'icon',
}: {
  readonly name: IconName;
  readonly className?: string;
}): ReactNode {
  return (
    <svg className={className} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
