import { type BrowserWindow, dialog } from 'electron';
import { translateFailure } from '../../shared/failures.ts';
import type { Language } from '../../shared/language.ts';
import type { Failure } from '../../shared/result.ts';

const answers = { 'zh-CN': ['重新启动', '退出微管'], en: ['Restart', 'Quit Weiguan'] } satisfies Record<Language, string[]>;

interface Asking {
  language: Language;
  window: BrowserWindow | undefined;
  /** Takes the question back: somebody wants it started anew. */
  signal: AbortSignal;
}

/** Says what the program couldn't go on without. Resolves with whether it is to be started anew; else it is to end. */
export async function offerRestart(problem: Failure, { language, window, signal }: Asking): Promise<boolean> {
  const { message, hint } = translateFailure(problem, language);
  const options: Electron.MessageBoxOptions = {
    ...{ type: 'error', message, detail: hint, buttons: answers[language], noLink: true },
    ...{ defaultId: 0, cancelId: 1, signal },
  };
  const { response } = await (window?.isVisible() ? dialog.showMessageBox(window, options) : dialog.showMessageBox(options));
  return signal.aborted || response === 0;
}
