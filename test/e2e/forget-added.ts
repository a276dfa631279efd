/** Takes away what a test added, and what the page remembers of it. Runs in the page. */
export async function forgetAdded(): Promise<void> {
  const { call } = window.weiguan;
  /** What a call gives back; where it is refused, the test that follows must not go on. */
  const given = async <Value>(asked: Promise<{ ok: true; value: Value } | { ok: false; error: { message: string } }>): Promise<Value> => {
    const answer = await asked;
    if (!answer.ok) throw new Error(answer.error.message);
    return answer.value;
  };
  await given(call('hold.set', { held: false }));
  for (const { account, person } of await given(call('operators.list', {}))) await given(call('operators.remove', { account, person }));
  const people = await given(call('operators.removed', {}));
  if (people.length > 0) await given(call('operators.forgetRemoved', { people }));
  for (const { id } of await given(call('roles.list', {})))
    if (!['viewer', 'operator', 'admin'].includes(id)) await given(call('roles.remove', { id }));
  for (const { id } of await given(call('scripts.list', {}))) await given(call('scripts.remove', { id }));
  const monitors = (await given(call('monitors.list', {}))).monitors.map(({ id }) => id);
  if (monitors.length > 0) await given(call('monitors.delete', { ids: monitors }));
  await given(call('notices.rules.set', { rules: [] }));
  for (const { id } of (await given(call('targets.list', {}))).targets) {
    if (id !== 'local') await given(call('targets.delete', { id, typed: id }));
  }
  for (const { id, name } of (await given(call('accounts.list', {}))).accounts) {
    if (id.startsWith('sandbox-')) await given(call('simulator.clear', { account: id }));
    else await given(call('accounts.delete', { id, typed: name }));
  }
  await given(call('tunnel.set', { config: { provider: 'none' } }));
  await given(call('settings.set', { theme: 'system', language: 'zh-CN' }));
  localStorage.clear();
  location.hash = '';
}
