import type { NoticeEntry } from '@twelvefold/core';
import { memo, type ReactNode } from 'react';
import { labels } from '../../labels.ts';
import { toolLabel } from '../words/field-label.ts';

/** What the run did, in one line; long texts, and the same thing several times, behind a line that opens. */
export const Notices = memo(function Notices({ notices }: { readonly notices: readonly NoticeEntry[] }): ReactNode {
  const words = labels.copilot.notice;
  const [first] = notices;
  if (!first) return null;
  const title = words.times(words.types[first.type], notices.length);
  const texts = notices.flatMap((notice) => textOf(notice));
  const isShort = texts.length <= 1 && (texts[0] ?? '').length <= SHORT;
  if (isShort) return <p className="run-notice">{[title, ...texts].join(': ')}</p>;
  return (
    <details className="run-notice">
      <summary>{title}</summary>
      {texts.map((text, index) => (
        <p key={index}>{text}</p>
      ))}
    </details>
  );
}, hasSameNotices);

const SHORT = 80;

/** What a notice says besides its title: rules are told of by the tool's name. */
function textOf({ type, text }: NoticeEntry): readonly string[] {
  // Which conversation that was, its switch of branches says.
  if (type === 'thread.forked') return [];
  if (type === 'rule.added' || type === 'rule.revoked') return [toolLabel(text)];
  return text === '' ? [] : [text];
}

interface NoticesProps {
  readonly notices: readonly NoticeEntry[];
}

function hasSameNotices(before: NoticesProps, now: NoticesProps): boolean {
  return before.notices.length === now.notices.length && before.notices.at(-1) === now.notices.at(-1);
}
