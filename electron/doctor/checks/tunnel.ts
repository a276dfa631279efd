import { failure } from '../../../shared/failures.ts';
import { type Check, failed, fine, skip } from '../check.ts';

/** Is the tunnel up? */
export const tunnel: Check = {
  id: 'tunnel',
  async run(context) {
    const { state, publicUrl, failure: problem } = context.tunnel();
    if (state === 'off' || publicUrl === undefined) return problem ? failed(problem) : skip(failure('doctor/no-public-url'));
    return problem ? failed(problem, publicUrl) : fine(publicUrl);
  },
};
