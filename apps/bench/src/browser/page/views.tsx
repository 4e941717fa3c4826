/*
 * What all pages show, whatever system is behind them: the same elements, and components that count their renders. Each
 * page brings its own components for messages and calls, which take the system's own objects, behind `memo`.
 */
import { memo, useState, type ReactNode } from 'react';
import { charsIn, nameIn, rowsIn } from './content.ts';
import { countRender } from './counts.ts';

/** One message. */
export function messageView(role: string, content: ReactNode): ReactNode {
  return <li className={role}>{content}</li>;
}

/** One text of a message. */
export function textView(text: string): ReactNode {
  return <p data-text="">{text}</p>;
}

/** One tool call: how much of its input is there and its end, whatever its size. */
export function callView(input: unknown): ReactNode {
  return (
    <pre data-chars={charsIn(input)}>
      {lastOf(input)}
      {window.showsInputRows && inputRows(input)}
    </pre>
  );
}

function inputRows(input: unknown): ReactNode {
  const rows = rowsIn(input);
  finishedBefore = finishedNow;
  finishedNow = rows.length - 1;
  return rows.map((row, index) => <InputRow key={index} row={row} index={index} />);
}

/** Rows behind which another had begun when the card rendered last, and when it rendered now. */
let finishedBefore = 0;
let finishedNow = 0;

/** A row of a tool's input: it renders again when the row is another object. Counted are renders of finished rows. */
const InputRow = memo(({ row, index }: { readonly row: unknown; readonly index: number }) => {
  if (index < finishedBefore) countRender('finished input row', `${index}`);
  return <span>{nameIn(row)}</span>;
});

/** The list of messages with the box to write in; the box keeps its own text. */
export function Layout({ children, status }: { readonly children: ReactNode; readonly status: ReactNode }): ReactNode {
  return (
    <main>
      {status}
      <section>
        <ol>{children}</ol>
      </section>
      <Composer />
    </main>
  );
}

function Composer(): ReactNode {
  const [text, setText] = useState('');
  return <input aria-label="Message" value={text} onChange={({ target }) => setText(target.value)} />;
}

/** What the component that reads only the status shows. */
export function statusView(isBusy: boolean): ReactNode {
  countRender('status', 'status');
  return <output>{isBusy ? 'writing' : 'ready'}</output>;
}

function lastOf(input: unknown): string {
  if (typeof input !== 'object' || input === null) return '';
  if ('content' in input && typeof input.content === 'string') return input.content.slice(-80);
  return nameIn(rowsIn(input).at(-1));
}

declare global {
  interface Window {
    /** Whether each row of a tool's input is a component. */
    showsInputRows?: boolean;
  }
}
