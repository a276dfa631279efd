import { useTranslation } from 'react-i18next';
import { SaveBar } from '../../../components/save-bar.tsx';
import type { MonitorField } from '../../../stores/monitor-form.ts';
import type { SectionProps } from './section-props.ts';
import { useMonitorTexts } from './use-monitor-texts.ts';

interface Props {
  problems: SectionProps['problems'];
  isNew: boolean;
  touched: boolean;
  saving: boolean;
  canSave: boolean;
  onDiscard: () => void;
}

/** Saves or discards, and names the fields that are in the way. */
export function MonitorSaveBar({ problems, isNew, touched, saving, canSave, onDiscard }: Props) {
  const { t } = useTranslation();
  const { labels } = useMonitorTexts();
  const fields = Object.keys(problems) as MonitorField[];
  const wrong = fields.filter((field) => problems[field]?.kind !== 'missing');
  const lacking = fields.filter((field) => problems[field]?.kind === 'missing');
  const told =
    wrong.length > 0
      ? t('monitorForm.wrong', { fields: labels(wrong) })
      : lacking.length > 0
        ? t('monitorForm.lacking', { fields: labels(lacking) })
        : touched && !isNew
          ? t('monitorForm.changed')
          : '';
  return (
    <SaveBar
      addLabel={isNew ? t('monitorForm.saveNew') : undefined}
      touched={touched}
      saving={saving}
      canSave={canSave}
      told={told}
      onDiscard={onDiscard}
    />
  );
}
