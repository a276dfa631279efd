import type { CheckKind } from '../../../shared/monitor/check-spec.ts';
import type { Monitor } from '../../../shared/monitor/monitor.ts';
import type { Check, CheckMaker, CheckTools } from '../check.ts';
import { dnsCheck } from './dns-check.ts';
import { httpCheck } from './http-check.ts';
import { metricsCheck } from './metrics-check.ts';
import { pingCheck } from './ping-check.ts';
import { pushCheck } from './push-check.ts';
import { sshCheck } from './ssh-check.ts';
import { tcpCheck } from './tcp-check.ts';

/** How each kind asks. A new one is a new file and one line here. */
const makers: { [Kind in CheckKind]: CheckMaker<Kind> } = {
  ping: pingCheck,
  tcp: tcpCheck,
  http: httpCheck,
  ssh: sshCheck,
  metrics: metricsCheck,
  dns: dnsCheck,
  push: pushCheck,
};

/** The check of a monitor. */
export const makeCheck = (monitor: Monitor, tools: CheckTools): Check =>
  (makers[monitor.check.kind] as CheckMaker<CheckKind>)(monitor.check, monitor, tools);
