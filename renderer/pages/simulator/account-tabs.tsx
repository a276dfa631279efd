import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Phone } from '../../../shared/simulator.ts';

interface Props {
  phones: Phone[];
  account: string;
  onChoose: (account: string) => void;
}

/** Which sandbox account the phone looks at. */
export function AccountTabs({ phones, account, onChoose }: Props) {
  const { t } = useTranslation();
  return (
    <Segmented
      block
      aria-label={t('simulator.account')}
      value={account}
      onChange={onChoose}
      options={phones.map((phone) => ({ value: phone.account, label: phone.accountName, title: t(`platform.${phone.platform}`) }))}
      style={{ width: '100%' }}
    />
  );
}
