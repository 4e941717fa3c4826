import type { KeyboardEvent, PointerEvent, ReactNode } from 'react';

export interface GripProps {
  readonly dock: 'bottom' | 'right';
  readonly sizePx: number;
  readonly onResize: (sizePx: number) => void;
}

const LEAST_PX = 160;
const STEP_PX = 32;

/** The edge of the panel that a pointer drags and the arrow keys move. */
export function Grip({ dock, sizePx, onResize }: GripProps): ReactNode {
  const resize = (next: number): void => onResize(Math.max(LEAST_PX, Math.round(next)));
  const onPointerMove = (event: PointerEvent<HTMLElement>): void => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    resize(dock === 'bottom' ? window.innerHeight - event.clientY : window.innerWidth - event.clientX);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const [more, less] = dock === 'bottom' ? ['ArrowUp', 'ArrowDown'] : ['ArrowLeft', 'ArrowRight'];
    if (event.key !== more && event.key !== less) return;
    event.preventDefault();
    resize(sizePx + (event.key === more ? STEP_PX : -STEP_PX));
  };
  return (
    <div
      className="tfi-grip"
      role="separator"
      tabIndex={0}
      aria-label="Size of the inspector"
      aria-orientation={dock === 'bottom' ? 'horizontal' : 'vertical'}
      aria-valuenow={sizePx}
      aria-valuemin={LEAST_PX}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
      onKeyDown={onKeyDown}
    />
  );
}
