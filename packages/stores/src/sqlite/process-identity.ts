/*
 * Which process a runner is: `pid:<host>:<pid>:<start>-<random>`. The host is the machine's name with its process
 * namespace, where there are such, because a pid means nothing in another container. The start tells a process from a
 * later one with the same pid.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

const UNKNOWN_START = '0';
let known: string | undefined;

/** A new runner of this process. */
export function newRunner(): string {
  return `pid:${host()}:${process.pid}:${statOf(process.pid)?.start ?? UNKNOWN_START}-${randomUUID()}`;
}

/** Whether the process of a runner has ended for certain. Of a process on another host nothing is certain. */
export function isProcessGone(runner: string): boolean {
  const [kind, where, pidText, rest = ''] = runner.split(':');
  const pid = Number(pidText);
  if (kind !== 'pid' || where !== host() || !Number.isSafeInteger(pid) || pid <= 0) return false;
  if (!isRunning(pid)) return true;
  const stat = statOf(pid);
  if (!stat) return false;
  const start = rest.slice(0, rest.indexOf('-'));
  return stat.isDead || (start !== UNKNOWN_START && start !== stat.start);
}

/** Asked once, and not when the module is imported. */
function host(): string {
  known ??= `${encodeURIComponent(hostname())}${namespace()}`;
  return known;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return !(thrown instanceof Error && 'code' in thrown && thrown.code === 'ESRCH');
  }
}

/** See proc_pid_stat(5): the fields behind the name in parentheses, which may hold anything. */
function statOf(pid: number): { readonly isDead: boolean; readonly start: string } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const start = fields[19];
    return start === undefined ? undefined : { isDead: fields[0] === 'Z' || fields[0] === 'X', start };
  } catch {
    return undefined;
  }
}

function namespace(): string {
  try {
    return `-${/\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? ''}`;
  } catch {
    return '';
  }
}
