import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Operator } from '../../../shared/role.ts';
import { useAccountName } from '../../stores/context.ts';

interface Props {
  people: readonly Operator[];
  onRemove: (account: string) => void;
}

/** How many people each account has left from the company, or the Official Account, that it belonged to before. */
export function FormerPeople({ people, onRemove }: Props) {
  const { t } = useTranslation();
  const accountName = useAccountName();
  const accounts = [...new Set(people.map(({ account }) => account))];
  return accounts.map((account) => (
    <p key={account}>
      {t('people.former', { account: accountName(account), n: people.filter((one) => one.account === account).length })}{' '}
      <Button
        size="small"
        type="link"
        aria-label={t('people.removeFormerOf', { account: accountName(account) })}
        onClick={() => onRemove(account)}
      >
        {t('people.removeFormer')}
      </Button>
    </p>
  ));
}
