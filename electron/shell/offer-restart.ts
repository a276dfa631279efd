import { dialog } from 'electron';
import { translateFailure } from '../../shared/failures.ts';
import type { Language } from '../../shared/language.ts';
import type { Failure } from '../../shared/result.ts';

const answers = { 'zh-CN': ['重新启动', '退出微管'], en: ['Restart', 'Quit Weiguan'] } satisfies Record<Language, string[]>;

/** Says what the program can't go on without. Resolves with whether it is to be started anew; else it is to end. */
export async function offerRestart(problem: Failure, language: Language): Promise<boolean> {
  const { message, hint } = translateFailure(problem, language);
  console.error(`${message}\n${hint}`);
  const { response } = await dialog.showMessageBox({
    ...{ type: 'error', message, detail: hint, buttons: answers[language], noLink: true },
    ...{ defaultId: 0, cancelId: 1 },
  });
  return response === 0;
}
