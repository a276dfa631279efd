import type { SavedScript } from '../../../../shared/script.ts';
import type { TargetView } from '../../../../shared/target.ts';

/** Whether a server has what runs the script: a shell, and the system that the script is written for. */
export const runsOn = ({ interpreter }: Pick<SavedScript, 'interpreter'>, { system, capabilities }: TargetView): boolean =>
  capabilities.includes('shell') && (interpreter === 'powershell') === (system === 'windows');
