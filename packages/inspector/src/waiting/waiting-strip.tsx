import { useAgent, type AgentView, type LiveAgent } from '@twelvefold/react';
import { useRef, useState, type ReactNode } from 'react';
import { useMoment } from '../moment.ts';
import { usePassFocus } from '../panel/use-pass-focus.ts';
import { DoubtedCall } from './doubted-call.tsx';
import { GatedCall } from './gated-call.tsx';
import { phaseWords } from './phase-words.ts';
import { Question } from './question.tsx';
import { RunButtons } from './run-buttons.tsx';
import { RefusedContext } from './use-decision.ts';

/** What the agent does, and what waits for a person; nothing of the past, where nothing can be decided. */
export function WaitingStrip(): ReactNode {
  const { agent, isLive } = useMoment();
  return agent && isLive ? <Waiting agent={agent} /> : null;
}

function Waiting({ agent }: { readonly agent: LiveAgent }): ReactNode {
  const { phase, approvals, questions, doubts, run, isPast } = useAgent(agent, whatWaits);
  const [refused, setRefused] = useState<string>();
  const isOver = phase === 'idle' || phase === 'done' || phase === 'cancelled';
  const count = approvals.length + questions.length + doubts.length;
  if (isPast || (isOver && count === 0 && refused === undefined)) return null;
  return (
    <RefusedContext.Provider value={setRefused}>
      <Strip>
        <div className="tfi-waiting-row">
          <span className="tfi-waiting-phase" data-waits={count > 0} role="status">
            {phaseWords(phase)}
            {run?.failure && `: ${run.failure.message}`}
          </span>
          <RunButtons agent={agent} run={run} />
        </div>
        {count > 0 && (
          <ul className="tfi-waiting-list">
            {approvals.map((approval) => (
              <GatedCall key={approval.id} approval={approval} />
            ))}
            {questions.map((question) => (
              <Question key={question.id} question={question} />
            ))}
            {doubts.map((doubt) => (
              <DoubtedCall key={doubt.id} doubt={doubt} />
            ))}
          </ul>
        )}
        {refused !== undefined && (
          <p className="tfi-problem tfi-waiting-row" role="alert">
            {refused}
            <button type="button" className="tfi-button" data-plain="" onClick={() => setRefused(undefined)}>
              Dismiss
            </button>
          </p>
        )}
      </Strip>
    </RefusedContext.Provider>
  );
}

function Strip({ children }: { readonly children: ReactNode }): ReactNode {
  const box = useRef<HTMLElement>(null);
  usePassFocus(box);
  return (
    <section className="tfi-waiting" aria-label="What the agent does and waits for" tabIndex={-1} ref={box}>
      {children}
    </section>
  );
}

const whatWaits = ({ phase, approvals, questions, doubts, state, isPast }: AgentView) => ({
  phase,
  approvals,
  questions,
  doubts,
  run: state.run,
  isPast,
});
