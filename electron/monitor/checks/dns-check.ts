import { Resolver } from 'node:dns/promises';
import { failure } from '../../../shared/failures.ts';
import { type DnsSpec, isDnsServer } from '../../../shared/monitor/check-spec.ts';
import { type CheckMaker, down, up } from '../check.ts';

/** Asks the DNS for a record. */
export const dnsCheck: CheckMaker<'dns'> = (spec, { timeoutSeconds }, { clock }) => ({
  async run(signal) {
    const resolver = new Resolver({ timeout: Math.max(500, (timeoutSeconds * 1000) / 2), tries: 2 });
    const cancel = () => resolver.cancel();
    signal.addEventListener('abort', cancel, { once: true });
    const start = clock.elapsed();
    try {
      if (spec.server !== undefined) {
        // why: Node takes port 0 for a reason to end the program
        if (!isDnsServer(spec.server)) return down(failure('monitor/dns', { name: spec.name, reason: 'ERR_INVALID_IP_ADDRESS' }));
        resolver.setServers([spec.server]);
      }
      const answers = await ask(resolver, spec);
      const ms = clock.elapsed() - start;
      const found = answers.join(', ').slice(0, 200);
      const isThere = spec.expects === undefined ? answers.length > 0 : answers.some((answer) => isSame(answer, spec.expects ?? ''));
      if (isThere) return up({ ms, found });
      return down(failure('monitor/dns-other', { name: spec.name, found: found || '—', expected: spec.expects ?? '*' }), { ms, found });
    } catch (error) {
      signal.throwIfAborted();
      return down(failure('monitor/dns', { name: spec.name, reason: (error as NodeJS.ErrnoException).code ?? String(error) }));
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  },
});

async function ask(resolver: Resolver, { name, record }: DnsSpec): Promise<string[]> {
  switch (record) {
    case 'A':
      return resolver.resolve4(name);
    case 'AAAA':
      return resolver.resolve6(name);
    case 'CNAME':
      return resolver.resolveCname(name);
    case 'NS':
      return resolver.resolveNs(name);
    case 'MX':
      return (await resolver.resolveMx(name)).map(({ exchange }) => exchange);
    case 'TXT':
      return (await resolver.resolveTxt(name)).map((parts) => parts.join(''));
  }
}

const isSame = (one: string, other: string) => plain(one) === plain(other);
const plain = (name: string) => name.toLowerCase().replace(/\.$/, '');
