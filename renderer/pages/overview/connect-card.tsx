import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useHandedFocus } from '../../components/use-lost-focus.ts';
import { newAccount } from '../../stores/accounts.ts';
import { useOverview, useStores } from '../../stores/context.ts';
import { formatRoute } from '../../stores/route.ts';
import { type ConnectStep, connectSteps } from './connect-progress.ts';
import { StepCard } from './step-card.tsx';

const places: Record<ConnectStep, string> = {
  account: formatRoute('accounts', newAccount),
  address: formatRoute('connection', 'tunnel'),
  people: formatRoute('people'),
};

/** What comes after the simulator, with what is done of it. */
export function ConnectCard({ done }: { done: readonly ConnectStep[] }) {
  const { t } = useTranslation();
  const accounts = useOverview((state) => state.overview.value?.accounts);
  const hasAccount = accounts?.some(({ origin }) => origin !== 'sandbox') ?? false;
  const steps = connectSteps.map((key) => ({
    key,
    name: <a href={key === 'account' && hasAccount ? formatRoute('accounts') : places[key]}>{t(`overview.connect.${key}`)}</a>,
    text: t(`overview.connect.${key}Text`),
    isDone: done.includes(key),
  }));
  return <StepCard title={t('overview.connectTitle')} aside={<PutAway />} isQuiet steps={steps} />;
}

function PutAway() {
  const { t } = useTranslation();
  const { desk } = useStores();
  const button = useHandedFocus<HTMLButtonElement>(() => document.querySelector<HTMLElement>('main a, main button'));
  return (
    <Button
      ref={button}
      type="text"
      size="small"
      icon={<CloseOutlined />}
      aria-label={t('overview.connectPutAway')}
      title={t('overview.connectPutAway')}
      onClick={() => desk.getState().putConnectAway()}
    />
  );
}
