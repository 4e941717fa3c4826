/*
 *   opener, parent, other windows ─ receiveMessages ─┐
 *   relay ─────────────────────────── receiveSocket ─┼─ parse ─→ recording
 *   file ──────────────────────── readRecordingFile ─┘
 */
import {
  createRecording,
  parseInspection,
  parseInspectionText,
  readRecordingFile,
  receiveMessages,
  receiveSocket,
  type MessageSender,
  type ReadRecording,
  type Recording,
  type SocketStanding,
} from '@twelvefold/inspector/protocol';
import { serverOf, type Server } from './server-url.ts';

/** Who speaks to this page. */
export interface SourcesView {
  readonly senders: readonly MessageSender[];
  readonly server: Server;
  readonly socket: SocketStanding | undefined;
  /** How many messages could not be read, and why the last one could not. */
  readonly refused: { readonly count: number; readonly reason: string } | undefined;
}

export interface Sources {
  readonly recording: Recording;
  readonly get: () => SourcesView;
  readonly subscribe: (listener: () => void) => () => void;
  readonly allow: (senderId: string) => void;
  readonly block: (senderId: string) => void;
  readonly importFile: (text: string, name: string) => ReadRecording;
}

/** Listens to whoever may say something to this page, from now on and for as long as it is there. */
export function createSources(): Sources {
  const recording = createRecording();
  const listeners = new Set<() => void>();
  const isRelayed = document.querySelector('meta[name="twelvefold-relay"]') !== null;
  const server = serverOf({ href: location.href, isRelayed });
  let view: SourcesView = { senders: [], server, socket: undefined, refused: undefined };

  const messages = receiveMessages({
    onData: (data, senderId) => take(parseInspection(data, Date.now()), senderId),
    onSenders: () => queueMicrotask(() => change({ senders: messages.senders() })),
  });
  if (server.kind === 'at')
    receiveSocket({
      url: server.url,
      onText: (text) => take(parseInspectionText(text, Date.now()), `${server.url}${senderIn(text)}`),
      onStanding: (socket) => change({ socket }),
    });

  return {
    recording,
    get: () => view,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    allow: messages.allow,
    block: messages.block,
    importFile: (text, name) => readRecordingFile(text, name, recording),
  };

  function take(parsed: ReturnType<typeof parseInspection>, sender: string): void {
    if (parsed.ok) return recording.add(sender, parsed.inspection);
    change({ refused: { count: (view.refused?.count ?? 0) + 1, reason: parsed.reason } });
  }

  function change(part: Partial<SourcesView>): void {
    view = { ...view, ...part };
    for (const listener of listeners) listener();
  }
}

/** A relay says which of its clients spoke, at the end of what it passes on. */
function senderIn(text: string): string {
  const [, sender] = /"_sender":"(\d{1,12})"\}$/.exec(text.slice(-40)) ?? [];
  return sender === undefined ? '' : ` #${sender}`;
}
