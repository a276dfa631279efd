import { z } from 'zod';
import { call, out } from '../api-call.ts';
import { limits } from '../limits.ts';
import type { Beat, Chart, Uptime } from './beats.ts';
import type { Incident, IncidentDetail } from './incident.ts';
import { Monitor, MonitorChange, MonitorId, type MonitorImport, type MonitorTrial, type MonitorView, monitorLimits } from './monitor.ts';
import { MonitorSecretsDraft } from './monitor-secrets.ts';
import { type NoticeRule, NoticeRules, OncallPlan, type OncallState, Recipients } from './notice-rule.ts';

const nothing = z.object({}).strict();
const ids = z.array(MonitorId).min(1).max(monitorLimits.atOnce);
const number = z.number().int().min(1);

/** The calls of the contract that are about monitors, incidents and notices. */
export const monitorApi = {
  /** All monitors, in the order in which they were made. */
  'monitors.list': call(nothing, out<{ monitors: MonitorView[]; pushUrl: string }>()),
  /** Adds a monitor, or changes the one of this id. Secrets of headers that it has no more are forgotten. */
  'monitors.save': call(
    z.object({ monitor: Monitor, isNew: z.boolean(), secrets: MonitorSecretsDraft.default({}) }).strict(),
    out<MonitorView>(),
  ),
  /** For a minute `monitors.restore` brings them back with their history. Their open incidents end. */
  'monitors.delete': call(z.object({ ids }).strict(), out<null>()),
  'monitors.restore': call(z.object({ ids }).strict(), out<MonitorView[]>()),
  'monitors.pause': call(z.object({ ids, paused: z.boolean() }).strict(), out<null>()),
  /** Changes the same of many: what is given takes the place of what was; tags are added and taken away. */
  'monitors.edit': call(
    z
      .object({
        ids,
        change: MonitorChange,
        addTags: z.array(z.string().trim().min(1).max(32)).max(16).default([]),
        removeTags: z.array(z.string().trim().min(1).max(32)).max(16).default([]),
      })
      .strict(),
    out<null>(),
  ),
  /** Nothing is told of them until then (Unix ms); null ends that. */
  'monitors.mute': call(z.object({ ids, until: z.number().int().nullable() }).strict(), out<null>()),
  /** Tries a monitor as the form has it, saved or not; nothing of it is kept. */
  'monitors.test': call(z.object({ monitor: Monitor, secrets: MonitorSecretsDraft.default({}) }).strict(), out<MonitorTrial>()),
  /** Checks them now; what is found follows as `beats.added`. */
  'monitors.check': call(z.object({ ids }).strict(), out<null>()),
  /** A copy under another id, paused, without history. */
  'monitors.clone': call(z.object({ id: MonitorId }).strict(), out<MonitorView>()),
  'monitors.export': call(z.object({ ids: ids.optional() }).strict(), out<{ fileName: string; text: string }>()),
  /** What a file of `monitors.export`, or Uptime Kuma's JSON backup, would add. */
  'monitors.readImport': call(z.object({ text: z.string().max(limits.importChars) }).strict(), out<MonitorImport>()),
  /** Adds them all, or none where one of them can't be added. */
  'monitors.import': call(z.object({ monitors: z.array(Monitor).min(1).max(monitorLimits.atOnce) }).strict(), out<{ added: number }>()),
  /** A token for a push monitor that nobody can guess. */
  'monitors.newToken': call(nothing, out<{ token: string }>()),
  /** Newest first; `before` is the `at` of the last one of the page before. */
  'beats.page': call(
    z.object({ monitor: MonitorId, before: z.number().optional(), limit: z.number().int().min(1).max(1000).default(100) }).strict(),
    out<Beat[]>(),
  ),
  /** The last beats of each (of all, where none is named), oldest first. */
  'beats.strip': call(
    z.object({ ids: ids.optional(), count: z.number().int().min(1).max(120).default(40) }).strict(),
    out<Record<MonitorId, Beat[]>>(),
  ),
  /** Over 24 hours, 30 days and 90 days. */
  'beats.uptime': call(z.object({ ids: ids.optional() }).strict(), out<Record<MonitorId, Uptime>>()),
  /** Single checks where the stretch is short enough, else hours or days. */
  'beats.chart': call(z.object({ monitor: MonitorId, from: z.number(), to: z.number() }).strict(), out<Chart>()),
  /** Newest first; `before` is the number of the last one of the page before. */
  'incidents.page': call(
    z
      .object({
        limit: z.number().int().min(1).max(200).default(50),
        before: number.optional(),
        open: z.boolean().optional(),
        monitor: MonitorId.optional(),
      })
      .strict(),
    out<Incident[]>(),
  ),
  'incidents.get': call(z.object({ number }).strict(), out<IncidentDetail | null>()),
  'incidents.acknowledge': call(z.object({ number }).strict(), out<Incident>()),
  /** How many people each of these means at this moment. */
  'notices.reach': call(z.object({ recipients: z.array(Recipients).max(100) }).strict(), out<number[]>()),
  'notices.rules.get': call(nothing, out<NoticeRule[]>()),
  /** All rules at once. */
  'notices.rules.set': call(z.object({ rules: NoticeRules }).strict(), out<NoticeRule[]>()),
  /** Null as long as there is no plan. */
  'oncall.get': call(nothing, out<OncallState | null>()),
  'oncall.set': call(z.object({ plan: OncallPlan }).strict(), out<OncallState>()),
};

/** The names of `MonitorEvents`. */
export const monitorEventNames = ['monitors.changed', 'beats.added', 'incidents.changed', 'notices.unsendable'] as const;
