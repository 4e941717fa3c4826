import type { ModelRequest } from '@twelvefold/core';
import { useEffect, useRef, useState, type MouseEvent, type ReactNode } from 'react';
import { formatOf, toCurl, type WireFormat } from './to-curl.ts';

export interface CopyActionsProps {
  readonly request: ModelRequest;
  readonly modelId: string | undefined;
}

const SAID_MS = 1_600;

/** Copies a request as JSON or as a curl command. Where the browser lets nothing be copied, the text is shown to be taken by hand. */
export function CopyActions({ request, modelId }: CopyActionsProps): ReactNode {
  const [chosen, choose] = useState<WireFormat>();
  const format = chosen ?? formatOf(modelId);
  const [said, say] = useState<'' | 'JSON' | 'curl'>('');
  const [refused, refuse] = useState<{ readonly request: ModelRequest; readonly text: string }>();
  useEffect(() => {
    if (!said) return undefined;
    const timer = setTimeout(() => say(''), SAID_MS);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = async (what: 'JSON' | 'curl', { currentTarget }: MouseEvent<HTMLElement>): Promise<void> => {
    // The panel may stand in a window of its own, and only the one that has the focus may copy.
    const { navigator } = currentTarget.ownerDocument.defaultView ?? window;
    const text = what === 'JSON' ? JSON.stringify(request, undefined, 2) : toCurl(request, { format, modelId });
    try {
      await navigator.clipboard.writeText(text);
      refuse(undefined);
      say(what);
    } catch {
      refuse({ request, text });
    }
  };
  return (
    <div className="tfi-ctx-copy">
      <button type="button" className="tfi-button" onClick={(event) => void copy('JSON', event)}>
        <span aria-live="polite">{said === 'JSON' ? 'Copied' : 'Copy as JSON'}</span>
      </button>
      <button type="button" className="tfi-button" onClick={(event) => void copy('curl', event)}>
        <span aria-live="polite">{said === 'curl' ? 'Copied' : 'Copy as curl'}</span>
      </button>
      <select
        className="tfi-field"
        aria-label="Wire format of the curl command"
        value={format}
        onChange={({ target }) => choose(target.value === 'anthropic' ? 'anthropic' : 'openai')}
      >
        <option value="openai">for OpenAI-compatible</option>
        <option value="anthropic">for Anthropic</option>
      </select>
      {refused?.request === request && <ByHand text={refused.text} onClose={() => refuse(undefined)} />}
    </div>
  );
}

function ByHand({ text, onClose }: { readonly text: string; readonly onClose: () => void }): ReactNode {
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, [text]);
  return (
    <div className="tfi-ctx-by-hand">
      <label>
        The browser did not allow it. The text is selected: copy it from here.
        <textarea className="tfi-field tfi-mono" ref={field} readOnly rows={6} value={text} />
      </label>
      <button type="button" className="tfi-button" onClick={onClose}>
        Done
      </button>
    </div>
  );
}
