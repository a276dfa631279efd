import type { TargetSecretName } from '../../../shared/target.ts';
import { SecretField } from '../../components/secret-field.tsx';
import type { SectionProps } from './section-props.ts';
import { useTargetTexts } from './use-target-texts.ts';

/** One secret of a server. */
export function TargetSecretField({ name, known, typed, forget, onType, onForget }: { name: TargetSecretName } & SectionProps) {
  const texts = useTargetTexts();
  const changedAt = known[name];
  return (
    <SecretField
      label={texts.label(name)}
      rule={texts.rule(name)}
      known={changedAt === undefined ? undefined : { changedAt }}
      typed={typed[name]}
      forgotten={forget.includes(name)}
      onChange={(text) => onType(name, text)}
      onForget={(forgotten) => onForget(name, forgotten)}
    />
  );
}
