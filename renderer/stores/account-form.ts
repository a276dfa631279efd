import { type Account, defaultApiBase, type EncryptionMode, type OfficialKind, type Platform } from '../../shared/account.ts';
import type { AccountDraft } from '../../shared/account-draft.ts';
import { type AccountField, checkField, type FieldProblem } from '../../shared/account-fields.ts';
import type { AccountSecretName, AccountView, Verification } from '../../shared/account-view.ts';
import type { NoticeTemplate } from '../../shared/notice-template.ts';
import type { WayOut } from '../../shared/platform.ts';

/** An account as its form holds it: every field there, empty where nothing is typed. No secret is in it. */
export interface AccountForm {
  id: string;
  platform: Platform;
  name: string;
  receiverId: string;
  agentId: string;
  /** Empty where nobody has looked it up. */
  seats: string;
  mode: EncryptionMode;
  kind: OfficialKind;
  verified: boolean;
  sandboxAccount: boolean;
  /** Official Accounts: absent where none is chosen. */
  noticeTemplate?: NoticeTemplate;
  /** Empty for the platform's own. */
  apiBase: string;
  via: WayOut['via'];
  proxyUrl: string;
  operators: string[];
}

/** Secrets that are being typed. They live in the form's component only, until they are saved. */
export type TypedSecrets = { [Name in AccountSecretName]?: string };

export type FormProblems = { [Field in AccountField]?: FieldProblem };

/** An id that is free, whatever the case of its letters: the wish itself, or the wish with a number. */
export function freeId(wish: string, taken: string[]): string {
  const stem = wish.replace(/-\d+$/, '').slice(0, 60);
  const isFree = (id: string) => !taken.some((other) => other.toLowerCase() === id.toLowerCase());
  if (isFree(wish)) return wish;
  for (let number = 2; ; number += 1) {
    const id = `${stem}-${number}`;
    if (isFree(id)) return id;
  }
}

const wishes: Record<Platform, string> = { wecom: 'wecom', 'official-account': 'oa' };

/** The form of an account that is yet to be added. */
export function newForm(platform: Platform, taken: string[]): AccountForm {
  return {
    ...{ id: freeId(wishes[platform], taken), platform, name: '', receiverId: '', agentId: '', seats: '' },
    ...{ mode: 'safe', kind: 'service', verified: false, sandboxAccount: false },
    ...{ apiBase: '', via: 'direct', proxyUrl: '', operators: [] },
  };
}

export function formOf(account: Account): AccountForm {
  const { id, platform, name, receiverId, mode, wayOut } = account;
  return {
    ...{ id, platform, name, receiverId, mode, agentId: account.agentId ?? '', seats: account.seats?.toString() ?? '' },
    kind: account.kind ?? 'service',
    verified: account.verified ?? false,
    sandboxAccount: account.sandboxAccount ?? false,
    apiBase: account.apiBase === defaultApiBase[platform] ? '' : account.apiBase,
    via: wayOut.via,
    proxyUrl: wayOut.via === 'proxy' ? wayOut.url : '',
    operators: account.operators ?? [],
    ...(account.noticeTemplate && { noticeTemplate: account.noticeTemplate }),
  };
}

/** What the gateway takes. */
export function draftOf(form: AccountForm): AccountDraft {
  const { id, platform, name, receiverId, apiBase, via, operators } = form;
  return {
    ...{ id, platform, name, receiverId },
    mode: platform === 'wecom' ? 'safe' : form.mode,
    ...(platform === 'wecom' ? wecomPart(form) : officialPart(form)),
    ...(apiBase !== '' && { apiBase }),
    wayOut: via === 'proxy' ? { via, url: form.proxyUrl } : { via },
    ...(operators.length > 0 && { operators }),
  };
}

function wecomPart({ agentId, seats }: AccountForm): Partial<AccountDraft> {
  return { agentId, ...(seats !== '' && { seats: Number(seats) }) };
}

function officialPart({ kind, verified, sandboxAccount, noticeTemplate }: AccountForm): Partial<AccountDraft> {
  return { kind, verified, ...(sandboxAccount && { sandboxAccount }), ...(noticeTemplate && { noticeTemplate }) };
}

/** What is wrong with each field, as it stands; a field that may stay empty is not missing. */
export function problemsOf(form: AccountForm, secrets: TypedSecrets = {}): FormProblems {
  const { platform } = form;
  const problems: FormProblems = {};
  const check = (field: AccountField, typed: string | undefined, mayBeEmpty: boolean) => {
    const problem = typed === undefined || (mayBeEmpty && typed === '') ? undefined : checkField(field, typed, platform);
    if (problem) problems[field] = problem;
  };
  for (const field of ['id', 'name', 'receiverId'] as const) check(field, form[field], false);
  if (platform === 'wecom') {
    check('agentId', form.agentId, false);
    check('seats', form.seats, true);
  }
  check('apiBase', form.apiBase, true);
  if (form.via === 'proxy') check('proxyUrl', form.proxyUrl, false);
  for (const name of ['apiSecret', 'token', 'encodingAesKey'] as const) check(name, secrets[name], true);
  return problems;
}

export const sameForm = (one: AccountForm, other: AccountForm): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The secrets that were really typed. */
export function givenSecrets(secrets: TypedSecrets): TypedSecrets {
  return Object.fromEntries(Object.entries(secrets).filter(([, text]) => text !== ''));
}

/** The secrets that an account has, in the order of its form. */
export function secretsOf({ platform, mode, via }: Pick<AccountForm, 'platform' | 'mode' | 'via'>): AccountSecretName[] {
  const needsKey = platform === 'wecom' || mode !== 'plaintext';
  return [
    'apiSecret',
    'token',
    ...(needsKey ? (['encodingAesKey'] as const) : []),
    ...(via === 'proxy' ? (['proxyPassword'] as const) : []),
  ];
}

/** How an account stands, in the one word that its row shows. */
export type AccountStanding = 'disabled' | 'unread' | 'incomplete' | 'refused' | 'changing' | 'connected' | 'ready';

export function standingOf(account: AccountView, lastMessageAt: number | undefined): AccountStanding {
  const { enabled, unread, missing, verifications } = account;
  if (!enabled) return 'disabled';
  if (unread) return 'unread';
  if (missing.length > 0) return 'incomplete';
  if (account.origin === 'sandbox') return 'connected';
  if (verifications[0]?.failure && !isOvercome(verifications[0], account, lastMessageAt)) return 'refused';
  if (isChanging(account)) return account.secrets.token ? 'changing' : 'ready';
  return verifications.length > 0 || lastMessageAt !== undefined ? 'connected' : 'ready';
}

/** No matter of the values: what went astray, or was perhaps too late. */
const failuresOfTheWay = ['verification/other-path', 'verification/slow', 'verification/slow-way'];

/**
 * A message has come since, so WeChat has the right URL and values, and the failure may have been a stranger's. While new
 * values wait that is no sign of them: the message may have come with the old ones.
 */
export function isOvercome({ at, failure }: Verification, account: AccountView, lastMessageAt: number | undefined): boolean {
  if (lastMessageAt === undefined || lastMessageAt <= at) return false;
  return !isChanging(account) || failuresOfTheWay.includes(failure?.code ?? '');
}

/** Whether it failed, and for what was filled in somewhere. */
export const isOfValues = ({ failure }: Verification): boolean => failure !== undefined && !failuresOfTheWay.includes(failure.code);

/** Whether a new Token or EncodingAESKey waits for WeChat. */
export const isChanging = ({ pending }: Pick<AccountView, 'pending'>): boolean =>
  pending.token !== undefined || pending.encodingAesKey !== undefined;
