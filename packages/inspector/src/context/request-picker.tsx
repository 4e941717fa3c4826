import { useMemo, type ChangeEvent, type ReactNode } from 'react';
import type { LoggedRequest } from './list-requests.ts';
import type { UseRequests } from './use-requests.ts';

/** So many requests on each side of the shown one can be chosen, or a few more; a longer list is nothing to choose from. */
const AROUND = 100;
/** Whoever moves through the log gets another list only so often. */
const SHIFT = 50;

/** Chooses a request: by a list, or one step to and fro. All panes go along. */
export function RequestPicker({ requests, shown, isNext, hasNext, show }: UseRequests): ReactNode {
  const at = isNext ? requests.length : shown ? requests.indexOf(shown) : -1;
  const earlier = requests[at - 1];
  const later = requests[at + 1] ?? (hasNext && !isNext ? 'next' : undefined);
  const near = Math.floor(Math.max(at, 0) / SHIFT) * SHIFT;
  const options = useMemo(
    () =>
      requests.slice(Math.max(near - AROUND, 0), near + SHIFT + AROUND).map((request) => (
        <option key={request.event.seq} value={String(request.event.seq)}>
          {nameOf(request)}
        </option>
      )),
    [requests, near],
  );
  const onChange = ({ target }: ChangeEvent<HTMLSelectElement>): void => {
    const chosen = target.value === 'next' ? 'next' : requests.find(({ event }) => String(event.seq) === target.value);
    if (chosen) show(chosen);
  };
  return (
    <>
      <Arrow name="Earlier request" sign="M10 3 5 8l5 5" to={earlier} show={show} />
      <select
        className="tfi-field tfi-ctx-select"
        aria-label="Request"
        value={isNext ? 'next' : String(shown?.event.seq ?? '')}
        onChange={onChange}
      >
        {!isNext && !shown && <option value="">No request yet</option>}
        {options}
        {hasNext && <option value="next">Next request</option>}
      </select>
      <Arrow name="Later request" sign="m6 3 5 5-5 5" to={later} show={show} />
    </>
  );
}

interface ArrowProps {
  readonly name: string;
  readonly sign: string;
  readonly to: LoggedRequest | 'next' | undefined;
  readonly show: UseRequests['show'];
}

function Arrow({ name, sign, to, show }: ArrowProps): ReactNode {
  return (
    <button
      type="button"
      className="tfi-button"
      aria-label={name}
      title={name}
      aria-disabled={to === undefined}
      onClick={() => to && show(to)}
    >
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <path d={sign} fill="none" stroke="currentColor" strokeWidth="1.75" />
      </svg>
    </button>
  );
}

function nameOf({ event, answer }: LoggedRequest): string {
  const again = event.attempt > 1 ? `, attempt ${event.attempt}` : '';
  return `Step ${event.step}${again}${answer?.type === 'model.failed' ? ', failed' : ''} · event ${event.seq}`;
}
