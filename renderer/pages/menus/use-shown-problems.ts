import { useMemo } from 'react';
import type { Account } from '../../../shared/account.ts';
import { translateFailure } from '../../../shared/failures.ts';
import { checkMenu } from '../../../shared/menu/menu-rules.ts';
import { useRuns, useSettings } from '../../stores/context.ts';
import type { MenuDesk } from '../../stores/menu-desk.ts';
import { refusalOf, type ShownProblem, shownProblem } from './shown-problems.ts';

/** All that is wrong with the draft: after the platform's rules, and after what the platform said when it was published. */
export function useShownProblems(account: Account, { history: { present: menu }, failure }: MenuDesk): ShownProblem[] {
  const language = useSettings((state) => state.language);
  const commands = useRuns((state) => state.commands);
  return useMemo(() => {
    // why: a menu that isn't begun has no mistakes, and before they are known no key is unanswered
    const problems = menu.button.length === 0 ? [] : checkMenu(menu, account, commands.length > 0 ? commands : undefined);
    // why: an old version has other buttons
    const isOfDraft = failure?.act === 'publish' && failure.version === undefined;
    const refusal = isOfDraft ? refusalOf(failure.failure, translateFailure(failure.failure, language)) : undefined;
    return [...(refusal ? [refusal] : []), ...problems.map((problem) => shownProblem(problem, language))];
  }, [menu, account, commands, failure, language]);
}
