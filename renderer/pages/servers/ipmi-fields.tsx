import type { SectionProps } from './section-props.ts';
import { TargetSecretField } from './target-secret-field.tsx';
import { TargetTextField } from './target-text-field.tsx';

/** The management port of a server. */
export function IpmiFields({ section }: { section: SectionProps }) {
  return (
    <>
      <TargetTextField field="ipmiHost" {...section} />
      <TargetTextField field="ipmiPort" {...section} />
      <TargetTextField field="ipmiUser" {...section} />
      <TargetSecretField name="ipmiPassword" {...section} />
    </>
  );
}
