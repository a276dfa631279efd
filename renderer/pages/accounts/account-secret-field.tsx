import { useTranslation } from 'react-i18next';
import type { Platform } from '../../../shared/account.ts';
import type { FieldProblem } from '../../../shared/account-fields.ts';
import type { AccountSecretName, SecretMark } from '../../../shared/account-view.ts';
import { SecretField } from '../../components/secret-field.tsx';
import { useFieldTexts } from './use-field-texts.ts';

interface Props {
  name: AccountSecretName;
  platform: Platform;
  /** The one in use. */
  present: SecretMark | undefined;
  /** A new one that waits for WeChat. */
  pending?: SecretMark | undefined;
  /** What is being typed; undefined while the present one is kept. */
  typed: string | undefined;
  problem: FieldProblem | undefined;
  /** undefined puts the field away. */
  onChange: (typed: string | undefined) => void;
}

/** A secret of an account, in the words of its platform. */
export function AccountSecretField({ name, platform, present, pending, typed, problem, onChange }: Props) {
  const { t } = useTranslation();
  const texts = useFieldTexts(platform);
  const label = texts.label(name);
  return (
    <SecretField
      label={label}
      rule={texts.rule(name)}
      note={pending && t(present ? 'secretStore.pending' : 'secretStore.pendingFirst', { name: label })}
      known={present ?? pending}
      typed={typed}
      problem={problem === undefined || problem === 'missing' ? undefined : texts.problem(problem, typed ?? '')}
      onChange={(text) => onChange(text?.trim())}
    />
  );
}
