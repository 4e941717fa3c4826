import type { AgentDefinition } from '@twelvefold/core';
import { useDeferredValue, useMemo, useState, type ReactNode } from 'react';
import { useMoment } from '../moment.ts';
import { eventLabel } from './event-label.ts';
import { FileNote } from './file-note.tsx';
import { ForkButton } from './fork-button.tsx';
import { FileButtons } from './file-buttons.tsx';
import { Icon } from './icon.tsx';
import type { OpenedFile } from './open-file.ts';
import { Scrubber } from './scrubber.tsx';
import { stepAfter, stepBefore, stepStarts } from './step-starts.ts';
import { useLook } from './use-look.ts';
import { usePlay } from './use-play.ts';

export interface TimeBarProps {
  /** The definition of the agent that the panel is for. */
  readonly own: AgentDefinition;
  /** The thread file that is looked at instead of the live log. */
  readonly file: OpenedFile | undefined;
  /** Shows a file, or with `undefined` the live log again. */
  readonly onFile: (file: OpenedFile | undefined) => void;
  /** Opens a fork in the app. */
  readonly onFork: ((threadId: string) => void) | undefined;
}

const SPEEDS: readonly { readonly everyMs: number; readonly title: string }[] = [
  { everyMs: 1_000, title: '1/s' },
  { everyMs: 250, title: '4/s' },
  { everyMs: 50, title: '20/s' },
];

/** Where in the log the panel looks, how to go elsewhere, and what can be done there. */
export function TimeBar({ own, file, onFile, onFork }: TimeBarProps): ReactNode {
  const moment = useMoment();
  const { agent, events, seq, isLive, goTo, live } = moment;
  const [everyMs, setEveryMs] = useState(250);
  const [isInApp, setInApp] = useState(false);
  const play = usePlay(moment, everyMs);
  const starts = useMemo(() => stepStarts(events), [events]);
  // The app may take longer to follow than a scrubber moves.
  useLook(agent, useDeferredValue(isInApp && !isLive ? seq : undefined));
  const end = events.length;
  const step = (by: 1 | -1): void => goTo(by === 1 ? stepAfter(starts, seq, end) : stepBefore(starts, seq));
  const newer = end - seq;
  return (
    <section className="tfi-time-box" aria-label="Time">
      <div className="tfi-time">
        <div className="tfi-time-group">
          <Go title="Previous step" icon="previousStep" isOff={seq === 0} onGo={() => step(-1)} />
          <Go title="Previous event" icon="previousEvent" isOff={seq === 0} onGo={() => goTo(seq - 1)} />
          <Go
            title={play.isPlaying ? 'Pause' : 'Play'}
            icon={play.isPlaying ? 'pause' : 'play'}
            isOff={end === 0}
            onGo={play.toggle}
          />
          <Go title="Next event" icon="nextEvent" isOff={newer === 0} onGo={() => goTo(seq + 1)} />
          <Go title="Next step" icon="nextStep" isOff={newer === 0} onGo={() => step(1)} />
        </div>
        <select
          className="tfi-field"
          aria-label="Events played a second"
          title="Events played a second"
          value={everyMs}
          onChange={({ target }) => setEveryMs(Number(target.value))}
        >
          {SPEEDS.map(({ everyMs: ms, title }) => (
            <option key={ms} value={ms}>
              {title}
            </option>
          ))}
        </select>
        <Scrubber onStep={step} onPlay={play.toggle} />
        <span className="tfi-time-label">{eventLabel(events, seq)}</span>
        <button
          type="button"
          className="tfi-button tfi-live"
          aria-pressed={isLive}
          title={agent ? 'Follow the newest event' : 'Go to the end of the file'}
          onClick={() => {
            play.stop();
            live();
          }}
        >
          <span className="tfi-live-dot" aria-hidden="true" />
          {agent ? 'Live' : 'End'}
        </button>
        {agent && (
          <button
            type="button"
            className="tfi-button"
            aria-pressed={isInApp}
            title="The whole app shows this moment, read-only; the agent goes on"
            onClick={() => setInApp(!isInApp)}
          >
            Show in the app
          </button>
        )}
        {agent && <ForkButton agent={agent} seq={seq} onFork={onFork} />}
        <FileButtons events={events} own={own} onFile={onFile} />
        {agent && isInApp && (
          <p className="tfi-time-note" role="status">
            {isLive
              ? 'The app shows the agent as it is. Go to another event, and the app shows that.'
              : `The app shows ${seq === 0 ? 'what was before the first event' : `event ${seq}`}, read-only. The agent goes on unseen.`}
          </p>
        )}
        {file && <FileNote file={file} onClose={() => onFile(undefined)} />}
      </div>
    </section>
  );
}

interface GoProps {
  readonly title: string;
  readonly icon: Parameters<typeof Icon>[0]['name'];
  /** There is nothing there. The button stays where the keyboard is. */
  readonly isOff: boolean;
  readonly onGo: () => void;
}

function Go({ title, icon, isOff, onGo }: GoProps): ReactNode {
  return (
    <button
      type="button"
      className="tfi-button"
      data-plain=""
      aria-label={title}
      title={title}
      aria-disabled={isOff}
      onClick={() => !isOff && onGo()}
    >
      <Icon name={icon} />
    </button>
  );
}
