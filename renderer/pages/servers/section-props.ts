import type { TargetSecretName } from '../../../shared/target.ts';
import type { TargetForm, TargetProblems, TypedTargetSecrets } from '../../stores/target-form.ts';

/** What every section of the form is given. */
export interface SectionProps {
  form: TargetForm;
  problems: TargetProblems;
  /** Which secrets are set, and since when. */
  known: Partial<Record<TargetSecretName, number>>;
  typed: TypedTargetSecrets;
  /** Secrets that are to be taken away. */
  forget: TargetSecretName[];
  onChange: (change: Partial<TargetForm>) => void;
  /** undefined keeps what is set. */
  onType: (name: TargetSecretName, text: string | undefined) => void;
  onForget: (name: TargetSecretName, forgotten: boolean) => void;
}
