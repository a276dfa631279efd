import { failure } from '../../../shared/failures.ts';
import { type Check, failed, fine, warn, warned } from '../check.ts';

/** Is the tunnel up? One that says so may be dead, so it is probed. */
export const tunnel: Check = {
  id: 'tunnel',
  async run(context) {
    const { state, publicUrl, failure: problem } = context.tunnel();
    if (state === 'off') return warn('doctor/no-public-url');
    if (publicUrl === undefined) return failed(problem ?? failure('doctor/tunnel-starting'));
    const probed = await context.probe();
    if (!probed.ok) return failed(probed.error, publicUrl);
    const { failure: trouble } = probed.value;
    if (trouble && trouble.code !== 'tunnel/probe-slow') return failed(trouble, publicUrl);
    const { publicUrlBefore, notes } = context.tunnel();
    if (publicUrlBefore !== undefined) return warn('doctor/public-url-changed', { url: publicUrl, before: publicUrlBefore }, publicUrl);
    const [note] = notes;
    return note ? warned(note, publicUrl) : fine(publicUrl);
  },
};
