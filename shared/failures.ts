import { accountFailures } from './failure-texts/accounts.ts';
import { callbackFailures } from './failure-texts/callback.ts';
import { checkFailures } from './failure-texts/checks.ts';
import { commandFailures } from './failure-texts/command.ts';
import { confirmationFailures } from './failure-texts/confirmations.ts';
import { controlFailures } from './failure-texts/control.ts';
import { doctorFailures } from './failure-texts/doctor.ts';
import { exportFailures } from './failure-texts/exports.ts';
import { fileFailures } from './failure-texts/files.ts';
import { gatewayFailures } from './failure-texts/gateway.ts';
import { inspectorFailures } from './failure-texts/inspector.ts';
import { menuFailures } from './failure-texts/menus.ts';
import { monitorFailures } from './failure-texts/monitors.ts';
import { operatorFailures } from './failure-texts/operators.ts';
import { outboxFailures } from './failure-texts/outbox.ts';
import { platformFailures } from './failure-texts/platform-errcodes.ts';
import { roleFailures } from './failure-texts/roles.ts';
import { scriptFailures } from './failure-texts/scripts.ts';
import { secretFailures } from './failure-texts/secrets.ts';
import { shellFailures } from './failure-texts/shell.ts';
import { sshFailures } from './failure-texts/ssh.ts';
import { targetFailures } from './failure-texts/targets.ts';
import { templateFailures } from './failure-texts/templates.ts';
import { tunnelFailures } from './failure-texts/tunnel.ts';
import { upkeepFailures } from './failure-texts/upkeep.ts';
import { wechatFailures } from './failure-texts/wechat.ts';
import { fill, type Language } from './language.ts';
import type { Failure } from './result.ts';

/** Every expected failure, once: its code, and what it says in each language. */
export const failureTexts = {
  ...wechatFailures,
  ...callbackFailures,
  ...commandFailures,
  ...confirmationFailures,
  ...controlFailures,
  ...fileFailures,
  ...gatewayFailures,
  ...doctorFailures,
  ...accountFailures,
  ...scriptFailures,
  ...secretFailures,
  ...inspectorFailures,
  ...exportFailures,
  ...menuFailures,
  ...operatorFailures,
  ...outboxFailures,
  ...platformFailures,
  ...roleFailures,
  ...shellFailures,
  ...sshFailures,
  ...targetFailures,
  ...templateFailures,
  ...tunnelFailures,
  ...upkeepFailures,
  ...checkFailures,
  ...monitorFailures,
};

export type FailureCode = keyof typeof failureTexts;

/** Builds the failure `code` with its texts filled in and in one language. */
export function failure(code: FailureCode, params: Record<string, string> = {}, language: Language = 'zh-CN'): Failure {
  const { message, hint } = failureTexts[code];
  return { code, message: fill(message[language], params), hint: fill(hint[language], params), params };
}

/**
 * One whose words are another failure's: `{reason}` and `{remedy}` are filled with what that one says, in whichever language
 * it is shown. @param because the other one
 */
export const failureBecause = (code: FailureCode, because: Failure, params: Record<string, string>, language: Language): Failure => {
  const { message, hint, ...cause } = translateFailure(because, language);
  return failure(code, { ...params, because: JSON.stringify(cause), reason: message, remedy: hint }, language);
};

/** The same failure in another language. A code that this version does not know keeps the text it came with. */
export function translateFailure(original: Failure, language: Language): Failure {
  if (!(original.code in failureTexts)) return original;
  const { because, ...params } = original.params ?? {};
  const cause = because === undefined ? undefined : causeIn(because);
  return cause
    ? failureBecause(original.code as FailureCode, cause, params, language)
    : failure(original.code as FailureCode, original.params, language);
}

/** What a failure says that it was caused by, without words. */
function causeIn(because: string): Failure | undefined {
  try {
    const { code, params } = JSON.parse(because) as Partial<Failure>;
    return code !== undefined && code in failureTexts ? failure(code as FailureCode, params) : undefined;
  } catch {
    return undefined;
  }
}
