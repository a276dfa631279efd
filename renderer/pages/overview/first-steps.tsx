import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { StepCard } from './step-card.tsx';

/** For the first run: how to see the whole thing work, with no account at all. */
export function FirstSteps({ onStart }: { onStart: () => void }) {
  const { t } = useTranslation();
  const steps = (['step1', 'step2', 'step3'] as const).map((key) => ({ key, name: t(`overview.${key}`), text: t(`overview.${key}Text`) }));
  return (
    <StepCard title={t('overview.stepsTitle')} steps={steps}>
      <Button type="primary" onClick={onStart}>
        {t('overview.start')}
      </Button>
    </StepCard>
  );
}
