import type { Failure } from '../../shared/result.ts';
import type { TunnelProvider, TunnelState } from '../../shared/tunnel.ts';
import type { Clock } from '../clock.ts';
import type { ProbeOutcome } from './probe.ts';
import type { RetryPlan } from './retry.ts';

const outputLines = 50;
const outputChars = 500;

export interface TunnelRecordOptions {
  provider: TunnelProvider;
  /** The public URL that WeChat's console was last told, as far as is known. */
  knownUrl?: string | undefined;
  clock: Clock;
  onChange(state: TunnelState): void;
}

/** The one owner of the tunnel's state: what happened goes in, the state comes out. */
export interface TunnelRecord {
  state(): TunnelState;
  isUp(): boolean;
  /** For another provider; what was counted stays. */
  begin(provider: TunnelProvider): void;
  attempted(): void;
  opened(publicUrl: string, notes: Failure[]): void;
  /** Something came through. */
  proven(): void;
  probed(outcome: ProbeOutcome): void;
  noted(note: Failure): void;
  requested(): void;
  printed(line: string): void;
  failed(failure: Failure, plan: RetryPlan): void;
  off(): void;
  /** The admin has told WeChat's console the new URL. */
  acknowledged(): void;
}

type Patch = { [Key in keyof TunnelState]?: TunnelState[Key] | undefined };

export function createTunnelRecord({ provider, knownUrl, clock, onChange }: TunnelRecordOptions): TunnelRecord {
  let state: TunnelState = { provider, state: 'off', requests: 0, notes: [], output: [] };
  let toldUrl = knownUrl;
  let isOpen = false;

  function change(patch: Patch): void {
    const entries = Object.entries({ ...state, ...patch }).filter(([, value]) => value !== undefined);
    state = Object.fromEntries(entries) as unknown as TunnelState;
    onChange(state);
  }

  function proven(): void {
    if (!isOpen || state.state === 'up') return;
    change({ state: 'up', upSince: clock.now(), failure: undefined, retryAt: undefined });
  }

  return {
    state: () => state,
    isUp: () => state.state === 'up',
    proven,
    begin(next) {
      isOpen = false;
      change({
        ...{ provider: next, notes: [], output: [] },
        ...{ publicUrl: undefined, publicUrlBefore: undefined, failure: undefined, probe: undefined },
      });
    },
    attempted: () => change({ state: state.failure ? 'retrying' : 'starting', retryAt: undefined }),
    opened(publicUrl, notes) {
      isOpen = true;
      toldUrl ??= publicUrl;
      change({ publicUrl, notes, publicUrlBefore: toldUrl === publicUrl ? undefined : toldUrl });
    },
    probed: (outcome) => change({ probe: outcome }),
    noted: (note) => change({ notes: [...state.notes, note] }),
    requested() {
      change({ requests: state.requests + 1 });
      proven();
    },
    printed: (line) => change({ output: [...state.output, line.slice(0, outputChars)].slice(-outputLines) }),
    failed(failure, { waitMs, needsAdmin }) {
      isOpen = false;
      const retryAt = Number.isFinite(waitMs) ? Math.round(clock.now() + waitMs) : undefined;
      change({ state: needsAdmin ? 'failed' : 'retrying', failure, retryAt, upSince: undefined });
    },
    off() {
      isOpen = false;
      change({ state: 'off', failure: undefined, retryAt: undefined, upSince: undefined });
    },
    acknowledged() {
      toldUrl = state.publicUrl;
      change({ publicUrlBefore: undefined });
    },
  };
}
