import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useHandedFocus } from '../../components/use-lost-focus.ts';
import { newAccount } from '../../stores/accounts.ts';
import { useDesk, useOperators, useOverview, usePublicUrl, useStores, useTunnel } from '../../stores/context.ts';
import { formatRoute } from '../../stores/route.ts';
import { type ConnectStep, connectProgress, connectSteps } from './connect-progress.ts';
import { StepCard } from './step-card.tsx';

const places: Record<ConnectStep, string> = {
  account: formatRoute('accounts', newAccount),
  address: formatRoute('connection', 'tunnel'),
  people: formatRoute('people'),
};

/** What comes after the simulator, as long as some of it is to be done and nobody has put it away. */
export function ConnectCard() {
  const { t } = useTranslation();
  const isAway = useDesk((state) => state.connectPutAway);
  const accounts = useOverview((state) => state.overview.value?.accounts);
  const people = useOperators((state) => state.operators.value);
  const isTunnelKnown = useTunnel((state) => state.tunnel.value !== undefined);
  const publicUrl = usePublicUrl();
  if (isAway || !accounts || !people || !isTunnelKnown) return null;
  const done = connectProgress({ accounts, publicUrl, people });
  if (done.length === connectSteps.length) return null;
  const steps = connectSteps.map((key) => ({
    key,
    name: <a href={done.includes(key) && key === 'account' ? formatRoute('accounts') : places[key]}>{t(`overview.connect.${key}`)}</a>,
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
