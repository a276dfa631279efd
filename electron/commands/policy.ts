import type { Caller, Command } from './command.ts';

/**
 * Who may run commands through an account: the people that its configuration names, or, where it names none, everybody
 * whom the platform lets in (a WeCom app's visible range; an Official Account's followers), and then only to look.
 */
export interface AccessRule {
  /** UserIDs or OpenIDs; undefined where nobody is named. */
  operators?: readonly string[] | undefined;
  /** UserIDs know no letter case, OpenIDs do (protocol reference, 8.4). */
  anyCase?: boolean;
}

export type Decision = 'allowed' | 'stranger' | 'no-right';

/** May this person run this command? */
export function decide(command: Command | undefined, caller: Caller, rule: AccessRule): Decision {
  if (rule.operators) {
    const folded = (id: string) => (rule.anyCase ? id.toLowerCase() : id);
    const known = rule.operators.some((operator) => folded(operator) === folded(caller.person));
    return known ? 'allowed' : 'stranger';
  }
  return command === undefined || command.danger === 'read' ? 'allowed' : 'no-right';
}
