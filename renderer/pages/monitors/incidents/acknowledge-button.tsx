import { Button, type ButtonProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { useHandedFocus } from '../../../components/use-lost-focus.ts';

/** Goes once its incident is acknowledged; the panel that it stands in, or its row, keeps the focus. */
export function AcknowledgeButton(props: Pick<ButtonProps, 'type' | 'icon' | 'className' | 'loading' | 'title' | 'onClick'>) {
  const { t } = useTranslation();
  const button = useHandedFocus<HTMLButtonElement>(
    (around) => around?.closest<HTMLElement>('aside') ?? around?.closest('tr')?.querySelector('a'),
  );
  return (
    <Button ref={button} size="small" {...props}>
      {t('incidents.acknowledge')}
    </Button>
  );
}
