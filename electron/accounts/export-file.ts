import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Account } from '../../shared/account.ts';
import { AccountDraft, AccountSecretsDraft, draftOf } from '../../shared/account-draft.ts';
import { failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { makeBoxKey, openBox, sealBox } from '../secrets/sealed-box.ts';

/** Said only of one that is disabled: an earlier version, which knows nothing of it, takes all others. */
const Enabled = z.boolean().default(true);

/** What an exported file holds. Without a passphrase there are no secrets in it, and anybody may have changed it. */
const Exported = z.object({
  format: z.literal('weiguan-account'),
  version: z.literal(1),
  account: z.unknown(),
  enabled: Enabled,
  sealed: z.string().optional(),
});

/** What stands inside the seal: all of it, so that nobody sends the secrets to another address. */
const Sealed = z.object({ draft: AccountDraft, secrets: AccountSecretsDraft, enabled: Enabled }).strict();

/** An account as it was exported, checked. */
export type ImportedAccount = z.infer<typeof Sealed>;

/**
 * The file of an exported account. If a passphrase is given, the account and its secrets are sealed under it (scrypt,
 * AES-256-GCM); the account stands before the seal too, for people to read.
 */
export async function writeExport(account: Account, secrets: AccountSecretsDraft, passphrase: string | undefined): Promise<string> {
  const draft = draftOf(account);
  const state = account.enabled ? {} : { enabled: false };
  const inside = JSON.stringify({ draft, secrets, ...state });
  const sealed = passphrase === undefined ? undefined : sealBox(inside, await makeBoxKey({ passphrase }));
  const file = { format: 'weiguan-account', version: 1, account: draft, ...state, ...(sealed && { sealed }) };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/**
 * Reads such a file. Fails with `accounts/needs-passphrase`, `accounts/wrong-passphrase` or `accounts/not-an-export`:
 * the last also where a passphrase is given and there is no seal, or the account before the seal is not the one inside.
 */
export async function readExport(text: string, passphrase: string | undefined): Promise<Result<ImportedAccount>> {
  const exported = Exported.safeParse(parseJson(text));
  const draft = AccountDraft.safeParse(exported.data?.account);
  if (!exported.success || !draft.success) return err(failure('accounts/not-an-export'));
  const { sealed, enabled } = exported.data;
  if (passphrase === undefined)
    return sealed === undefined ? ok({ draft: draft.data, secrets: {}, enabled }) : err(failure('accounts/needs-passphrase'));
  if (sealed === undefined) return err(failure('accounts/not-an-export'));
  const opened = await openBox(sealed, { passphrase });
  if (!opened.ok) return err(failure(opened.error === 'wrong-key' ? 'accounts/wrong-passphrase' : 'accounts/not-an-export'));
  const inside = Sealed.safeParse(parseJson(opened.value.text));
  const isSame = inside.success && inside.data.enabled === enabled && isDeepStrictEqual(inside.data.draft, draft.data);
  return isSame ? ok(inside.data) : err(failure('accounts/not-an-export'));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
