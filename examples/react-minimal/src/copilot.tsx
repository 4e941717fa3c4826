import { useAgent } from '@twelvefold/react';
import { desk } from './desk.ts';
import { model } from './model.ts';

export function Copilot() {
  const { entries, approvals, send } = useAgent(desk, { model });
  const links = approvals.filter((approval) => approval.tool === 'create_payment_link');
  return (
    <main>
      {entries.map((entry) => (
        <p key={entry.id}>{'text' in entry ? entry.text : 'input' in entry && JSON.stringify(entry.input)}</p>
      ))}
      {links.map(({ id, input, approve, deny }) => (
        <form key={id} action={(form) => void approve({ input: { ...input, euros: Number(form.get('euros')) } })}>
          <input name="euros" aria-label="Euros" defaultValue={input.euros} />
          <button>Approve</button> <button formAction={() => void deny()}>Deny</button>
        </form>
      ))}
      <form action={(form) => void send(form.get('text') as string)}>
        <input name="text" aria-label="Message" />
      </form>
    </main>
  );
}
