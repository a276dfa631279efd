/** What stands in the place of a monitor's id in the address of the Monitors page; no id begins with `+` or holds a `:`. */
export const newMonitor = '+';
export const importingMonitors = '+import';
export const incidentsPart = '+incidents';
export const noticesPart = '+notices';
export const oncallPart = '+oncall';
export const editPart = (id: string): string => `edit:${id}`;
export const incidentPart = (number: number): string => `incident:${number}`;
export const rulePart = (id: string): string => `rule:${id}`;

export type MonitorTab = 'monitors' | 'incidents' | 'notices' | 'oncall';

/** What the address names: a tab of the page, and what is open on it. */
export interface MonitorPlace {
  tab: MonitorTab;
  /** The monitor that is looked at or edited, `newMonitor`, or `importingMonitors`. */
  monitor?: string;
  editing?: true;
  incident?: number;
  /** A rule by its id, or `newMonitor`. */
  rule?: string;
}

/** Reads the part of an address. */
export function monitorPlace(part: string | null): MonitorPlace {
  if (part === null) return { tab: 'monitors' };
  if (part === incidentsPart) return { tab: 'incidents' };
  if (part === noticesPart) return { tab: 'notices' };
  if (part === oncallPart) return { tab: 'oncall' };
  const [, kind = '', name = ''] = /^(edit|incident|rule):(.*)$/.exec(part) ?? [];
  if (kind === 'incident') return { tab: 'incidents', incident: Number(name) };
  if (kind === 'rule') return { tab: 'notices', rule: name };
  if (kind === 'edit') return { tab: 'monitors', monitor: name, editing: true };
  return { tab: 'monitors', monitor: part };
}
