import { useState, type ReactNode, type SubmitEvent } from 'react';
import { labels } from '../../labels.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import type { ChosenModel } from './chosen-model.ts';
import { OFFLINE, type ModelChoice } from './model-choice.ts';
import { useProxy } from './use-proxy.ts';

type Kind = ModelChoice['kind'];

/** Chooses who answers. */
export function ModelDialog({
  chosen,
  onClose,
}: {
  readonly chosen: ChosenModel;
  readonly onClose: () => void;
}): ReactNode {
  const words = labels.copilot.model;
  const now = chosen.choice();
  const proxy = useProxy();
  const [kind, setKind] = useState<Kind>(now.kind);
  const [baseUrl, setBaseUrl] = useState(now.kind === 'compatible' ? now.baseUrl : '');
  const [model, setModel] = useState(now.kind === 'compatible' ? now.model : '');
  const [apiKey, setApiKey] = useState(now.kind === 'compatible' ? now.apiKey : '');
  const [proxyModel, setProxyModel] = useState(now.kind === 'proxy' ? now.model : undefined);
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});

  const wanted: ModelChoice =
    kind === 'offline'
      ? OFFLINE
      : kind === 'proxy'
        ? { kind, model: (proxyModel ?? proxy?.model ?? '').trim() }
        : { kind, baseUrl: baseUrl.trim(), model: model.trim(), apiKey: apiKey.trim() };
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const found = problemsOf(wanted);
    setErrors(found);
    if (Object.keys(found).length > 0) return;
    chosen.choose(wanted);
    onClose();
  };
  const option = (value: Kind, title: string, explain: string): ReactNode => (
    <label className="model-option" data-chosen={kind === value}>
      <input type="radio" name="kind" value={value} checked={kind === value} onChange={() => setKind(value)} />
      <span>
        <strong>{title}</strong>
        <span className="field-hint">{explain}</span>
      </span>
    </label>
  );

  return (
    <Dialog title={words.title} onClose={onClose}>
      <form noValidate onSubmit={submit}>
        <div className="dialog-body">
          {option('offline', words.offline, words.offlineExplain)}
          {proxy && option('proxy', words.proxy(proxy.provider), words.proxyExplain)}
          {kind === 'proxy' && proxy && (
            <Field label={words.name} name="model" errors={errors}>
              {(control) => (
                <input
                  {...control}
                  value={proxyModel ?? proxy.model}
                  onChange={(event) => setProxyModel(event.target.value)}
                  spellCheck={false}
                />
              )}
            </Field>
          )}
          {option('compatible', words.compatible, words.compatibleExplain)}
          {kind === 'compatible' && (
            <>
              <Field label={words.baseUrl} name="baseUrl" errors={errors} hint={words.baseUrlHint}>
                {(control) => (
                  <input
                    {...control}
                    type="url"
                    value={baseUrl}
                    onChange={(event) => setBaseUrl(event.target.value)}
                    spellCheck={false}
                  />
                )}
              </Field>
              <Field label={words.name} name="model" errors={errors}>
                {(control) => (
                  <input
                    {...control}
                    value={model}
                    onChange={(event) => setModel(event.target.value)}
                    spellCheck={false}
                  />
                )}
              </Field>
              <Field label={words.key} name="apiKey" errors={errors} optional>
                {(control) => (
                  <input
                    {...control}
                    type="password"
                    autoComplete="off"
                    value={apiKey}
                    onChange={(event) => setApiKey(event.target.value)}
                  />
                )}
              </Field>
            </>
          )}
        </div>
        <div className="dialog-actions">
          <button type="button" className="button" onClick={onClose}>
            {labels.form.cancel}
          </button>
          <button type="submit" className="button button-primary">
            {words.use}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function problemsOf(choice: ModelChoice): Readonly<Record<string, string>> {
  const words = labels.copilot.model;
  if (choice.kind === 'offline') return {};
  return {
    ...(choice.model === '' && { model: words.missingModel }),
    ...(choice.kind === 'compatible' && !/^https?:\/\/[^\s/]/.test(choice.baseUrl) && { baseUrl: words.badUrl }),
  };
}
