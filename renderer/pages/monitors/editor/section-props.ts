import type { MonitorForm, MonitorProblems } from '../../../stores/monitor-form.ts';

/** What each section of the form is given. */
export interface SectionProps {
  form: MonitorForm;
  problems: MonitorProblems;
  onChange: (change: Partial<MonitorForm>) => void;
}
