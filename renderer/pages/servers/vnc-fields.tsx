import type { SectionProps } from './section-props.ts';
import { TargetSecretField } from './target-secret-field.tsx';
import { TargetTextField } from './target-text-field.tsx';

/** Where the screen of a server is seen. */
export function VncFields({ section }: { section: SectionProps }) {
  return (
    <>
      <TargetTextField field="vncHost" {...section} />
      <TargetTextField field="vncPort" {...section} />
      <TargetSecretField name="vncPassword" {...section} />
    </>
  );
}
