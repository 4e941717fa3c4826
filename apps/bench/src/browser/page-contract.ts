/*
 * What every page of the bench can be asked, whatever system is in it.
 *
 *   load(thread) ─► send(stream), up to the first delta ─► run(), until the page shows all of it ─► end() of the reply ─► Outcome
 *
 * The numbers are taken during `run`: what a system does with deltas, and not its start. What it does at the end is told apart.
 */

/** What is in the page before anything streams. */
export interface ThreadSpec {
  /** Finished messages, of a person and of the model in turn. */
  readonly messages: number;
  /** So many of the newest messages are in the page, as in a virtualised list. */
  readonly shown: number;
  /** Adds a component that reads nothing but whether the model writes. */
  readonly hasStatus?: boolean;
}

/** What the model says. */
export interface StreamSpec {
  /** Whole tool calls that the reply begins with; they are streamed before anything is measured. */
  readonly calls?: number;
  readonly content: Content;
  /** Milliseconds from one delta to the next; 0 gives each delta a task of its own, as fast as the page takes them. */
  readonly everyMs: number;
  /** Then the stream ends wherever it is. */
  readonly timeLimitMs: number;
}

/** A text, or the input of one tool call: one long string, or rows of one shape. */
export type Content =
  | { readonly kind: 'text'; readonly deltas: number }
  | {
      readonly kind: 'string' | 'rows';
      readonly chars: number;
      readonly deltaChars: number;
      /** Each row of the input is a component of its own, behind `memo`. */
      readonly showsRows?: boolean;
    };

/** What happened in the page between the first delta and the moment at which all of it was in the page. */
export interface Outcome {
  /** The page shows the whole text or input: its length was compared. Without that no number counts. */
  readonly isWhole: boolean;
  /** It did so while the reply was open. */
  readonly isShownBeforeEnd: boolean;
  /** What the page shows at the end, and should. */
  readonly shownChars: number;
  readonly expectedChars: number;
  readonly deltas: number;
  readonly wallMs: number;
  /** Of the whole tree, as a Profiler hears of them; 0 in React's production build, which tells none. */
  readonly commits: number;
  readonly frames: number;
  readonly mostCommitsInAFrame: number;
  /** Renders while the reply was open, by kind of component: of messages that were loaded and others that were there before the first delta, and of the rest. */
  readonly renders: Readonly<Record<RenderKind, { readonly known: number; readonly fresh: number }>>;
  /** The same, and those that the end of the reply brings: what was streamed may be another object in the log. */
  readonly rendersThroughEnd: Outcome['renders'];
  readonly longTasks: number;
  readonly longTasksMs: number;
  /** From each key press, as the browser process saw it, to the frame that shows it. */
  readonly keyToPaintMs: readonly number[];
}

/** A message, a tool call, a row of a tool's input that was whole already, the component that reads only the status. */
export type RenderKind = 'message' | 'call' | 'finished input row' | 'status';

/** What a page exposes as `window.bench`. */
export interface BenchPage {
  /** Shows a thread. Resolves when it is in the page. */
  readonly load: (thread: ThreadSpec) => Promise<void>;
  /** Says something; resolves when the system asks its model, and the page has come to rest. */
  readonly send: (stream: StreamSpec) => Promise<void>;
  /** Lets the deltas come. Resolves when all is shown, or the time is over; the reply is open still. */
  readonly run: () => Promise<void>;
  /** Ends the reply. Resolves with what happened since `run`. */
  readonly end: () => Promise<Outcome>;
}

declare global {
  interface Window {
    bench: BenchPage;
  }
}
