import { useTranslation } from 'react-i18next';
import { defaultApiBase, type Platform } from '../../../shared/account.ts';
import type { AccountField, FieldProblem } from '../../../shared/account-fields.ts';
import type { AccountSecretName } from '../../../shared/account-view.ts';

export type FormField = AccountField | AccountSecretName;

/** CorpID and AppID, Secret and AppSecret are the same field by two names. */
const wecomNames = { receiverId: 'corpId', apiSecret: 'secret' } as const;
const officialNames = { receiverId: 'appId', apiSecret: 'appSecret' } as const;

/** What the form says of its fields, in the words of the account's platform. */
export function useFieldTexts(platform: Platform) {
  const { t } = useTranslation();
  const names = platform === 'wecom' ? wecomNames : officialNames;
  const label = (field: FormField): string => t(`field.${field === 'receiverId' || field === 'apiSecret' ? names[field] : field}`);
  return {
    label,
    labels: (fields: FormField[]): string => fields.map(label).join(t('accounts.listSeparator')),
    rule: (field: FormField): string => t(`rule.${field === 'receiverId' ? names[field] : field}`),
    /** @param typed what stands in the field */
    problem: (problem: FieldProblem, typed: string): string => t(`problem.${problem}`, { n: [...typed].length }),
    placeholder: (field: FormField): string => (field === 'apiBase' ? defaultApiBase[platform] : ''),
  };
}
