import { z } from 'zod';
import type { Contact } from '../../shared/people-api.ts';
import { ok, type Result } from '../../shared/result.ts';
import { apiCall } from './api-call.ts';
import type { Connection } from './connection.ts';

const UserId = z.string().min(1).max(64);

/** The app's visible range: departments with their parents, which may lie outside of it (protocol reference, 3.6). */
const listDepartments = apiCall({
  name: 'department/simplelist',
  method: 'GET',
  input: z.object({}),
  answer: z.object({ department_id: z.array(z.object({ id: z.number().int(), parentid: z.number().int() })).max(10_000) }),
  repeating: 'harmless',
  counts: ['api'],
});

/** The members of a department and, with `fetch_child`, of those below it (protocol reference, 3.6). */
const listMembers = apiCall({
  name: 'user/simplelist',
  method: 'GET',
  input: z.object({ department_id: z.string(), fetch_child: z.literal('1') }),
  answer: z.object({ userlist: z.array(z.object({ userid: UserId, name: z.string().max(128).optional() })) }),
  repeating: 'harmless',
  counts: ['api'],
});

/** Members who are in the visible range by themselves, without their department. */
const getVisible = apiCall({
  name: 'agent/get',
  method: 'GET',
  input: z.object({ agentid: z.string() }),
  answer: z.object({ allow_userinfos: z.object({ user: z.array(z.object({ userid: UserId })) }).optional() }),
  repeating: 'harmless',
  counts: ['api'],
});

/** So many departments are asked, and so many members are given back, at the most. */
const mostDepartments = 20;
const mostContacts = 2_000;

/** The members whom a WeCom app may see, each once, those with a name first. Fails with what the platform refuses. */
export async function readContacts(callApi: Connection['call'], agentId: string): Promise<Result<{ contacts: Contact[]; isCut: boolean }>> {
  const visible = await callApi(getVisible, { agentid: agentId }, 'fail');
  if (!visible.ok) return visible;
  const departments = await callApi(listDepartments, {}, 'fail');
  if (!departments.ok) return departments;
  const { department_id: listed } = departments.value;
  const ids = new Set(listed.map(({ id }) => id));
  const tops = listed.filter(({ parentid }) => !ids.has(parentid));
  const found = new Map<string, Contact>();
  for (const { id } of tops.slice(0, mostDepartments)) {
    const members = await callApi(listMembers, { department_id: String(id), fetch_child: '1' }, 'fail');
    if (!members.ok) return members;
    for (const { userid, name } of members.value.userlist) found.set(userid, { person: userid, ...(name && { name }) });
  }
  for (const { userid } of visible.value.allow_userinfos?.user ?? []) if (!found.has(userid)) found.set(userid, { person: userid });
  const contacts = [...found.values()];
  return ok({ contacts: contacts.slice(0, mostContacts), isCut: tops.length > mostDepartments || contacts.length > mostContacts });
}
