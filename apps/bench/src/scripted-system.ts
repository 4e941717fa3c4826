/** A system that runs the scripted agent in a process of its own. */
export interface ScriptedSystem {
  readonly system: string;
  readonly version: string;
  readonly script: URL;
  /** Which of the script's ways to run the agent, or to keep the run. */
  readonly way: string;
  readonly note: string;
}
