import { useTranslation } from 'react-i18next';
import { type Hop, HopField } from './hop-field.tsx';
import type { SectionProps } from './section-props.ts';
import { TargetSecretField } from './target-secret-field.tsx';
import { TargetTextField } from './target-text-field.tsx';

/** Where the magic packet goes that switches a server on. */
export function WakeFields({ section, hops }: { section: SectionProps; hops: Hop[] }) {
  const { t } = useTranslation();
  return (
    <>
      <TargetTextField field="mac" {...section} />
      <TargetTextField field="broadcast" {...section} />
      <TargetTextField field="wakePort" {...section} />
      <HopField field="relay" none={t('server.fromHere')} hops={hops} section={section} />
      <TargetSecretField name="secureOn" {...section} />
    </>
  );
}
