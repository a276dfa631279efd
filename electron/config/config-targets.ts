import { z } from 'zod';
import { translateFailure } from '../../shared/failures.ts';
import { type Mistake, mistake } from '../../shared/mistake.ts';
import { localTargetId, secretsUsedBy, Target, TargetSecretName } from '../../shared/target.ts';
import { faultOf } from '../control/targets/rules.ts';
import { localTarget } from '../control/targets/view.ts';
import { Secret } from './config-secret.ts';

/** A target in the config file, as the console has it; `name` may be left out, and its secrets stand in it. */
const TargetEntry = Target.extend({
  name: Target.shape.name.optional(),
  secrets: z.partialRecord(TargetSecretName, Secret).default({}),
})
  .strict()
  .transform(({ secrets, ...target }) => ({ target: { ...target, name: target.name ?? target.id }, secrets }))
  .superRefine(({ target, secrets }, context) => {
    const useless = TargetSecretName.options.find((name) => name in secrets && !secretsUsedBy(target).includes(name));
    if (useless)
      context.addIssue({ code: 'custom', path: ['secrets', useless], ...mistake('这台服务器用不到它', 'this server has no use for it') });
  });

/** The targets of a config file: whole by themselves, so that they work whatever the console has besides. */
export const ConfigTargets = z
  .array(TargetEntry)
  .superRefine((entries, context) => {
    const add = (index: number, why: Mistake) => context.addIssue({ code: 'custom', path: [index], ...why });
    // why: zod comes here with entries that were refused, too
    if (entries.some((entry) => !entry?.target)) return;
    for (const [index, { target }] of entries.entries()) {
      const fault = faultAt(
        entries.map((entry) => entry.target),
        index,
      );
      if (target.id === localTargetId)
        add(index, mistake('这是微管所在电脑的编号', 'this is the id of the computer that the gateway runs on'));
      else if (fault) add(index, fault);
    }
  })
  .default([]);

/** Why the target at this place can't be beside those before it, or can't be reached as it says. */
function faultAt(targets: readonly Target[], index: number): Mistake | undefined {
  const target = targets[index] as Target;
  if (targets.findIndex(({ id }) => id === target.id) < index) return mistake('已被另一台服务器使用', 'is used by another server already');
  const others = [localTarget('en'), ...targets.filter(({ id }) => id !== target.id)];
  // why itself as before: a file that names a group like a server has worked, and rights take the name for the server
  const fault = faultOf([target], others, [target]);
  return fault && mistake(translateFailure(fault, 'zh-CN').message, translateFailure(fault, 'en').message);
}
