import { z } from 'zod';
import type { Account } from '../../shared/account.ts';
import { AccountDraft, AccountSecretsDraft } from '../../shared/account-draft.ts';
import { failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { makeBoxKey, openBox, sealBox } from '../secrets/sealed-box.ts';

/** What an exported file holds. Without a passphrase there are no secrets in it. */
const Exported = z.object({
  format: z.literal('weiguan-account'),
  version: z.literal(1),
  account: z.unknown(),
  sealed: z.string().optional(),
});

/** An account as it was exported, checked. */
export interface ImportedAccount {
  draft: AccountDraft;
  secrets: AccountSecretsDraft;
}

/** The file of an exported account; its secrets are sealed under the passphrase (scrypt, AES-256-GCM), if one is given. */
export async function writeExport(account: Account, secrets: AccountSecretsDraft, passphrase: string | undefined): Promise<string> {
  const { enabled: _enabled, origin: _origin, ...draft } = account;
  const sealed = passphrase === undefined ? undefined : sealBox(JSON.stringify(secrets), await makeBoxKey({ passphrase }));
  return `${JSON.stringify({ format: 'weiguan-account', version: 1, account: draft, ...(sealed && { sealed }) }, null, 2)}\n`;
}

/** Reads such a file. Fails with `accounts/not-an-export`, `accounts/needs-passphrase` or `secrets/wrong-passphrase`. */
export async function readExport(text: string, passphrase: string | undefined): Promise<Result<ImportedAccount>> {
  const exported = Exported.safeParse(parseJson(text));
  const draft = AccountDraft.safeParse(exported.data?.account);
  if (!exported.success || !draft.success) return err(failure('accounts/not-an-export'));
  const { sealed } = exported.data;
  if (sealed === undefined) return ok({ draft: draft.data, secrets: {} });
  if (passphrase === undefined) return err(failure('accounts/needs-passphrase'));
  const opened = await openBox(sealed, { passphrase });
  if (!opened.ok) return err(failure(opened.error === 'wrong-key' ? 'accounts/wrong-passphrase' : 'accounts/not-an-export'));
  const secrets = AccountSecretsDraft.safeParse(parseJson(opened.value.text));
  return secrets.success ? ok({ draft: draft.data, secrets: secrets.data }) : err(failure('accounts/not-an-export'));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
